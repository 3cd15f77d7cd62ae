"""A file's rows as named columns of cells, where each row stands, and the header's faults."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from chiso.errors import Fault, ObservationsInvalid, mark
from chiso.spelling import nearest
from chiso.tables.cells import OPTIONAL, REQUIRED, Cell, Problem, shown

COLUMNS = (*REQUIRED, *OPTIONAL)

_UNKNOWN = mark("found the column “{found}”; expected {expected}; nearest: {nearest}")
_TWICE = mark("found the column “{found}” {times} times; expected it once")
_LACKING = mark("found no column “{found}”; expected {expected}")
_UNNAMED = mark("found cells in a column without a name (column {found}); expected {expected}")
_RAGGED = mark("found cells: {found}; expected {expected}, as in the header")


@dataclass(frozen=True)
class Sheet:
    """Columns of one length; ``numbering``, asked only for faults, gives each row's number.

    ``faults`` are those of the header; ``ragged`` holds the rows of another length than the header.
    """

    name: str
    separator: str
    columns: dict[str, Sequence[Cell]]
    numbering: Callable[[], Sequence[int]]
    faults: tuple[Fault, ...] = ()
    ragged: Mapping[int, Problem] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(next(iter(self.columns.values()), ()))

    def fault(self, number: int, column: str, problem: Problem) -> Fault:
        """The fault of one cell, by the number of its row in the file and its column; of the whole
        row where the column is "".
        """
        where = f"{self.name}{self.separator}{number}" + (f":{column}" if column else "")
        return Fault(where, problem.sentence, problem.facts)


def header_faults(names: Sequence[str], *, where: str) -> list[Fault]:
    """Every fault of the column names: unknown, given twice, missing."""
    faults = []
    for name, times in Counter(names).items():
        if name and name not in COLUMNS:
            near = ", ".join(nearest(name, COLUMNS)) or "–"
            facts = {"found": name, "expected": ", ".join(COLUMNS), "nearest": near}
            faults.append(Fault(where, _UNKNOWN, facts))
        if name and times > 1:
            faults.append(Fault(where, _TWICE, {"found": name, "times": times}))
    for name in REQUIRED:
        if name not in names:
            faults.append(Fault(where, _LACKING, {"found": name, "expected": ", ".join(REQUIRED)}))
    return faults


def sheet_of_columns(
    columns: dict[str, Sequence[Cell]], *, name: str, separator: str, first_row: int
) -> Sheet:
    """The sheet of named columns. Raises ObservationsInvalid if their lengths differ."""
    lengths = {column: len(cells) for column, cells in columns.items()}
    if len(set(lengths.values())) > 1:
        facts = {"found": ", ".join(f"{column}: {size}" for column, size in lengths.items())}
        unequal = Fault(name, mark("found columns of unequal lengths ({found})"), facts)
        raise ObservationsInvalid(what=name, faults=[unequal])
    rows = max(lengths.values(), default=0)
    return Sheet(
        name,
        separator,
        {column: cells for column, cells in columns.items() if column in COLUMNS},
        lambda: range(first_row, first_row + rows),
        tuple(header_faults(list(columns), where=name)),
    )


def sheet_of_rows(
    header: Sequence[Cell],
    rows: Sequence[Sequence[Cell]],
    *,
    name: str,
    numbering: Callable[[], Sequence[int]],
) -> Sheet:
    """The sheet of rows below a header; a row of another length is filled up with blank cells, or
    cut.
    """
    names = [shown(cell).strip() for cell in header]
    ragged: dict[int, Problem] = {}
    if set(map(len, rows)) - {len(names)}:
        ragged = {
            place: Problem(_RAGGED, {"found": len(row), "expected": len(names)})
            for place, row in enumerate(rows)
            if len(row) != len(names)
        }
        rows = [[*row[: len(names)], *[""] * (len(names) - len(row))] for row in rows]
    columns: list[Sequence[Cell]] = list(zip(*rows, strict=True)) or [()] * len(names)
    faults = [*header_faults(names, where=name), *_unnamed(names, columns, name=name)]
    known = {
        column: cells for column, cells in zip(names, columns, strict=True) if column in COLUMNS
    }
    return Sheet(name, ":", known, numbering, tuple(faults), ragged)


def _unnamed(
    names: Sequence[str], columns: Sequence[Sequence[Cell]], *, name: str
) -> Iterable[Fault]:
    for place, (column, cells) in enumerate(zip(names, columns, strict=True), start=1):
        if not column and any(cell not in ("", None) for cell in cells):
            yield Fault(name, _UNNAMED, {"found": place, "expected": ", ".join(COLUMNS)})
