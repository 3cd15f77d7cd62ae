"""What a page shows, as a file."""

from codecs import BOM_UTF8
from collections.abc import Mapping, Sequence

from django.http import HttpResponse

from chiso import tables
from chiso.synthesis import FILE_MARK

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
    "zip": "application/zip",
    "ics": "text/calendar; charset=utf-8",
}
Columns = dict[str, list[object]]


def file_response(columns: Mapping[str, Sequence[object]], *, kind: str, name: str) -> HttpResponse:
    """The table as a file to save."""
    mark = FILE_MARK if name.startswith(FILE_MARK) else ""
    return saved(encoded(columns, kind, mark=mark), kind=kind, name=name)


def encoded(columns: Mapping[str, Sequence[object]], kind: str, *, mark: str = "") -> bytes:
    """The table as the bytes of a file; a sheet's name begins with the ``mark``."""
    # without the mark Excel reads Vietnamese in a CSV file as Windows letters
    return (BOM_UTF8 if kind == "csv" else b"") + tables.encoded(columns, kind, mark=mark)


def saved(content: bytes, *, kind: str, name: str) -> HttpResponse:
    """A file to save."""
    response = HttpResponse(content, content_type=TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response
