"""Columns out as CSV, JSON, XLSX or Parquet: shortest digits that read back, whole files only."""

import csv
import io
import json
import math
import os
import stat
import threading
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

import numpy as np

from chiso.errors import ExtraMissing, FileUnwritable, UnknownName
from chiso.spelling import nearest
from chiso.tables.cells import LAYERS, guarded
from chiso.tables.frames import to_frame
from chiso.values import MissingKind, ObservationTable, missing_kind
from chiso.wording import why_refused

LONG_AGO = datetime(1980, 1, 1, tzinfo=UTC)  # in workbooks, so that equal columns are equal bytes
WRITABLE = ("csv", "json", "xlsx", "parquet")
Columns = Mapping[str, Sequence[Any]]


def observation_columns(table: ObservationTable) -> dict[str, list[Any]]:
    """The table as the columns of an observation file, by row, then measure.

    Columns that hold nothing are left out (``missing`` stays). So are cells that nobody reported,
    unless they carry something or their whole row or column would vanish: reading the file back
    gives the same table.
    """
    rows, places = np.nonzero(_written(table))
    kinds = table.missing[rows, places].tolist()
    values = table.values[rows, places].tolist()
    cells = list(zip(rows.tolist(), places.tolist(), strict=True))
    columns: dict[str, list[Any]] = {
        "unit": [table.units[row] for row, _ in cells],
        "period": [table.periods[row] for row, _ in cells],
        "measure": [table.measures[place] for _, place in cells],
        "value": [None if kind else value for value, kind in zip(values, kinds, strict=True)],
        "missing": [str(missing_kind(kind) or "") for kind in kinds],
    }
    for name in LAYERS:
        layer = getattr(table, name)
        if layer is not None:
            columns[name] = _numbers(layer[rows, places], whole=name == "n")
    for name, texts in (("note", table.notes), ("source", table.sources)):
        if texts:
            columns[name] = [texts.get(cell, "") for cell in cells]
    return columns


def _written(table: ObservationTable) -> Any:
    written = table.missing != MissingKind.NOT_REPORTED.code
    for row, place in (*table.notes, *table.sources):
        written[row, place] = True
    for name in LAYERS:
        if (layer := getattr(table, name)) is not None:
            written |= ~np.isnan(layer)
    written[~written.any(axis=1), :] = True
    written[:, ~written.any(axis=0)] = True
    return written


def _numbers(values: Any, *, whole: bool) -> list[float | int | None]:
    as_written = int if whole else float
    return [None if np.isnan(value) else as_written(value) for value in values.tolist()]


def write(columns: Columns, format: str, target: str | Path | IO[bytes]) -> None:
    """Write columns of equal length to a path or binary stream; None, or a number that is not
    finite, is a blank cell, or null.

    A file is put in place whole, or not at all; a pipe or device is written into. In CSV, text that
    a spreadsheet would run as a formula gets an apostrophe before it, which ``read`` takes off
    again; numbers never do. Raises UnknownName for the format, ExtraMissing where XLSX or Parquet
    need ``chiso[files]``, FileUnwritable.
    """
    content = encoded(columns, format)
    if isinstance(target, str | Path):
        write_whole(content, Path(target))
    else:
        target.write(content)


def encoded(columns: Columns, format: str, *, mark: str = "") -> bytes:
    """The bytes of the columns in a format; an XLSX sheet's name begins with the ``mark``. Raises
    UnknownName, ExtraMissing.
    """
    if format not in WRITABLE:
        near = nearest(format, WRITABLE) or list(WRITABLE)
        raise UnknownName(what="format", name=format, nearest=near)
    finite = {name: _finite(cells) for name, cells in columns.items()}
    if format == "xlsx":
        return _xlsx(finite, mark=mark)
    encoders = {"csv": _csv, "json": _json, "parquet": _parquet}
    return encoders[format](finite)


def _finite(cells: Sequence[Any]) -> Sequence[Any]:
    return [None if isinstance(cell, float) and not math.isfinite(cell) else cell for cell in cells]


def write_whole(content: bytes, path: Path) -> None:
    """Put a file in place by renaming: nobody ever sees a part of it; where a link stands, the file
    behind it. A pipe or device is written into. Raises FileUnwritable.
    """
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(content)
        else:
            _replace(Path(os.path.realpath(path)), content)
    except OSError as error:
        raise FileUnwritable(path=str(path), reason=why_refused(error)) from error


def _replace(path: Path, content: bytes) -> None:
    draft = path.with_name(f".chiso-{os.getpid()}-{threading.get_ident()}")
    try:
        draft.write_bytes(content)
        if path.exists():
            draft.chmod(stat.S_IMODE(path.stat().st_mode))
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _csv(columns: Columns) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(zip(*map(_csv_cells, columns.values()), strict=True))
    return text.getvalue().encode()


def _csv_cells(cells: Sequence[Any]) -> list[Any]:
    """The cells as they are written; texts, of which few differ, are looked at once each."""
    texts = {cell: guarded(cell) for cell in {cell for cell in cells if isinstance(cell, str)}}
    return [texts[cell] if isinstance(cell, str) else _csv_cell(cell) for cell in cells]


def _csv_cell(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return float.__repr__(cell) if isinstance(cell, float) else str(cell)


def _json(columns: Columns) -> bytes:
    lines = [
        json.dumps(dict(zip(columns, row, strict=True)), ensure_ascii=False, allow_nan=False)
        for row in zip(*columns.values(), strict=True)
    ]
    return ("[\n" + ",\n".join(lines) + "\n]\n" if lines else "[]\n").encode()


def _parquet(columns: Columns) -> bytes:
    frame = to_frame(columns, "pyarrow")
    try:
        from pyarrow import parquet
    except ImportError as error:
        raise ExtraMissing(feature="Parquet", extra="files") from error
    content = io.BytesIO()
    parquet.write_table(frame, content)
    return content.getvalue()


def _xlsx(columns: Columns, *, mark: str) -> bytes:
    try:
        import xlsxwriter
    except ImportError as error:
        raise ExtraMissing(feature="XLSX", extra="files") from error
    content = io.BytesIO()
    safe = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(content, {"in_memory": True, **safe}) as book:
        book.set_properties({"created": LONG_AGO})
        what = "observations" if "measure" in columns else "scores"
        sheet = book.add_worksheet(f"{mark}{what}")
        header, text = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
        sheet.freeze_panes(1, 0)
        for place, (name, cells) in enumerate(columns.items()):
            sheet.write_string(0, place, name, header)
            sheet.set_column(place, place, _width(name, cells))
            _write_cells(sheet, place, cells, text)
    return content.getvalue()


class _Exact(float):
    """A number written with all digits that it takes to read back; XlsxWriter asks for 16."""

    def __format__(self, _: str) -> str:
        return float.__repr__(self).removesuffix(".0")


def _write_cells(sheet: Any, place: int, cells: Sequence[Any], text: Any) -> None:
    for row, cell in enumerate(cells, start=1):
        if isinstance(cell, str) and cell:
            sheet.write_string(row, place, cell, text)
        elif isinstance(cell, bool):
            sheet.write_boolean(row, place, cell)
        elif cell is not None and cell != "":
            sheet.write_number(row, place, _Exact(cell))


def _width(name: str, cells: Sequence[Any]) -> int:
    longest = max((len(str(cell)) for cell in cells if cell is not None), default=0)
    return min(max(len(name), longest) + 2, 48)
