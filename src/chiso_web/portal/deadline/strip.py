"""The days from receipt to due date as weeks: each in a word, and a tone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from chiso.calendar import Calendar, Line, LineKind
from chiso.wording import say
from chiso_web.look.formats import language
from chiso_web.portal.deadline.answer import Answer
from chiso_web.portal.weeks import Cell, Week, tone_of, weeks_of, word_of

Lines = Mapping[date, Sequence[Line]]
SHOWN = 8  # weeks at each end of a long time


@dataclass(frozen=True, slots=True)
class Strip:
    """The weeks at the beginning and, of a long time, at the end; how many lie between."""

    head: list[Week]
    between: int
    tail: list[Week]
    stamp: str


def strip_of(answer: Answer, calendar: Calendar) -> Strip:
    """The picture of an answer; of a forecast it is stamped so, above and below."""
    limit, outcome = answer.asked.limit, answer.explanation.outcome
    first, last = limit.received.date(), answer.last
    due = outcome.due.date() if outcome.due else None
    between = (_monday(last) - _monday(first)).days // 7 + 1 - 2 * SHOWN
    is_long = between > 1
    head_ends = _monday(first) + timedelta(weeks=SHOWN, days=-1) if is_long else last
    tail_begins = _monday(last) - timedelta(weeks=SHOWN - 1)
    lines: dict[date, list[Line]] = {}
    for line in answer.explanation.lines:
        if line.day <= head_ends or line.day >= tail_begins:
            lines.setdefault(line.day, []).append(line)

    def told(day: date) -> Cell:
        return _cell(day, lines, calendar, first=first, due=due)

    stamp = _("Forecast: the decisions on days off are not all read") if answer.is_forecast else ""
    head = weeks_of(first, head_ends, told)
    if not is_long:
        return Strip(head, 0, [], stamp)
    return Strip(head, between, weeks_of(tail_begins, last, told), stamp)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _cell(
    day: date,
    lines: Lines,
    calendar: Calendar,
    *,
    first: date,
    due: date | None,
) -> Cell:
    tone, word = _seen(day, lines[day][-1], calendar)
    if day == due:
        tone, word = "due", _("due")
    elif day == first:
        tone, word = "rec", _("start")
    numbered = day == first or day.day == 1
    label = _day_and_month(day) if numbered else str(day.day)
    said = " ".join(say(line.sentence, language()) for line in lines[day])
    return Cell(label, tone, word, said)


def _day_and_month(day: date) -> str:
    return f"{day.day}/{day.month}" if language() == "vi" else f"{day:%m-%d}"


def _seen(day: date, line: Line, calendar: Calendar) -> tuple[str, str]:
    if line.kind is LineKind.COUNTED:
        facts = line.sentence.facts
        made_up = line.entry is not None and line.entry.kind.is_worked
        number = str(facts["number"]) if "minutes" not in facts else _("counted")
        return ("mu" if made_up else "cnt"), number
    if line.kind is LineKind.PAUSE:
        return "pau", _("stopped")
    return tone_of(calendar, day), word_of(line.entry)
