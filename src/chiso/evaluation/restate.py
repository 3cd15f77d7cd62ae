"""A series on the units of another day: counts summed, shares recomputed, scores averaged and
marked.

docs/method/territory.md says what is exact and what is approximate.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from chiso.datasets import papi
from chiso.errors import (
    Fault,
    KeyInvalid,
    ObservationsInvalid,
    Place,
    UnitAmbiguous,
    UnknownName,
    mark,
)
from chiso.evaluation.merging import NOT_REPORTED, Merge, Merged, refuse_false_shares
from chiso.evaluation.restated import BASES, Basis, Flags, Part, Restated
from chiso.evaluation.result import Scored
from chiso.territory import (
    Source,
    Territory,
    Unit,
    Walk,
    Weights,
    checked_key,
    period_end,
    read_weights,
    refuse_lacking,
    shipped,
)
from chiso.values import MissingKind, ObservationTable, missing_kind

_ENDED = mark("{unit} ended and no unit is known to have followed it")
_NO_WEIGHT = mark("the weights lack {unit}")
_TWICE = mark("names {unit}, as another row of this period does; expected it once")
_ALL = mark("unit {unit}, period {period}")

Groups = dict[tuple[str, str], list[Part]]


def restate(
    series: ObservationTable | Scored | Sequence[Scored],
    to_date: date,
    *,
    weights: Weights | Source | None = None,
    key: Source | None = None,
    counts: Collection[str] = (),
    medians: Collection[str] = papi.MEDIANS,
    territory: Territory | None = None,
) -> Restated:
    """The series on the units of ``to_date``.

    Values with numerator and denominator are recomputed from the sums; measures named in
    ``counts`` are summed; all others are averaged and marked. A value is missing where a part is.

    Args:
        series: observations, or evaluations, whose nodes' points become measures named as the
            nodes; bare codes are resolved at the end of each period.
        to_date: the day whose units the result has.
        weights: a CSV file (unit, weight, source) or ``territory.census_2019()``; None: equal.
        key: a CSV file (old, new, share, source) that divides units; None: Missing("no_key").
        counts: measures, not below 0, that add up.
        medians: measures that are withheld where units merged.
        territory: the lists; None: those that come with Chiso.

    Raises:
        ObservationsInvalid: a unit is unknown, ambiguous or without successor, or a value is not
            its numerator over its denominator; all at once.
        KeyInvalid: a key or weights do not read, do not add up, or lack a unit that is needed.
    """
    lists = territory or shipped()
    table = series if isinstance(series, ObservationTable) else points_table(series)
    refuse_false_shares(table)
    read = checked_key(lists, key)
    walk = Walk(lists, to_date, read)
    groups = _groups(table, lists, walk)
    refuse_lacking(walk, read)
    rows = sorted(groups)
    parts = [tuple(groups[row]) for row in rows]
    merge = Merge(table, parts, counts=counts, medians=medians)
    by = weights if weights is None or isinstance(weights, Weights) else read_weights(weights)
    if by is not None:
        parts = _weighed(parts, merge.averaged, by)
        merge = Merge(table, parts, counts=counts, medians=medians)
    merged = merge.merged(weighted=by is not None)
    approximate = merge.approximate(merged.basis) & (merged.missing == 0)
    marks = _Marks(by.source if by else None, read.source if read else None)
    notes = _of_whole(table.notes, parts, merge.whole)
    notes |= marks.notes(parts, merged, approximate, merge.whole)
    sources = _of_whole(table.sources, parts, merge.whole)
    return Restated(
        table=_table(table, rows, merged=merged, notes=notes, sources=sources),
        before=table,
        to_date=to_date,
        parts=tuple(parts),
        basis=merged.basis,
        approximate=approximate,
        lowest=merged.lowest,
        highest=merged.highest,
        weights=marks.weights,
        key=marks.key,
    )


def points_table(series: Scored | Sequence[Scored]) -> ObservationTable:
    """The points of evaluations as a table whose measures are the nodes' ids."""
    many = [series] if isinstance(series, Scored) else list(series)
    names = sorted({node.id for one in many for node in one.edition.nodes})
    rows = sorted(
        (period, unit, place, row)
        for place, one in enumerate(many)
        for row, (period, unit) in enumerate(zip(one.table.periods, one.table.units, strict=True))
    )
    values = np.full((len(rows), len(names)), np.nan, order="F")
    missing = np.full(values.shape, NOT_REPORTED, np.int8, order="F")
    columns = {name: column for column, name in enumerate(names)}
    for place, one in enumerate(many):
        target = [at for at, row in enumerate(rows) if row[2] == place]
        source = [row[3] for row in rows if row[2] == place]
        cells = np.ix_(target, [columns[node.id] for node in one.edition.nodes])
        points, reasons = one.points[source], one.missing[source]
        values[cells] = points
        reasons = np.where(reasons == 0, NOT_REPORTED, reasons)
        missing[cells] = np.where(np.isnan(points), reasons, 0)
    units, periods = tuple(row[1] for row in rows), tuple(row[0] for row in rows)
    return ObservationTable(units, periods, tuple(names), values, missing)


def _groups(table: ObservationTable, lists: Territory, walk: Walk) -> Groups:
    """The parts of each new unit in each period, by (period, new unit), in the order of their ids:
    all that make it up, in the series or not.
    """
    units = _resolved(table, lists, walk)
    pairs = zip(table.periods, units, strict=True)
    rows = {(period, unit.id): row for row, (period, unit) in enumerate(pairs)}
    backs = {day: Walk(lists, day) for day in map(period_end, table.spans)}
    groups: Groups = {}
    for unit, period in zip(units, table.periods, strict=True):
        day = period_end(period)
        for new in walk.shares(unit, day):
            if (period, new) in groups:
                continue
            olds = sorted(backs[day].shares(lists.unit(new), walk.to_date))
            groups[period, new] = [
                Part(old, rows.get((period, old)), walk.shares(lists.unit(old), day)[new])
                for old in olds
            ]
    return groups


def _resolved(table: ObservationTable, lists: Territory, walk: Walk) -> list[Unit]:
    """The unit of each row. Raises ObservationsInvalid for all that are none, or lead nowhere."""
    units: list[Unit] = []
    faults: list[Fault] = []
    seen: set[tuple[str, str]] = set()
    for name, period in zip(table.units, table.periods, strict=True):
        where = Place(_ALL, {"unit": name, "period": period})
        try:
            unit = lists.unit(name, period_end(period))
        except (UnknownName, UnitAmbiguous) as error:
            faults.append(Fault(where, error.sentence, error.facts))
            continue
        if not walk.shares(unit, period_end(period)):
            faults.append(Fault(where, _ENDED, {"unit": unit.name}))
        if (period, unit.id) in seen:
            faults.append(Fault(where, _TWICE, {"unit": unit.id}))
        seen.add((period, unit.id))
        units.append(unit)
    if faults:
        raise ObservationsInvalid(what="observations", faults=faults)
    return units


def _weighed(
    parts: Sequence[tuple[Part, ...]], averaged: Flags, weights: Weights
) -> list[tuple[Part, ...]]:
    """The parts with their weights where they are averaged. Raises KeyInvalid for those without."""
    lacking: dict[str, None] = {}
    weighed = []
    for group, needed in zip(parts, averaged.tolist(), strict=True):
        found = {part.unit: weights.of(part.unit) for part in group}
        if needed and len(group) > 1:
            lacking |= {unit: None for unit, weight in found.items() if weight is None}
            group = tuple(replace(part, weight=found[part.unit] or 1.0) for part in group)
        weighed.append(group)
    if lacking:
        faults = [Fault(weights.name, _NO_WEIGHT, {"unit": unit}) for unit in lacking]
        raise KeyInvalid(what=weights.name, faults=faults)
    return weighed


def _table(
    table: ObservationTable,
    rows: Sequence[tuple[str, str]],
    *,
    merged: Merged,
    notes: Mapping[tuple[int, int], str],
    sources: Mapping[tuple[int, int], str],
) -> ObservationTable:
    return ObservationTable(
        units=tuple(unit for _, unit in rows),
        periods=tuple(period for period, _ in rows),
        measures=table.measures,
        values=merged.values,
        missing=merged.missing,
        numerator=merged.numerator,
        denominator=merged.denominator,
        se=merged.se,
        n=merged.n,
        notes=notes,
        sources=sources,
    )


def _of_whole(
    texts: Mapping[tuple[int, int], str], parts: Sequence[tuple[Part, ...]], whole: Flags
) -> dict[tuple[int, int], str]:
    """The texts of rows that only took another id."""
    moved = {parts[row][0].row: row for row in np.flatnonzero(whole).tolist()}
    return {(moved[row], place): text for (row, place), text in texts.items() if row in moved}


@dataclass(frozen=True, slots=True)
class _Marks:
    """What a restated value carries as its note, so that it travels with the table."""

    weights: str | None
    key: str | None

    def notes(
        self, parts: Sequence[tuple[Part, ...]], merged: Merged, approximate: Flags, whole: Flags
    ) -> dict[tuple[int, int], str]:
        notes = {}
        told = approximate | (merged.missing > 0) & (merged.missing != NOT_REPORTED)
        for row in np.flatnonzero(~whole).tolist():
            texts = {basis: self._text(parts[row], BASES[basis]) for basis in range(len(BASES))}
            for place in np.flatnonzero(told[row]).tolist():
                kind = missing_kind(int(merged.missing[row, place]))
                basis = int(merged.basis[row, place])
                notes[row, place] = texts[basis] if kind is None else _REASONS.get(kind, _PART)
        return notes

    def _text(self, parts: Sequence[Part], basis: Basis) -> str:
        if basis in (Basis.WEIGHTED, Basis.EQUAL):
            named = ", ".join(f"{part.unit} {part.weight:.10g}" for part in parts)
            return f"approximate: average of {named} ({self.weights or Basis.EQUAL})"
        return f"approximate: divided by a key ({self.key})"


_PART = "a part of the unit is missing"
_REASONS = {
    MissingKind.WITHHELD: "a median or a withheld part cannot be averaged",
    MissingKind.NO_KEY: "divided, and no key says how",
}
