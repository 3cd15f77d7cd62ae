"""Data frames as observation tables and back: pandas, Polars, PyArrow, through narwhals."""

import io
import math
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Literal

import numpy as np

from chiso.errors import ExtraMissing, FileUnreadable, ObservationsInvalid, UnknownName, mark
from chiso.spelling import nearest
from chiso.tables.assembly import Check, assembled, table_of_sheet, unchecked
from chiso.tables.cells import (
    LAYERS,
    MOST_RESPONDENTS,
    TEXT_READERS,
    Cell,
    Problem,
    Strange,
    missing,
    whole_text,
)
from chiso.tables.columns import LongColumns
from chiso.tables.sheet import Sheet, header_faults, sheet_of_columns
from chiso.values import Coded, Codes, Floats, ObservationTable
from chiso.wording import Message

Backend = Literal["pandas", "polars", "pyarrow"]
BACKENDS: tuple[Backend, ...] = ("pandas", "polars", "pyarrow")
_NOT_PARQUET = mark("it does not read as Parquet ({reason})")


def from_frame(
    native_frame: Any, *, name: str = "frame", check: Check = unchecked
) -> ObservationTable:
    """The table of a long data frame with the columns of an observation file.

    ``unit``, ``period`` and ``measure`` are text (whole-number periods are years); NaN and null are
    blank cells, and a blank value needs its ``missing`` kind. An empty frame gives an empty table.
    Raises ObservationsInvalid with every fault, also what ``check`` finds (rows counted from 1);
    TypeError for what is no
    eager data frame.
    """
    import narwhals.stable.v2 as nw

    try:
        frame = nw.from_native(native_frame, eager_only=True)
    except nw.exceptions.DuplicateError as error:
        faults = header_faults([str(column) for column in native_frame.columns], where=name)
        raise ObservationsInvalid(what=name, faults=faults) from error
    columns = None if header_faults(frame.columns, where=name) else _columns_of(frame)
    table = None if columns is None else assembled(columns)
    if table is None or any(True for _ in check(table)):
        return table_of_sheet(_sheet_of(frame, name), check)
    return table


def _sheet_of(frame: Any, name: str) -> Sheet:
    columns: dict[str, Sequence[Cell]] = {
        column: [_cell(cell) for cell in frame[column].to_list()] for column in frame.columns
    }
    return sheet_of_columns(columns, name=name, separator="#", first_row=1)


def _cell(cell: object) -> Cell:
    if cell is None or (isinstance(cell, float) and math.isnan(cell)):
        return None
    if isinstance(cell, Decimal):
        return float(cell)
    if isinstance(cell, str):
        return whole_text(cell)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return cell
    return None if str(cell) in ("NaT", "<NA>") else Strange(str(cell))


def _columns_of(frame: Any) -> LongColumns | None:
    """The frame's columns, coded by its own engine; None where cells need a look each."""
    try:
        return LongColumns(
            unit=_labels(frame["unit"], "unit"),
            period=_labels(frame["period"], "period"),
            measure=_labels(frame["measure"], "measure"),
            value=_numbers(frame["value"], "value"),
            missing=_kinds(frame),
            layers={name: _layer(frame, name) for name in LAYERS},
            note=_texts(frame, "note"),
            source=_texts(frame, "source"),
        )
    except (_Doubtful, UnicodeEncodeError):  # the latter of half a character
        return None


class _Doubtful(Exception):
    """A column of a frame holds something that is no plain label or number."""


def _labels(column: Any, name: str) -> Coded:
    read = _read_distinct(_as_text(column, name), name)
    labels = sorted(set(read.values()))
    places = {text: place for place, text in enumerate(labels)}
    codes = {raw: places[text] for raw, text in read.items()}
    return _replaced(_as_text(column, name), codes).astype(np.intp), labels


def _as_text(column: Any, name: str) -> Any:
    import narwhals.stable.v2 as nw

    if column.null_count() or column.dtype == nw.Boolean:
        raise _Doubtful
    if isinstance(column.dtype, nw.Categorical | nw.Enum) or (
        name == "period" and column.dtype.is_integer()
    ):
        return column.cast(nw.String)
    return column


def _read_distinct(column: Any, name: str) -> dict[str, str]:
    read = {raw: TEXT_READERS[name](_cell(raw)) for raw in column.unique().to_list()}
    if any(isinstance(text, Problem) for text in read.values()):
        raise _Doubtful
    return {raw: str(text) for raw, text in read.items()}


def _replaced(column: Any, codes: Mapping[str, int]) -> Any:
    import narwhals.stable.v2 as nw

    if not codes:
        return np.zeros(len(column), np.int32)
    return column.replace_strict(
        list(codes), list(codes.values()), return_dtype=nw.Int32
    ).to_numpy()


def _numbers(column: Any, name: str) -> Floats:
    import narwhals.stable.v2 as nw

    if column.null_count() == len(column):
        return np.full(len(column), np.nan)
    if not column.dtype.is_numeric():
        raise _Doubtful
    floats = column.cast(nw.Float64)
    values = np.asarray(floats.fill_null(math.nan) if column.null_count() else floats, float)
    present = values[~np.isnan(values)] if name != "value" else values
    if np.isinf(values).any() or (name in ("se", "n") and (present < 0).any()):
        raise _Doubtful
    if name == "n" and ((present % 1 > 0) | (present > MOST_RESPONDENTS)).any():
        raise _Doubtful
    return values


def _layer(frame: Any, name: str) -> Floats | None:
    if name not in frame.columns:
        return None
    values = _numbers(frame[name], name)
    return None if np.isnan(values).all() else values


def _kinds(frame: Any) -> Codes:
    column = frame["missing"] if "missing" in frame.columns else None
    if column is None or column.null_count() == len(frame):
        return np.zeros(len(frame), np.int8)
    column = _filled(column)
    codes = {raw: missing(_cell(raw)) for raw in column.unique().to_list()}
    good = {raw: code for raw, code in codes.items() if isinstance(code, int)}
    if len(good) < len(codes):
        raise _Doubtful
    return np.asarray(_replaced(column, good), np.int8)


def _texts(frame: Any, name: str) -> list[str] | None:
    column = frame[name] if name in frame.columns else None
    if column is None or column.null_count() == len(frame):
        return None
    column = _filled(column)
    read = _read_distinct(column, name)
    return [read[raw] for raw in column.to_list()] if any(read.values()) else None


def _filled(column: Any) -> Any:
    import narwhals.stable.v2 as nw

    if isinstance(column.dtype, nw.Categorical | nw.Enum):
        column = column.cast(nw.String)
    if column.dtype not in (nw.String, nw.Object):
        raise _Doubtful
    return column.fill_null("") if column.null_count() else column


def read_parquet(content: bytes, *, name: str, check: Check = unchecked) -> ObservationTable:
    """The table of a Parquet file. Raises ObservationsInvalid, FileUnreadable, ExtraMissing."""
    try:
        from pyarrow import ArrowException, parquet
    except ImportError as error:
        raise ExtraMissing(feature="Parquet", extra="files") from error
    try:
        frame = parquet.read_table(io.BytesIO(content))
        frame.validate(full=True)
    except (ArrowException, OSError, UnicodeDecodeError) as error:
        facts = {"reason": str(error).splitlines()[0]}
        raise FileUnreadable(path=name, reason=Message(_NOT_PARQUET, facts)) from error
    return from_frame(frame, name=name, check=check)


def to_frame(columns: Mapping[str, Sequence[Any]], backend: Backend) -> Any:
    """A data frame of the columns: ``backend`` "pandas", "polars" or "pyarrow"; None is null.

    A column that is empty or wholly null becomes one of text; whole numbers with a null among them
    are floats in pandas, which has no null for whole numbers.
    """
    import narwhals.stable.v2 as nw

    if backend not in BACKENDS:
        near = nearest(backend, BACKENDS) or BACKENDS
        raise UnknownName(what="back end", name=backend, nearest=near)
    types: dict[type, Any] = {
        str: nw.String,
        int: nw.Int64,
        float: nw.Float64,
        bool: nw.Boolean,
    }
    schema = {name: types[_type_of(cells, backend)] for name, cells in columns.items()}
    data = {name: list(cells) for name, cells in columns.items()}
    try:
        return nw.from_dict(data, schema=nw.Schema(schema), backend=backend).to_native()
    except ModuleNotFoundError as error:
        if backend != "pyarrow":
            raise
        raise ExtraMissing(feature="PyArrow", extra="files") from error


def _type_of(cells: Sequence[Any], backend: str) -> type:
    every = set(map(type, cells))
    kinds = every - {type(None)}
    if kinds == {bool}:
        return bool
    if kinds == {int} and (kinds == every or backend != "pandas"):
        return int
    return float if kinds and kinds <= {int, float} else str
