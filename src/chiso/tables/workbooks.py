"""XLSX observation files as sheets of cells, read by calamine."""

import io
from collections.abc import Sequence

from chiso.errors import ExtraMissing, FileUnreadable, mark
from chiso.tables.cells import Cell, Strange
from chiso.tables.error_cells import BROKEN, error_cells
from chiso.tables.sheet import Sheet, sheet_of_rows
from chiso.wording import Message

_NOT_WORKBOOK = mark("it does not read as an XLSX workbook ({reason})")
_EMPTY = mark("it is empty; expected a header and rows of observations")
_NO_ROWS = mark("it has a header but no rows")
_WHICH_SHEET = mark(
    "it has several filled sheets ({found}); expected one, or one named “observations”"
)

Rows = list[list[Cell]]


def workbook_sheet(content: bytes, *, name: str) -> Sheet:
    """The sheet of a workbook: its only filled sheet, or the one named “observations”.

    Raises FileUnreadable, or ExtraMissing where ``chiso[files]`` is not installed.
    """
    filled = {
        title: rows for title, rows in _sheets(content, name=name).items() if any(map(_any, rows))
    }
    if not filled:
        raise FileUnreadable(path=name, reason=Message(_EMPTY))
    if len(filled) > 1 and "observations" not in filled:
        found = Message(_WHICH_SHEET, {"found": ", ".join(filled)})
        raise FileUnreadable(path=name, reason=found)
    rows = filled.get("observations") or next(iter(filled.values()))
    places = [place for place, row in enumerate(rows) if _any(row)]
    if len(places) < 2:
        raise FileUnreadable(path=name, reason=Message(_NO_ROWS))
    body = [rows[place] for place in places[1:]]
    return sheet_of_rows(
        rows[places[0]], body, name=name, numbering=lambda: [place + 1 for place in places[1:]]
    )


def _sheets(content: bytes, *, name: str) -> dict[str, Rows]:
    try:
        from python_calamine import CalamineError, CalamineWorkbook
    except ImportError as error:
        raise ExtraMissing(feature="XLSX", extra="files") from error
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        raw = {
            title: book.get_sheet_by_name(title).to_python(skip_empty_area=False)
            for title in book.sheet_names
        }
        sheets = {title: [[_cell(cell) for cell in row] for row in raw[title]] for title in raw}
        for title, row, column, text in error_cells(content):
            if title in sheets:
                sheets[title][row][column] = Strange(text)
    except (CalamineError, OSError, *BROKEN) as error:
        facts = {"reason": str(error)}
        raise FileUnreadable(path=name, reason=Message(_NOT_WORKBOOK, facts)) from error
    return sheets


def _cell(cell: object) -> Cell:
    if isinstance(cell, str | float) or type(cell) is int:
        return None if cell == "" else cell
    return Strange(str(cell))


def _any(row: Sequence[Cell]) -> bool:
    return any(cell is not None for cell in row)
