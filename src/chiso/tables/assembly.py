"""From a sheet of cells to an observation table: all faults are gathered and raised once."""

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from typing import NoReturn

import numpy as np

from chiso.errors import Fault, ObservationsInvalid, Place, mark
from chiso.tables.cells import Problem
from chiso.tables.columns import LABELS, LongColumns, Misplaced, read_columns
from chiso.tables.sheet import Sheet
from chiso.values import AWARDED, MissingKind, ObservationTable, table_from_codes

Check = Callable[[ObservationTable], Iterable[Fault]]
"""Finds what else is wrong with observations; the place of a fault has ``unit``, ``period`` and
``measure``, or only ``measure``, and ``column`` where it is not about the value.
"""

_BOTH = mark("found both a value and the missing kind “{found}”; expected one of them")
_NEITHER = mark("found neither a value nor a missing kind; expected one of them")
_NOTE_AWARDED = mark("the note is blank; expected why this score was awarded")
_NOTE_NOT_APPLICABLE = mark("the note is blank; expected why the measure does not apply")
_REPEATED = mark(
    "found unit {unit}, period {period}, measure {measure} a second time; "
    "expected it once (first in row {first})"
)


def unchecked(_: ObservationTable) -> Iterable[Fault]:
    """The check that finds nothing."""
    return ()


def table_of_sheet(sheet: Sheet, check: Check = unchecked) -> ObservationTable:
    """The table of a sheet. Raises ObservationsInvalid with every fault that the sheet has, and
    those that ``check`` finds in what could be read, each at its row.
    """
    columns, problems = _read(sheet)
    table = None if sheet.faults or problems else assembled(columns)
    if table is not None:
        found = [*check(table)]
        if not found:
            return table
    else:
        problems += _beside(sheet, columns, problems)
        found = [*check(_readable(columns))]
    _raise(sheet, columns, problems=problems, found=found)


def assembled(columns: LongColumns) -> ObservationTable | None:
    """The table of columns; None where cells contradict each other or stand twice."""
    if any(True for _ in _crossing(columns)):
        return None
    try:
        return _table(columns)
    except ObservationsInvalid:
        return None


def _table(columns: LongColumns) -> ObservationTable:
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


def _read(sheet: Sheet) -> tuple[LongColumns, list[Misplaced]]:
    """The columns, and what does not read; a row of wrong length is not blamed for blank cells."""
    columns, found = read_columns(sheet)
    problems = [(row, "", problem) for row, problem in sheet.ragged.items()]
    for row, column, problem in found:
        if row not in sheet.ragged or sheet.columns[column][row] not in ("", None):
            problems.append((row, column, problem))
    return columns, problems


def _beside(
    sheet: Sheet, columns: LongColumns, problems: Sequence[Misplaced]
) -> Iterator[Misplaced]:
    """What is wrong between cells and between rows, unless it only follows from a problem."""
    bad = {(row, column) for row, column, _ in problems}
    for row, column, problem in _crossing(columns):
        unread = "value" not in sheet.columns or {(row, "value"), (row, "missing")} & bad
        if row not in sheet.ragged and not (unread and column in ("value", "missing")):
            yield row, column, problem
    yield from _repeats(columns, sheet.numbering())


def _readable(columns: LongColumns) -> ObservationTable:
    """The table of the rows whose labels read; of those that name the same cell, the first."""
    rows: dict[tuple[str, ...], int] = {}
    for row, key in enumerate(_keys(columns)):
        if all(key):
            rows.setdefault(key, row)
    return _table(columns.of(np.fromiter(rows.values(), np.intp, len(rows))))


def _keys(columns: LongColumns) -> Iterator[tuple[str, str, str]]:
    """Unit, period and measure of every row; blank where they do not read."""
    parts = (columns.unit, columns.period, columns.measure)
    return zip(*([part[1][code] for code in part[0].tolist()] for part in parts), strict=True)


def _raise(
    sheet: Sheet, columns: LongColumns, *, problems: Sequence[Misplaced], found: Sequence[Fault]
) -> NoReturn:
    """Raise the header's faults, then those of the cells and of the check by row; what has no row
    only where every row reads.
    """
    numbers = sheet.numbering()
    placed, elsewhere = _placed(found, columns, broken={row for row, _, _ in problems})
    ordered = sorted([*problems, *placed], key=lambda item: item[0])
    faults = [sheet.fault(numbers[row], column, problem) for row, column, problem in ordered]
    if sheet.faults or problems:
        elsewhere = []
    raise ObservationsInvalid(what=sheet.name, faults=[*sheet.faults, *faults, *elsewhere])


def _placed(
    found: Iterable[Fault], columns: LongColumns, *, broken: Container[int]
) -> tuple[list[Misplaced], list[Fault]]:
    """The faults of a check at their rows, and those that have none.

    A row that does not read is not blamed for its value too.
    """
    rows: dict[tuple[object, ...], int] = {}
    for row, key in enumerate(_keys(columns)):
        rows.setdefault(key, row)
        rows.setdefault(key[2:], row)
    placed: list[Misplaced] = []
    elsewhere: list[Fault] = []
    for fault in found:
        facts = fault.where.facts if isinstance(fault.where, Place) else {}
        at = rows.get(tuple(facts[name] for name in LABELS if name in facts))
        column = str(facts.get("column", "value"))
        if at is None:
            elsewhere.append(fault)
        elif at not in broken or column in LABELS:
            placed.append((at, column, Problem(fault.sentence, fault.facts)))
    return placed, elsewhere


def _crossing(columns: LongColumns) -> Iterator[Misplaced]:
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


def _repeats(columns: LongColumns, numbers: Sequence[int]) -> Iterator[Misplaced]:
    """Every row whose unit, period and measure stood in a row before, unread labels aside."""
    first: dict[tuple[str, ...], int] = {}
    for row, key in enumerate(_keys(columns)):
        if all(key) and first.setdefault(key, row) != row:
            facts = dict(zip(LABELS, key, strict=True))
            yield row, "measure", Problem(_REPEATED, {**facts, "first": numbers[first[key]]})
