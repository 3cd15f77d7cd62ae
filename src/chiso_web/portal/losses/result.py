"""One unit's result of an index, leaf by leaf: what there was to get, what it got, what it lost."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import fsum

from chiso.definition.model import ROOT, Edition, MissingPolicy, Node
from chiso.definition.rules import Ratio, Requires
from chiso.evaluation import Explanation
from chiso.values import Missing, MissingKind
from chiso_web.portal.lost_points import NOTHING
from chiso_web.portal.outcome.outcome import Group, Outcome
from chiso_web.results.contents import is_extra_leaf
from chiso_web.results.evaluated import evaluated_get
from chiso_web.results.selectors import Placed
from chiso_web.units.models import Unit


@dataclass(frozen=True, slots=True)
class Leaf:
    """A criterion of a unit: how it was scored, the ``content`` that it stands in (empty for bonus
    and penalty), and what one of its points is ``worth`` in the index.
    """

    item: Explanation
    content: str
    worth: float

    @property
    def node(self) -> Node:
        return self.item.node

    @property
    def most(self) -> float:
        """The most points, in the edition's own."""
        return self.item.score.maximum

    @property
    def points(self) -> float | None:
        found = self.item.score.points
        return None if isinstance(found, Missing) else found

    @property
    def lost(self) -> float:
        """The points lost, in the edition's own; 0 for what was left out or has no score."""
        return 0.0 if self.points is None else self.most - self.points

    @property
    def lost_in_index(self) -> float:
        """The same in points of the index."""
        return self.lost * self.worth

    @property
    def absent(self) -> MissingKind | None:
        """Why nothing was observed; None where something was."""
        kinds = [one.value.kind for one in self.item.inputs if isinstance(one.value, Missing)]
        return kinds[0] if kinds else None

    @property
    def is_full_without(self) -> bool:
        """Whether it has full points because nothing arose."""
        kind = self.absent
        if kind is not None:
            return self.node.missing.get(kind) is MissingPolicy.FULL
        rule = self.node.rule.then if isinstance(self.node.rule, Requires) else self.node.rule
        if not isinstance(rule, Ratio) or rule.zero_denominator != "full" or self.lost > NOTHING:
            return False
        return any(one.measure == rule.denominator and not one.value for one in self.item.inputs)


@dataclass(frozen=True)
class Result:
    """One unit's result: its place among its group, and every criterion."""

    outcome: Outcome
    unit: Unit
    top: Explanation

    @property
    def edition(self) -> Edition:
        return self.outcome.edition

    @cached_property
    def group(self) -> Group:
        return self.outcome.group_of(self.unit)

    def at(self, node: str = ROOT) -> Placed:
        """How the unit stands on a node."""
        return self.outcome.at(self.unit, node)

    @cached_property
    def items(self) -> Mapping[str, Explanation]:
        """The explanation of every node."""
        return {item.node.id: item for item in _walked(self.top)}

    @cached_property
    def base(self) -> Explanation:
        """The node that the contents add up to, bonus and penalty apart."""
        return self.items[self.outcome.scale.id]

    @cached_property
    def leaves(self) -> tuple[Leaf, ...]:
        """Every criterion but those of bonus and penalty, in tree order."""
        return tuple(leaf for leaf in _leaves(self.top, 1.0, self.outcome) if leaf.content)

    @cached_property
    def extras(self) -> tuple[Leaf, ...]:
        """The criteria of bonus and penalty."""
        return tuple(
            leaf for leaf in _leaves(self.top, 1.0, self.outcome) if is_extra_leaf(leaf.node)
        )

    @cached_property
    def lost(self) -> tuple[Leaf, ...]:
        """The criteria with a loss, the largest in the index first."""
        found = (leaf for leaf in self.leaves if leaf.lost_in_index > NOTHING)
        return tuple(sorted(found, key=lambda leaf: -leaf.lost_in_index))

    @property
    def total_lost(self) -> float | None:
        """The points of the index that were lost; None without a score."""
        points = self.at(self.base.node.id).points
        return None if points is None else self.base.score.maximum - points

    @cached_property
    def applied(self) -> tuple[float, float]:
        """What the contents add up to and the most that applied, before they are set to a scale."""
        counted = [one for one in self.base.children if not one.left_out]
        found = [self.at(one.node.id).points for one in counted]
        return fsum(one or 0.0 for one in found), fsum(one.score.maximum for one in counted)

    @property
    def factor(self) -> float:
        """What one point of the edition is worth in the index."""
        whole = self.base.node.rescale_to
        return whole / self.applied[1] if whole and self.applied[1] > 0 else 1.0

    @property
    def is_rescaled(self) -> bool:
        return abs(self.factor - 1) > NOTHING

    @cached_property
    def left_out(self) -> tuple[Leaf, ...]:
        """The criteria that the unit is scored without."""
        return tuple(leaf for leaf in self.leaves if leaf.item.left_out)

    @cached_property
    def not_arisen(self) -> tuple[Leaf, ...]:
        """The criteria with full points because nothing arose."""
        return tuple(leaf for leaf in self.leaves if leaf.is_full_without)

    def of_content(self, node: str) -> tuple[Leaf, ...]:
        """The criteria of one content."""
        return tuple(leaf for leaf in self.leaves if leaf.content == node)


def result_of(outcome: Outcome, unit: Unit) -> Result:
    """The unit's result with every criterion explained; queries only what the process has not
    read.
    """
    explained = evaluated_get(outcome.evaluation).explain(outcome.key_of(unit))
    return Result(outcome, unit, explained)


def _walked(item: Explanation) -> Iterator[Explanation]:
    yield item
    for child in item.children:
        yield from _walked(child)


def _leaves(item: Explanation, worth: float, outcome: Outcome, content: str = "") -> Iterator[Leaf]:
    """The leaves below, each with the product of the weights above it."""
    worth *= item.weight
    if any(item.node.id == node.id for node in outcome.contents):
        content = item.node.id
    if not item.children:
        yield Leaf(item, content, worth)
    for child in item.children:
        yield from _leaves(child, worth, outcome, content)
