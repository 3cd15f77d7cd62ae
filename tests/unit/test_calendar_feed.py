"""Due dates and deadlines as entries that any calendar program reads."""

from datetime import date, datetime

import pytest

from chiso.calendar import Entry, decoded, feed
from chiso.errors import FileUnreadable


def unfolded(text: str) -> list[str]:
    return text.replace("\r\n ", "").split("\r\n")


def test_moment_is_written_in_universal_time() -> None:
    # Viet Nam is at UTC+7: 06:30 on 1 January 2027 is 23:30 on the day before
    entry = Entry(key="a", at=datetime.fromisoformat("2027-01-01T06:30"), summary="Hạn")
    assert "DTSTART:20261231T233000Z" in unfolded(feed([entry], name="Hạn"))


def test_day_is_a_whole_day_that_ends_before_the_next() -> None:
    lines = unfolded(feed([Entry(key="a", at=date(2026, 12, 31), summary="x")], name="x"))
    assert "DTSTART;VALUE=DATE:20261231" in lines
    assert "DTEND;VALUE=DATE:20270101" in lines


def test_signs_that_part_values_are_escaped_and_long_lines_folded() -> None:
    entry = Entry(key="a", at=date(2026, 1, 1), summary="a, b; c\\d\ne", description="Ệ" * 100)
    text = feed([entry], name="x")
    assert "SUMMARY:a\\, b\\; c\\\\d\\ne" in unfolded(text)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert f"DESCRIPTION:{'Ệ' * 100}" in unfolded(text)


def test_same_entries_give_the_same_bytes() -> None:
    entries = [Entry(key="a", at=date(2026, 1, 1), summary="x", address="http://localhost/")]
    assert feed(entries, name="x") == feed(entries, name="x")


def test_feed_without_entries_is_a_calendar_still() -> None:
    lines = unfolded(feed((), name="x"))
    assert (lines[0], lines[-2]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")


def test_bytes_that_are_no_text_are_refused_with_their_line() -> None:
    with pytest.raises(FileUnreadable, match="line 2"):
        decoded(b"date\n\xff", "a.csv")
    assert decoded("\ufeffngày".encode(), "a.csv") == "ngày"
