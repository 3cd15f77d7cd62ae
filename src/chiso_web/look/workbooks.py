"""Workbooks to fill in or to keep: nothing in them is run as a formula."""

import io
from collections.abc import Mapping, Sequence

import xlsxwriter

MOST_WIDE = 48
SAFE = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
Texts = Mapping[str, Sequence[str]]
Cells = Mapping[str, Sequence[str | float]]


def workbook(sheets: Mapping[str, Cells], *, names: int = 0) -> bytes:
    """A workbook, a sheet each with its header in the first row, which stays in view as do the
    first ``names`` columns. Texts stay texts, numbers are numbers.
    """
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True, **SAFE}) as book:
        bold, text = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
        for title, columns in sheets.items():
            sheet = book.add_worksheet(title[:31])
            sheet.freeze_panes(1, names)
            for place, (name, cells) in enumerate(columns.items()):
                longest = max(len(str(one)) for one in (name, *cells))
                sheet.set_column(place, place, min(longest + 2, MOST_WIDE), text)
                sheet.write_string(0, place, name, bold)
                for row, cell in enumerate(cells, start=1):
                    if isinstance(cell, str):
                        sheet.write_string(row, place, cell, text)
                    else:
                        sheet.write_number(row, place, cell)
    return content.getvalue()
