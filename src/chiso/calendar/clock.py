"""A clock in working days or working hours, with office hours and lawful pauses.

When counting begins is a parameter, marked illustrative unless the office cites its rule: the texts
read so far say only that time counts from full, valid receipt (Decree 118/2025/NĐ-CP, art. 17.3).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from chiso.calendar.hours import ILLUSTRATIVE_HOURS, OfficeHours
from chiso.calendar.pauses import Pause
from chiso.calendar.workdays import Calendar
from chiso.errors import WorkingTimeInvalid

Span = tuple[datetime, datetime]


class Begins(StrEnum):
    """Which working day is the first of the count."""

    DAY_AFTER = "day-after"
    SAME_DAY = "same-day"


class AfterHours(StrEnum):
    """When a file handed in after hours counts as received."""

    NEXT_DAY = "next-day"
    SAME_DAY = "same-day"


class Unit(StrEnum):
    """What a time limit is counted in."""

    DAYS = "days"
    HOURS = "hours"


@dataclass(frozen=True, slots=True, kw_only=True)
class CountingRule:
    """When counting begins; without a ``document`` the rule is illustrative and said to be so.
    ``since`` is the day it applies from, where an office named one.

    On a day off a file always counts as received on the next working day.
    """

    begins: Begins = Begins.DAY_AFTER
    after_hours: AfterHours = AfterHours.NEXT_DAY
    document: str = ""
    since: date | None = None

    @property
    def illustrative(self) -> bool:
        """Whether no document says that counting begins so."""
        return not self.document


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeLimit:
    """What is asked of a clock: a receipt, and so many working days or hours from it.

    Every moment is the time on the office's wall, without a zone.

    Raises WorkingTimeInvalid where ``amount`` is below 1.
    """

    received: datetime
    amount: int
    unit: Unit = Unit.DAYS
    hours: OfficeHours = ILLUSTRATIVE_HOURS
    rule: CountingRule = CountingRule()
    pauses: tuple[Pause, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a limit of nothing."""
        if self.amount < 1:
            raise WorkingTimeInvalid(found=self.amount)


@dataclass(frozen=True, slots=True)
class Counted:
    """A working day and what of it was counted: one day, or its minutes within office hours."""

    day: date
    minutes: int
    total: int
    """Days, or minutes, counted up to and with this day."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """When a time limit ends: ``due`` is None while a pause without end holds the clock.

    ``received_on`` is the working day on which the receipt counts; ``forecast_years`` are the years
    on the way that no decision has sealed.
    """

    limit: TimeLimit
    received_on: date
    due: datetime | None
    counted: tuple[Counted, ...]
    forecast_years: tuple[int, ...]


def count(calendar: Calendar, limit: TimeLimit) -> Outcome:
    """When the time limit ends, and what was counted on the way.

    Raises DateOutsideCalendar where receipt or end lies beyond the calendar.
    """
    received_on = _received_on(calendar, limit)
    walk = _days if limit.unit is Unit.DAYS else _minutes
    counted = tuple(walk(calendar, limit, received_on))
    due = _due(limit, counted)
    last = due.date() if due else max(received_on, limit.received.date())
    if due is None and not _stopped(limit):
        raise calendar.outside(calendar.last + timedelta(days=1))
    years = calendar.forecast_years(limit.received.date(), last)
    return Outcome(limit, received_on, due, counted, years)


def _received_on(calendar: Calendar, limit: TimeLimit) -> date:
    day = limit.received.date()
    late = limit.received.time() >= limit.hours.closes
    waits = late and (limit.rule.after_hours is AfterHours.NEXT_DAY or limit.unit is Unit.HOURS)
    if calendar.is_working(day) and not waits:
        return day
    return calendar.next_working_day(day)


def _days(calendar: Calendar, limit: TimeLimit, received_on: date) -> Iterator[Counted]:
    total = 0
    for day in calendar.working_days_from(received_on):
        if day == received_on and limit.rule.begins is Begins.DAY_AFTER:
            continue
        if pause_on(limit, day) is not None:
            continue
        total += 1
        yield Counted(day, 0, total)
        if total == limit.amount:
            return


def _minutes(calendar: Calendar, limit: TimeLimit, received_on: date) -> Iterator[Counted]:
    total, wanted = 0, 60 * limit.amount
    for day in calendar.working_days_from(received_on):
        open_minutes = sum(_length(span) for span in open_spans(limit, day))
        taken = min(open_minutes, wanted - total)
        total += taken
        if taken:
            yield Counted(day, taken, total)
        if total == wanted:
            return


def pause_on(limit: TimeLimit, day: date) -> Pause | None:
    """The pause that touches the office hours of a day; a day counts only if none does."""
    spans = tuple(limit.hours.on(day))
    met = (one for one in limit.pauses if any(one.meets(*span) for span in spans))
    return next(met, None)


def open_spans(limit: TimeLimit, day: date) -> Iterator[Span]:
    """The office hours of a day from the receipt on, without what pauses take of them."""
    spans = [
        (max(begin, limit.received), end)
        for begin, end in limit.hours.on(day)
        if end > limit.received
    ]
    for pause in limit.pauses:
        spans = [part for span in spans for part in _without(span, pause)]
    yield from spans


def _without(span: Span, pause: Pause) -> Iterator[Span]:
    begin, end = span
    if not pause.meets(begin, end):
        yield span
        return
    if begin < pause.since:
        yield begin, pause.since
    if pause.until is not None and pause.until < end:
        yield pause.until, end


def _length(span: Span) -> int:
    """Whole minutes of a span."""
    return int((span[1] - span[0]).total_seconds() // 60)


def _due(limit: TimeLimit, counted: tuple[Counted, ...]) -> datetime | None:
    wanted = limit.amount if limit.unit is Unit.DAYS else 60 * limit.amount
    if not counted or counted[-1].total < wanted:
        return None
    last = counted[-1]
    if limit.unit is Unit.DAYS:
        return datetime.combine(last.day, limit.hours.closes)
    left = last.minutes
    for span in open_spans(limit, last.day):
        if left <= _length(span):
            return span[0] + timedelta(minutes=left)
        left -= _length(span)
    return None


def _stopped(limit: TimeLimit) -> bool:
    return any(pause.until is None for pause in limit.pauses)
