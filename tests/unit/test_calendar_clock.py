"""Clocks in working days and hours; days counted by hand on the calendar of Tết 2026.

Thursday 12 February 2026 is followed by one working day, then Tết from Saturday 14 to Sunday 22.
"""

import io
from datetime import date, datetime

import numpy as np
import pytest

from chiso.calendar import (
    AfterHours,
    Begins,
    CountingRule,
    LineKind,
    Pause,
    TimeLimit,
    Unit,
    count,
    explain,
    grounds,
    read_hours,
    read_pauses,
    shipped,
)
from chiso.errors import (
    CalendarInvalid,
    DateOutsideCalendar,
    OfficeHoursInvalid,
    PauseInvalid,
    WorkingTimeInvalid,
    YearNotSealed,
)
from chiso.wording import say

CALENDAR = shipped()
at = datetime.fromisoformat


def due(received: str, amount: int, **asked: object) -> datetime | None:
    limit = TimeLimit(received=at(received), amount=amount, **asked)  # type: ignore[arg-type]
    return count(CALENDAR, limit).due


def pause(since: str, until: str | None) -> Pause:
    return Pause(
        since=at(since),
        until=at(until) if until else None,
        document="12/UBND",
        author="Sở Tài chính",
    )


def test_five_days_over_tet_end_on_the_thursday_after() -> None:
    # Friday 13, then Monday 23 to Thursday 26 February.
    assert due("2026-02-12T16:50", 5) == at("2026-02-26T17:00")


def test_receipt_after_hours_counts_as_the_next_working_day() -> None:
    assert due("2026-02-12T17:00", 5) == at("2026-02-27T17:00")
    rule = CountingRule(after_hours=AfterHours.SAME_DAY)
    assert due("2026-02-12T17:00", 5, rule=rule) == at("2026-02-26T17:00")


def test_day_of_receipt_is_the_first_where_the_rule_says_so() -> None:
    rule = CountingRule(begins=Begins.SAME_DAY)
    assert due("2026-02-12T16:50", 5, rule=rule) == at("2026-02-25T17:00")


def test_receipt_on_a_day_off_counts_as_the_next_working_day() -> None:
    # Saturday 14 February counts as Monday 23; Tuesday is the first day.
    assert due("2026-02-14T09:00", 1) == at("2026-02-24T17:00")


def test_receipt_on_a_make_up_saturday_counts_that_day() -> None:
    # 10 January 2026 is worked for 2 January; Monday 12 is the first day.
    assert due("2026-01-10T09:00", 1) == at("2026-01-12T17:00")


def test_make_up_day_is_counted() -> None:
    # Thursday 8 January: Friday 9, Saturday 10.
    assert due("2026-01-08T09:00", 2) == at("2026-01-10T17:00")


def test_hours_run_within_office_hours_from_the_moment_of_receipt() -> None:
    # 16:00–17:00 on Thursday, eight hours on Friday, seven of Saturday 10 January, worked.
    assert due("2026-01-08T16:00", 16, unit=Unit.HOURS) == at("2026-01-10T16:00")


def test_hours_handed_in_at_noon_begin_after_the_break() -> None:
    assert due("2026-01-08T12:30", 1, unit=Unit.HOURS) == at("2026-01-08T14:00")


def test_office_sets_its_own_hours() -> None:
    hours = read_hours("7:30-11:30,13:30-16:30")
    assert due("2026-01-08T16:00", 1, unit=Unit.HOURS, hours=hours) == at("2026-01-09T08:00")
    # After 16:30 on Thursday 8 counts as Friday 9; Saturday 10, worked, is the first day.
    assert due("2026-01-08T16:45", 1, hours=hours) == at("2026-01-10T16:30")


def test_pause_leaves_out_every_day_that_it_touches() -> None:
    # Monday 2 to Wednesday 4 March 2026 leave Thursday 26, Friday 27 February, Thursday 5 March.
    held = (pause("2026-03-02T10:00", "2026-03-04T10:00"),)
    assert due("2026-02-25T09:00", 3, pauses=held) == at("2026-03-05T17:00")


def test_pause_takes_only_its_own_minutes_from_working_hours() -> None:
    # Friday 9 January: 10:00–14:00 stopped leaves 8–10 and 14–17, five hours.
    held = (pause("2026-01-09T10:00", "2026-01-09T14:00"),)
    assert due("2026-01-09T08:00", 5, unit=Unit.HOURS, pauses=held) == at("2026-01-09T17:00")


def test_pauses_that_overlap_are_counted_once() -> None:
    held = (
        pause("2026-01-09T10:00", "2026-01-09T14:00"),
        pause("2026-01-09T11:00", "2026-01-09T15:00"),
    )
    assert due("2026-01-09T08:00", 4, unit=Unit.HOURS, pauses=held) == at("2026-01-09T17:00")


def test_pause_without_end_leaves_no_due_date_and_says_who_ordered_it() -> None:
    limit = TimeLimit(
        received=at("2026-02-25T09:00"), amount=3, pauses=(pause("2026-02-27", None),)
    )
    explained = explain(CALENDAR, limit)
    assert explained.outcome.due is None
    assert "Sở Tài chính (12/UBND)" in say(explained.summary, "en")


def test_time_limit_that_ends_before_a_pause_without_end_is_due() -> None:
    assert due("2026-02-25T09:00", 1, pauses=(pause("2026-02-27", None),)) == at("2026-02-26T17:00")


@pytest.mark.parametrize(("document", "author"), [("", "A"), ("1/VB", " ")])
def test_pause_without_document_or_author_is_refused(document: str, author: str) -> None:
    with pytest.raises(PauseInvalid):
        Pause(since=at("2026-01-01T00:00"), until=None, document=document, author=author)


def test_all_faults_of_a_list_of_pauses_are_told_at_once() -> None:
    text = (
        "since,until,document,author\n"
        "2026-03-02,2026-03-01,1/VB,A\n"
        "02/03/2026,,,A\n"
        "2026-03-02,2026-03-04,1/VB,\n"
    )
    with pytest.raises(CalendarInvalid) as refused:
        read_pauses(io.StringIO(text))
    places = [str(fault.where) for fault in refused.value.faults]
    assert places == ["CSV:2:until", "CSV:3:since", "CSV:3:document", "CSV:4:author"]


def test_pause_of_whole_days_holds_its_last_day_to_the_end() -> None:
    text = "since,until,document,author\n2026-03-02,2026-03-03,1/VB,A\n"
    (read,) = read_pauses(io.StringIO(text))
    assert read.until is not None
    assert read.until.date() == date(2026, 3, 3)
    # Monday 2 and Tuesday 3 March are left out.
    assert due("2026-02-27T09:00", 1, pauses=(read,)) == at("2026-03-04T17:00")


@pytest.mark.parametrize(
    "text", ["", "8-12", "08:00-12:00,11:00-17:00", "25:00-26:00", "17:00-8:00"]
)
def test_hours_out_of_order_are_refused(text: str) -> None:
    with pytest.raises(OfficeHoursInvalid):
        read_hours(text)


@pytest.mark.parametrize("day", ["2009-12-31", "2031-01-01", "NaT"])
def test_days_outside_the_calendar_are_refused_naming_its_ends(day: str) -> None:
    with pytest.raises(DateOutsideCalendar, match="2010-01-01 to 2030-12-31"):
        CALENDAR.due(np.array(["2026-01-05", day], dtype="datetime64[D]"), 5)


@pytest.mark.parametrize("amount", [10, 2**63 - 1])
def test_due_date_beyond_the_calendar_is_refused(amount: int) -> None:
    with pytest.raises(DateOutsideCalendar, match="2031-01-01"):
        CALENDAR.due_day(date(2030, 12, 20), amount)


def test_clock_that_runs_beyond_the_calendar_is_refused() -> None:
    with pytest.raises(DateOutsideCalendar):
        due("2030-12-20T09:00", 10)


@pytest.mark.parametrize("amount", [0, -1, 1.5])
def test_no_working_days_are_refused(amount: float) -> None:
    with pytest.raises(WorkingTimeInvalid):
        CALENDAR.due(np.datetime64("2026-01-05"), amount)
    with pytest.raises(WorkingTimeInvalid):
        TimeLimit(received=at("2026-01-05T00:00"), amount=min(int(amount), 0))


def test_due_takes_one_number_for_many_days_and_keeps_their_shape() -> None:
    days = np.array([["2026-02-12"], ["2026-02-13"]], dtype="datetime64[D]")
    # Friday 13 is the first day after Thursday 12; after Friday it is Monday 23.
    assert CALENDAR.due(days, [1, 2]).tolist() == [
        [date(2026, 2, 13), date(2026, 2, 23)],
        [date(2026, 2, 23), date(2026, 2, 24)],
    ]


def test_due_of_nothing_is_nothing() -> None:
    assert CALENDAR.due(np.array([], dtype="datetime64[D]"), np.array([], dtype=int)).size == 0


def test_due_date_that_passes_a_forecast_year_is_marked() -> None:
    limit = TimeLimit(received=at("2026-12-30T09:00"), amount=5)
    assert count(CALENDAR, limit).forecast_years == (2027,)
    received = np.array(["2026-12-30", "2026-12-01"], dtype="datetime64[D]")
    assert CALENDAR.is_forecast(received, CALENDAR.due(received, 5)).tolist() == [True, False]


def test_sealed_years_only_refuses_a_forecast() -> None:
    CALENDAR.refuse_forecast(date(2010, 1, 1), date(2026, 12, 31))
    with pytest.raises(YearNotSealed, match="2027"):
        CALENDAR.refuse_forecast(date(2026, 12, 31), date(2027, 1, 1))


def test_explanation_has_a_sentence_for_every_day_and_the_receipt() -> None:
    explained = explain(CALENDAR, TimeLimit(received=at("2026-02-12T16:50"), amount=5))
    # 12 to 26 February are fifteen days.
    assert len(explained.lines) == 1 + 15
    assert [line.kind for line in explained.lines].count(LineKind.COUNTED) == 5
    assert [line.kind for line in explained.lines].count(LineKind.OFF) == 9


def test_explanation_names_holiday_make_up_day_and_pause_with_their_documents() -> None:
    held = (pause("2026-01-12", "2026-01-12T23:00"),)
    limit = TimeLimit(received=at("2026-01-01T09:00"), amount=7, pauses=held)
    told = [say(line.sentence, "en") for line in explain(CALENDAR, limit).lines]
    assert told[0].startswith("Thursday 2026-01-01: received at 09:00 on a day off (New Year's Day")
    assert any("2026-01-02" in one and "12729/VPCP-KGVX" in one for one in told)
    assert any("2026-01-10: working day 5 of 7" in one and "Make-up" in one for one in told)
    assert any("2026-01-12" in one and "Sở Tài chính (12/UBND)" in one for one in told)


def test_what_rests_on_no_source_is_called_illustrative() -> None:
    limit = TimeLimit(received=at("2026-02-12T09:00"), amount=5)
    told = [say(ground, "en") for ground in grounds(count(CALENDAR, limit))]
    assert sum("illustrative" in one for one in told) == 2
    assert "118/2025/NĐ-CP, art. 17.3" in told[0]


def test_cited_rule_and_own_hours_are_not_called_illustrative() -> None:
    limit = TimeLimit(
        received=at("2018-03-05T09:00"),
        amount=5,
        hours=read_hours("08:00-12:00,13:00-17:00"),
        rule=CountingRule(document="12/QĐ-UBND"),
    )
    told = [say(ground, "en") for ground in grounds(count(CALENDAR, limit))]
    # Decree 118/2025 was not in force in 2018.
    assert len(told) == 2
    assert not any("illustrative" in one for one in told)
    assert told[1].endswith("12/QĐ-UBND.")
