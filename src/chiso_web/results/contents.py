"""The contents of an edition, and what stands beside its scale: bonus and penalty."""

from chiso.definition.model import ROOT, Edition, Node

BONUS, PENALTY = "bonus", "penalty"
PART = "part"


def is_extra_leaf(node: Node) -> bool:
    """Whether a leaf adds a bonus or takes a penalty beside the scale."""
    return node.rule is not None and node.rule.kind in (BONUS, PENALTY)


def leaves_under(edition: Edition, node: str) -> list[Node]:
    """The leaves below a node, or the leaf itself."""
    return [one for one in edition.descendants(node) if one.rule is not None]


def is_extra(edition: Edition, node: str) -> bool:
    """Whether every leaf below a node, or the leaf itself, is a bonus or a penalty."""
    return all(is_extra_leaf(one) for one in leaves_under(edition, node))


def has_extras(edition: Edition, node: str) -> bool:
    """Whether a leaf below a node, or the leaf itself, is a bonus or a penalty."""
    return any(is_extra_leaf(one) for one in leaves_under(edition, node))


def contents_of(edition: Edition) -> tuple[Node, ...]:
    """The contents that points are lost in, as tables have columns for them: those right under the
    whole, or under the part that is set to the scale; without bonus and penalty.
    """
    found: list[Node] = []
    for child in edition.children(ROOT):
        below = edition.children(child.id)
        has_branches = any(one.rule is None for one in below)
        found += below if child.kind == PART and has_branches else (child,)
    return tuple(one for one in found if not is_extra(edition, one.id))
