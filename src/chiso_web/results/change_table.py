"""The changes of all units between two years, and what may be said of each; queries nothing."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import count

from chiso.definition.model import ROOT, Break, Edition, Node
from chiso.inference import Comparison, RelativeChange, compare_many, papi_rule
from chiso.values import Estimate
from chiso_web.units.models import Unit

LEVEL = 0.95


class Reading(StrEnum):
    """What the errors allow to say of a change."""

    TOGETHER = "beyond_error_together"
    ALONE = "beyond_error_alone"
    WITHIN = "within_error"
    UNKNOWN = "error_not_published"
    ABSENT = "not_comparable"


@dataclass(frozen=True, slots=True)
class Figure:
    """One unit's points of one year with their standard error; ``missing`` is why there are none,
    ``added_up`` whether the publisher's own figure could not be read.
    """

    points: float | None
    se: float | None
    missing: str
    added_up: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One unit's change; ``comparison`` is None where a year's points are missing."""

    unit: Unit
    before: Figure
    after: Figure
    comparison: Comparison | None
    rule: RelativeChange | None

    @property
    def difference(self) -> float | None:
        return self.comparison.difference if self.comparison else None

    @property
    def margin(self) -> float | None:
        """Half the 95% interval of this difference alone."""
        if self.comparison is None or self.comparison.interval is None:
            return None
        return (self.comparison.interval[1] - self.comparison.interval[0]) / 2

    @property
    def reading(self) -> Reading:
        one = self.comparison
        if one is None:
            return Reading.ABSENT
        if one.interval is None:
            return Reading.UNKNOWN
        if one.beyond_error:
            return Reading.TOGETHER
        return Reading.WITHIN if one.interval[0] <= 0 <= one.interval[1] else Reading.ALONE

    @property
    def is_beyond(self) -> bool:
        """Whether the change, taken alone, is more than sampling error explains."""
        return self.reading in (Reading.TOGETHER, Reading.ALONE)


@dataclass(frozen=True)
class Changes:
    """All units' changes on a node of ``edition``, which that of the earlier year has as
    ``node_before``; ``marked`` are breaks below it that the years cross.
    """

    edition_before: Edition
    edition: Edition
    node: Node
    node_before: str
    earlier: str
    later: str
    rows: tuple[Row, ...]
    marked: tuple[Break, ...]

    @property
    def is_total(self) -> bool:
        return self.node.id == ROOT

    @cached_property
    def compared(self) -> tuple[Row, ...]:
        """The rows with points in both years, the largest rise first."""
        return ordered([row for row in self.rows if row.comparison], "change", backwards=False)

    @cached_property
    def risen(self) -> tuple[Row, ...]:
        """The rises beyond their error, largest first."""
        return tuple(row for row in self.compared if row.is_beyond and (row.difference or 0) > 0)

    @cached_property
    def fallen(self) -> tuple[Row, ...]:
        """The falls beyond their error, largest first."""
        beyond = [row for row in self.compared if row.is_beyond and (row.difference or 0) < 0]
        return tuple(reversed(beyond))

    def reading(self, wanted: Reading) -> tuple[Row, ...]:
        """The rows of which that much can be said."""
        return tuple(row for row in self.rows if row.reading is wanted)

    @property
    def together(self) -> int:
        """How many comparisons with errors are made together."""
        return sum(1 for row in self.compared if row.margin is not None)

    @property
    def has_error(self) -> bool:
        return self.together > 0

    @property
    def added_up(self) -> tuple[str, ...]:
        """The years of which Chiso added up the points."""
        years = (self.earlier, self.later)
        found = [(row.before.added_up, row.after.added_up) for row in self.rows]
        return tuple(
            year for year, flags in zip(years, zip(*found, strict=True), strict=True) if any(flags)
        )


def rows_of(
    units: Sequence[Unit], before: dict[int, Figure], after: dict[int, Figure]
) -> list[Row]:
    """The change of every unit; all those with errors are compared together (Holm)."""
    there = [unit for unit in units if unit.pk in before or unit.pk in after]
    nothing = Figure(None, None, "")
    figures = [(before.get(unit.pk, nothing), after.get(unit.pk, nothing)) for unit in there]
    pairs = [pair for one in figures if (pair := _estimates(*one)) is not None]
    compared, place = compare_many(pairs, level=LEVEL), count()
    return [
        _row(unit, one, compared[next(place)] if _estimates(*one) else None)
        for unit, one in zip(there, figures, strict=True)
    ]


def _estimates(before: Figure, after: Figure) -> tuple[Estimate, Estimate] | None:
    if before.points is None or after.points is None:
        return None
    return Estimate(before.points, before.se), Estimate(after.points, after.se)


def _row(unit: Unit, figures: tuple[Figure, Figure], comparison: Comparison | None) -> Row:
    before, after = figures
    rule = None
    if before.points is not None and after.points is not None:
        rule = papi_rule(before.points, after.points)
    return Row(unit, before, after, comparison, rule)


def ordered(rows: Iterable[Row], order: str, *, backwards: bool) -> tuple[Row, ...]:
    """The rows by a column, the largest first (names and errors the smallest); blanks last."""
    listed = sorted(rows, key=lambda row: row.unit.sort_key)
    if order == "name":
        return tuple(reversed(listed)) if backwards else tuple(listed)
    value = VALUES[order]
    there = [row for row in listed if value(row) is not None]
    blank = [row for row in listed if value(row) is None]
    downwards = (order != "error") != backwards
    return (*sorted(there, key=lambda row: value(row) or 0.0, reverse=downwards), *blank)


VALUES: dict[str, Callable[[Row], float | None]] = {
    "change": lambda row: row.difference,
    "error": lambda row: row.margin,
    "before": lambda row: row.before.points,
    "after": lambda row: row.after.points,
    "share": lambda row: row.rule.share if row.rule else None,
}
ORDERS = ("change", "name", *(order for order in VALUES if order != "change"))
