"""Deviations from 0 on one axis: a dot for one unit, a bar from the lowest to the highest."""

from collections.abc import Iterable
from dataclasses import dataclass

from chiso_web.look.axis import Axis, axis_over

STEPS = 6


@dataclass(frozen=True, slots=True)
class Range:
    """What lies how far from 0: the unit (None: it has no value), the lowest and the highest."""

    value: float | None
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Deviation:
    """The places of the dot ("" for none) and of the bar's ends, as SVG attributes."""

    dot: str
    low: str
    high: str


def deviation_axis(ranges: Iterable[Range]) -> Axis:
    """The axis through 0 that holds every bar."""
    ends = [end for one in ranges for end in (one.low, one.high)]
    return axis_over([0.0, *ends], most=STEPS)


def deviation(axis: Axis, found: Range) -> Deviation:
    """One line of the picture."""
    dot = "" if found.value is None else axis.place(found.value)
    return Deviation(dot, axis.place(found.low), axis.place(found.high))
