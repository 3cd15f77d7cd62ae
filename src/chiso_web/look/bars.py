"""Bars that begin where the line above ended, so that the picture adds up as the column does."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Segment:
    """One piece of a bar, as SVG attributes; ``style`` is its class in the style sheet."""

    x: str
    width: str
    style: str


@dataclass(frozen=True, slots=True)
class Bar:
    """The pieces of one line's bar, and the place of the median's tick ("" for none)."""

    segments: tuple[Segment, ...]
    tick: str


def bar(
    pieces: Sequence[tuple[float, float, str]], *, full: float | None, median: float | None = None
) -> Bar | None:
    """The bar of pieces (start, end, style) on a scale from 0 to ``full``; none without pieces or
    without such an end.
    """
    if full is None or not pieces:
        return None
    segments = (segment(start, end, full=full, style=style) for start, end, style in pieces)
    return Bar(tuple(segments), tick(median, full=full))


def segment(start: float, end: float, *, full: float, style: str) -> Segment:
    """The piece from ``start`` to ``end`` on a scale from 0 to ``full``; leftwards pieces too."""
    left, right = sorted((_share(start, full), _share(end, full)))
    return Segment(f"{left:.2f}%", f"{right - left:.2f}%", style)


def tick(value: float | None, *, full: float) -> str:
    """Where a value stands on a scale from 0 to ``full``; empty for none."""
    return "" if value is None else f"{_share(value, full):.2f}%"


def _share(value: float, full: float) -> float:
    return 100 * min(max(value / full, 0.0), 1.0) if full > 0 else 0.0
