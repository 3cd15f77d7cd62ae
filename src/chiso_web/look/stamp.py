"""A sentence inside a picture, at its top and at its bottom, within a thick frame.

Cropped at either end, a picture of synthetic figures still says so. The template is look/stamp.svg.
"""

from dataclasses import dataclass

LEAST_MARGIN = 6  # of a strip, in pixels
LINE = 1.5  # what a line takes, in letter sizes


@dataclass(frozen=True, slots=True)
class Stamp:
    """The sentence, where both of its lines begin, and the frame, as SVG attributes."""

    text: str
    x: str
    top: str
    bottom: str
    size: int
    frame_x: str
    frame_y: str
    width: str
    height: str
    line: int


def band(size: int) -> int:
    """What the sentence takes at each end of a picture, with the air around it."""
    return round(2 * size)


def stamped(text: str, *, x: int, y: int, width: int, height: int, size: int = 16) -> Stamp | None:
    """The sentence in a picture that fills the frame (x, y, width, height), all in its own units;
    the picture leaves ``band(size)`` free above and below. None for no sentence.
    """
    if not text:
        return None
    line = max(2, round(size / 6))
    return Stamp(
        text=text,
        x=str(x + size),
        top=str(y + round(LINE * size)),
        bottom=str(y + height - round(0.7 * size)),
        size=size,
        frame_x=str(x + line / 2),
        frame_y=str(y + line / 2),
        width=str(width - line),
        height=str(height - line),
        line=line,
    )


def stamped_strip(text: str, *, height: int, size: int = 13) -> Stamp | None:
    """The sentence in a picture as wide as its place and without units of its own: ``height``
    pixels with ``band(size)`` free above and below. None for no sentence.
    """
    if not text:
        return None
    return Stamp(
        text=text,
        x=str(LEAST_MARGIN),
        top=str(round(LINE * size)),
        bottom=str(height - round(0.7 * size)),
        size=size,
        frame_x="0",
        frame_y="0",
        width="100%",
        height=str(height),
        line=2,
    )
