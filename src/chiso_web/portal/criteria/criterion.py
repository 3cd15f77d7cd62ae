"""One criterion over a group: how it went, and every unit explained."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from chiso.definition.model import Node
from chiso.evaluation import Explanation
from chiso_web.look.axis import Axis, axis_over
from chiso_web.portal.criteria.group_losses import NodeLoss, losses_of
from chiso_web.portal.outcome.outcome import Group, Outcome
from chiso_web.results.evaluated import evaluated_get
from chiso_web.results.models import Evaluation
from chiso_web.results.selectors import Placed
from chiso_web.units.models import Unit


@dataclass(frozen=True)
class Criterion:
    """A node over the units of a group; ``explained`` by what the library calls the unit, of
    leaves alone."""

    outcome: Outcome
    group: Group
    loss: NodeLoss
    explained: Mapping[str, Explanation]

    @property
    def node(self) -> Node:
        return self.loss.node

    @property
    def units(self) -> list[Unit]:
        """Most points first; those without points last."""
        return sorted(self.group.units, key=self._order)

    def _order(self, unit: Unit) -> tuple[bool, float, str]:
        points = self.at(unit).points
        return (points is None, -(points or 0.0), unit.sort_key)

    def at(self, unit: Unit) -> Placed:
        """How a unit stands on it."""
        return self.outcome.at(unit, self.node.id)

    def explained_of(self, unit: Unit) -> Explanation | None:
        """How a unit's points on a leaf came about."""
        return self.explained.get(self.outcome.key_of(unit))

    @cached_property
    def axis(self) -> Axis | None:
        """From no points to the most there are; of bonus and penalty over what there was."""
        found = self.outcome.points(self.group, self.node.id)
        if not found:
            return None
        return axis_over([0.0, *found] if self.loss.lost is None else [0.0, self.loss.most])


def criterion_of(outcome: Outcome, group: Group, node: Node) -> Criterion:
    """The node over the group; queries what the process has not read."""
    loss = losses_of(outcome.evaluation, group.id)[node.id]
    explained = _explained(outcome.evaluation, node.id) if node.rule else {}
    return Criterion(outcome, group, loss, explained)


@lru_cache(maxsize=256)
def _explained(evaluation: Evaluation, node: str) -> Mapping[str, Explanation]:
    """Every unit on a leaf: 126 of them take 30 milliseconds, so a leaf is explained once."""
    evaluated = evaluated_get(evaluation)
    return {unit: evaluated.explain(unit, node) for unit in evaluated.table.units}
