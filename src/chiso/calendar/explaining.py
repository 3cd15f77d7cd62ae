"""A due date in sentences: every day from the receipt to the end, and what the answer rests on."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from chiso.calendar.clock import (
    AfterHours,
    Begins,
    Counted,
    Outcome,
    TimeLimit,
    Unit,
    count,
    pause_on,
)
from chiso.calendar.hours import OfficeHours
from chiso.calendar.model import Day
from chiso.calendar.pauses import Pause
from chiso.calendar.workdays import Calendar
from chiso.errors import mark
from chiso.wording import Message, Text

_ONE_DAY = timedelta(days=1)
_LAW_SINCE = date(2025, 7, 1)
_WEEKDAYS = (
    mark("Monday"),
    mark("Tuesday"),
    mark("Wednesday"),
    mark("Thursday"),
    mark("Friday"),
    mark("Saturday"),
    mark("Sunday"),
)

_RECEIVED = mark("{weekday} {day}: received at {time}.")
_RECEIVED_LATE = mark(
    "{weekday} {day}: received at {time}, after hours (the office closes at {closes}); counts as "
    "received on {on}."
)
_RECEIVED_OFF = mark(
    "{weekday} {day}: received at {time} on a day off ({why}); counts as received on {on}."
)
_DAY_OF_RECEIPT = mark("{weekday} {day}: not counted, the day of receipt.")
_COUNTED = mark("{weekday} {day}: working day {number} of {amount}.")
_COUNTED_NAMED = mark("{weekday} {day}: working day {number} of {amount}. {why}.")
_TIME_COUNTED = mark("{weekday} {day}: {minutes} counted, {total} of {amount} hours in all.")
_TIME_COUNTED_NAMED = mark(
    "{weekday} {day}: {minutes} counted, {total} of {amount} hours in all. {why}."
)
_OFF = mark("{weekday} {day}: not counted. {why}.")
_PAUSED = mark("{weekday} {day}: not counted, the clock was stopped by {author} ({document}).")
_PARTLY_PAUSED = mark(
    "{weekday} {day}: the clock was stopped for a part of the day by {author} ({document})."
)
_NO_TIME = mark("{weekday} {day}: not counted, no office hours were left that day.")
_WEEKEND = mark("Weekly day of rest")
_NAMED = mark("{name} ({document})")
_HOURS_AND_MINUTES = mark("{hours} h {minutes} min")

_DUE_DAYS = mark("Due by {time} on {weekday} {day}. Working days counted: {amount}.")
_DUE_HOURS = mark("Due at {time} on {weekday} {day}. Working hours counted: {amount}.")
_DUE_NEVER = mark(
    "No due date yet: the clock has been stopped since {day} by {author} ({document}) until "
    "further notice."
)

_LAW = mark("Time counts from full, valid receipt (Decree 118/2025/NĐ-CP, art. 17.3).")
_FORECAST = mark("A forecast: the decisions on days off of {years} are not all read.")
_HOURS = mark("Office hours {hours} are illustrative; give those of the office.")
_HOURS_CITED = mark("Office hours {hours} ({document}, in force from {since}).")
_HOURS_SET = mark("Office hours {hours} (in force from {since}; no document was named).")
_HOURS_GIVEN = mark("Office hours {hours}, as given with the question.")
_RULE = mark(
    "When counting begins ({begins}; {late}) is illustrative: no text read on administrative "
    "procedures says it. Name the rule of the office."
)
_RULE_CITED = mark("When counting begins ({begins}; {late}): {document}.")
_RULE_SINCE = mark("When counting begins ({begins}; {late}): {document}, in force from {since}.")
_BEGINS = {
    Begins.DAY_AFTER: mark("from the working day after receipt"),
    Begins.SAME_DAY: mark("from the day of receipt"),
}
_BEGINS_AT_ONCE = mark("from the moment of receipt")
_LATE = {
    AfterHours.NEXT_DAY: mark("after hours, as if received on the next working day"),
    AfterHours.SAME_DAY: mark("after hours, as if received the same day"),
}
_PAUSED_DAYS = mark("A day that a pause touches is not counted; this is illustrative.")


class LineKind(StrEnum):
    """What a line of an explanation says."""

    RECEIVED = "received"
    COUNTED = "counted"
    OFF = "off"
    PAUSE = "pause"
    NOT_COUNTED = "not_counted"


@dataclass(frozen=True, slots=True)
class Line:
    """One day in a sentence; ``entry`` is what the calendar holds of it, if anything."""

    day: date
    kind: LineKind
    sentence: Message
    entry: Day | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """The answer in one sentence, day by day, and what it rests on."""

    outcome: Outcome
    summary: Message
    lines: tuple[Line, ...]
    grounds: tuple[Message, ...]


def explain(calendar: Calendar, limit: TimeLimit) -> Explanation:
    """The due date of a time limit, each day on the way in a sentence.

    Raises DateOutsideCalendar as ``count`` does.
    """
    outcome = count(calendar, limit)
    lines = tuple(_lines(calendar, outcome))
    return Explanation(outcome, summary(outcome), lines, tuple(grounds(outcome)))


def summary(outcome: Outcome) -> Message:
    """When it is due, in one sentence."""
    limit = outcome.limit
    if outcome.due is None:
        pause = next(one for one in limit.pauses if one.until is None)
        facts = {"day": pause.since.date(), "author": pause.author, "document": pause.document}
        return Message(_DUE_NEVER, facts)
    text = _DUE_DAYS if limit.unit is Unit.DAYS else _DUE_HOURS
    facts = {**_when(outcome.due.date()), "time": _clock(outcome.due), "amount": limit.amount}
    return Message(text, facts)


def grounds(outcome: Outcome) -> Iterator[Message]:
    """What the answer rests on: the law, a forecast, and what is illustrative."""
    limit = outcome.limit
    if limit.received.date() >= _LAW_SINCE:
        yield Message(_LAW)
    if outcome.forecast_years:
        yield Message(_FORECAST, {"years": ", ".join(map(str, outcome.forecast_years))})
    yield _hours(limit.hours)
    in_hours = limit.unit is Unit.HOURS
    late = AfterHours.NEXT_DAY if in_hours else limit.rule.after_hours
    facts = {
        "begins": Message(_BEGINS_AT_ONCE if in_hours else _BEGINS[limit.rule.begins]),
        "late": Message(_LATE[late]),
        "document": limit.rule.document,
        "since": limit.rule.since,
    }
    cited = _RULE_SINCE if limit.rule.since else _RULE_CITED
    yield Message(_RULE if limit.rule.illustrative else cited, facts)
    if limit.pauses and not in_hours:
        yield Message(_PAUSED_DAYS)


def _hours(hours: OfficeHours) -> Message:
    """Which office hours were used, and by which document."""
    facts = {"hours": str(hours), "document": hours.document, "since": hours.since}
    if hours.illustrative:
        return Message(_HOURS, facts)
    if hours.since is None:
        return Message(_HOURS_GIVEN, facts)
    return Message(_HOURS_CITED if hours.document else _HOURS_SET, facts)


def _lines(calendar: Calendar, outcome: Outcome) -> Iterator[Line]:
    counted = {one.day: one for one in outcome.counted}
    day = outcome.limit.received.date()
    yield Line(day, LineKind.RECEIVED, _receipt(calendar, outcome), calendar.days.get(day))
    last = outcome.due.date() if outcome.due else _last_known(outcome)
    while day <= last:
        first = day == outcome.limit.received.date()
        if day in counted:
            yield from _counted(calendar, outcome.limit, counted[day])
        elif not (first and day != outcome.received_on):
            yield from _not_counted(calendar, outcome, day)
        day += _ONE_DAY


def _last_known(outcome: Outcome) -> date:
    """The day on which a clock without end was stopped."""
    stopped = min(one.since.date() for one in outcome.limit.pauses if one.until is None)
    return max(stopped, outcome.limit.received.date())


def _receipt(calendar: Calendar, outcome: Outcome) -> Message:
    limit, day = outcome.limit, outcome.limit.received.date()
    facts: dict[str, object] = {**_when(day), "time": _clock(limit.received)}
    if outcome.received_on == day:
        return Message(_RECEIVED, facts)
    facts |= {"on": outcome.received_on, "closes": f"{limit.hours.closes:%H:%M}"}
    if calendar.is_working(day):
        return Message(_RECEIVED_LATE, facts)
    return Message(_RECEIVED_OFF, facts | {"why": _why(calendar, day)})


def _counted(calendar: Calendar, limit: TimeLimit, one: Counted) -> Iterator[Line]:
    entry = calendar.days.get(one.day)
    facts: dict[str, object] = {**_when(one.day), "amount": limit.amount, "number": one.total}
    if limit.unit is Unit.HOURS:
        facts |= {"minutes": _duration(one.minutes), "total": _duration(one.total)}
        text = _TIME_COUNTED if entry is None else _TIME_COUNTED_NAMED
        pause = pause_on(limit, one.day)
        if pause is not None:
            yield Line(one.day, LineKind.PAUSE, _of_pause(_PARTLY_PAUSED, one.day, pause))
    else:
        text = _COUNTED if entry is None else _COUNTED_NAMED
    if entry is not None:
        facts["why"] = _why(calendar, one.day)
    yield Line(one.day, LineKind.COUNTED, Message(text, facts), entry)


def _not_counted(calendar: Calendar, outcome: Outcome, day: date) -> Iterator[Line]:
    entry, pause = calendar.days.get(day), pause_on(outcome.limit, day)
    if not calendar.is_working(day):
        facts = {**_when(day), "why": _why(calendar, day)}
        yield Line(day, LineKind.OFF, Message(_OFF, facts), entry)
    elif _is_day_of_receipt(outcome, day):
        yield Line(day, LineKind.NOT_COUNTED, Message(_DAY_OF_RECEIPT, _when(day)), entry)
    elif pause is not None:
        yield Line(day, LineKind.PAUSE, _of_pause(_PAUSED, day, pause), entry)
    else:
        yield Line(day, LineKind.NOT_COUNTED, Message(_NO_TIME, _when(day)), entry)


def _is_day_of_receipt(outcome: Outcome, day: date) -> bool:
    limit = outcome.limit
    after = limit.unit is Unit.DAYS and limit.rule.begins is Begins.DAY_AFTER
    return after and day == outcome.received_on


def _of_pause(text: str, day: date, pause: Pause) -> Message:
    return Message(text, {**_when(day), "author": pause.author, "document": pause.document})


def _why(calendar: Calendar, day: date) -> Message | Text:
    """The name of what the calendar holds of a day, with its document; else the weekly rest."""
    entry = calendar.days.get(day)
    if entry is None:
        return Message(_WEEKEND)
    if not entry.document:
        return entry.name
    return Message(_NAMED, {"name": entry.name, "document": entry.document})


def _when(day: date) -> dict[str, object]:
    return {"weekday": Message(_WEEKDAYS[day.weekday()]), "day": day}


def _clock(moment: datetime) -> str:
    return f"{moment:%H:%M}"


def _duration(minutes: int) -> Message:
    return Message(_HOURS_AND_MINUTES, {"hours": minutes // 60, "minutes": minutes % 60})
