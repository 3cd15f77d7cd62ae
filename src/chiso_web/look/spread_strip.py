"""One unit among its group, a line a row on one axis; and points lost as a bar.

Everything is in percent of the most points, so that rows worth 2 and worth 22 points compare.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from chiso_web.look.axis import Axis, axis_over

STEPS = 5
MOST = 100.0
LONGEST = 84.0  # percent of the width that the largest loss takes, so that what was left is seen


@dataclass(frozen=True, slots=True)
class Spread:
    """In percent of the most points (0–100): the unit (None: it has no value), and of its group
    the lowest, the median and the highest.
    """

    value: float | None
    low: float
    median: float
    high: float


@dataclass(frozen=True, slots=True)
class Strip:
    """Places as SVG attributes: the unit's dot ("" for none), the line's ends, the median."""

    dot: str
    low: str
    high: str
    median: str


@dataclass(frozen=True, slots=True)
class LossBar:
    """Widths as SVG attributes: what was lost, and the most there was to lose; ``cut`` where the
    axis ends before that.
    """

    lost: str
    most: str
    cut: bool


def spread_axis(spreads: Iterable[Spread]) -> Axis:
    """The axis that holds every line and ends at the most points."""
    found = list(spreads)
    ends = [one.low for one in found] + [one.high for one in found]
    units = [one.value for one in found if one.value is not None]
    return axis_over([*ends, *units, MOST], most=STEPS)


def spread_strip(axis: Axis, found: Spread) -> Strip:
    """One row of the picture."""
    dot = "" if found.value is None else axis.place(found.value)
    return Strip(dot, axis.place(found.low), axis.place(found.high), axis.place(found.median))


def loss_bar(lost: float, most: float, *, full: float) -> LossBar:
    """The points lost of the most there were, on a scale on which ``full``, the largest loss of
    the rows, takes nearly the whole width; nothing lost, or gained, has no length.
    """
    return LossBar(_width(lost, full), _width(most, full), most * LONGEST > full * 100)


def _width(points: float, full: float) -> str:
    percent = LONGEST * points / full if full > 0 else 0.0
    return f"{min(max(percent, 0.0), 100.0):.2f}%"
