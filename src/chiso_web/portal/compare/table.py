"""Provinces side by side on every dimension and sub-dimension; queries nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, count

from chiso.datasets.papi import COMPUTED
from chiso.definition.model import ROOT, Edition, Node
from chiso.inference import Comparison, compare_many
from chiso.values import Estimate
from chiso_web.portal.papi import FACTOR
from chiso_web.results.selectors import Published, RankRange, Standing
from chiso_web.units.models import Unit

LETTERS = "ABCDEF"


@dataclass(frozen=True, slots=True)
class Side:
    """One province: its letter in the pictures, its scores by node, its error and ranks."""

    letter: str
    unit: Unit
    scores: Mapping[str, Standing]
    published: Published
    ranks: RankRange | None

    @property
    def total(self) -> float | None:
        return self.points(ROOT)

    @property
    def margin(self) -> float | None:
        """Half the 95% interval of the total."""
        return None if self.published.se is None else FACTOR * self.published.se

    @property
    def interval(self) -> tuple[float, float] | None:
        if self.total is None or self.margin is None:
            return None
        return self.total - self.margin, self.total + self.margin

    def points(self, node: str) -> float | None:
        """The points on a node; None where missing."""
        return self.scores[node].points if node in self.scores else None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two provinces, the one with the higher total first, and their difference."""

    higher: Side
    lower: Side
    comparison: Comparison


@dataclass(frozen=True)
class SideBySide:
    """The chosen provinces of one year; ``errors_published`` tells whether that year has errors of
    some provinces, be they chosen or not.
    """

    edition: Edition
    period: str
    sides: tuple[Side, ...]
    errors_published: bool

    @cached_property
    def ranked(self) -> tuple[Side, ...]:
        """The provinces with a total, the highest first."""
        there = [side for side in self.sides if side.total is not None]
        return tuple(sorted(there, key=lambda side: -(side.total or 0.0)))

    @property
    def blank(self) -> tuple[Side, ...]:
        return tuple(side for side in self.sides if side.total is None)

    @property
    def has_error(self) -> bool:
        return any(side.interval is not None for side in self.ranked)

    @property
    def is_added_up(self) -> bool:
        """Whether Chiso added up the totals."""
        return any(side.published.note == COMPUTED for side in self.sides)

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """Every pair of provinces with a total; all pairs are judged together (Holm)."""
        pairs = list(combinations(self.ranked, 2))
        compared = compare_many([(_estimate(lower), _estimate(higher)) for higher, lower in pairs])
        return tuple(
            Pair(higher, lower, one) for (higher, lower), one in zip(pairs, compared, strict=True)
        )

    @property
    def dimensions(self) -> tuple[Node, ...]:
        return self.edition.children(ROOT)

    def most_on(self, node: str) -> tuple[Side, ...]:
        """Who has most points on a node, as they are shown; none if all have the same."""
        points = [
            (round(own, 2), side) for side in self.sides if (own := side.points(node)) is not None
        ]
        most = max((own for own, _side in points), default=None)
        found = tuple(side for own, side in points if own == most)
        return () if len(found) == len(points) else found


def _estimate(side: Side) -> Estimate:
    return Estimate(side.total or 0.0, side.published.se)


def side_by_side(
    edition: Edition,
    *,
    period: str,
    units: Sequence[Unit],
    standings: Sequence[Standing],
    published: Mapping[str, Published],
    ranks: Mapping[int, RankRange],
) -> SideBySide:
    """The provinces from stored scores, printed totals and rank ranges."""
    place = count()
    sides = [
        Side(
            letter=LETTERS[next(place)],
            unit=unit,
            scores={one.node: one for one in standings if one.unit == unit.pk},
            published=published.get(unit.code, Published(None, None, None, "")),
            ranks=ranks.get(unit.pk),
        )
        for unit in units
    ]
    return SideBySide(
        edition=edition,
        period=period,
        sides=tuple(sides),
        errors_published=any(one.se is not None for one in published.values()),
    )
