"""From a sheet of cells to long columns of labels and numbers, and what does not read."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from chiso.tables.cells import (
    LAYERS,
    NUMBER_READERS,
    NUMBERS,
    TEXT_READERS,
    Cell,
    Problem,
    missing,
    number,
)
from chiso.tables.sheet import Sheet
from chiso.values import Coded, Codes, Floats, codes_of

Value = TypeVar("Value", str, int, float)
Misplaced = tuple[int, str, Problem]  # row (counted from 0), column, what is wrong

LABELS = ("unit", "period", "measure")
_PLAIN = frozenset("0123456789.+-eE")


@dataclass(frozen=True)
class LongColumns:
    """Long columns read and coded, all of one length; None where a file has nothing of the kind."""

    unit: Coded
    period: Coded
    measure: Coded
    value: Floats
    missing: Codes
    layers: Mapping[str, Floats | None] = field(default_factory=dict)
    note: Sequence[str] | None = None
    source: Sequence[str] | None = None

    def __len__(self) -> int:
        return len(self.value)

    def of(self, rows: NDArray[np.intp]) -> "LongColumns":
        """The rows named, coded by their own labels."""

        def coded(part: Coded) -> Coded:
            return codes_of([part[1][place] for place in part[0][rows].tolist()])

        return LongColumns(
            unit=coded(self.unit),
            period=coded(self.period),
            measure=coded(self.measure),
            value=self.value[rows],
            missing=self.missing[rows],
            note=None if self.note is None else [self.note[row] for row in rows.tolist()],
        )


def read_columns(sheet: Sheet) -> tuple[LongColumns, list[Misplaced]]:
    """The columns of a sheet as far as they read, and what does not read."""
    rows, problems = len(sheet), list[Misplaced]()
    texts: dict[str, list[str]] = {}
    numbers: dict[str, Floats] = {}
    for name, cells in sheet.columns.items():
        if name in TEXT_READERS:
            texts[name], found = _read_distinct(cells, TEXT_READERS[name], instead="")
        elif name in NUMBERS:
            numbers[name], found = _read_numbers(cells, NUMBER_READERS[name])
        else:
            continue
        problems += [(row, name, problem) for row, problem in found]
    codes, found = _read_distinct(sheet.columns.get("missing", ()), missing, instead=0)
    problems += [(row, "missing", problem) for row, problem in found]
    blank = [""] * rows
    return LongColumns(
        unit=codes_of(texts.get("unit", blank)),
        period=codes_of(texts.get("period", blank)),
        measure=codes_of(texts.get("measure", blank)),
        value=numbers.get("value", np.full(rows, np.nan)),
        missing=np.array(codes, np.int8) if codes else np.zeros(rows, np.int8),
        layers={name: _unless_blank(numbers.get(name)) for name in LAYERS},
        note=_unless_all_blank(texts.get("note")),
        source=_unless_all_blank(texts.get("source")),
    ), problems


def _unless_blank(layer: Floats | None) -> Floats | None:
    return None if layer is None or np.isnan(layer).all() else layer


def _unless_all_blank(texts: list[str] | None) -> list[str] | None:
    return texts if texts and any(texts) else None


def _read_distinct(
    cells: Sequence[Cell], reader: Callable[[Cell], Value | Problem], *, instead: Value
) -> tuple[list[Value], list[tuple[int, Problem]]]:
    read = {cell: reader(cell) for cell in set(cells)}
    good = {cell: value for cell, value in read.items() if not isinstance(value, Problem)}
    if len(good) == len(read):
        return [good[cell] for cell in cells], []
    bad = {cell: value for cell, value in read.items() if isinstance(value, Problem)}
    return (
        [good.get(cell, instead) for cell in cells],
        [(row, bad[cell]) for row, cell in enumerate(cells) if cell in bad],
    )


def _read_numbers(
    cells: Sequence[Cell], reader: Callable[[Cell], float | Problem]
) -> tuple[Floats, list[tuple[int, Problem]]]:
    fast = _plain_numbers(cells) if reader is number else None
    if fast is not None:
        return fast, []
    values, found = _read_distinct(cells, reader, instead=math.nan)
    return np.array(values, float), found


def _plain_numbers(cells: Sequence[Cell]) -> Floats | None:
    """All cells as numbers, NaN for blank ones; None where a cell has to be looked at by itself."""
    kinds = set(map(type, cells))
    if kinds <= {str}:
        texts = [str(cell) for cell in cells]
        if not _PLAIN.issuperset("".join(texts)):
            return None
        try:
            values = np.array([float(text) if text else math.nan for text in texts], float)
        except ValueError:
            return None
        return None if np.isinf(values).any() else values
    if kinds <= {float, int, type(None)}:
        return _finite_numbers(cells)
    return None


def _finite_numbers(cells: Sequence[Cell]) -> Floats | None:
    try:
        values = np.array([math.nan if cell is None else cell for cell in cells], float)
    except OverflowError:  # a whole number that no float can hold
        return None
    blank = np.array([cell is None for cell in cells], bool)
    return values if np.isfinite(values[~blank]).all() else None
