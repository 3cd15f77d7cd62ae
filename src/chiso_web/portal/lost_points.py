"""Points lost: what a unit is short of the most that applied to it. Bonus and penalty stand beside
the scale, so nothing is lost there.
"""

from math import fsum

from chiso.definition.model import Edition
from chiso.evaluation import Explanation
from chiso.values import Missing
from chiso_web.results.contents import has_extras, is_extra

FULL, PART, ZERO = "full", "part", "zero"
NOTHING = 1e-9  # points closer than this to the most are no loss


def state_of(points: float | None, most: float | None) -> str:
    """Whether points are all there were, some, or none; empty without points."""
    if points is None or most is None:
        return ""
    if points >= most - NOTHING:
        return FULL
    return ZERO if points <= NOTHING else PART


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
