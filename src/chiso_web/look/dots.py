"""Dots stacked along an axis: each unit one dot, so that the picture shows how many lie where."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import fsum

from chiso_web.look.axis import Axis

BIN = 1.9  # percent of the width that a dot takes
INSIDE = 1.0  # percent of the width kept free at both ends of a wide pile
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


def piled(
    axis: Axis, values: Iterable[tuple[float, str, str]], *, highest: int = 12
) -> tuple[Stacked, ...]:
    """The same where many values are alike: piles as many dots wide as keeps them at most
    ``highest`` dots high; each stands at the mean of what it holds.
    """
    found = sorted(values)
    wide = next(
        wide for wide in range(1, len(found) + 2) if _rows(axis, found, wide=wide) <= highest
    )
    return tuple(
        dot
        for pile in _piles(axis, found, wide=wide).values()
        for dot in _pile(axis, pile, wide=wide)
    )


def _piles(
    axis: Axis, found: Sequence[tuple[float, str, str]], *, wide: int
) -> dict[int, list[tuple[float, str, str]]]:
    piles: dict[int, list[tuple[float, str, str]]] = {}
    for one in found:
        piles.setdefault(round(axis.percent(one[0]) / (wide * BIN)), []).append(one)
    return piles


def _rows(axis: Axis, found: Sequence[tuple[float, str, str]], *, wide: int) -> int:
    sizes = [len(pile) for pile in _piles(axis, found, wide=wide).values()]
    return -(-max(sizes, default=0) // wide)


def _pile(axis: Axis, pile: Sequence[tuple[float, str, str]], *, wide: int) -> Iterator[Stacked]:
    """One pile, filled row by row from below; its lowest row is the widest."""
    broad = min(wide, len(pile))
    middle = fsum(axis.percent(value) for value, _tone, _name in pile) / len(pile)
    half = broad * BIN / 2 + INSIDE
    middle = min(max(middle, half), 100 - half)
    for place, (_value, tone, name) in enumerate(pile):
        column = place % broad
        yield Stacked(
            f"{middle + (column - (broad - 1) / 2) * BIN:.1f}%", DOT * (place // broad), tone, name
        )
