"""The fields of an edition as a result shows them, and what stands beside the scale."""

from dataclasses import dataclass

from chiso.definition.model import ROOT, Combination, Edition, Node
from chiso.definition.rules import Bonus, Penalty

PART = "part"


@dataclass(frozen=True, slots=True)
class Shape:
    """The fields that points are lost in, and the leaves that give a bonus or a penalty."""

    edition: Edition
    fields: tuple[Node, ...]
    bonus: tuple[Node, ...]
    penalty: tuple[Node, ...]


def shape_of(edition: Edition) -> Shape:
    """The fields right under the whole, or under the part that is set to the scale."""
    fields: list[Node] = []
    for child in edition.children(ROOT):
        if is_extra(edition, child):
            continue
        below = edition.children(child.id)
        inner = [one for one in below if one.rule is None]
        fields += below if child.kind == PART and inner else (child,)
    kept = tuple(one for one in fields if not is_extra(edition, one))
    leaves = edition.leaves
    return Shape(
        edition,
        kept,
        tuple(one for one in leaves if isinstance(one.rule, Bonus)),
        tuple(one for one in leaves if isinstance(one.rule, Penalty)),
    )


def leaves_under(edition: Edition, node: Node) -> list[Node]:
    """The leaves of a node, or itself if it is one."""
    return [node] if node.rule else [one for one in edition.descendants(node.id) if one.rule]


def is_extra(edition: Edition, node: Node) -> bool:
    """Whether every leaf of it is a bonus or a penalty."""
    return all(isinstance(one.rule, Bonus | Penalty) for one in leaves_under(edition, node))


def most_points(edition: Edition, node: Node) -> float:
    """The most points of a node where nothing is left out; bonuses stand beside it."""
    if node.rule is not None:
        return 0.0 if isinstance(node.rule, Bonus | Penalty) else node.rule.maximum
    below = edition.children(node.id)
    parts = [one.weight * most_points(edition, one) for one in below]
    if node.combine is Combination.WEIGHTED_MEAN:
        return node.offset + sum(parts) / sum(one.weight for one in below)
    return node.offset + sum(parts)
