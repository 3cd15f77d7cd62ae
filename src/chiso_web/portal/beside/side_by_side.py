"""Units of one result side by side on every node; queries nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from chiso.definition.model import ROOT, Node
from chiso_web.portal.compare.table import LETTERS
from chiso_web.portal.outcome.outcome import Group, Outcome
from chiso_web.results.contents import is_extra
from chiso_web.results.selectors import Placed
from chiso_web.units.models import Unit

SAME = 1e-9


@dataclass(frozen=True, slots=True)
class Side:
    """One unit, and its letter in the pictures."""

    letter: str
    unit: Unit
    group: Group


@dataclass(frozen=True)
class SideBySide:
    """The chosen units in their order."""

    outcome: Outcome
    sides: tuple[Side, ...]

    def at(self, side: Side, node: str = ROOT) -> Placed:
        """How a unit stands on a node."""
        return self.outcome.at(side.unit, node)

    @property
    def is_of_one_group(self) -> bool:
        """Whether all are ranked together."""
        return len({side.group.id for side in self.sides}) == 1

    @property
    def reduced(self) -> tuple[Side, ...]:
        """The units that stand on a smaller base."""
        return tuple(side for side in self.sides if self.at(side).reduced)

    @property
    def is_one_ranking(self) -> bool:
        """Whether all are ranked together, and on the same base."""
        return self.is_of_one_group and not self.reduced

    @cached_property
    def ranked(self) -> tuple[Side, ...]:
        """The units with a total, the highest first."""
        there = [side for side in self.sides if self.at(side).points is not None]
        return tuple(sorted(there, key=lambda side: -(self.at(side).points or 0.0)))

    @property
    def contents(self) -> tuple[Node, ...]:
        """The contents of the index."""
        return self.outcome.contents

    @property
    def extras(self) -> tuple[Node, ...]:
        """The nodes of bonus and penalty, the uppermost of each."""
        edition = self.outcome.edition
        return tuple(
            node
            for node in edition.nodes
            if node.parent and is_extra(edition, node.id) and not is_extra(edition, node.parent)
        )

    def spread(self, node: str) -> float | None:
        """The most points less the fewest among the units on a node; None if fewer than two have
        any.
        """
        points = [own for side in self.sides if (own := self.at(side, node).points) is not None]
        return max(points) - min(points) if len(points) > 1 else None

    def most_on(self, node: str) -> tuple[Side, ...]:
        """Who has most points on a node; none if all have the same."""
        points = [
            (own, side) for side in self.sides if (own := self.at(side, node).points) is not None
        ]
        most = max((own for own, _side in points), default=0.0)
        found = tuple(side for own, side in points if most - own < SAME)
        return () if len(found) == len(points) else found


def side_by_side(outcome: Outcome, units: Sequence[Unit]) -> SideBySide:
    """The units with their letters."""
    sides = (
        Side(letter, unit, outcome.group_of(unit))
        for letter, unit in zip(LETTERS, units, strict=False)
    )
    return SideBySide(outcome, tuple(sides))
