"""What a group got and lost on every node of an index; queries nothing."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from statistics import fmean, median

from chiso.definition.model import ROOT, Node
from chiso_web.portal.lost_points import FULL, PART, ZERO, state_of
from chiso_web.portal.outcome.outcome import Group, Outcome
from chiso_web.portal.outcome.reading import outcome_of
from chiso_web.results.contents import has_extras, is_extra
from chiso_web.results.models import Evaluation


@dataclass(frozen=True, slots=True)
class NodeLoss:
    """One node over a group: the most points that applied to any unit, the median, the mean of what
    was lost (None for bonus and penalty), and how many units have all, some, none of the points,
    or no score.
    """

    node: Node
    most: float
    median: float | None
    lost: float | None
    full: int
    part: int
    zero: int
    without: int
    touched: int

    @property
    def scored(self) -> int:
        return self.full + self.part + self.zero


@lru_cache(maxsize=32)
def losses_of(evaluation: Evaluation, group: str) -> Mapping[str, NodeLoss]:
    """Every node but the whole, by its id in tree order; a published evaluation never changes."""
    outcome = outcome_of(evaluation)
    own = next(one for one in outcome.groups if one.id == group)
    nodes = (node for node in outcome.edition.nodes if node.id != ROOT)
    return {node.id: _loss(outcome, own, node) for node in nodes}


def _loss(outcome: Outcome, group: Group, node: Node) -> NodeLoss:
    edition = outcome.edition
    placed = [outcome.at(unit, node.id) for unit in group.units]
    there = [one for one in placed if one.points is not None]
    states = Counter(state_of(one.points, one.maximum) for one in there)
    lost = [(one.maximum or 0.0) - (one.points or 0.0) for one in there]
    counted = not (is_extra(edition, node.id) or has_extras(edition, node.id))
    return NodeLoss(
        node=node,
        most=max((one.maximum or 0.0 for one in there), default=0.0),
        median=median(one.points or 0.0 for one in there) if there else None,
        lost=fmean(lost) if lost and counted else None,
        full=states[FULL],
        part=states[PART],
        zero=states[ZERO],
        without=len(placed) - len(there),
        touched=sum(1 for one in there if one.points),
    )
