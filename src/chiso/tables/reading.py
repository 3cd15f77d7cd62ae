"""Observation files in: which format a file has, and the table it holds."""

from pathlib import Path
from typing import IO, Any

from chiso.errors import FileUnreadable, UnknownName, mark
from chiso.spelling import nearest
from chiso.tables.assembly import Check, table_of_sheet, unchecked
from chiso.tables.frames import read_parquet
from chiso.tables.text_files import csv_sheet, decoded, json_sheet
from chiso.tables.workbooks import workbook_sheet
from chiso.values import ObservationTable
from chiso.wording import Message, why_refused

READABLE = ("csv", "json", "parquet", "xlsx")
_OLD_EXCEL = mark("it is an old Excel workbook; save it as .xlsx")


def read(
    source: str | Path | IO[Any], format: str | None = None, *, check: Check = unchecked
) -> ObservationTable:
    """The observation table of a file or open stream: CSV, JSON, Parquet or XLSX.

    The columns are ``unit, period, measure, value`` and optionally ``numerator, denominator, se,
    n, missing, note, source``. ``format`` None goes by the file's suffix, or by its content.
    ``check`` finds what else is wrong with the observations; its faults name unit, period and
    measure and are told at their rows, beside those of reading. Raises ObservationsInvalid with
    every fault (row, column, found, expected); FileUnreadable; ExtraMissing where Parquet or XLSX
    need ``chiso[files]``.
    """
    if format is not None and format not in READABLE:
        near = nearest(format, READABLE) or list(READABLE)
        raise UnknownName(what="format", name=format, nearest=near)
    content, name = _content(source)
    chosen = format or _suffix(name) or _sniffed(content, name=name)
    if chosen == "parquet":
        return read_parquet(content, name=name, check=check)
    if chosen == "xlsx":
        return table_of_sheet(workbook_sheet(content, name=name), check)
    text = decoded(content, name=name)
    sheet = (csv_sheet if chosen == "csv" else json_sheet)(text, name=name)
    return table_of_sheet(sheet, check)


def _content(source: str | Path | IO[Any]) -> tuple[bytes, str]:
    if not isinstance(source, str | Path):
        raw = source.read()
        name = str(getattr(source, "name", "") or "stream").strip("<>")
        return raw.encode() if isinstance(raw, str) else raw, name
    try:
        return Path(source).read_bytes(), str(source)
    except OSError as error:
        raise FileUnreadable(path=str(source), reason=why_refused(error)) from error


def _suffix(name: str) -> str | None:
    suffix = Path(name).suffix.lower().removeprefix(".")
    return suffix if suffix in READABLE else None


def _sniffed(content: bytes, *, name: str) -> str:
    if content.startswith(b"PAR1"):
        return "parquet"
    if content.startswith(b"PK"):
        return "xlsx"
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise FileUnreadable(path=name, reason=Message(_OLD_EXCEL))
    start = content.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    return "json" if start in (b"[", b"{") else "csv"
