"""Years sealed by an office's decision, local exceptions, and lists as CSV and iCalendar."""

import io
from datetime import date
from pathlib import Path

import pytest

from chiso.calendar import Day, DayKind, columns_of, ical, read_days, read_ical, seal, shipped
from chiso.calendar import with_local as with_own
from chiso.errors import CalendarInvalid, DateOutsideCalendar, FileUnreadable
from chiso.wording import Text

CALENDAR = shipped()
HEADER = "date,kind,name_vi,basis\n"
STATUTORY = (
    *("2028-01-01", "2028-01-24", "2028-01-25", "2028-01-26", "2028-01-27", "2028-01-28"),
    *("2028-04-04", "2028-04-30", "2028-05-01", "2028-09-01", "2028-09-02", "2028-11-24"),
)
IN_COMPENSATION = ("2028-01-03", "2028-05-02", "2028-09-04")


def listed(*extra: str) -> io.StringIO:
    """A decision on 2028 with twelve statutory days, three in compensation, and what is extra."""
    lines = [f"{day},holiday,Ngày lễ,1/VPCP" for day in STATUTORY]
    lines += [f"{day},compensatory_off,Nghỉ bù,1/VPCP" for day in IN_COMPENSATION]
    return io.StringIO(HEADER + "\n".join([*lines, *extra]))


def places(refused: pytest.ExceptionInfo[CalendarInvalid]) -> list[str]:
    return [str(fault.where) for fault in refused.value.faults]


def test_decision_seals_the_year_and_leaves_the_shipped_calendar_alone() -> None:
    sealed = seal(CALENDAR, 2028, read_days(listed()))
    assert sealed.forecast_years(date(2028, 1, 1), date(2028, 12, 31)) == ()
    assert sealed.years[2028].documents == ("1/VPCP",)
    assert not CALENDAR.years[2028].sealed


def test_swap_of_a_decision_moves_the_due_date() -> None:
    # Monday 3 April 2028 stands between a weekend and Giỗ Tổ: off, and Saturday 8 worked.
    swap = ("2028-04-03,swapped_off,Hoán đổi,1/VPCP", "2028-04-08,makeup_working,Làm bù,1/VPCP")
    sealed = seal(CALENDAR, 2028, read_days(listed(*swap)))
    friday = date(2028, 3, 31)
    assert CALENDAR.due_day(friday, 1) == date(2028, 4, 3)
    assert sealed.due_day(friday, 1) == date(2028, 4, 5)
    assert sealed.due_day(date(2028, 4, 7), 1) == date(2028, 4, 8)


def test_swap_of_a_decision_may_cross_the_end_of_the_year() -> None:
    swap = ("2028-12-29,swapped_off,Hoán đổi,1/VPCP", "2029-01-06,makeup_working,Làm bù,1/VPCP")
    sealed = seal(CALENDAR, 2028, read_days(listed(*swap)))
    assert sealed.is_working(date(2029, 1, 6))
    assert not sealed.years[2029].sealed


def test_year_sealed_after_its_neighbour_keeps_the_swap_that_crosses() -> None:
    swap = ("2027-12-31,swapped_off,Hoán đổi,1/VPCP", "2028-01-08,makeup_working,Làm bù,1/VPCP")
    sealed = seal(CALENDAR, 2028, read_days(listed(*swap)))
    assert not sealed.is_working(date(2027, 12, 31))
    assert sealed.is_working(date(2028, 1, 8))


def test_all_faults_of_a_decision_are_told_at_once_with_their_lines() -> None:
    extra = (
        "2028-06-10,swapped_off,Hoán đổi,1/VPCP",  # a Saturday
        "2028-06-14,makeup_working,Làm bù,1/VPCP",  # a Wednesday
        "2029-09-03,holiday,Quốc khánh,1/VPCP",
        "2028-07-03,local_off,Bão,1/VPCP",
    )
    with pytest.raises(CalendarInvalid) as refused:
        seal(CALENDAR, 2028, read_days(listed(*extra)))
    assert places(refused) == ["CSV:17", "CSV:18", "CSV:19", "CSV:20", "the list of 2028"]
    assert "found 13 statutory days; the law in force gives 12" in str(refused.value)


def test_days_off_by_exchange_without_make_up_days_are_refused() -> None:
    with pytest.raises(CalendarInvalid, match="off by exchange"):
        seal(CALENDAR, 2028, read_days(listed("2028-04-03,swapped_off,Hoán đổi,1/VPCP")))


def test_law_may_change_the_number_of_statutory_days() -> None:
    more = read_days(listed("2028-06-28,holiday,Ngày mới,1/QH"))
    assert seal(CALENDAR, 2028, more, statutory_days=13).years[2028].statutory_days == 13


def test_year_outside_the_calendar_is_not_sealed() -> None:
    with pytest.raises(DateOutsideCalendar, match="2010-01-01 to 2030-12-31"):
        seal(CALENDAR, 2031, ())


def test_all_faults_of_a_list_are_told_at_once_with_file_line_and_column() -> None:
    text = (
        "date,weekday,kind,name_vi,basis\n"
        "2028-02-30,,holiday,Lễ,1\n"
        "2028-01-03,Tue,compensatory,,\n"
        "2028-01-05,,holiday,Lễ,1\n"
        "2028-01-05,,holiday,Lễ,1\n"
    )
    with pytest.raises(CalendarInvalid) as refused:
        read_days(io.StringIO(text))
    columns = ["CSV:2:date", "CSV:3:kind", "CSV:3:name_vi", "CSV:3:basis", "CSV:3:weekday"]
    assert places(refused) == [*columns, "CSV:5:date"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("date,kind,name_vi\n", "CSV:1"),
        ("date,kind,name_vi,basis,colour\n", "CSV:1"),
        ("date,kind,kind,name_vi,basis\n", "CSV:1"),
        (HEADER + "2028-01-01,holiday\n", "CSV:2"),
    ],
)
def test_header_and_rows_that_do_not_fit_are_refused(text: str, place: str) -> None:
    with pytest.raises(CalendarInvalid) as refused:
        read_days(io.StringIO(text))
    assert places(refused) == [place]


def test_file_that_is_not_there_or_not_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileUnreadable):
        read_days(tmp_path / "none.csv")
    (tmp_path / "bad.csv").write_bytes(b"date\n\xff\n")
    with pytest.raises(FileUnreadable, match="line 2"):
        read_days(tmp_path / "bad.csv")


def test_local_exception_outranks_every_other_day() -> None:
    # Thursday 12 February 2026 off by a storm; Saturday 14, before Tết, worked.
    text = HEADER + "2026-02-12,local_off,Bão,7/UBND\n2026-02-14,local_working,Làm bù,7/UBND\n"
    own = with_own(CALENDAR, read_days(io.StringIO(text)))
    assert own.due_day(date(2026, 2, 11), 2) == date(2026, 2, 14)
    assert own.years[2026].sealed


def test_local_exception_survives_the_sealing_of_its_year() -> None:
    local = Day(date(2028, 7, 3), DayKind.LOCAL_OFF, Text("Bão", "Storm"), document="7/UBND")
    sealed = seal(with_own(CALENDAR, [local]), 2028, read_days(listed()))
    assert not sealed.is_working(date(2028, 7, 3))


def test_local_list_with_other_days_is_refused() -> None:
    days = [
        Day(date(2028, 7, 3), DayKind.HOLIDAY, Text("Lễ", "Feast"), place="own.csv:2"),
        Day(date(2031, 7, 3), DayKind.LOCAL_OFF, Text("Bão", "Storm"), place="own.csv:3"),
    ]
    with pytest.raises(CalendarInvalid) as refused:
        with_own(CALENDAR, days)
    assert places(refused) == ["own.csv:2", "own.csv:3"]


def test_columns_of_a_year_are_read_back() -> None:
    year = [day for day in CALENDAR.days.values() if day.date.year == 2026]
    columns = columns_of(day for day in year if day.document)
    lines = [
        ",".join(columns),
        *(",".join(map(_quoted, row)) for row in zip(*columns.values(), strict=True)),
    ]
    assert read_days(io.StringIO("\n".join(lines))) == tuple(day for day in year if day.document)


def _quoted(cell: str) -> str:
    return f'"{cell}"'


def test_ical_seals_a_year_like_csv(tmp_path: Path) -> None:
    (tmp_path / "2028.ics").write_bytes(ical(read_days(listed())).encode())
    sealed = seal(CALENDAR, 2028, read_days(tmp_path / "2028.ics"))
    assert sealed.years[2028].sealed
    assert sealed.days.keys() == seal(CALENDAR, 2028, read_days(listed())).days.keys()


def test_ical_event_of_several_days_gives_each_of_them() -> None:
    text = (
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20280124\r\n"
        "DTEND;VALUE=DATE:20280129\r\nSUMMARY:Tết\r\n  Nguyên đán\r\nCATEGORIES:holiday\r\n"
        "X-CHISO-DOCUMENT:1/VPCP\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    found = read_ical(io.StringIO(text))
    assert [day.date.day for day in found] == [24, 25, 26, 27, 28]
    assert found[0].name.vi == "Tết Nguyên đán"


def test_all_faults_of_an_ical_file_are_told_at_once_with_their_lines() -> None:
    event = "BEGIN:VEVENT\n{}\nSUMMARY:Lễ\nCATEGORIES:{}\n{}\nEND:VEVENT\n"
    text = "BEGIN:VCALENDAR\n"
    text += event.format("DTSTART:20280230", "holiday", "X-CHISO-DOCUMENT:1")  # lines 2 to 7
    text += event.format("DTSTART:20280101", "feast", "X-CHISO-DOCUMENT:1")  # 8 to 13
    text += event.format("DTSTART:20280101", "holiday", "no property")  # 14 to 19
    text += "BEGIN:VEVENT\nEND:VCALENDAR\n"  # 20
    with pytest.raises(CalendarInvalid) as refused:
        read_ical(io.StringIO(text))
    assert sorted(places(refused), key=lambda place: int(place.split(":")[1])) == [
        "CSV:3",
        "CSV:11",
        "CSV:14",
        "CSV:18",
        "CSV:20",
    ]


def test_file_that_is_no_ical_is_refused() -> None:
    with pytest.raises(CalendarInvalid, match="expected BEGIN:VCALENDAR"):
        read_ical(io.StringIO("date,kind\n"))
