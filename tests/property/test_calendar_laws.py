"""Due dates over arrays agree with a count day by day; clocks never run backwards."""

import io
from dataclasses import replace
from datetime import date, datetime, timedelta

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from chiso.calendar import (
    AfterHours,
    Begins,
    CountingRule,
    Day,
    DayKind,
    Pause,
    TimeLimit,
    Unit,
    count,
    ical,
    read_ical,
    shipped,
)
from chiso.spelling import nfc
from chiso.wording import Text

CALENDAR = shipped()
at = datetime.fromisoformat
some = settings(deadline=None)
days = st.dates(date(2010, 1, 1), date(2029, 6, 30))
amounts = st.integers(1, 200)
moments = st.datetimes(at("2010-01-01T00:00"), at("2029-06-30T00:00"))
rules = st.builds(
    CountingRule, begins=st.sampled_from(Begins), after_hours=st.sampled_from(AfterHours)
)


def counted_by_hand(day: date, working_days: int) -> date:
    """Step by step, the day of receipt not counted."""
    while working_days:
        day += timedelta(days=1)
        working_days -= CALENDAR.is_working(day)
    return day


@some
@given(pairs=st.lists(st.tuples(days, amounts), max_size=20))
def test_due_dates_of_arrays_are_those_counted_day_by_day(
    pairs: list[tuple[date, int]],
) -> None:
    received = np.array([day for day, _ in pairs], dtype="datetime64[D]")
    found = CALENDAR.due(received, np.array([amount for _, amount in pairs], dtype=np.int64))
    assert found.tolist() == [counted_by_hand(*pair) for pair in pairs]


@some
@given(day=days, amount=amounts)
def test_due_date_is_a_working_day_with_as_many_before_it(day: date, amount: int) -> None:
    due = CALENDAR.due_day(day, amount)
    assert CALENDAR.is_working(due)
    assert CALENDAR.working_days_between(day + timedelta(days=1), due) == amount


@some
@given(received=moments, amount=amounts, rule=rules)
def test_one_working_day_more_is_due_on_the_next_working_day(
    received: datetime, amount: int, rule: CountingRule
) -> None:
    one, two = (
        count(CALENDAR, TimeLimit(received=received, amount=more, rule=rule)).due
        for more in (amount, amount + 1)
    )
    assert one is not None
    assert two is not None
    assert CALENDAR.next_working_day(one.date()) == two.date()


@some
@given(received=moments, hours=st.integers(1, 80))
def test_working_hours_counted_add_up_within_office_hours(received: datetime, hours: int) -> None:
    outcome = count(CALENDAR, TimeLimit(received=received, amount=hours, unit=Unit.HOURS))
    assert sum(one.minutes for one in outcome.counted) == 60 * hours
    assert outcome.due is not None
    assert outcome.due > received
    assert any(begin < outcome.due <= end for begin, end in outcome.limit.hours.on(outcome.due))


@some
@given(received=moments, amount=amounts, after=st.integers(0, 30), length=st.integers(0, 30))
def test_a_pause_never_makes_a_file_due_earlier(
    received: datetime, amount: int, after: int, length: int
) -> None:
    since = received + timedelta(days=after)
    pause = Pause(since=since, until=since + timedelta(days=length), document="1/VB", author="A")
    free, held = (
        count(CALENDAR, TimeLimit(received=received, amount=amount, pauses=pauses)).due
        for pauses in ((), (pause,))
    )
    assert free is not None
    assert held is not None
    assert held >= free


@some
@given(
    named=st.dictionaries(
        st.dates(date(2010, 1, 1), date(2030, 12, 31)),
        st.text(st.characters(codec="utf-8", exclude_categories=("C", "Zl", "Zp")), min_size=1).map(
            lambda text: f"x{text}"
        ),
        max_size=5,
    )
)
def test_days_written_as_ical_are_read_back(named: dict[date, str]) -> None:
    written = [
        Day(day, DayKind.LOCAL_OFF, Text(name, name), document="1/QĐ")
        for day, name in named.items()
    ]
    text = ical(written)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    back = read_ical(io.StringIO(text, newline=""))
    assert sorted(back, key=lambda day: day.date) == sorted(
        (_composed(day) for day in written), key=lambda day: day.date
    )


def _composed(day: Day) -> Day:
    return replace(day, name=Text(nfc(day.name.vi), nfc(day.name.en)))
