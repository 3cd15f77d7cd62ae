"""Each sealed year, typed from its decisions as reported, and not read from days.csv.

The count of weekdays off is that of the law (9 statutory days to 2013, 10 to 2020, 11 to 2025, 12
in 2026; one that falls on a weekend gives the next working day) plus the swaps of the decision.
Tết is the whole stretch without work around it, weekends included. Documents: SOURCES.md.
"""

import calendar as almanac
from datetime import date, timedelta
from typing import NamedTuple

import pytest

from chiso.calendar import Calendar, DayKind, shipped

CALENDAR = shipped()


class Decided(NamedTuple):
    """What the decisions on a year say; days as (day, month)."""

    document: str
    weekdays_off: int
    new_year: tuple[int, int]
    """The first day of the lunar year."""
    tet: tuple[tuple[int, int], tuple[int, int]]
    made_up: tuple[tuple[int, int], ...] = ()


DECIDED = {
    # Tết by the press (6 February 2010, no number read); 2 September by 5971/VPCP-KGVX.
    2010: Decided("5971/VPCP-KGVX", 9 + 2, (14, 2), ((13, 2), (21, 2)), ((27, 2), (11, 9))),
    # Saturday 29 and Sunday 30 January worked for Monday and Tuesday, 9 April for 11 April.
    2011: Decided("9529/VPCP-KGVX", 9 + 3, (3, 2), ((31, 1), (7, 2)), ((29, 1), (30, 1), (9, 4))),
    # 31 December, worked on 5 January 2013, is by 9570/VPCP-KGVX.
    2012: Decided("9197/VPCP-KGVX", 9 + 2, (23, 1), ((21, 1), (29, 1)), ((4, 2),)),
    2013: Decided("9570/VPCP-KGVX", 9 + 2, (10, 2), ((9, 2), (17, 2)), ((5, 1), (23, 2), (4, 5))),
    2014: Decided(
        "10525/VPCP-KGVX",
        10 + 4,
        (31, 1),
        ((28, 1), (5, 2)),
        ((25, 1), (8, 2), (26, 4), (6, 9), (27, 12)),
    ),
    # The number of the decision was not read; 27 December 2014 was worked for 2 January.
    2015: Decided("", 10 + 3, (19, 2), ((15, 2), (23, 2)), ((14, 2), (25, 4))),
    2016: Decided("4659/TB-LĐTBXH", 10, (8, 2), ((6, 2), (14, 2))),
    2017: Decided("9794/VPCP-KGVX", 10, (28, 1), ((26, 1), (1, 2))),
    # 31 December, worked on 5 January 2019, is by 6519/VPCP-KGVX.
    2018: Decided("573/TB-VPCP", 10 + 1, (16, 2), ((14, 2), (20, 2))),
    2019: Decided("6519/VPCP-KGVX", 10 + 1, (5, 2), ((2, 2), (10, 2)), ((5, 1), (4, 5))),
    2020: Decided("4544/TB-LĐTBXH", 10, (25, 1), ((23, 1), (29, 1))),
    2021: Decided("9895/VPCP-KGVX", 11, (12, 2), ((10, 2), (16, 2))),
    2022: Decided("245/VPCP-KGVX", 11, (1, 2), ((29, 1), (6, 2))),
    2023: Decided("8056/VPCP-KGVX", 11, (22, 1), ((20, 1), (26, 1))),
    2024: Decided("8662/VPCP-KGVX", 11 + 1, (10, 2), ((8, 2), (14, 2)), ((4, 5),)),
    2025: Decided("6150/TB-BLĐTBXH", 11 + 1, (29, 1), ((25, 1), (2, 2)), ((26, 4),)),
    # 2 January by 12729/VPCP-KGVX, 31 August by 9441/TB-BNV, 24 November by 28/2026/QH16.
    2026: Decided("9859/VPCP-KGVX", 12 + 2, (17, 2), ((14, 2), (22, 2)), ((10, 1), (22, 8))),
}


def on(year: int, day: tuple[int, int]) -> date:
    return date(year, day[1], day[0])


def days_of(year: int) -> list[date]:
    length = 366 if almanac.isleap(year) else 365
    return [date(year, 1, 1) + timedelta(days=count) for count in range(length)]


def stretch_off(calendar: Calendar, day: date) -> tuple[date, date]:
    """The first and last day of the days without work around a day."""
    first = last = day
    while not calendar.is_working(first - timedelta(days=1)):
        first -= timedelta(days=1)
    while not calendar.is_working(last + timedelta(days=1)):
        last += timedelta(days=1)
    return first, last


@pytest.mark.parametrize("year", DECIDED)
def test_weekdays_off_are_as_many_as_law_and_decision_say(year: int) -> None:
    off = [day for day in days_of(year) if day.weekday() < 5 and not CALENDAR.is_working(day)]
    assert len(off) == DECIDED[year].weekdays_off


@pytest.mark.parametrize("year", DECIDED)
def test_tet_lasts_from_the_first_to_the_last_day_decided(year: int) -> None:
    first, last = DECIDED[year].tet
    new_year = on(year, DECIDED[year].new_year)
    assert not CALENDAR.is_working(new_year)
    assert stretch_off(CALENDAR, new_year) == (on(year, first), on(year, last))


@pytest.mark.parametrize("year", DECIDED)
def test_make_up_days_are_those_decided_and_no_others(year: int) -> None:
    weekend = [day for day in days_of(year) if day.weekday() > 4 and CALENDAR.is_working(day)]
    assert weekend == [on(year, day) for day in DECIDED[year].made_up]


@pytest.mark.parametrize("year", DECIDED)
def test_year_is_sealed_by_the_document_named(year: int) -> None:
    entry = CALENDAR.years[year]
    assert entry.sealed
    assert DECIDED[year].document in (*entry.documents, "")


# Every swap of the sealed years, by the decision that made it; blank where its number was not read.
# In 2014 the pairs at Tết are assumed: no source says which Saturday stands for which day.
SWAPS = [
    ("2010-02-19", "2010-02-27", ""),  # the press, 6 February 2010
    ("2010-09-03", "2010-09-11", "5971/VPCP-KGVX"),
    ("2011-01-31", "2011-01-29", "9529/VPCP-KGVX"),
    ("2011-02-01", "2011-01-30", "9529/VPCP-KGVX"),
    ("2011-04-11", "2011-04-09", "9529/VPCP-KGVX"),
    ("2012-01-27", "2012-02-04", "9197/VPCP-KGVX"),
    ("2012-12-31", "2013-01-05", "9570/VPCP-KGVX"),
    ("2013-02-15", "2013-02-23", "9570/VPCP-KGVX"),
    ("2013-04-29", "2013-05-04", "9570/VPCP-KGVX"),
    ("2014-01-28", "2014-01-25", "10525/VPCP-KGVX"),
    ("2014-01-29", "2014-02-08", "10525/VPCP-KGVX"),
    ("2014-05-02", "2014-04-26", "10525/VPCP-KGVX"),
    ("2014-09-01", "2014-09-06", "10525/VPCP-KGVX"),
    ("2015-01-02", "2014-12-27", ""),  # the press, December 2014
    ("2015-02-16", "2015-02-14", ""),
    ("2015-04-29", "2015-04-25", ""),
    ("2018-12-31", "2019-01-05", "6519/VPCP-KGVX"),
    ("2019-04-29", "2019-05-04", "6519/VPCP-KGVX"),
    ("2024-04-29", "2024-05-04", "2450/VPCP-KGVX"),
    ("2025-05-02", "2025-04-26", "6150/TB-BLĐTBXH"),
    ("2026-01-02", "2026-01-10", "12729/VPCP-KGVX"),
    ("2026-08-31", "2026-08-22", "9441/TB-BNV"),
]


@pytest.mark.parametrize(("off", "worked", "document"), SWAPS)
def test_swap_is_by_the_decision_cited(off: str, worked: str, document: str) -> None:
    days = [CALENDAR.days[date.fromisoformat(one)] for one in (off, worked)]
    assert [day.kind for day in days] == [DayKind.SWAPPED_OFF, DayKind.MAKEUP_WORKING]
    assert {day.document for day in days} == {document}


def test_every_swap_of_a_sealed_year_is_one_of_these() -> None:
    held = {
        day.date.isoformat()
        for day in CALENDAR.days.values()
        if day.kind in (DayKind.SWAPPED_OFF, DayKind.MAKEUP_WORKING)
    }
    assert held == {day for off, worked, _document in SWAPS for day in (off, worked)}


def test_make_up_days_typed_by_year_are_those_of_the_swaps() -> None:
    by_year = {on(year, day) for year, decided in DECIDED.items() for day in decided.made_up}
    assert by_year == {date.fromisoformat(worked) for _off, worked, _document in SWAPS}


def test_every_sealed_year_is_typed_here() -> None:
    assert set(DECIDED) == {year.number for year in CALENDAR.years.values() if year.sealed}


@pytest.mark.parametrize(
    ("off", "worked"),
    [
        (date(2012, 12, 31), date(2013, 1, 5)),  # 9570/VPCP-KGVX
        (date(2015, 1, 2), date(2014, 12, 27)),  # the press, December 2014
        (date(2018, 12, 31), date(2019, 1, 5)),  # 6519/VPCP-KGVX
    ],
)
def test_swaps_cross_the_end_of_a_year(off: date, worked: date) -> None:
    assert off.year != worked.year
    assert not CALENDAR.is_working(off)
    assert CALENDAR.is_working(worked)


def test_one_make_up_day_is_a_sunday() -> None:
    # 9529/VPCP-KGVX: Sunday 30 January 2011 for Tuesday 1 February.
    sundays = [
        day.date
        for day in CALENDAR.days.values()
        if day.kind is DayKind.MAKEUP_WORKING and day.date.weekday() == 6
    ]
    assert sundays == [date(2011, 1, 30)]


@pytest.mark.parametrize(("year", "days"), [(2012, 4), (2013, 4), (2014, 5), (2026, 5)])
def test_tet_has_four_statutory_days_to_2013_and_five_since(year: int, days: int) -> None:
    # 84/2007/QH11 to 30 April 2013, 10/2012/QH13 since.
    named = [
        day
        for day in CALENDAR.days.values()
        if day.date.year == year
        and day.kind is DayKind.HOLIDAY
        and day.name.en.startswith("Lunar New Year")
    ]
    assert len(named) == days


def test_years_from_2027_are_a_forecast() -> None:
    assert CALENDAR.forecast_years(CALENDAR.first, CALENDAR.last) == (2027, 2028, 2029, 2030)


def test_statutory_days_of_each_year_are_as_many_as_its_law_gives() -> None:
    for number, year in CALENDAR.years.items():
        found = [
            day
            for day in CALENDAR.days.values()
            if day.date.year == number and day.kind is DayKind.HOLIDAY
        ]
        assert len(found) == year.statutory_days, number
