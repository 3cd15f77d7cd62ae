"""Which days are worked, and due dates counted over whole arrays.

For one due date two tables are read: how many working days have passed on a day, and the list of
all working days. ``due = list[passed[day] + working_days]``; see docs/method/calendar.md.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from chiso.calendar.model import Day, Year
from chiso.errors import DateOutsideCalendar, WorkingTimeInvalid, YearNotSealed

Days = NDArray[np.datetime64]
Places = NDArray[np.int64]

_BLOCK = 1 << 16
"""So many due dates are counted at a time: their numbers stay in the processor's near memory."""

_SATURDAY = 5
_ONE_DAY = timedelta(days=1)


class Calendar:
    """Working days from the first day of the first year to the last of the last; immutable."""

    def __init__(self, days: Iterable[Day], years: Iterable[Year]) -> None:
        """A later entry for a day stands in for an earlier one."""
        known = sorted(years, key=lambda year: year.number)
        self.years: Mapping[int, Year] = MappingProxyType({one.number: one for one in known})
        self.first = date(known[0].number, 1, 1)
        self.last = date(known[-1].number, 12, 31)
        entered = {day.date: day for day in days if self.holds(day.date)}
        self.days: Mapping[date, Day] = MappingProxyType(dict(sorted(entered.items())))
        self._worked = self._by_weekday()
        for day in self.days.values():
            self._worked[self._place(day.date)] = day.kind.is_worked
        self._tables()

    def _by_weekday(self) -> NDArray[np.bool_]:
        length = (self.last - self.first).days + 1
        return (np.arange(length) + self.first.weekday()) % 7 < _SATURDAY

    def _tables(self) -> None:
        """For each day the working days passed up to and with it, less one; and the list."""
        self._origin = np.datetime64(self.first, "D").astype(np.int64)
        self._passed: Places = np.cumsum(self._worked, dtype=np.int64) - 1
        self._list: Places = np.flatnonzero(self._worked) + self._origin
        for table in (self._worked, self._passed, self._list):
            table.flags.writeable = False

    def holds(self, day: date) -> bool:
        """Whether the calendar reaches the day."""
        return self.first <= day <= self.last

    def is_working(self, day: date) -> bool:
        """Whether offices work on the day. Raises DateOutsideCalendar."""
        return bool(self._worked[self._place(day)])

    def _place(self, day: date) -> int:
        if not self.holds(day):
            raise self.outside(day)
        return (day - self.first).days

    def outside(self, day: object) -> DateOutsideCalendar:
        """The error that a day is out of reach."""
        return DateOutsideCalendar(day=day, first=self.first, last=self.last)

    def working_days_from(self, day: date) -> Iterator[date]:
        """The working days from ``day`` on, itself among them if it is one, to the last known."""
        start = self._place(day)
        for place in np.flatnonzero(self._worked[start:]):
            yield day + timedelta(days=int(place))

    def next_working_day(self, day: date) -> date:
        """The first working day after ``day``. Raises DateOutsideCalendar."""
        return next(self.working_days_from(day + _ONE_DAY), None) or self._none_after()

    def _none_after(self) -> date:
        raise self.outside(self.last + _ONE_DAY)

    def working_days_between(self, first: date, last: date) -> int:
        """How many working days there are from ``first`` to ``last``, both counted."""
        return int(self._worked[self._place(first) : self._place(last) + 1].sum())

    def due(self, days: ArrayLike, working_days: ArrayLike) -> Days:
        """The last of ``working_days`` working days, counted from the day after each of ``days``.

        Args:
            days: days of receipt (anything NumPy reads as datetime64[D]), working days or not.
            working_days: whole numbers from 1 up; broadcast against ``days``.

        Raises:
            DateOutsideCalendar: a day or a due date is beyond the calendar.
            WorkingTimeInvalid: a number below 1, or no whole number.
        """
        received = np.asarray(days, dtype="datetime64[D]").view(np.int64)
        amounts = _whole(working_days)
        if received.shape != amounts.shape:
            received, amounts = np.broadcast_arrays(received, amounts)
        result = np.empty(received.shape, dtype=np.int64)
        flat, given, counted = result.reshape(-1), received.reshape(-1), amounts.reshape(-1)
        scratch = np.empty(min(_BLOCK, flat.size), dtype=np.int64)
        for start in range(0, flat.size, _BLOCK):
            part = slice(start, start + _BLOCK)
            out = flat[part]
            self._due(given[part], counted[part], out=out, scratch=scratch[: out.size])
        due: Days = result.view("datetime64[D]")
        return due

    def due_day(self, day: date, working_days: int) -> date:
        """As ``due``, for one day."""
        due: Any = self.due(np.datetime64(day), working_days)
        found: date = due.item()
        return found

    def _due(self, received: Places, amounts: Places, *, out: Places, scratch: Places) -> None:
        """One block into ``out``; nothing is allocated, for that takes longer than counting."""
        places = np.subtract(received, self._origin, out=out)
        if places.view(np.uint64).max() >= len(self._passed):  # what is below 0 is vast unsigned
            beyond = (places < 0) | (places >= len(self._passed))
            raise self.outside(_told(received[beyond][0]))
        ordinals = self._passed.take(places, out=scratch, mode="clip")
        ordinals += amounts
        if amounts.min() < 1:
            raise WorkingTimeInvalid(found=int(amounts.min()))
        if ordinals.view(np.uint64).max() >= len(self._list):
            raise self.outside(self.last + _ONE_DAY)
        self._list.take(ordinals, out=out, mode="clip")

    def forecast_years(self, first: date, last: date) -> tuple[int, ...]:
        """The years from ``first`` to ``last`` that no decision has sealed."""
        numbers = range(first.year, last.year + 1)
        return tuple(one for one in numbers if one in self.years and not self.years[one].sealed)

    def refuse_forecast(self, first: date, last: date) -> None:
        """Raise YearNotSealed if any year from ``first`` to ``last`` is a forecast."""
        years = self.forecast_years(first, last)
        if years:
            raise YearNotSealed(years=years)

    def is_forecast(self, days: ArrayLike, dues: ArrayLike) -> NDArray[np.bool_]:
        """For arrays: whether any year from receipt to due date is a forecast."""
        numbers = np.array([0, *(not year.sealed for year in self.years.values())]).cumsum()
        until = _years(dues) - self.first.year + 1
        since = _years(days) - self.first.year
        return np.asarray(numbers[until] > numbers[since])


def _whole(working_days: ArrayLike) -> Places:
    amounts = np.asarray(working_days)
    if amounts.dtype.kind not in "iu":
        raise WorkingTimeInvalid(found=amounts.reshape(-1)[0] if amounts.size else amounts.dtype)
    return amounts.astype(np.int64, copy=False)


def _years(days: ArrayLike) -> NDArray[np.int64]:
    years = np.asarray(days, dtype="datetime64[Y]").astype(np.int64)
    return np.asarray(years + 1970)


def _told(day: Any) -> object:
    """A day for an error: a date where Python has it, else as NumPy writes it."""
    return np.datetime64(int(day), "D").item() or "NaT"
