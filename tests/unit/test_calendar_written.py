"""Hours, days and kinds as people write them in Vietnamese are read as what they mean."""

import io
from datetime import date

import pytest

from chiso.calendar import DayKind, read_days, read_hours, read_ical
from chiso.errors import CalendarInvalid, OfficeHoursInvalid
from chiso.wording import tell

HEADER = "date,kind,name_vi,basis\n"


@pytest.mark.parametrize(
    "text",
    [
        "7h30-11h30, 13h-17h",
        "7H30–11H30; 13h00–17h00",
        "7g30 — 11g30, 13g — 17g",
        "07:30－11:30，13:00－17:00",
        "07：30-11：30、13：00-17：00",
        "7h30 ‑ 11h30, 13h − 17h",
    ],
)
def test_hours_as_people_write_them(text: str) -> None:
    assert str(read_hours(text)) == "07:30–11:30, 13:00–17:00"


@pytest.mark.parametrize("text", ["7h75-11h30", "7h3-11h30", "7-11", "7h30 11h30", "h-17h"])
def test_what_is_no_hour_is_refused(text: str) -> None:
    with pytest.raises(OfficeHoursInvalid):
        read_hours(text)


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("nghỉ lễ", DayKind.HOLIDAY),
        ("Nghỉ bù", DayKind.COMPENSATORY_OFF),
        ("nghỉ  hoán đổi", DayKind.SWAPPED_OFF),
        ("LÀM BÙ", DayKind.MAKEUP_WORKING),
    ],
)
def test_kinds_and_days_in_vietnamese(word: str, kind: DayKind) -> None:
    (read,) = read_days(io.StringIO(f"{HEADER}1/2/2027,{word},Tết,1/QĐ\n"))
    assert (read.date, read.kind) == (date(2027, 2, 1), kind)


def faults_of(text: str) -> list[str]:
    with pytest.raises(CalendarInvalid) as refused:
        read_days(io.StringIO(text))
    return [tell(fault, "vi") for fault in refused.value.faults]


def test_day_that_is_none_is_refused() -> None:
    (fault,) = faults_of(f"{HEADER}31/2/2027,nghỉ lễ,Tết,1/QĐ\n")
    assert "16/02/2026" in fault


@pytest.mark.parametrize("text", [f"{HEADER}2027-02-01,xyz,Tết,1/QĐ\n", f"qqq,{HEADER}"])
def test_no_nearest_is_named_where_nothing_is_near(text: str) -> None:
    assert faults_of(text)
    assert not any("gần nhất" in one for one in faults_of(text))


def test_nearest_is_named_where_something_is() -> None:
    (fault,) = faults_of(f"{HEADER}2027-02-01,holyday,Tết,1/QĐ\n")
    assert fault.endswith("gần nhất: holiday")
    assert "nghỉ hoán đổi" in fault


def test_ical_reads_the_same_kinds() -> None:
    event = (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20270201\r\n"
        "SUMMARY:Tết\r\nCATEGORIES:{kind}\r\nX-CHISO-DOCUMENT:1/QĐ\r\nEND:VEVENT\r\n"
        "END:VCALENDAR\r\n"
    )
    (read,) = read_ical(io.StringIO(event.format(kind="nghỉ lễ")))
    assert read.kind is DayKind.HOLIDAY
    with pytest.raises(CalendarInvalid) as refused:
        read_ical(io.StringIO(event.format(kind="xyz")))
    told = [tell(fault, "vi") for fault in refused.value.faults]
    assert told
    assert not any("gần nhất" in one for one in told)
