"""From observations or long columns to the table."""

import math
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from chiso.errors import Fault, ObservationsInvalid, UnknownName, mark
from chiso.spelling import nearest
from chiso.values.missing import Missing, MissingKind
from chiso.values.observation import Observation
from chiso.values.table import Codes, Floats, ObservationTable, place_in_words


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

    Raises ObservationsInvalid if the columns differ in length or a (unit, period, measure) is given
    twice.
    """
    optional = (missing, numerator, denominator, se, n, note, source)
    _refuse_unequal([unit, period, measure, value, *(one for one in optional if one is not None)])
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


def _refuse_unequal(columns: Sequence[Sequence[object] | Floats]) -> None:
    lengths = sorted({len(column) for column in columns})
    if len(lengths) > 1:
        found = ", ".join(map(str, lengths))
        fault = Fault(
            "columns", mark("found columns of unequal lengths ({found})"), {"found": found}
        )
        raise ObservationsInvalid(what="observations", faults=[fault])


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
