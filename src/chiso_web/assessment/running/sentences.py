"""A round in one sentence, and the strip of its steps."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from chiso.calendar import Calendar
from chiso_web.assessment.deadlines import Deadline, deadline_of
from chiso_web.assessment.models import RankGroup, Round
from chiso_web.assessment.moves import RoundState
from chiso_web.assessment.naming import kind_name, round_name
from chiso_web.assessment.progress import Standing
from chiso_web.look.formats import day, day_short, listed


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer of the first screen, in parts of different weight."""

    lead: str
    left: tuple[str, ...]
    late: str
    hard: str


@dataclass(frozen=True, slots=True)
class PathStep:
    """A step of the round in the strip: its name, its days, whether it is where the round is."""

    name: str
    days: str
    is_here: bool


def title_of(one: Round) -> str:
    """The question of the page."""
    facts = {"round": round_name(one)}
    if one.state == RoundState.OPEN:
        return _("%(round)s: who has not submitted, how many working days are left") % facts
    return _("%(round)s: forms and appraisal") % facts


def answer_of(
    one: Round,
    groups: Sequence[RankGroup],
    standings: Sequence[Standing],
    *,
    calendar: Calendar,
    today: date,
) -> Answer:
    """Who has not submitted, the working days left, what is overdue and hard to make."""
    waiting = sum(not seen.is_submitted for seen in standings)
    late, hard = sum(seen.is_late for seen in standings), sum(seen.is_hard for seen in standings)
    running, lead = one.state == RoundState.OPEN, _lead(waiting, len(standings))
    return Answer(
        lead=lead if running else _standing_text(one),
        left=tuple(_left(groups, calendar, today)) if running else (lead,),
        late=ngettext("%(count)s unit overdue", "%(count)s units overdue", late) % {"count": late}
        if late
        else "",
        hard=ngettext("%(count)s hard to make", "%(count)s hard to make", hard) % {"count": hard}
        if hard
        else "",
    )


def _standing_text(one: Round) -> str:
    if one.state == RoundState.CORRECTING:
        return _("The result is published and being corrected.")
    return _("The result is published.")


def _lead(waiting: int, units: int) -> str:
    if not waiting:
        return ngettext("The unit has submitted.", "All %(units)s units have submitted.", units) % {
            "units": units
        }
    text = ngettext(
        "%(waiting)s/%(units)s unit has not submitted.",
        "%(waiting)s/%(units)s units have not submitted.",
        waiting,
    )
    return text % {"waiting": waiting, "units": units}


def _left(groups: Sequence[RankGroup], calendar: Calendar, today: date) -> Iterable[str]:
    """The working days left, a sentence for the groups of one last day."""
    by_last: dict[date, list[str]] = {}
    for group in groups:
        by_last.setdefault(group.self_until, []).append(kind_name(group.kind))
    for last, names in sorted(by_last.items()):
        name = listed(names, _("and"))
        told = {"name": name[:1].upper() + name[1:], "day": day(last)}
        yield _left_text(deadline_of(calendar, last, today=today)) % told


def _left_text(deadline: Deadline) -> str:
    if deadline.is_over:
        return _("%(name)s: closed on %(day)s.")
    if deadline.last == deadline.today:
        return _("%(name)s: today is the last day.")
    text = ngettext(
        "%(name)s: {count} working day left (through %(day)s).",
        "%(name)s: {count} working days left (through %(day)s).",
        deadline.left,
    )
    return text.format(count=deadline.left)


def path_of(one: Round, groups: Sequence[RankGroup], *, today: date) -> list[PathStep]:
    """The steps of the round with their days, the present one marked."""
    until = max((group.self_until for group in groups), default=today)
    ends = max((group.appraisal_until for group in groups), default=today)
    published = one.state in (RoundState.PUBLISHED, RoundState.CORRECTING)
    here = _here(one, until, ends, today)
    spans = (
        (_("Opening"), _("opened") if one.state != RoundState.DRAFT else _("not opened yet")),
        (_("Self-score, signature, submission"), _span(groups, "self_from", "self_until")),
        (_("Appraisal"), _span(groups, "appraisal_from", "appraisal_until")),
        (
            _("Publication"),
            pgettext("round", "published")
            if published
            else _("planned for %(day)s") % {"day": _days({one.publication_on for one in groups})},
        ),
    )
    return [PathStep(name, days, place == here) for place, (name, days) in enumerate(spans)]


def _here(one: Round, until: date, ends: date, today: date) -> int:
    if one.state == RoundState.DRAFT:
        return 0
    if one.state != RoundState.OPEN or today > ends:
        return 3
    return 1 if today <= until else 2


def _span(groups: Sequence[RankGroup], first: str, last: str) -> str:
    """The days of a window: one span where all groups have the same, else a part a group."""
    spans = {(getattr(one, first), getattr(one, last)) for one in groups}
    if len(spans) == 1:
        begins, ends = spans.pop()
        return f"{day(begins)} – {day(ends)}"
    return "; ".join(f"{kind_name(one.kind)} {day_short(getattr(one, last))}" for one in groups)


def _days(days: Iterable[date]) -> str:
    return ", ".join(day(one) for one in sorted(days))
