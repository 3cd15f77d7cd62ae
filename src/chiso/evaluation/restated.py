"""A series on other units as a result: each value with its basis, its parts and their weights."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from chiso.errors import UnknownName, mark
from chiso.territory import Territory
from chiso.values import Codes, Floats, Missing, MissingKind, ObservationTable
from chiso.wording import Message, percent

Flags = NDArray[np.bool_]


class Basis(StrEnum):
    """How a value came to stand on new units."""

    UNCHANGED = "unchanged"
    SUM = "sum"
    SHARE = "share"
    WEIGHTED = "weighted average"
    EQUAL = "equal weights"


BASES = tuple(Basis)


@dataclass(frozen=True, slots=True)
class Part:
    """An old unit in a new one: its row (None: not in the series), its share and its weight."""

    unit: str
    row: int | None
    share: float | Missing
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class RestatedValue:
    """One value on new units. ``lowest`` and ``highest`` are those of the scores averaged or, for
    counts and shares, what is possible; None where they say nothing. ``weights`` add to 1.
    """

    value: float | Missing
    basis: Basis
    approximate: bool
    lowest: float | None
    highest: float | None
    parts: tuple[Part, ...]
    weights: tuple[float, ...]
    lacking: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Restated:
    """A series on the units of ``to_date``: its table, and how each value came about.

    ``basis`` (places in ``Basis``), ``approximate``, ``lowest`` and ``highest`` (NaN: none) have
    the table's shape; ``parts`` stands by row. ``before`` is the series as it was.
    """

    table: ObservationTable
    before: ObservationTable
    to_date: date
    parts: tuple[tuple[Part, ...], ...]
    basis: Codes
    approximate: Flags
    lowest: Floats
    highest: Floats
    weights: str | None
    key: str | None

    def value(self, unit: str, period: str, measure: str) -> RestatedValue:
        """One value with all that is known of it. Raises UnknownName."""
        rows = [row for row in self.table.rows_of(unit) if self.table.periods[row] == period]
        if not rows:
            raise UnknownName(what="unit", name=f"{unit} ({period})", nearest=())
        row, place = rows[0], self.table.place(measure)
        parts = self.parts[row]
        total = sum(part.weight for part in parts)
        low, high = float(self.lowest[row, place]), float(self.highest[row, place])
        return RestatedValue(
            value=self.table.observation(row, measure).value,
            basis=BASES[self.basis[row, place]],
            approximate=bool(self.approximate[row, place]),
            lowest=None if np.isnan(low) else low,
            highest=None if np.isnan(high) else high,
            parts=parts,
            weights=tuple(part.weight / total for part in parts),
            lacking=tuple(part.unit for part in parts if self._is_missing(part, place)),
        )

    def _is_missing(self, part: Part, place: int) -> bool:
        return part.row is None or bool(self.before.missing[part.row, place])

    def in_words(self, value: RestatedValue, territory: Territory, lang: str) -> Message:
        """How a value came about, for people."""
        names = [territory.unit(part.unit).name.in_language(lang) for part in value.parts]
        shown = [
            f"{name} ({percent(weight, 1, lang)})"
            for name, weight in zip(names, value.weights, strict=True)
        ]
        facts: dict[str, object] = {"lowest": value.lowest, "highest": value.highest}
        if value.lacking:
            lacking = [territory.unit(unit).name for unit in value.lacking]
            return Message(_LACKING, {"units": lacking})
        if isinstance(value.value, Missing):
            return _why_missing(value.value.kind, facts | {"units": names})
        if value.basis is Basis.WEIGHTED:
            return Message(_WEIGHTED, facts | {"units": shown, "source": self.weights or ""})
        if value.basis is Basis.EQUAL:
            return Message(_EQUAL, facts | {"units": shown})
        if value.approximate:
            return Message(_BY_KEY, {"units": names, "source": self.key or ""})
        return Message(_EXACT[value.basis], {"units": names})


_LACKING = mark("Missing, because a part of it is missing: {units}")
_WEIGHTED = mark(
    "Approximate: average weighted by “{source}” of {units}; their scores lie between {lowest} "
    "and {highest}"
)
_EQUAL = mark(
    "Approximate: no weights were given, so equal weights for {units}; their scores lie between "
    "{lowest} and {highest}"
)
_BY_KEY = mark("Approximate: divided by “{source}”: {units}")
_EXACT = {
    Basis.UNCHANGED: mark("As it was: {units}"),
    Basis.SUM: mark("The sum of {units}"),
    Basis.SHARE: mark("Recomputed from the counts of {units}"),
}


def _why_missing(kind: MissingKind, facts: Mapping[str, object]) -> Message:
    if kind is MissingKind.WITHHELD:
        return Message(mark("Withheld: medians cannot be averaged ({units})"), facts)
    if kind is MissingKind.NO_KEY and facts["lowest"] is not None:
        text = mark("Divided, and no key says how ({units}); between {lowest} and {highest}")
        return Message(text, facts)
    if kind is MissingKind.NO_KEY:
        return Message(mark("Divided, and no key says how ({units})"), facts)
    return Message(mark("Nothing to divide by in any part ({units})"), facts)
