"""Lists of people as files, and the template of a list."""

import io
from collections.abc import Mapping, Sequence

import xlsxwriter
from django.http import HttpResponse
from django.utils.translation import gettext as _

from chiso_web.accounts.people.listing import Line
from chiso_web.look.formats import language
from chiso_web.look.saving import encoded, saved

Columns = Mapping[str, Sequence[str]]
MOST_WIDE = 48
SAFE = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def file_saved(columns: Columns, *, kind: str, name: str) -> HttpResponse:
    """A table as a file to save."""
    content = workbook({_("People"): columns}) if kind == "xlsx" else encoded(columns, "csv")
    return saved(content, kind=kind, name=name)


def workbook(sheets: Mapping[str, Columns]) -> bytes:
    """A workbook of texts, a sheet each; nothing in it is run as a formula."""
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


def people_columns(lines: Sequence[Line]) -> Columns:
    """A row a person and role; days as 2026-07-01. No e-mail address."""
    rows = [(line, held) for line in lines for held in line.roles]
    lang = language()
    return {
        "full_name": [line.name for line, _held in rows],
        "sign_in_name": [line.username for line, _held in rows],
        "state": [line.state.value for line, _held in rows],
        "role": [held.holding.role for _line, held in rows],
        "role_name": [held.holding.get_role_display() for _line, held in rows],
        "unit": [held.holding.unit.uid for _line, held in rows],
        "unit_name": [held.holding.unit.full_name(lang) for _line, held in rows],
        "since": [held.holding.since.isoformat() for _line, held in rows],
        "until": [str(held.holding.until or "") for _line, held in rows],
        "criteria": [" ".join(held.holding.criteria) for _line, held in rows],
        "last_signed_in": [f"{line.seen:%Y-%m-%d}" if line.seen else "" for line, _held in rows],
    }
