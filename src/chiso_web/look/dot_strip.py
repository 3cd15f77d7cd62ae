"""How the units of a group lie: dots piled up on an axis, the median, the sentence inside.

The template is look/dot_strip.html.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from chiso_web.look.axis import Axis
from chiso_web.look.dots import Stacked
from chiso_web.look.stamp import Stamp, band, stamped_strip

STAMP_SIZE = 13
OVER, UNDER = 18, 26  # pixels: the median's words, and the axis
NEAR_THE_EDGE = 15.0  # percent of the width that half a label may take on a phone


@dataclass(frozen=True, slots=True)
class DotStrip:
    """A picture as drawn; ``head`` is where the median's words stand (``anchor``: which end of them
    at its place), ``base`` where the dots do, all in pixels from the top; ``finding`` is the text
    alternative.
    """

    axis: Axis
    dots: tuple[Stacked, ...]
    median: float
    median_place: str
    anchor: str
    head: int
    base: int
    height: int
    finding: str
    stamp: Stamp | None


def dot_strip(
    axis: Axis, dots: Sequence[Stacked], *, median: float, finding: str, stamp: str
) -> DotStrip:
    """The picture of at least one dot; ``stamp`` is the sentence that stands inside, if any."""
    edge = band(STAMP_SIZE) if stamp else 0
    base = edge + OVER + max(dot.height for dot in dots) + 12
    height = base + UNDER + edge
    return DotStrip(
        axis=axis,
        dots=tuple(dots),
        median=median,
        median_place=axis.place(median),
        anchor=_anchor(axis.percent(median)),
        head=edge + 12,
        base=base,
        height=height,
        finding=finding,
        stamp=stamped_strip(stamp, height=height, size=STAMP_SIZE),
    )


def _anchor(percent: float) -> str:
    """Which end of a label stands at its place, so that it stays inside the picture."""
    if percent < NEAR_THE_EDGE:
        return "start"
    return "end" if percent > 100 - NEAR_THE_EDGE else "middle"
