"""Every reporting window that the sources read so far give, typed from them."""

import io
from datetime import date

import pytest

from chiso.calendar import (
    Window,
    read_windows,
    shipped,
    shipped_windows,
    windows,
)
from chiso.errors import CalendarInvalid, UnknownName

MINISTRY = "581/BNV-CCHC"
DECREE = "09/2019/NĐ-CP"
PROVINCE = "Khánh Hòa 01/2023"
EARLIER = "Bà Rịa – Vũng Tàu 2012"
HEADER = "regime,part,opens,last_day,deadline,citation\n"


def window(regime: str, period: str) -> Window:
    found = windows(int(period[:4]), shipped_windows(), shipped(), regime=regime)
    return next(one for one in found if one.period == period)


def day(text: str) -> date:
    """A day written as in the sources: 14/03/2026."""
    number, month, year = map(int, text.split("/"))
    return date(year, month, number)


@pytest.mark.parametrize(
    ("period", "opens", "last_day", "deadline"),
    [
        pytest.param("2026-Q1", "15/12/2025", "14/03/2026", "20/03/2026", id="first quarter"),
        pytest.param("2026-H1", "15/12/2025", "14/06/2026", "20/06/2026", id="six months"),
        pytest.param("2026-Q3", "15/06/2026", "14/09/2026", "20/09/2026", id="third quarter"),
        pytest.param("2026", "15/12/2025", "14/12/2026", "20/12/2026", id="year"),
    ],
)
def test_window_of_the_ministry_581(period: str, opens: str, last_day: str, deadline: str) -> None:
    found = window(MINISTRY, period)
    assert (found.opens, found.last_day, found.deadline) == (
        day(opens),
        day(last_day),
        day(deadline),
    )


def test_ministry_581_asks_for_four_reports_a_year_and_no_second_or_fourth_quarter() -> None:
    found = windows(2026, shipped_windows(), shipped(), regime=MINISTRY)
    assert [one.period for one in found] == ["2026-Q1", "2026-H1", "2026-Q3", "2026"]


OF_THE_DECREE = [
    *(
        pytest.param(
            f"2020-M{month:02}",
            f"15/{month - 1 or 12:02}/{2019 if month == 1 else 2020}",
            f"14/{month:02}/2020",
            id=f"month {month}",
        )
        for month in range(1, 13)
    ),
    pytest.param("2020-Q1", "15/12/2019", "14/03/2020", id="first quarter"),
    pytest.param("2020-Q2", "15/03/2020", "14/06/2020", id="second quarter"),
    pytest.param("2020-Q3", "15/06/2020", "14/09/2020", id="third quarter"),
    pytest.param("2020-Q4", "15/09/2020", "14/12/2020", id="fourth quarter"),
    pytest.param("2020-H1", "15/12/2019", "14/06/2020", id="first half"),
    pytest.param("2020-H2", "15/06/2020", "14/12/2020", id="second half"),
    pytest.param("2020-9M", "15/12/2019", "14/09/2020", id="nine months"),
    pytest.param("2020", "15/12/2019", "14/12/2020", id="year"),
]


@pytest.mark.parametrize(("period", "opens", "last_day"), OF_THE_DECREE)
def test_window_of_decree_09_2019(period: str, opens: str, last_day: str) -> None:
    found = window(DECREE, period)
    assert (found.opens, found.last_day, found.deadline) == (day(opens), day(last_day), None)


def test_decree_09_2019_has_every_window_once() -> None:
    found = windows(2020, shipped_windows(), shipped(), regime=DECREE)
    assert sorted(one.period for one in found) == sorted(one.values[0] for one in OF_THE_DECREE)


def test_decree_09_2019_has_no_window_before_2019() -> None:
    assert windows(2018, shipped_windows(), shipped(), regime=DECREE) == ()


def test_decree_09_2019_has_no_window_that_closed_before_it_was_issued() -> None:
    # Issued on 24 January 2019: the window of January 2019 closed on the 14th.
    found = windows(2019, shipped_windows(), shipped(), regime=DECREE)
    assert found[0].period == "2019-M02"
    assert len(found) == 19


def test_khanh_hoa_asks_for_the_report_two_working_days_after_the_last_day() -> None:
    # Saturday 14 February 2026; Tết is off 14–22 February: Monday 23 and Tuesday 24 are counted.
    found = window(PROVINCE, "2026-M02")
    assert (found.last_day, found.deadline) == (date(2026, 2, 14), date(2026, 2, 24))


@pytest.mark.parametrize(
    ("period", "deadline"),
    [
        *(
            pytest.param(f"2012-M{month:02}", f"15/{month:02}/2012", id=f"month {month}")
            for month in range(1, 13)
        ),
        pytest.param("2012-Q1", "05/03/2012", id="first quarter"),
        pytest.param("2012-Q2", "05/06/2012", id="second quarter"),
        pytest.param("2012-Q3", "05/09/2012", id="third quarter"),
        pytest.param("2012-Q4", "05/12/2012", id="fourth quarter"),
        pytest.param("2012-H1", "05/06/2012", id="six months"),
        pytest.param("2012", "25/11/2012", id="year"),
    ],
)
def test_deadline_of_ba_ria_vung_tau_2012(period: str, deadline: str) -> None:
    found = window(EARLIER, period)
    assert (found.opens, found.last_day, found.deadline) == (None, None, day(deadline))


def test_deadline_on_a_day_off_stays_and_names_the_working_day_before() -> None:
    # 20 June 2026 is a Saturday; no rule read moves the deadline.
    found = window(MINISTRY, "2026-H1")
    assert found.deadline_is_off
    assert found.send_by == date(2026, 6, 19)
    assert not window(MINISTRY, "2026-Q1").deadline_is_off


def test_deadline_of_a_forecast_year_is_marked() -> None:
    assert window(MINISTRY, "2027-Q1").forecast
    assert not window(MINISTRY, "2026").forecast


def test_office_adds_its_own_window_with_its_citation() -> None:
    own = io.StringIO(HEADER + "Phường,M03,01/03/Y,25/03/Y,+1,12/QĐ-UBND\n")
    (found,) = windows(2026, read_windows(own), shipped())
    # Wednesday 25 March 2026, then one working day.
    assert (found.deadline, found.citation) == (date(2026, 3, 26), "12/QĐ-UBND")


def test_all_faults_of_a_list_of_windows_are_told_at_once() -> None:
    lines = [
        "A,Q5,15/12/Y-1,14/03/Y,20/03/Y,1/QĐ",
        "A,Q1,31/02/Y,14/03/Y,soon,1/QĐ",
        "A,Q2,15/06/Y,14/06/Y,20/06/Y,",
        "A,Q3,,,+2,1/QĐ",
        "A,Q4,,,,1/QĐ",
    ]
    with pytest.raises(CalendarInvalid) as refused:
        read_windows(io.StringIO(HEADER + "\n".join(lines)))
    places = [str(fault.where) for fault in refused.value.faults]
    assert places == [
        "CSV:2:part",
        "CSV:3:opens",
        "CSV:3:deadline",
        "CSV:4:citation",
        "CSV:4",
        "CSV:5",
        "CSV:6",
    ]


def test_unknown_regime_is_refused_naming_those_there_are() -> None:
    with pytest.raises(UnknownName, match="581/BNV-CCHC"):
        windows(2026, shipped_windows(), shipped(), regime="581")
