"""One thing to be done: what, by when, whose turn, and the one button that leads to it."""

from dataclasses import dataclass
from datetime import date

from chiso.definition.model import Edition, Node
from chiso_web.look.formats import language

NAMED = 6


@dataclass(frozen=True, slots=True)
class Item:
    """A thing to be done. ``rank`` orders those of one day; ``then`` whose turn follows."""

    due: date
    what: str
    detail: str
    turn: str
    then: str
    points: float | None
    button: str
    address: str
    is_mine: bool
    rank: int = 0
    is_whole: bool = False
    is_synthetic: bool = False


def codes_text(nodes: list[Node]) -> str:
    """The codes of some criteria, the first few: 3.3.3, 3.4.2 …"""
    codes = [node.code or node.id for node in nodes]
    return ", ".join(codes[:NAMED]) + (" …" if len(codes) > NAMED else "")


def content_of(edition: Edition, node: str) -> Node:
    """What a criterion is grouped under: the node right above it, or itself under the whole."""
    found = edition.node(node)
    if found.parent is None or found.parent == edition.root.id:
        return found
    return edition.node(found.parent)


def name_of(node: Node) -> str:
    """A node with its code."""
    return f"{node.code} {node.name.in_language(language())}".strip()


def points_of(nodes: list[Node]) -> float:
    """The most points of some criteria."""
    return sum(node.rule.maximum for node in nodes if node.rule is not None)
