"""An office's own decisions: a year sealed by the list of its days, and local exceptions."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from chiso.calendar.model import Day, DayKind
from chiso.calendar.workdays import Calendar
from chiso.errors import CalendarInvalid, Fault, Place, mark
from chiso.wording import Text

_DECIDED = mark("the list of {year}")
_SWAPS = (DayKind.SWAPPED_OFF, DayKind.MAKEUP_WORKING)
_SATURDAY = 5

_OTHER_YEAR = mark("found {found}; expected a day of {year}, or a swap in the month beside it")
_LOCAL_HERE = mark("found a local exception; expected a day of the decision. Load it as local")
_NOT_LOCAL = mark("found the kind “{found}”; a local exception is local_off or local_working")
_NO_WEEKEND = mark("found {found}, worked in exchange; expected a Saturday or Sunday")
_A_WEEKEND = mark("found {found}, off in exchange or compensation; expected Monday to Friday")
_STATUTORY = mark("found {found} statutory days; the law in force gives {expected}")
_UNBALANCED = mark(
    "found {off} days off by exchange and {worked} worked for them; expected as many"
)
_OUT_OF_REACH = mark("found {found}; the calendar holds {first} to {last}")


def seal(
    calendar: Calendar, year: int, days: Sequence[Day], *, statutory_days: int | None = None
) -> Calendar:
    """The calendar with the days of ``year`` by its decision, all of them, and the year sealed.

    ``days`` is the whole list of the year: statutory days, compensation, swaps; a swap may reach
    into the month beside the year. ``statutory_days`` stands in for the number that the law gives.

    Raises:
        CalendarInvalid: days of other years, kinds and weekdays that do not fit each other, too
            many or too few statutory days, swaps that do not pair up; all faults at once.
        DateOutsideCalendar: the calendar does not hold the year.
    """
    if year not in calendar.years:
        raise calendar.outside(year)
    known = calendar.years[year]
    kept = [day for day in calendar.days.values() if day.date.year != year or day.kind.is_local]
    merged = Calendar([*kept, *days], calendar.years.values())
    faults = [fault for day in days for fault in _faults(day, year)]
    statutory = sum(day.kind is DayKind.HOLIDAY for day in days)
    expected = known.statutory_days if statutory_days is None else statutory_days
    where = Place(_DECIDED, {"year": year})
    if statutory != expected:
        faults.append(Fault(where, _STATUTORY, {"found": statutory, "expected": expected}))
    off, worked = (sum(day.kind is one for day in merged.days.values()) for one in _SWAPS)
    if off != worked:
        faults.append(Fault(where, _UNBALANCED, {"off": off, "worked": worked}))
    if faults:
        raise CalendarInvalid(what=str(where), faults=faults)
    documents = tuple(dict.fromkeys(day.document for day in days if day.document))
    sealed = replace(
        known, sealed=True, statutory_days=expected, documents=documents, note=Text("", "")
    )
    years = [sealed if one.number == year else one for one in calendar.years.values()]
    return Calendar(merged.days.values(), years)


def _faults(day: Day, year: int) -> Iterator[Fault]:
    where = day.place or str(day.date)
    beside = abs((day.date.year * 12 + day.date.month) - (year * 12 + 6.5)) < 7
    if day.kind.is_local:
        yield Fault(where, _LOCAL_HERE)
    elif day.date.year != year and not (beside and day.kind in _SWAPS):
        yield Fault(where, _OTHER_YEAR, {"found": day.date, "year": year})
    weekend = day.date.weekday() >= _SATURDAY
    if day.kind is DayKind.MAKEUP_WORKING and not weekend:
        yield Fault(where, _NO_WEEKEND, {"found": day.date})
    if day.kind in (DayKind.SWAPPED_OFF, DayKind.COMPENSATORY_OFF) and weekend:
        yield Fault(where, _A_WEEKEND, {"found": day.date})


def with_local(calendar: Calendar, days: Iterable[Day]) -> Calendar:
    """The calendar with an office's own days off and days worked; they outrank every other day.

    Raises CalendarInvalid where a day is of another kind or out of the calendar's reach.
    """
    local = tuple(days)
    faults = []
    for day in local:
        if not day.kind.is_local:
            faults.append(Fault(day.place or str(day.date), _NOT_LOCAL, {"found": day.kind}))
        if not calendar.holds(day.date):
            facts = {"found": day.date, "first": calendar.first, "last": calendar.last}
            faults.append(Fault(day.place or str(day.date), _OUT_OF_REACH, facts))
    if faults:
        raise CalendarInvalid(what="local", faults=faults)
    return Calendar([*calendar.days.values(), *local], calendar.years.values())
