"""Lists of days as CSV: the same strict reading for ours, for a decision, for local exceptions."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from chiso.calendar.ical import read_ical
from chiso.calendar.kinds import kind_of, unknown_kind
from chiso.calendar.model import Day, Year
from chiso.calendar.rows import Row, Rows, Source, read_rows
from chiso.errors import mark
from chiso.wording import Text

REQUIRED = ("date", "kind", "name_vi", "basis")
OPTIONAL = ("weekday", "name_en", "certainty", "source")

_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_WEEKDAY = mark("found “{found}”; {day} is a {expected}")
_TWICE = mark("found {day} a second time; it stands on line {line} too")
_A_DAY = mark("a day")
_A_NAME = mark("a name")
_A_DOCUMENT = mark("the number of the document that it rests on")


def read_days(source: Source) -> tuple[Day, ...]:
    """The days of an office's list: CSV, or iCal by the suffix ``.ics``; a document for each.

    Raises CalendarInvalid with all faults, FileUnreadable where it cannot be opened.
    """
    if isinstance(source, str | Path) and Path(source).suffix.lower() == ".ics":
        return read_ical(source)
    return _days(read_rows(source, required=REQUIRED, optional=OPTIONAL), document=_A_DOCUMENT)


def read_shipped_days(source: Source) -> tuple[Day, ...]:
    """As ``read_days``, but where no number was read the document may be blank."""
    return _days(read_rows(source, required=REQUIRED, optional=OPTIONAL), document="")


def _days(rows: Rows, *, document: str) -> tuple[Day, ...]:
    read = [_day(row, document) for row in rows]
    lines: dict[date, int] = {}
    for row, day in zip(rows, read, strict=True):
        if day is not None and lines.setdefault(day.date, row.line) != row.line:
            row.fault(_TWICE, "date", day=day.date, line=lines[day.date])
    rows.refuse_faults()
    return tuple(day for day in read if day is not None)


def _day(row: Row, document: str) -> Day | None:
    row.text("date", expected=_A_DAY)
    day, kind = row.day("date"), kind_of(row.text("kind"))
    facts: dict[str, object]
    if kind is None:
        sentence, facts = unknown_kind(row.text("kind"))
        row.fault(sentence, "kind", **facts)
    name = row.text("name_vi", expected=_A_NAME)
    basis = row.text("basis", expected=document)
    if day is not None and row.text("weekday") not in ("", _WEEKDAYS[day.weekday()]):
        facts = {"found": row.text("weekday"), "day": day, "expected": _WEEKDAYS[day.weekday()]}
        row.fault(_WEEKDAY, "weekday", **facts)
    if day is None or kind is None:
        return None
    return Day(
        date=day,
        kind=kind,
        name=Text(name, row.text("name_en") or name),
        document=basis,
        certainty=row.text("certainty"),
        source=row.text("source"),
        place=row.where,
    )


def read_years(source: Source) -> tuple[Year, ...]:
    """The years of the calendar, from the list that ships."""
    columns = ("year", "sealed", "statutory_days", "documents", "note_vi", "note_en")
    return tuple(
        Year(
            number=int(row.text("year")),
            sealed=row.text("sealed") == "true",
            statutory_days=int(row.text("statutory_days")),
            documents=tuple(filter(None, row.text("documents").split("; "))),
            note=Text(row.text("note_vi"), row.text("note_en")),
        )
        for row in read_rows(source, required=columns)
    )


def columns_of(days: Iterable[Day]) -> dict[str, list[str]]:
    """The days as the columns of a list that ``read_days`` reads back."""
    listed = sorted(days, key=lambda day: day.date)
    return {
        "date": [day.date.isoformat() for day in listed],
        "weekday": [_WEEKDAYS[day.date.weekday()] for day in listed],
        "kind": [day.kind.value for day in listed],
        "name_vi": [day.name.vi for day in listed],
        "name_en": [day.name.en for day in listed],
        "basis": [day.document for day in listed],
        "certainty": [day.certainty for day in listed],
        "source": [day.source for day in listed],
    }
