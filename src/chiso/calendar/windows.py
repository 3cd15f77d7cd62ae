"""Reporting windows as dated rules: opening, last day, period and deadline are four things.

The window opens and has a last day (ngày chốt số liệu) on which figures are closed; the period is
what the report speaks of; the deadline is the day by which it is sent.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from chiso.calendar.rows import Row, Source, read_rows
from chiso.calendar.workdays import Calendar
from chiso.errors import UnknownName, mark
from chiso.spelling import nearest
from chiso.wording import Text

_REQUIRED = ("regime", "part", "opens", "last_day", "deadline", "citation")
_OPTIONAL = ("since", "until", "note_vi", "note_en")
_DAY_OF_YEAR = re.compile(r"(\d{2})/(\d{2})/Y(?:([+-])1)?")
_AFTER = re.compile(r"\+(\d{1,2})")
_PART = re.compile(r"|H[12]|Q[1-4]|9M|M(0[1-9]|1[0-2])")
_ONE_DAY = timedelta(days=1)
_NO_NOTE = Text("", "")

_A_REGIME = mark("the name of the reporting regime")
_A_CITATION = mark("the document that sets the window")
_BAD_PART = mark("found “{found}”; expected H1, H2, Q1 to Q4, 9M, M01 to M12, or blank for a year")
_BAD_DAY = mark("found “{found}”; expected a day such as 15/12/Y-1, Y being the year reported on")
_BAD_DEADLINE = mark(
    "found “{found}”; expected a day such as 20/03/Y, or +2 for two working days after the last day"
)
_ORDER = mark("found {found}; expected opening, last day and deadline one after the other")
_NO_BASE = mark("found {found} working days after the last day, but no last day is given")
_NOTHING = mark("found neither a last day nor a deadline; expected at least one")
_TWICE = mark("found {regime} {part} a second time for the same days")


@dataclass(frozen=True, slots=True)
class DayOfYear:
    """A day of the year reported on, or of the one before or after it."""

    day: int
    month: int
    years_on: int = 0

    def of(self, year: int) -> date:
        """The day for a report on ``year``."""
        return date(year + self.years_on, self.month, self.day)


@dataclass(frozen=True, slots=True)
class WindowRule:
    """A window of a regime, as its document sets it; None where no source gives a day.

    ``deadline`` as a number is so many working days after the last day. ``since`` and ``until``:
    no window that ends before the one or opens after the other is under the rule.
    """

    regime: str
    part: str
    opens: DayOfYear | None
    last_day: DayOfYear | None
    deadline: DayOfYear | int | None
    citation: str
    since: date | None = None
    until: date | None = None
    note: Text = _NO_NOTE

    def holds(self, year: int) -> bool:
        """Whether the rule is in force when the window on ``year`` ends."""
        end = self.last_day or self.deadline
        if not isinstance(end, DayOfYear):
            return False
        day = end.of(year)
        return (self.since is None or self.since <= day) and (
            self.until is None or day <= self.until
        )


@dataclass(frozen=True, slots=True)
class Window:
    """One window of one year: four things, and what rests on the calendar.

    ``send_by`` is the last working day up to the deadline: earlier than the deadline where that
    falls on a day off, since no rule read says that it then moves. None outside the calendar.
    """

    regime: str
    period: str
    opens: date | None
    last_day: date | None
    deadline: date | None
    send_by: date | None
    forecast: bool
    citation: str
    note: Text

    @property
    def deadline_is_off(self) -> bool:
        """Whether the deadline falls on a day off."""
        return self.send_by is not None and self.send_by != self.deadline


def windows(
    year: int, rules: Iterable[WindowRule], calendar: Calendar, *, regime: str | None = None
) -> tuple[Window, ...]:
    """The windows for reports on ``year``, in the order of the rules; of one regime if named.

    Raises UnknownName for a regime that no rule has, DateOutsideCalendar where working days after
    the last day are asked of a year beyond the calendar.
    """
    listed = tuple(rules)
    names = dict.fromkeys(rule.regime for rule in listed)
    if regime is not None and regime not in names:
        raise UnknownName(
            what="reporting regime", name=regime, nearest=nearest(regime, names) or names
        )
    chosen = (rule for rule in listed if regime in (None, rule.regime))
    return tuple(_window(rule, year, calendar) for rule in chosen if rule.holds(year))


def _window(rule: WindowRule, year: int, calendar: Calendar) -> Window:
    last_day = rule.last_day.of(year) if rule.last_day else None
    deadline = _deadline(rule, year, calendar)
    known = deadline is not None and calendar.holds(deadline)
    return Window(
        regime=rule.regime,
        period=f"{year}-{rule.part}" if rule.part else str(year),
        opens=rule.opens.of(year) if rule.opens else None,
        last_day=last_day,
        deadline=deadline,
        send_by=_last_working_day(calendar, deadline) if deadline and known else None,
        forecast=deadline is not None
        and bool(calendar.forecast_years(last_day or deadline, deadline)),
        citation=rule.citation,
        note=rule.note,
    )


def _deadline(rule: WindowRule, year: int, calendar: Calendar) -> date | None:
    if isinstance(rule.deadline, int) and rule.last_day is not None:
        return calendar.due_day(rule.last_day.of(year), rule.deadline)
    return rule.deadline.of(year) if isinstance(rule.deadline, DayOfYear) else None


def _last_working_day(calendar: Calendar, day: date) -> date | None:
    while calendar.holds(day) and not calendar.is_working(day):
        day -= _ONE_DAY
    return day if calendar.holds(day) else None


def read_windows(source: Source) -> tuple[WindowRule, ...]:
    """The rules of a CSV list, ours or an office's own; citation compulsory.

    Raises CalendarInvalid with all faults, with file and line.
    """
    rows = read_rows(source, required=_REQUIRED, optional=_OPTIONAL)
    rules = [(_rule(row), row) for row in rows]
    seen = set()
    for rule, row in rules:
        key = (rule.regime, rule.part, rule.since, rule.until)
        if key in seen:
            row.fault(_TWICE, "part", regime=rule.regime, part=rule.part)
        seen.add(key)
    rows.refuse_faults()
    return tuple(rule for rule, _ in rules)


def _rule(row: Row) -> WindowRule:
    part = row.text("part")
    if _PART.fullmatch(part) is None:
        row.fault(_BAD_PART, "part", found=part)
    rule = WindowRule(
        regime=row.text("regime", expected=_A_REGIME),
        part=part,
        opens=_day(row, "opens"),
        last_day=_day(row, "last_day"),
        deadline=_end(row),
        citation=row.text("citation", expected=_A_CITATION),
        since=row.day("since"),
        until=row.day("until"),
        note=Text(row.text("note_vi"), row.text("note_en") or row.text("note_vi")),
    )
    for sentence, facts in _contradictions(rule):
        row.fault(sentence, "", **facts)
    return rule


def _contradictions(rule: WindowRule) -> Iterator[tuple[str, dict[str, object]]]:
    days = [rule.opens, rule.last_day, rule.deadline]
    given = [day.of(2001) for day in days if isinstance(day, DayOfYear)]
    if given != sorted(set(given)):
        yield _ORDER, {"found": given}
    if isinstance(rule.deadline, int) and rule.last_day is None:
        yield _NO_BASE, {"found": rule.deadline}
    if rule.last_day is None and rule.deadline is None:
        yield _NOTHING, {}


def _end(row: Row) -> DayOfYear | int | None:
    after = _AFTER.fullmatch(row.text("deadline"))
    return int(after[1]) if after and int(after[1]) else _day(row, "deadline")


def _day(row: Row, column: str) -> DayOfYear | None:
    found = row.text(column)
    read = _DAY_OF_YEAR.fullmatch(found)
    if read is not None:
        day = DayOfYear(int(read[1]), int(read[2]), int(f"{read[3]}1") if read[3] else 0)
        try:
            day.of(2001)  # a year without 29 February: the rule must hold in every year
        except ValueError:
            read = None
        else:
            return day
    if found:
        row.fault(_BAD_DEADLINE if column == "deadline" else _BAD_DAY, column, found=found)
    return None
