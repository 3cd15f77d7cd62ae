"""The fields of an edition as a result shows them, and what stands beside the scale."""

from dataclasses import dataclass

from chiso.definition.model import Combination, Edition, Node
from chiso.definition.rules import Bonus, Penalty
from chiso_web.results.contents import contents_of, is_extra_leaf


@dataclass(frozen=True, slots=True)
class Shape:
    """The fields that points are lost in, and the leaves that give a bonus or a penalty."""

    edition: Edition
    fields: tuple[Node, ...]
    bonus: tuple[Node, ...]
    penalty: tuple[Node, ...]


def shape_of(edition: Edition) -> Shape:
    """The contents of an edition as fields, with its bonuses and penalties."""
    leaves = edition.leaves
    return Shape(
        edition,
        contents_of(edition),
        tuple(one for one in leaves if isinstance(one.rule, Bonus)),
        tuple(one for one in leaves if isinstance(one.rule, Penalty)),
    )


def most_points(edition: Edition, node: Node) -> float:
    """The most points of a node where nothing is left out; bonuses stand beside it."""
    if node.rule is not None:
        return 0.0 if is_extra_leaf(node) else node.rule.maximum
    below = edition.children(node.id)
    parts = [one.weight * most_points(edition, one) for one in below]
    if node.combine is Combination.WEIGHTED_MEAN:
        return node.offset + sum(parts) / sum(one.weight for one in below)
    return node.offset + sum(parts)
