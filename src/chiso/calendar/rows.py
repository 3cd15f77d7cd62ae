"""Strict reading of the room's CSV files: every fault gathered, with the line it stands on."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import IO

from chiso.errors import CalendarInvalid, Fault, FileUnreadable, mark
from chiso.spelling import nearest, nfc
from chiso.wording import Message, why_refused

Source = str | Path | IO[str]

_LINE = re.compile(r":(\d+)(?::\w+)?$")
_WRITTEN = re.compile(r"(?P<d>[0-9]{1,2})/(?P<m>[0-9]{1,2})/(?P<y>[0-9]{4})")
_NOT_UTF8 = mark("line {line} is not UTF-8 text; save the file as “CSV UTF-8”")
_MALFORMED = mark("line {line} does not read as CSV ({reason})")
_UNKNOWN_COLUMN = mark("found the column “{found}”; expected {expected}")
_NEAR_COLUMN = mark("found the column “{found}”; expected {expected}; nearest: {nearest}")
_TWICE = mark("found the column “{found}” {times} times; expected it once")
_LACKING = mark("found no column “{found}”; expected {expected}")
_RAGGED = mark("found {found} cells; expected {expected}, as in the header")
_BLANK = mark("the cell is blank; expected {expected}")
_DAY = mark("found “{found}”; expected a day such as 2026-02-16 or 16/02/2026")


@dataclass(frozen=True)
class Row:
    """One line below the header."""

    name: str
    line: int
    cells: dict[str, str]
    faults: list[Fault] = field(repr=False)

    @property
    def where(self) -> str:
        """File and line."""
        return f"{self.name}:{self.line}"

    def fault(self, sentence: str, column: str = "", **facts: object) -> None:
        """Note what is wrong with the row, or with one of its cells."""
        where = f"{self.where}:{column}" if column else self.where
        self.faults.append(Fault(where, sentence, facts))

    def text(self, column: str, *, expected: str = "") -> str:
        """A cell; a fault if it is blank and something is ``expected``."""
        found = self.cells.get(column, "")
        if expected and not found:
            self.fault(_BLANK, column, expected=Message(expected))
        return found

    def day(self, column: str) -> date | None:
        """The day in a cell; None for a blank one, and, with a fault, for anything else."""
        found = self.text(column)
        day = iso_day(found) or written_day(found)
        if found and day is None:
            self.fault(_DAY, column, found=found)
        return day


@dataclass(frozen=True)
class Rows:
    """The rows of one file and the faults found in it so far."""

    name: str
    rows: tuple[Row, ...]
    faults: list[Fault]

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def refuse_faults(self) -> None:
        """Raise CalendarInvalid with all faults noted, in the order of their lines."""
        if self.faults:
            raise CalendarInvalid(what=self.name, faults=sorted(self.faults, key=_line))


def _line(fault: Fault) -> int:
    found = _LINE.search(str(fault.where))
    return int(found[1]) if found else 0


def iso_day(text: str) -> date | None:
    """The day that a text such as 2026-02-16 gives, or None."""
    try:
        return date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None


def written_day(text: str) -> date | None:
    """The day that a text such as 16/02/2026 gives, or None."""
    found = _WRITTEN.fullmatch(text)
    try:
        return date(int(found["y"]), int(found["m"]), int(found["d"])) if found else None
    except ValueError:
        return None


def name_of(source: Source) -> str:
    """What a file is called in a fault."""
    return Path(source).name if isinstance(source, str | Path) else getattr(source, "name", "CSV")


def text_of(source: Source) -> str:
    """The text of a file or stream in composed letters. Raises FileUnreadable."""
    if not isinstance(source, str | Path):
        return nfc(source.read())
    try:
        content = Path(source).read_bytes()
    except OSError as error:
        raise FileUnreadable(path=str(source), reason=why_refused(error)) from error
    return decoded(content, name_of(source))


def decoded(content: bytes, name: str) -> str:
    """The text of the file ``name`` in composed letters. Raises FileUnreadable."""
    try:
        return nfc(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        reason = Message(_NOT_UTF8, {"line": line})
        raise FileUnreadable(path=name, reason=reason) from error


def read_rows(source: Source, *, required: Sequence[str], optional: Sequence[str] = ()) -> Rows:
    """The rows of a CSV file. Raises CalendarInvalid for a wrong header or ragged rows, and
    FileUnreadable where it is no CSV file at all.
    """
    name = name_of(source)
    reader = csv.reader(io.StringIO(text_of(source), newline=""), strict=True)
    try:
        lines = [(reader.line_num, [cell.strip() for cell in row]) for row in reader if any(row)]
    except csv.Error as error:
        facts = {"line": reader.line_num, "reason": str(error)}
        raise FileUnreadable(path=name, reason=Message(_MALFORMED, facts)) from error
    header = lines[0][1] if lines else []
    faults = list(_header_faults(name, header, required=required, optional=optional))
    for line, cells in lines[1:]:
        if len(cells) != len(header):
            facts = {"found": len(cells), "expected": len(header)}
            faults.append(Fault(f"{name}:{line}", _RAGGED, facts))
    below = [(line, dict(zip(header, cells, strict=False))) for line, cells in lines[1:]]
    rows = Rows(name, tuple(Row(name, line, cells, faults) for line, cells in below), faults)
    rows.refuse_faults()
    return rows


def _header_faults(
    name: str, header: Sequence[str], *, required: Sequence[str], optional: Sequence[str]
) -> Iterator[Fault]:
    known = (*required, *optional)
    facts: dict[str, object]
    for column in dict.fromkeys(header):
        if column not in known:
            near = ", ".join(nearest(column, known))
            facts = {"found": column, "expected": ", ".join(known), "nearest": near}
            yield Fault(f"{name}:1", _NEAR_COLUMN if near else _UNKNOWN_COLUMN, facts)
        elif header.count(column) > 1:
            facts = {"found": column, "times": header.count(column)}
            yield Fault(f"{name}:1", _TWICE, facts)
    for column in required:
        if column not in header:
            facts = {"found": column, "expected": ", ".join(required)}
            yield Fault(f"{name}:1", _LACKING, facts)
