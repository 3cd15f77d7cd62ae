"""The nouns that pass between rooms: observations, tables of them, estimates, missing values,
scores.
"""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from chiso.errors import (
    CovarianceImpossible,
    CovarianceUnknown,
    Fault,
    ObservationsInvalid,
    Place,
    UnknownName,
    mark,
)
from chiso.spelling import nearest
from chiso.wording import Message

Floats = NDArray[np.float64]
Codes = NDArray[np.int8]


class MissingKind(StrEnum):
    """Why a value is missing; a closed set. ``code`` is its place in the arrays (0 there means
    present).
    """

    NOT_PUBLISHED = "not_published"
    WITHHELD = "withheld"
    TOO_FEW = "too_few"
    NOT_APPLICABLE = "not_applicable"
    NOT_REPORTED = "not_reported"
    NO_KEY = "no_key"
    NOT_CLASSIFIED = "not_classified"

    @property
    def code(self) -> int:
        return _CODES[self]


_CODES = {kind: index + 1 for index, kind in enumerate(MissingKind)}
_KINDS: tuple[MissingKind | None, ...] = (None, *MissingKind)


def missing_kind(code: int) -> MissingKind | None:
    """The kind that ``code`` stands for in an array; None for 0, a value that is there."""
    return _KINDS[code]


@dataclass(frozen=True, slots=True)
class Missing:
    """A value that is not there, and why."""

    kind: MissingKind
    note: str = ""


@dataclass(frozen=True, slots=True)
class Observation:
    """One value of one measure for one unit in one period, with its counts or error where it has
    them.

    ``value`` is a number or a ``Missing``; ``se`` is in the unit of ``value``; ``n`` counts
    respondents.
    """

    unit: str
    period: str
    measure: str
    value: float | Missing
    numerator: float | None = None
    denominator: float | None = None
    se: float | None = None
    n: int | None = None
    note: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number with its standard error (same unit; None: not published) and the respondents behind
    it.
    """

    value: float
    se: float | None = None
    n: int | None = None

    def __add__(self, other: object) -> "Estimate":
        raise CovarianceUnknown

    __radd__ = __sub__ = __add__

    def plus(self, other: "Estimate", *, covariance: float) -> "Estimate":
        """The sum: variances add, and twice the covariance. The error is None where either's is
        unknown.

        Raises CovarianceImpossible if the covariance is larger than the product of the errors.

        >>> Estimate(2.0, se=3.0).plus(Estimate(1.0, se=4.0), covariance=0.0)
        Estimate(value=3.0, se=5.0, n=None)
        """
        total = self.value + other.value
        if self.se is None or other.se is None:
            return Estimate(total)
        most = self.se * other.se
        if abs(covariance) > most * (1 + 1e-9):
            raise CovarianceImpossible(found=covariance, most=most)
        variance = self.se**2 + other.se**2 + 2 * covariance
        return Estimate(total, se=math.sqrt(max(variance, 0.0)))  # a hair below 0 in binary

    def interval(self, factor: float) -> tuple[float, float] | None:
        """Value ± ``factor`` standard errors; None where no error was published: that is not
        certainty.
        """
        if self.se is None:
            return None
        return self.value - factor * self.se, self.value + factor * self.se


@dataclass(frozen=True, slots=True)
class Score:
    """Points of one unit on one node, the range they could have had, why, and by which source."""

    points: float | Missing
    minimum: float
    maximum: float
    reason: Message
    citation: str


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
        object.__setattr__(self, "spans", self._rows_by_period())

    spans: Mapping[str, slice] = field(init=False, repr=False, default_factory=dict)
    _columns: dict[str, int] = field(init=False, repr=False, default_factory=dict)
    _complete: tuple[bool, ...] = field(init=False, repr=False, default=())
    _noted: NDArray[np.bool_] | None = field(init=False, repr=False, default=None)

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


def table_of(observations: Sequence[Observation]) -> ObservationTable:
    """The table of the given observations. Raises ObservationsInvalid if a cell is given twice."""
    return table_from_columns(
        unit=[item.unit for item in observations],
        period=[item.period for item in observations],
        measure=[item.measure for item in observations],
        value=[
            math.nan if isinstance(item.value, Missing) else item.value for item in observations
        ],
        missing=[
            item.value.kind if isinstance(item.value, Missing) else None for item in observations
        ],
        numerator=_optional([item.numerator for item in observations]),
        denominator=_optional([item.denominator for item in observations]),
        se=_optional([item.se for item in observations]),
        n=_optional([item.n for item in observations]),
        note=[
            item.note or (item.value.note if isinstance(item.value, Missing) else "")
            for item in observations
        ],
        source=[item.source for item in observations],
    )


def _optional(numbers: Sequence[float | None]) -> Floats | None:
    if all(number is None for number in numbers):
        return None
    return np.array([math.nan if number is None else number for number in numbers], float)


def codes_of(labels: Sequence[str]) -> tuple[NDArray[np.intp], list[str]]:
    """For each label its place among the distinct labels in plain string order, and those."""
    distinct = sorted(set(labels))
    places = {label: place for place, label in enumerate(distinct)}
    return np.fromiter(map(places.__getitem__, labels), np.intp, len(labels)), distinct


def table_from_columns(
    *,
    unit: Sequence[str],
    period: Sequence[str],
    measure: Sequence[str],
    value: Sequence[float] | Floats,
    missing: Sequence[str | None] | None = None,
    numerator: Floats | None = None,
    denominator: Floats | None = None,
    se: Floats | None = None,
    n: Floats | None = None,
    note: Sequence[str] | None = None,
    source: Sequence[str] | None = None,
) -> ObservationTable:
    """The table of long columns of equal length; NaN in ``value`` without a reason reads as
    ``not_reported``.

    Raises ObservationsInvalid if a (unit, period, measure) is given twice.
    """
    return table_from_codes(
        unit=codes_of(unit),
        period=codes_of(period),
        measure=codes_of(measure),
        value=np.asarray(value, float),
        missing=None if missing is None else _missing_codes(missing),
        layers={"numerator": numerator, "denominator": denominator, "se": se, "n": n},
        note=note,
        source=source,
    )


def _missing_codes(kinds: Sequence[str | None]) -> Codes:
    codes = {None: 0, "": 0} | {str(kind): kind.code for kind in MissingKind}
    for kind in set(kinds) - set(codes):
        raise UnknownName(
            what="missing kind", name=str(kind), nearest=nearest(str(kind), MissingKind)
        )
    return np.fromiter((codes[kind] for kind in kinds), np.int8, len(kinds))


Coded = tuple[NDArray[np.intp], list[str]]


def table_from_codes(
    *,
    unit: Coded,
    period: Coded,
    measure: Coded,
    value: Floats,
    missing: Codes | None = None,
    layers: Mapping[str, Floats | None] | None = None,
    note: Sequence[str] | None = None,
    source: Sequence[str] | None = None,
) -> ObservationTable:
    """As ``table_from_columns``, of labels already coded as places in sorted lists of distinct
    labels.
    """
    pair = period[0] * len(unit[1]) + unit[0]
    present = np.zeros(len(period[1]) * len(unit[1]), bool)
    present[pair] = True
    pairs = np.flatnonzero(present)
    row = (np.cumsum(present) - 1)[pair]
    shape = (len(pairs), len(measure[1]))
    cell = measure[0] * shape[0] + row
    units = tuple(unit[1][place] for place in (pairs % max(len(unit[1]), 1)).tolist())
    periods = tuple(period[1][place] for place in (pairs // max(len(unit[1]), 1)).tolist())
    named = {"units": units, "periods": periods, "measures": measure[1]}
    _refuse_repeats(cell, shape, **named)
    _refuse_infinite(value, cell, shape, **named)
    reasons = np.full(shape[0] * shape[1], MissingKind.NOT_REPORTED.code, np.int8)
    unexplained = np.where(np.isnan(value), MissingKind.NOT_REPORTED.code, 0).astype(np.int8)
    reasons[cell] = unexplained if missing is None else np.where(missing > 0, missing, unexplained)
    values = _filled(value, cell, shape)
    values.reshape(-1, order="F")[reasons > 0] = np.nan
    return ObservationTable(
        units=units,
        periods=periods,
        measures=tuple(measure[1]),
        values=values,
        missing=reasons.reshape(shape, order="F"),
        notes=_sparse(note, row, measure[0]),
        sources=_sparse(source, row, measure[0]),
        **{
            name: _filled(layer, cell, shape)
            for name, layer in (layers or {}).items()
            if layer is not None
        },
    )


def _filled(layer: Floats, cell: NDArray[np.intp], shape: tuple[int, int]) -> Floats:
    flat = np.full(shape[0] * shape[1], np.nan)
    flat[cell] = layer
    return flat.reshape(shape, order="F")


def _sparse(
    texts: Sequence[str] | None, row: NDArray[np.intp], column: NDArray[np.intp]
) -> dict[tuple[int, int], str]:
    if texts is None:
        return {}
    return {
        (int(row[i]), int(column[i])): text
        for i, text in enumerate(texts)
        if text and not text.isspace()
    }


def _refuse_repeats(
    cell: NDArray[np.intp],
    shape: tuple[int, int],
    *,
    units: Sequence[str],
    periods: Sequence[str],
    measures: Sequence[str],
) -> None:
    seen = np.zeros(shape[0] * shape[1], bool)
    seen[cell] = True
    if np.count_nonzero(seen) == len(cell):
        return
    places, counts = np.unique(cell, return_counts=True)
    faults = []
    for place in places[counts > 1].tolist():
        column, row = divmod(place, shape[0])
        where = place_in_words(units[row], periods[row], measures[column])
        faults.append(Fault(where, mark("given more than once; expected one value")))
    raise ObservationsInvalid(what="observations", faults=faults)


def _refuse_infinite(
    value: Floats,
    cell: NDArray[np.intp],
    shape: tuple[int, int],
    *,
    units: Sequence[str],
    periods: Sequence[str],
    measures: Sequence[str],
) -> None:
    """An infinite value would turn into points that are no number, without a reason."""
    endless = np.flatnonzero(np.isinf(value))
    if not len(endless):
        return
    faults = []
    for at in endless.tolist():
        column, row = divmod(int(cell[at]), shape[0])
        where = place_in_words(units[row], periods[row], measures[column])
        facts = {"found": float(value[at])}
        faults.append(Fault(where, mark("found {found}, expected a finite number"), facts))
    raise ObservationsInvalid(what="observations", faults=faults)
