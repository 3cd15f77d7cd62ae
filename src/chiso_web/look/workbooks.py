"""Workbooks of texts to fill in or to keep: nothing in them is run as a formula."""

import io
from collections.abc import Mapping, Sequence

import xlsxwriter

MOST_WIDE = 48
SAFE = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
Texts = Mapping[str, Sequence[str]]


def workbook(sheets: Mapping[str, Texts]) -> bytes:
    """A workbook of texts, a sheet each with its header in the first row."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True, **SAFE}) as book:
        bold, text = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
        for title, columns in sheets.items():
            sheet = book.add_worksheet(title[:31])
            sheet.freeze_panes(1, 0)
            for place, (name, cells) in enumerate(columns.items()):
                longest = max(map(len, (name, *cells)))
                sheet.set_column(place, place, min(longest + 2, MOST_WIDE), text)
                sheet.write_string(0, place, name, bold)
                for row, cell in enumerate(cells, start=1):
                    sheet.write_string(row, place, cell, text)
    return content.getvalue()
