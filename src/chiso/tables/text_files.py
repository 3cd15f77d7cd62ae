"""CSV and JSON observation files as sheets of cells."""

import csv
import io
import itertools
import json
from collections import Counter
from collections.abc import Sequence

from chiso.errors import FileUnreadable, mark
from chiso.tables.cells import Cell, Strange, shown, unguarded, whole_text
from chiso.tables.sheet import Sheet, sheet_of_columns, sheet_of_rows
from chiso.wording import Message

_NOT_UTF8 = mark("line {line} is not UTF-8 text; save the file as “CSV UTF-8”")
_EMPTY = mark("it is empty; expected a header and rows of observations")
_NO_ROWS = mark("it has a header but no rows")
_SEPARATOR = mark("its columns are separated by “{found}”; expected commas")
_MALFORMED = mark("line {line} does not read as CSV ({reason})")
_NOT_JSON = mark("line {line}, column {column} does not read as JSON ({reason})")
_NOT_RECORDS = mark("expected a list of records, or one object of columns")
_TOO_DEEP = mark("it is nested too deeply; expected a list of records")
_KEY_TWICE = mark("one record gives “{found}” twice")
_MOST_DIGITS = 400  # more than any float holds, less than Python refuses to read
_OTHER_SEPARATORS = {";": ";", "\t": "tab", "|": "|"}


def decoded(content: bytes, *, name: str) -> str:
    """The text of a UTF-8 file, with or without a byte order mark. Raises FileUnreadable."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise FileUnreadable(path=name, reason=Message(_NOT_UTF8, {"line": line})) from error
    if not text.strip():
        raise FileUnreadable(path=name, reason=Message(_EMPTY))
    return text


def csv_sheet(text: str, *, name: str) -> Sheet:
    """The sheet of a CSV text. Raises FileUnreadable where it is no CSV at all."""
    header, *rows = _csv_rows(text, name=name)
    if len(header) == 1 and (other := [sign for sign in _OTHER_SEPARATORS if sign in header[0]]):
        found = _OTHER_SEPARATORS[other[0]]
        raise FileUnreadable(path=name, reason=Message(_SEPARATOR, {"found": found}))
    if not rows:
        raise FileUnreadable(path=name, reason=Message(_NO_ROWS))
    if "'" in text:
        rows = [[unguarded(cell) for cell in row] for row in rows]
    return sheet_of_rows(header, rows, name=name, numbering=lambda: _csv_lines(text)[1:])


def _csv_rows(text: str, *, name: str) -> list[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        rows = [row for row in reader if any(row)]
    except csv.Error as error:
        facts = {"line": reader.line_num, "reason": str(error)}
        raise FileUnreadable(path=name, reason=Message(_MALFORMED, facts)) from error
    if not rows:
        raise FileUnreadable(path=name, reason=Message(_EMPTY))
    return rows


def _csv_lines(text: str) -> list[int]:
    """The line on which each row that is not blank begins."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    lines, begin = [], 1
    for row in reader:
        if any(row):
            lines.append(begin)
        begin = reader.line_num + 1
    return lines


def json_sheet(text: str, *, name: str) -> Sheet:
    """The sheet of a JSON text: records, or an object of columns. Raises FileUnreadable."""

    def record(pairs: list[tuple[str, object]]) -> dict[str, object]:
        if len(keys := dict(pairs)) != len(pairs):
            twice = next(
                key for key, times in Counter(key for key, _ in pairs).items() if times > 1
            )
            found = shown(whole_text(twice))
            raise FileUnreadable(path=name, reason=Message(_KEY_TWICE, {"found": found}))
        return keys

    try:
        content = json.loads(
            text, object_pairs_hook=record, parse_constant=Strange, parse_int=_whole_number
        )
    except json.JSONDecodeError as error:
        facts = {"line": error.lineno, "column": error.colno, "reason": error.msg}
        raise FileUnreadable(path=name, reason=Message(_NOT_JSON, facts)) from error
    except RecursionError as error:
        raise FileUnreadable(path=name, reason=Message(_TOO_DEEP)) from error
    columns = _columns_of_json(content)
    if columns is None:
        raise FileUnreadable(path=name, reason=Message(_NOT_RECORDS))
    if not any(columns.values()):
        raise FileUnreadable(path=name, reason=Message(_NO_ROWS))
    return sheet_of_columns(columns, name=name, separator="#", first_row=1)


def _whole_number(digits: str) -> int | Strange:
    return int(digits) if len(digits) <= _MOST_DIGITS else Strange(f"{digits[:12]}…")


def _columns_of_json(content: object) -> dict[str, Sequence[Cell]] | None:
    if isinstance(content, dict) and all(isinstance(cells, list) for cells in content.values()):
        return {shown(whole_text(name)): _cells(cells) for name, cells in content.items()}
    if not isinstance(content, list) or not all(isinstance(item, dict) for item in content):
        return None
    names = dict.fromkeys(itertools.chain.from_iterable(content))
    return {shown(whole_text(name)): _cells([item.get(name) for item in content]) for name in names}


def _cells(cells: Sequence[object]) -> list[Cell]:
    return [_cell(cell) for cell in cells]


def _cell(cell: object) -> Cell:
    if isinstance(cell, str):
        return whole_text(cell)
    if cell is None or isinstance(cell, float | Strange) or type(cell) is int:
        return cell
    return Strange(json.dumps(cell, ensure_ascii=False, default=str))
