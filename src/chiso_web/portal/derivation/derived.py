"""One unit on one node of a reform index: points explained, group beside; queries nothing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import fsum

from chiso.definition.model import ROOT, Edition, Node
from chiso.evaluation import Explanation
from chiso.scoring.aims import Aim, rule_aims
from chiso.scoring.steps import Seen
from chiso.values import Missing, MissingKind
from chiso_web.look.rules.amounts import seen_of
from chiso_web.portal.lost_points import lost_of
from chiso_web.portal.outcome.outcome import Group, Outcome
from chiso_web.results.contents import has_extras, is_extra
from chiso_web.results.evaluated import evaluated_get
from chiso_web.results.selectors import Placed
from chiso_web.units.models import Unit


@dataclass(frozen=True)
class Derived:
    """What the page of one number shows."""

    outcome: Outcome
    unit: Unit
    explanation: Explanation

    @property
    def edition(self) -> Edition:
        return self.outcome.edition

    @property
    def node(self) -> Node:
        return self.explanation.node

    @property
    def is_total(self) -> bool:
        return self.node.id == ROOT

    @property
    def is_leaf(self) -> bool:
        return self.node.rule is not None

    @property
    def is_extra(self) -> bool:
        """Whether it only adds a bonus or takes a penalty beside the scale."""
        return is_extra(self.edition, self.node.id)

    @property
    def placed(self) -> Placed:
        return self.outcome.at(self.unit, self.node.id)

    @property
    def points(self) -> float | None:
        points = self.explanation.score.points
        return None if isinstance(points, Missing) else points

    @property
    def most(self) -> float:
        """The most points that apply to the unit."""
        return self.explanation.score.maximum

    @property
    def lost(self) -> float | None:
        """What is missing of these; None for bonus and penalty, and without points."""
        return lost_of(self.explanation, self.edition)

    @property
    def has_extras(self) -> bool:
        """Whether a bonus or a penalty counts in it."""
        return has_extras(self.edition, self.node.id)

    @cached_property
    def left_out(self) -> tuple[Node, ...]:
        """The nodes below that do not count for the unit, the uppermost of each."""
        return tuple(_left_out(self.explanation))

    @property
    def raw(self) -> float:
        """What the parts that count come to before they are set to a scale."""
        counted = (child for child in self.explanation.children if not child.left_out)
        return fsum(
            0.0 if isinstance(one.score.points, Missing) else one.score.points for one in counted
        )

    @property
    def base(self) -> float:
        """The most points of these parts."""
        counted = (child for child in self.explanation.children if not child.left_out)
        return fsum(child.score.maximum for child in counted)

    @cached_property
    def group(self) -> Group:
        return self.outcome.group_of(self.unit)

    @cached_property
    def seen(self) -> Seen:
        """What a leaf read, with the unit's points on every other node."""
        return seen_of(self.explanation, self._scored)

    @property
    def _scored(self) -> Mapping[str, float]:
        placed = self.outcome.placed[self.unit.pk]
        return {name: one.points for name, one in placed.items() if one.points is not None}

    @property
    def missing(self) -> MissingKind | None:
        """Why a value was missing, be there points by policy or none."""
        return MissingKind(self.placed.missing) if self.placed.missing else None

    @property
    def aims(self) -> tuple[Aim, ...]:
        """What full points, and the next step, would have taken; not where points were awarded over
        the rule or given by policy.
        """
        rule = self.node.rule
        if rule is None or self.missing is not None or self.is_awarded:
            return ()
        return rule_aims(rule, self.seen)

    @property
    def is_awarded(self) -> bool:
        """Whether a person gave the points over the rule."""
        rule = self.node.rule
        return rule is not None and len(self.explanation.inputs) > len(rule.measures)


def _left_out(item: Explanation) -> Iterator[Node]:
    for child in item.children:
        if child.left_out:
            yield child.node
        else:
            yield from _left_out(child)


def derived_get(outcome: Outcome, unit: Unit, node: str) -> Derived:
    """The explanation of one unit on a node: two queries for what the process has not read."""
    evaluated = evaluated_get(outcome.evaluation)
    return Derived(outcome, unit, evaluated.explain(outcome.key_of(unit), node))
