"""One thing to be done: what, by when, whose turn, and the one button that leads to it."""

from dataclasses import dataclass
from datetime import date

from chiso.definition.model import Node

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


def points_of(nodes: list[Node]) -> float:
    """The most points of some criteria."""
    return sum(node.rule.maximum for node in nodes if node.rule is not None)
