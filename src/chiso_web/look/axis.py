"""A common axis for pictures: where a value stands, in percent of the width; no script needed."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

EDGE = 3.0  # percent kept free at both ends
SAME = 1e-9  # values nearer than that are one


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark of the axis: its place in percent and its value."""

    place: str
    value: float


@dataclass(frozen=True, slots=True)
class Axis:
    """A straight axis from ``low`` to ``high``."""

    low: float
    high: float
    step: float

    def percent(self, value: float) -> float:
        """Where the value stands, in percent of the width; outside values stand at the ends."""
        inside = min(max(value, self.low), self.high)
        return EDGE + (100 - 2 * EDGE) * (inside - self.low) / (self.high - self.low)

    def place(self, value: float) -> str:
        """The same as an SVG attribute, "42.3%"."""
        return f"{self.percent(value):.1f}%"

    @property
    def digits(self) -> int:
        """How many decimals the marks need."""
        return max(0, -math.floor(math.log10(self.step)))

    @property
    def ticks(self) -> tuple[Tick, ...]:
        """The marks, a step apart."""
        count = round((self.high - self.low) / self.step)
        values = (self.low + self.step * place for place in range(count + 1))
        return tuple(Tick(self.place(value), value) for value in values)


def axis_over(values: Iterable[float], *, most: int = 8) -> Axis:
    """The axis with round marks, at most ``most`` steps, that holds all values; half a point to
    each side of a single one.
    """
    found = list(values)
    low, high = min(found), max(found)
    if high - low < SAME:
        low, high = low - 0.5, high + 0.5
    raw = (high - low) / most
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= raw)
    return Axis(math.floor(low / step) * step, math.ceil(high / step) * step, step)
