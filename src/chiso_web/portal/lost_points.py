"""Points lost: what a unit is short of the most that applied to it. Bonus and penalty stand beside
the scale, so nothing is lost there.
"""

from math import fsum

from chiso.definition.model import Edition
from chiso.evaluation import Explanation
from chiso.values import Missing
from chiso_web.portal.outcome.outcome import EXTRA_KINDS

FULL, PART, ZERO = "full", "part", "zero"
NOTHING = 1e-9  # points closer than this to the most are no loss


def state_of(points: float | None, most: float | None) -> str:
    """Whether points are all there were, some, or none; empty without points."""
    if points is None or most is None:
        return ""
    if points >= most - NOTHING:
        return FULL
    return ZERO if points <= NOTHING else PART


def is_extra(edition: Edition, node: str) -> bool:
    """Whether every leaf of a node, or the leaf itself, is a bonus or a penalty."""
    leaves = [one for one in edition.descendants(node) if one.rule is not None]
    return all(one.rule is not None and one.rule.kind in EXTRA_KINDS for one in leaves)


def has_extras(edition: Edition, node: str) -> bool:
    """Whether a leaf below a node, or the leaf itself, is a bonus or a penalty."""
    return any(
        one.rule is not None and one.rule.kind in EXTRA_KINDS for one in edition.descendants(node)
    )


def lost_of(item: Explanation, edition: Edition) -> float | None:
    """The points lost on a node, in its own points; None without points, for bonus and penalty, and
    for what its parent leaves out.
    """
    if isinstance(item.score.points, Missing) or item.left_out or is_extra(edition, item.node.id):
        return None
    if not has_extras(edition, item.node.id):
        return item.score.maximum - item.score.points
    below = ((child.weight, lost_of(child, edition)) for child in item.children)
    return fsum(weight * lost for weight, lost in below if lost is not None)
