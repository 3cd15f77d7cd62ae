"""Lettered dots on an axis: several things on one line, told apart without colour."""

from collections.abc import Iterable
from dataclasses import dataclass

from chiso_web.look.axis import Axis

GAP = 6.0  # percent of the width that a letter needs, also on a phone
LINE = 18  # pixels from letter to letter upwards
TOP = 10


@dataclass(frozen=True, slots=True)
class Letter:
    """One lettered dot: its place along the axis, its centre and its letter's base line."""

    place: str
    middle: int
    base: int
    letter: str


@dataclass(frozen=True, slots=True)
class Letters:
    """The dots of one line and the height that they need."""

    marks: tuple[Letter, ...]
    height: int


def lettered(axis: Axis, values: Iterable[tuple[float, str]]) -> Letters:
    """The dots of (value, letter), one below the other where they would cover each other."""
    ends: list[float] = []
    marks = []
    for value, letter in sorted(values):
        place = axis.percent(value)
        level = next((at for at, end in enumerate(ends) if place - end >= GAP), len(ends))
        ends[level : level + 1] = [place]
        middle = TOP + LINE * level
        marks.append(Letter(f"{place:.1f}%", middle, middle + 4, letter))
    return Letters(tuple(marks), TOP + LINE * max(len(ends) - 1, 0) + TOP)
