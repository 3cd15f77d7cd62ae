"""Dots stacked along an axis: each unit one dot, so that the picture shows how many lie where."""

from collections.abc import Iterable
from dataclasses import dataclass

from chiso_web.look.axis import Axis

BIN = 1.9  # percent of the width that a dot takes
DOT = 9  # pixels from dot to dot upwards


@dataclass(frozen=True, slots=True)
class Stacked:
    """One dot: where, how high above the base line in pixels, and its class's tone."""

    place: str
    height: int
    tone: str
    name: str


def stacked(axis: Axis, values: Iterable[tuple[float, str, str]]) -> tuple[Stacked, ...]:
    """The dots of (value, tone, name), piled up where they would cover each other."""
    piles: dict[int, int] = {}
    dots = []
    for value, tone, name in sorted(values):
        pile = round(axis.percent(value) / BIN)
        piles[pile] = piles.get(pile, 0) + 1
        dots.append(Stacked(f"{pile * BIN:.1f}%", DOT * (piles[pile] - 1), tone, name))
    return tuple(dots)
