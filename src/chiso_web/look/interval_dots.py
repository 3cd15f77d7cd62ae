"""A value as a dot with its interval as a line, on an axis that many rows share."""

from dataclasses import dataclass

from chiso_web.look.axis import Axis

CLEAR, UNCLEAR, UNKNOWN = "dot", "dot o", "dot u"  # solid, hollow, grey: no error is known


@dataclass(frozen=True, slots=True)
class IntervalDot:
    """Where value and interval stand as SVG attributes; ``low`` is "" where no error is known."""

    place: str
    low: str
    high: str
    style: str


def interval_dot(
    axis: Axis, value: float, *, interval: tuple[float, float] | None, clear: bool
) -> IntervalDot:
    """The dot of a value, solid if it is ``clear`` of what it is held against, else hollow; grey
    and without a line where there is no interval.
    """
    place = axis.place(value)
    if interval is None:
        return IntervalDot(place, "", "", UNKNOWN)
    low, high = (axis.place(end) for end in interval)
    return IntervalDot(place, low, high, CLEAR if clear else UNCLEAR)
