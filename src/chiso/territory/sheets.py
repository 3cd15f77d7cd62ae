"""Strict reading of the room's CSV files: every fault gathered, with the line it stands on."""

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from operator import itemgetter
from pathlib import Path
from typing import IO

from chiso.errors import Fault, FaultsFound, FileUnreadable, mark
from chiso.spelling import is_plain_number, nearest, nfc
from chiso.territory.model import UNKNOWN
from chiso.wording import Message

Source = str | Path | IO[str]

_LOOSE = (", ", " ,", "\t", " \n", "\n ", ' "', '" ', " \r")  # white space beside a cell's end

_NOT_UTF8 = mark("line {line} is not UTF-8 text; save the file as “CSV UTF-8”")
_MALFORMED = mark("line {line} does not read as CSV ({reason})")
_NO_FILE = mark("there is no such file")
_UNKNOWN_COLUMN = mark("found the column “{found}”; expected {expected}; nearest: {nearest}")
_TWICE = mark("found the column “{found}” {times} times; expected it once")
_LACKING = mark("found no column “{found}”; expected {expected}")
_RAGGED = mark("found {found} cells; expected {expected}, as in the header")
_DAY = mark("found “{found}”; expected a day such as 2025-07-01, or the word unknown")
_BLANK = mark("the cell is blank; expected {expected}")
_POSITIVE = mark("found “{found}”; expected a number above 0")
_SHARE = mark("found “{found}”; expected a part of 1, such as 0.25 or 1/4")


class Sheet:
    """The rows of one file and the faults found in it so far; ``line`` is that of the row read."""

    def __init__(self, name: str, header: Sequence[str], rows: list[tuple[int, list[str]]]) -> None:
        """The rows below a header; each ends with a blank cell, for columns that are not there."""
        self.name = name
        self.line = 1
        self.rows = rows
        self.faults: list[Fault] = []
        self._places = {column: place for place, column in enumerate(header)}
        self._cells: list[str] = []
        self._days: dict[str, date | None] = {UNKNOWN: None}

    def __iter__(self) -> Iterator["Sheet"]:
        for line, cells in self.rows:
            self.line, self._cells = line, cells
            yield self

    def cells(self, columns: Sequence[str]) -> Iterator[tuple[str, ...]]:
        """Row by row the cells of the named columns, blank where the file has no such column."""
        width = len(self._places)
        chosen = itemgetter(*(self._places.get(column, width) for column in columns))
        for line, cells in self.rows:
            self.line, self._cells = line, cells
            yield chosen(cells)

    def fault(self, sentence: str, column: str = "", *, line: int = 0, **facts: object) -> None:
        """Note what is wrong, in the row being read or on ``line``."""
        where = f"{self.name}:{line or self.line}" + (f":{column}" if column else "")
        self.faults.append(Fault(where, sentence, facts))

    def text(self, column: str, *, expected: str = "") -> str:
        """A cell; a fault if it is blank and something is ``expected``."""
        place = self._places.get(column)
        found = "" if place is None else self._cells[place]
        if not found and expected:
            self.blank(column, expected=expected)
        return found

    def blank(self, column: str, *, expected: str) -> None:
        """Note that a cell is blank."""
        self.fault(_BLANK, column, expected=Message(expected))

    def day(self, found: str, column: str) -> date | None:
        """The day that a cell of ``column`` gives; None for the word unknown."""
        try:
            return self._days[found]
        except KeyError:
            day = self._days[found] = self._new_day(found)
        if day is None:
            self.fault(_DAY, column, found=found)
            del self._days[found]
        return day

    @staticmethod
    def _new_day(found: str) -> date | None:
        try:
            return date.fromisoformat(found) if len(found) == 10 else None
        except ValueError:
            return None

    def optional_day(self, found: str, column: str) -> date | None:
        """The day that a cell gives; None for a blank one too."""
        return self.day(found, column) if found else None

    def share(self, column: str) -> Fraction | None:
        """A part of 1, exactly as written; None, and a fault, for anything else."""
        found = self.text(column)
        share = _fraction(found)
        if share is None or not 0 <= share <= 1:
            self.fault(_SHARE, column, found=found)
            return None
        return share

    def positive(self, column: str) -> float | None:
        """A number above 0; None, and a fault, for anything else."""
        found = self.text(column)
        if not is_plain_number(found) or float(found) <= 0:
            self.fault(_POSITIVE, column, found=found)
            return None
        return float(found)


def _fraction(text: str) -> Fraction | None:
    above, bar, below = text.partition("/")
    if not is_plain_number(above) or (bar and (not below.isdecimal() or int(below) == 0)):
        return None
    return Fraction(above) / int(below or 1)


def read_sheet(
    source: Source,
    *,
    required: Sequence[str],
    optional: Sequence[str],
    refuse: Callable[..., FaultsFound],
) -> Sheet:
    """The sheet of a CSV file or text stream; raises what ``refuse`` makes for a wrong header.

    Raises FileUnreadable where it is no CSV file at all.
    """
    name = Path(source).name if isinstance(source, str | Path) else getattr(source, "name", "CSV")
    text = nfc(_text(source, name=str(name)))
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        rows = [(reader.line_num, row) for row in reader if any(row)]
    except csv.Error as error:
        facts = {"line": reader.line_num, "reason": str(error)}
        raise FileUnreadable(path=str(name), reason=Message(_MALFORMED, facts)) from error
    if any(sign in text for sign in _LOOSE):
        rows = [(line, [cell.strip() for cell in row]) for line, row in rows]
        rows = [(line, row) for line, row in rows if any(row)]
    header = rows[0][1] if rows else []
    sheet = Sheet(str(name), header, rows[1:])
    _check_header(sheet, header, required=required, optional=optional)
    for line, row in sheet.rows:
        if len(row) != len(header):
            sheet.fault(_RAGGED, line=line, found=len(row), expected=len(header))
        row.append("")
    if sheet.faults:
        raise refuse(what=sheet.name, faults=sheet.faults)
    return sheet


def _text(source: Source, *, name: str) -> str:
    if not isinstance(source, str | Path):
        return source.read()
    try:
        content = Path(source).read_bytes()
    except OSError as error:
        reason = Message(_NO_FILE) if isinstance(error, FileNotFoundError) else error.strerror
        raise FileUnreadable(path=str(source), reason=reason) from error
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise FileUnreadable(path=name, reason=Message(_NOT_UTF8, {"line": line})) from error


def _check_header(
    sheet: Sheet, header: Sequence[str], *, required: Sequence[str], optional: Sequence[str]
) -> None:
    known = (*required, *optional)
    for column, times in Counter(header).items():
        if column not in known:
            near = ", ".join(nearest(column, known)) or "–"
            facts = {"found": column, "expected": ", ".join(known), "nearest": near}
            sheet.fault(_UNKNOWN_COLUMN, line=1, **facts)
        elif times > 1:
            sheet.fault(_TWICE, line=1, found=column, times=times)
    for column in required:
        if column not in header:
            sheet.fault(_LACKING, line=1, found=column, expected=", ".join(required))
