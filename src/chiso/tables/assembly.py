"""From a sheet of cells to an observation table: all faults are gathered and raised once."""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NoReturn, TypeVar

import numpy as np
from numpy.typing import NDArray

from chiso.errors import Fault, ObservationsInvalid, mark
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
from chiso.values import (
    AWARDED,
    Codes,
    Floats,
    MissingKind,
    ObservationTable,
    codes_of,
    table_from_codes,
)

Value = TypeVar("Value", str, int, float)
Coded = tuple[NDArray[np.intp], list[str]]
Misplaced = tuple[int, str, Problem]  # row (counted from 0), column, what is wrong

_PLAIN = frozenset("0123456789.+-eE")
_BOTH = mark("found both a value and the missing kind “{found}”; expected one of them")
_NEITHER = mark("found neither a value nor a missing kind; expected one of them")
_NOTE_AWARDED = mark("the note is blank; expected why this score was awarded")
_NOTE_NOT_APPLICABLE = mark("the note is blank; expected why the measure does not apply")
_REPEATED = mark(
    "found unit {unit}, period {period}, measure {measure} a second time; "
    "expected it once (first in row {first})"
)


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


def table_of_sheet(sheet: Sheet) -> ObservationTable:
    """The table of a sheet. Raises ObservationsInvalid with every fault that the sheet has."""
    columns, problems = read_columns(sheet)
    if sheet.faults or problems:
        bad = {(row, column) for row, column, _ in problems}
        crossed = [item for item in crossing(columns) if not _follows(item, bad, sheet)]
        raise_faults(sheet, [*problems, *crossed, *_repeats(columns)])
    return assembled(columns, lambda found: raise_faults(sheet, found))


def assembled(
    columns: LongColumns, refuse: Callable[[Iterable[Misplaced]], NoReturn]
) -> ObservationTable:
    """The table of columns; ``refuse`` raises what is wrong between columns or rows."""
    crossed = [*crossing(columns)]
    if crossed:
        refuse([*crossed, *_repeats(columns)])
    try:
        return table_from_codes(
            unit=columns.unit,
            period=columns.period,
            measure=columns.measure,
            value=columns.value,
            missing=columns.missing if columns.missing.any() else None,
            layers=columns.layers,
            note=columns.note,
            source=columns.source,
        )
    except ObservationsInvalid:
        refuse(_repeats(columns))


def raise_faults(sheet: Sheet, problems: Iterable[Misplaced]) -> NoReturn:
    """Raise the header's faults and those of the cells, by row."""
    ordered = sorted(problems, key=lambda item: item[0])
    numbers = sheet.numbering() if ordered else ()
    faults: list[Fault] = list(sheet.faults)
    for row, column, problem in ordered:
        if "first" in problem.facts:
            first = numbers[int(str(problem.facts["first"]))]
            problem = Problem(problem.sentence, {**problem.facts, "first": first})
        faults.append(sheet.fault(numbers[row], column, problem))
    raise ObservationsInvalid(what=sheet.name, faults=faults)


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


def crossing(columns: LongColumns) -> Iterator[Misplaced]:
    """What is wrong between the cells of a row: value and missing kind, and compulsory notes."""
    blank = np.isnan(columns.value)
    none = columns.missing == 0
    kinds = list(MissingKind)
    for row in np.flatnonzero(blank & none).tolist():
        yield row, "value", Problem(_NEITHER)
    for row in np.flatnonzero(~blank & ~none).tolist():
        yield row, "missing", Problem(_BOTH, {"found": str(kinds[columns.missing[row] - 1])})
    yield from _notes_lacking(columns)


def _notes_lacking(columns: LongColumns) -> Iterator[Misplaced]:
    awarded = np.array([name.endswith(AWARDED) for name in columns.measure[1]], bool)
    not_applicable = columns.missing == MissingKind.NOT_APPLICABLE.code
    if not awarded.any() and not not_applicable.any():
        return
    of_award = awarded[columns.measure[0]]
    notes = columns.note or [""] * len(columns)
    for row in np.flatnonzero(of_award | not_applicable).tolist():
        if not notes[row].strip():
            yield row, "note", Problem(_NOTE_AWARDED if of_award[row] else _NOTE_NOT_APPLICABLE)


def _follows(item: Misplaced, bad: set[tuple[int, str]], sheet: Sheet) -> bool:
    """Whether a problem between cells only follows from a cell or column that could not be read."""
    row, column, _ = item
    if column not in {"value", "missing"}:
        return False
    return "value" not in sheet.columns or bool({(row, "value"), (row, "missing")} & bad)


def _repeats(columns: LongColumns) -> Iterator[Misplaced]:
    """Every row whose unit, period and measure stood in a row before, unread labels aside."""
    sizes = [max(len(part[1]), 1) for part in (columns.unit, columns.period, columns.measure)]
    cells = (columns.unit[0] * sizes[1] + columns.period[0]) * sizes[2] + columns.measure[0]
    if len(np.unique(cells)) == len(cells):
        return
    first: dict[tuple[int, int, int], int] = {}
    places = [part[0].tolist() for part in (columns.unit, columns.period, columns.measure)]
    names = (columns.unit[1], columns.period[1], columns.measure[1])
    for row, key in enumerate(zip(*places, strict=True)):
        labels = [known[place] for known, place in zip(names, key, strict=True)]
        if all(labels) and first.setdefault(key, row) != row:
            facts = dict(zip(("unit", "period", "measure"), labels, strict=True))
            yield row, "measure", Problem(_REPEATED, {**facts, "first": first[key]})
