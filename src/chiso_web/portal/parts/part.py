"""A node of one year over all provinces: rows, order, the country's figures; queries nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import median

from chiso.definition.model import Edition, Node
from chiso.definition.rules import Given
from chiso.values import ObservationTable
from chiso_web.results.selectors import Standing
from chiso_web.units.models import Unit


@dataclass(frozen=True, slots=True)
class Row:
    """One province on the node."""

    unit: Unit
    standing: Standing


@dataclass(frozen=True, slots=True)
class Spread:
    """How the points of a node lie over the provinces that have them."""

    count: int
    median: float
    lowest: float
    highest: float
    lowest_units: tuple[int, ...]
    highest_units: tuple[int, ...]


def spread_of(standings: Sequence[Standing]) -> Spread | None:
    """The spread; None where no province has points."""
    there = [(one.points, one.unit) for one in standings if one.points is not None]
    if not there:
        return None
    points = [value for value, _unit in there]
    low, high = min(points), max(points)
    return Spread(
        count=len(points),
        median=median(points),
        lowest=low,
        highest=high,
        lowest_units=tuple(unit for value, unit in there if value == low),
        highest_units=tuple(unit for value, unit in there if value == high),
    )


@dataclass(frozen=True)
class Part:
    """A node of one year: its rows, the nodes whose figures stand beside, what was observed;
    ``is_added_up``: the publisher's own figures could not be read, so that they were added up here.
    """

    edition: Edition
    period: str
    node: Node
    rows: tuple[Row, ...]
    spreads: Mapping[str, Spread | None]
    observed: ObservationTable | None
    medians: Mapping[str, float]
    is_added_up: bool = False

    @cached_property
    def ranked(self) -> tuple[Row, ...]:
        """The provinces with points, most first; those with equal points by name."""
        there = [row for row in self.rows if row.standing.points is not None]
        return tuple(
            sorted(there, key=lambda row: (-(row.standing.points or 0.0), row.unit.sort_key))
        )

    @cached_property
    def blank(self) -> tuple[Row, ...]:
        """The provinces without points, by name."""
        there = [row for row in self.rows if row.standing.points is None]
        return tuple(sorted(there, key=lambda row: row.unit.sort_key))

    @property
    def spread(self) -> Spread | None:
        return self.spreads[self.node.id]

    @property
    def measures(self) -> tuple[str, ...]:
        """What an indicator reads; other leaves take PAPI's points of themselves."""
        rule = self.node.rule
        return () if rule is None or self.is_classed else tuple(rule.measures)

    @property
    def range_read(self) -> tuple[float, float] | None:
        """The range of the value that a leaf takes as it stands; None for any other rule."""
        rule = self.node.rule
        return (rule.low, rule.high) if isinstance(rule, Given) else None

    @property
    def is_classed(self) -> bool:
        classes = self.edition.classes
        return classes is not None and self.node.kind in classes.kinds

    @property
    def children(self) -> tuple[Node, ...]:
        return self.edition.children(self.node.id)

    def name_of(self, unit: int, lang: str) -> str:
        """The name of the province with that key."""
        return next(row.unit.name(lang) for row in self.rows if row.unit.pk == unit)
