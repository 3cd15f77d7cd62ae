"""The life of a line's points: declared, signed, appraised, published, and the year before."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from chiso.definition.model import Edition
from chiso_web.assessment.addresses import line_page_address
from chiso_web.assessment.models import Entrant, Event, Line, Value
from chiso_web.assessment.moves import Step
from chiso_web.assessment.selectors import entrant_before
from chiso_web.assessment.services.holding import declared_of
from chiso_web.assessment.shown import declared_kept, shown_values
from chiso_web.look.formats import day, number
from chiso_web.results.selectors import edition_named

ONE_SITTING = timedelta(minutes=5)
"""What somebody declares within so long of their last step is one step in the table."""


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One step: its day, what it is, the figures and points then, who took it and why.

    ``who`` is a person's name only for those who may read the form; else the office.
    """

    at: datetime
    day: str
    step: str
    figures: str
    points: str
    who: str
    why: str


@dataclass(frozen=True, slots=True)
class Before:
    """How the line ended in the round before: its period, figures, points, where that is told."""

    period: str
    figures: str
    points: str
    address: str


def history_lines(entrant: Entrant, node: str, *, names: bool) -> list[HistoryLine]:
    """The steps of a line, the first first; ``names``: the reader may read the form."""
    events = Event.objects.filter(entrant=entrant, node=node).select_related("by")
    return lines_of(entrant, _sittings(events), names=names)


def lines_of(entrant: Entrant, events: Sequence[Event], *, names: bool) -> list[HistoryLine]:
    """Steps of one line in words; nothing is queried for events with their people."""
    edition = edition_named(entrant.group.edition)
    declared = False
    found = []
    for one in events:
        found.append(_line(edition, one, again=declared, names=names))
        declared = declared or one.step == Step.DECLARED
    return found


def _sittings(events: Iterable[Event]) -> list[Event]:
    """The events without those that the same person declared over at once, or that say nothing
    new.
    """
    found: list[Event] = []
    for one in events:
        if found and _overtakes(one, found[-1]):
            found.pop()
        elif found and _says_the_same(one, found[-1]):
            continue
        found.append(one)
    return found


def _overtakes(one: Event, last: Event) -> bool:
    both = one.step == last.step == Step.DECLARED and one.by_id == last.by_id
    return both and one.at - last.at <= ONE_SITTING


def _says_the_same(one: Event, last: Event) -> bool:
    both = one.step == last.step == Step.DECLARED
    return both and (one.values, one.points, one.why) == (last.values, last.points, last.why)


def _line(edition: Edition, one: Event, *, again: bool, names: bool) -> HistoryLine:
    return HistoryLine(
        at=one.at,
        day=day(timezone.localtime(one.at).date()),
        step=step_text(one.step, again=again),
        figures=shown_values(edition, one.node, declared_kept(one.values)) if one.values else "",
        points="" if one.points is None else number(one.points),
        who=_who(one, names=names),
        why=one.why,
    )


def step_text(step: str, *, again: bool = False) -> str:
    """What a step is called."""
    if step == Step.DECLARED:
        return _("Declaration, changed") if again else _("Declaration")
    texts = {
        Step.SURVEYED: _("Survey result recorded"),
        Step.SIGNED: _("Signed"),
        Step.APPRAISED: _("Appraised"),
        Step.RETURNED: _("Returned"),
        Step.TAKEN_BACK: _("Decision taken back"),
        Step.PUBLISHED: _("Published"),
    }
    return texts[Step(step)]


def _who(one: Event, *, names: bool) -> str:
    person = one.by.full_name if names and one.by else ""
    if not person:
        return one.office or _by_step(one.step)
    return f"{person}, {one.office}" if one.office else person


def _by_step(step: str) -> str:
    """Who takes such a step, where a name is not told."""
    if step in (Step.DECLARED, Step.SIGNED):
        return _("the unit")
    if step == Step.SURVEYED:
        return _("the council")
    return _("the appraisers") if step != Step.PUBLISHED else _("who publishes")


def before_of(entrant: Entrant, node: str) -> Before | None:
    """How the same line ended in the round before; None where there is none."""
    earlier = entrant_before(entrant)
    if earlier is None:
        return None
    line = Line.objects.filter(entrant=earlier, node=node).first()
    if line is None:
        return None
    values = Value.objects.filter(entrant=earlier)
    declared = {one.measure: declared_of(one) for one in values}
    edition = edition_named(earlier.group.edition)
    points = line.appraised_points
    return Before(
        period=earlier.round.period,
        figures=shown_values(edition, node, declared),
        points="" if points is None else number(points),
        address=line_page_address("line-history", earlier, node),
    )


def history_columns(entrant: Entrant, node: str) -> Mapping[str, list[object]]:
    """Every step as a table, also those that the page draws together."""
    events = list(Event.objects.filter(entrant=entrant, node=node).select_related("by"))
    lines = lines_of(entrant, events, names=True)
    return {
        "at": [timezone.localtime(one.at).isoformat(timespec="seconds") for one in events],
        "step": [one.step for one in events],
        "figures": [one.figures for one in lines],
        "points": [one.points for one in events],
        "by": [one.by.full_name if one.by else "" for one in events],
        "office": [one.office for one in events],
        "why": [one.why for one in events],
    }
