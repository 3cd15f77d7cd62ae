"""Observation files as tests need them: named streams, workbooks, and what is refused in them."""

import io

import pytest
import xlsxwriter

from chiso import tables
from chiso.errors import ObservationsInvalid

HEADER = "unit,period,measure,value,missing,note,n,se\n"
COLUMNS = ["unit", "period", "measure", "value"]


def stream(content, name="papi.csv"):
    file = io.BytesIO(content if isinstance(content, bytes) else content.encode())
    file.name = name
    return file


def workbook(rows, sheets=("Sheet1",)):
    """A workbook with the same rows in each sheet; a text with “#” in front stands as an error."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        for title in sheets:
            sheet = book.add_worksheet(title)
            for place, row in enumerate(rows):
                _write_row(sheet, place, row)
    return stream(content.getvalue(), "papi.xlsx")


def _write_row(sheet, place, row):
    for column, cell in enumerate(row):
        if isinstance(cell, str) and cell.startswith("#"):
            sheet.write_formula(place, column, "=1/0", None, cell)
        else:
            sheet.write(place, column, cell)


def refused(source, **options):
    """The faults for which a file is refused."""
    with pytest.raises(ObservationsInvalid) as caught:
        tables.read(source, **options)
    return [str(fault) for fault in caught.value.faults]


def faults_of(rows, header=HEADER):
    return refused(stream(header + rows))
