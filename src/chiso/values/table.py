"""Observations as arrays: rows are (unit, period) pairs, columns are measures."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from chiso.errors import Place, UnknownName, mark
from chiso.spelling import nearest
from chiso.values.missing import Missing, MissingKind, missing_kind
from chiso.values.observation import Observation

Floats = NDArray[np.float64]
Codes = NDArray[np.int8]


def place_in_words(unit: str, period: str, measure: str) -> Place:
    """How a fault names the cell of an observation."""
    facts = {"unit": unit, "period": period, "measure": measure}
    return Place(mark("unit {unit}, period {period}, measure {measure}"), facts)


@dataclass(frozen=True, eq=False)
class ObservationTable:
    """Observations as arrays: rows are (unit, period) pairs, columns are measures.

    Rows are sorted by period, then unit; columns by measure. ``values`` (rows × measures,
    column-major) holds NaN exactly where ``missing`` (same shape; 0 = present) names a reason; a
    cell nobody reported is ``not_reported``. ``numerator``, ``denominator``, ``se`` and ``n`` have
    the same shape or are None; ``notes`` and ``sources`` are kept by (row, column) where given.
    ``spans`` has the rows of each period.
    """

    units: tuple[str, ...]
    periods: tuple[str, ...]
    measures: tuple[str, ...]
    values: Floats
    missing: Codes
    numerator: Floats | None = None
    denominator: Floats | None = None
    se: Floats | None = None
    n: Floats | None = None
    notes: Mapping[tuple[int, int], str] = field(default_factory=dict)
    sources: Mapping[tuple[int, int], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        complete = np.logical_not(self.missing.any(axis=0))
        object.__setattr__(
            self, "_columns", {name: place for place, name in enumerate(self.measures)}
        )
        object.__setattr__(self, "_complete", tuple(map(bool, complete)))
        object.__setattr__(self, "_noted", self._cells_with_note())
        lowest = np.fmin.reduce(self.values, axis=0, initial=np.inf)
        highest = np.fmax.reduce(self.values, axis=0, initial=-np.inf)
        object.__setattr__(
            self, "_extremes", tuple(zip(lowest.tolist(), highest.tolist(), strict=True))
        )
        object.__setattr__(self, "spans", self._rows_by_period())

    spans: Mapping[str, slice] = field(init=False, repr=False, default_factory=dict)
    _columns: dict[str, int] = field(init=False, repr=False, default_factory=dict)
    _complete: tuple[bool, ...] = field(init=False, repr=False, default=())
    _noted: NDArray[np.bool_] | None = field(init=False, repr=False, default=None)
    _extremes: tuple[tuple[float, float], ...] = field(init=False, repr=False, default=())

    def _cells_with_note(self) -> NDArray[np.bool_] | None:
        if not self.notes:
            return None
        cells = np.fromiter(chain.from_iterable(self.notes), np.intp, 2 * len(self.notes))
        noted = np.zeros(self.values.shape, bool, order="F")
        noted[cells[::2], cells[1::2]] = True
        return noted

    def _rows_by_period(self) -> dict[str, slice]:
        return {
            period: slice(bisect_left(self.periods, period), bisect_right(self.periods, period))
            for period in dict.fromkeys(self.periods)
        }

    def __len__(self) -> int:
        return len(self.units)

    def has(self, measure: str) -> bool:
        """Whether any row observed the measure."""
        return measure in self._columns

    def where(self, row: int, measure: str) -> Place:
        """How a fault names a cell."""
        return place_in_words(self.units[row], self.periods[row], measure)

    def place(self, measure: str) -> int:
        """The column of a measure. Raises UnknownName."""
        if measure not in self._columns:
            raise UnknownName(what="measure", name=measure, nearest=nearest(measure, self.measures))
        return self._columns[measure]

    def column(self, measure: str) -> tuple[Floats, Codes | None]:
        """Values and reasons of one measure, all rows; None for the reasons if nothing is missing.

        A measure that no row observed reads as missing, ``not_reported``, in every row.
        """
        place = self._columns.get(measure)
        if place is None:
            rows = len(self.units)
            return np.full(rows, np.nan), np.full(rows, MissingKind.NOT_REPORTED.code, np.int8)
        return self.values[:, place], None if self._complete[place] else self.missing[:, place]

    def extremes(self, measure: str) -> tuple[float, float]:
        """The lowest and the highest value of a measure; (inf, -inf) where it has none."""
        place = self._columns.get(measure)
        return (np.inf, -np.inf) if place is None else self._extremes[place]

    def noted(self, measure: str) -> NDArray[np.bool_]:
        """Which rows carry a note on a measure."""
        place = self._columns.get(measure)
        if place is None or self._noted is None:
            return np.zeros(len(self.units), bool)
        return self._noted[:, place]

    def rows_of(self, unit: str) -> list[int]:
        """The rows of a unit, from its first period to its last."""
        found = []
        for span in self.spans.values():
            row = bisect_left(self.units, unit, span.start, span.stop)
            if row < span.stop and self.units[row] == unit:
                found.append(row)
        return found

    def observation(self, row: int, measure: str) -> Observation:
        """The observation in one row; Missing("not_reported") if nobody observed the measure."""
        unit, period = self.units[row], self.periods[row]
        place = self._columns.get(measure)
        if place is None:
            return Observation(unit, period, measure, Missing(MissingKind.NOT_REPORTED))
        kind = missing_kind(int(self.missing[row, place]))
        note = self.notes.get((row, place), "")
        count = _number_at(self.n, row, place)
        return Observation(
            unit,
            period,
            measure,
            Missing(kind, note) if kind else float(self.values[row, place]),
            numerator=_number_at(self.numerator, row, place),
            denominator=_number_at(self.denominator, row, place),
            se=_number_at(self.se, row, place),
            n=None if count is None else int(count),
            note=note,
            source=self.sources.get((row, place), ""),
        )

    def observations(self) -> list[Observation]:
        """Every observation that was made, by row, then measure; cells that nobody reported are
        left out.
        """
        reported = self.missing != MissingKind.NOT_REPORTED.code
        if self._noted is not None:
            reported |= self._noted
        cells = np.argwhere(reported).tolist()
        return [self.observation(row, self.measures[place]) for row, place in cells]


def _number_at(layer: Floats | None, row: int, place: int) -> float | None:
    if layer is None or np.isnan(layer[row, place]):
        return None
    return float(layer[row, place])
