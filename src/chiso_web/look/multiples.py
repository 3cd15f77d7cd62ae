"""Small multiples: how values moved over the years, in pictures with the same points per pixel.

A line is cut at each declared break of comparability and at each year without a value; nothing is
drawn across.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from chiso_web.look.formats import number

LINE = 15.0  # pixels that a label needs for itself
STUB = 3.0  # half the length of a line that has one year only
LEAST = 1.5  # points that a picture shows at least
CROWDED = 6  # so many whole points are marked at most


@dataclass(frozen=True, slots=True)
class Point:
    """A value of one year, with its interval where an error was published; ``hollow``: computed
    here, not published.
    """

    year: int
    value: float
    interval: tuple[float, float] | None = None
    hollow: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    """One unit's values and the median; ``cuts`` are the years from which on values are not
    compared with earlier ones, ``blank`` the years without a value.
    """

    own: tuple[Point, ...]
    median: tuple[Point, ...]
    cuts: tuple[int, ...] = ()
    blank: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Frame:
    """The size of a picture: the plot from ``left`` to ``width - right``, ``top`` to ``bottom``."""

    first: int
    last: int
    width: int
    height: int
    right: int
    left: int = 34
    top: int = 24
    below: int = 24
    dot: str = "2.8"
    labelled: tuple[int, ...] = ()

    @property
    def bottom(self) -> int:
        return self.height - self.below

    def x(self, year: float) -> float:
        """Where a year stands."""
        start, end = self.left + 8, self.width - self.right - 8
        return start + (end - start) * (year - self.first) / max(self.last - self.first, 1)


@dataclass(frozen=True, slots=True)
class Scale:
    """Which points the plot shows: ``span`` points, from ``low`` upwards."""

    low: float
    span: float

    def y(self, frame: Frame, value: float) -> float:
        """Where a value stands."""
        share = (value - self.low) / self.span
        return frame.bottom - (frame.bottom - frame.top) * share

    @property
    def marks(self) -> tuple[int, ...]:
        """The whole points to mark: each, or every second, fifth, tenth."""
        step = next(size for size in (1, 2, 5, 10, 100) if self.span / size <= CROWDED)
        first = math.ceil(self.low / step) * step
        return tuple(range(first, math.floor(self.low + self.span) + 1, step))


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark of an axis: its place and its words."""

    place: str
    text: str


@dataclass(frozen=True, slots=True)
class Cut:
    """A dashed line between two years that are not compared, with its words."""

    x: str
    text_x: str
    anchor: str
    text: str


@dataclass(frozen=True, slots=True)
class Dot:
    """One year of the unit; ``style`` is its class in the style sheet."""

    x: str
    y: str
    style: str
    low: str
    high: str


@dataclass(frozen=True, slots=True)
class Label:
    """The last value of a line, beside it."""

    x: str
    y: str
    style: str
    text: str


@dataclass(frozen=True, slots=True)
class Panel:
    """One picture as SVG attributes; ``own`` and ``median`` are the pieces of the two lines."""

    frame: Frame
    grid: tuple[Mark, ...]
    years: tuple[Mark, ...]
    cuts: tuple[Cut, ...]
    blank: tuple[str, ...]
    own: tuple[str, ...]
    median: tuple[str, ...]
    dots: tuple[Dot, ...]
    labels: tuple[Label, ...]

    @property
    def end(self) -> int:
        """Where the plot ends on the right."""
        return self.frame.width - self.frame.right

    @property
    def plot_height(self) -> int:
        return self.frame.bottom - self.frame.top


def ends(series: Series) -> tuple[float, float]:
    """The lowest and the highest value drawn."""
    points = [*series.own, *series.median]
    values = [value for one in points for value in (one.value, *(one.interval or ()))]
    return min(values), max(values)


def common_span(several: Iterable[Series]) -> float:
    """How many points every picture shows so that all show the same number."""
    found = [ends(series) for series in several]
    return max(LEAST, *(high - low for low, high in found)) * 1.08


def panel(series: Series, frame: Frame, *, span: float, names: tuple[str, str], word: str) -> Panel:
    """The picture of one series; ``names`` of the unit and the median stand before their last
    values, ``word`` before the year of the first cut.
    """
    low, high = ends(series)
    scale = Scale((low + high - span) / 2, span)
    return Panel(
        frame=frame,
        grid=tuple(Mark(_text(scale.y(frame, one)), number(one, 0)) for one in scale.marks),
        years=tuple(Mark(_text(frame.x(year)), str(year)) for year in frame.labelled),
        cuts=_cuts(series, frame, word),
        blank=tuple(_text(frame.x(year)) for year in series.blank),
        own=_lines(series.own, series.cuts, frame, scale),
        median=_lines(series.median, series.cuts, frame, scale),
        dots=tuple(_dot(one, frame, scale) for one in series.own),
        labels=_labels(series, frame, scale, names),
    )


def _lines(
    points: Sequence[Point], cuts: Sequence[int], frame: Frame, scale: Scale
) -> tuple[str, ...]:
    return tuple(_line(run, frame, scale) for run in runs(points, cuts))


def runs(points: Sequence[Point], cuts: Sequence[int]) -> list[list[Point]]:
    """The points in pieces that may be joined: neighbouring years with no break between."""
    found = [[point] for point in points[:1]]
    for before, after in pairwise(points):
        broken = any(before.year < cut <= after.year for cut in cuts)
        if broken or after.year != before.year + 1:
            found.append([])
        found[-1].append(after)
    return found


def _line(run: Sequence[Point], frame: Frame, scale: Scale) -> str:
    places = [(frame.x(one.year), scale.y(frame, one.value)) for one in run]
    if len(places) == 1:
        x, y = places[0]
        places = [(x - STUB, y), (x + STUB, y)]
    return " ".join(f"{_text(x)},{_text(y)}" for x, y in places)


def _dot(point: Point, frame: Frame, scale: Scale) -> Dot:
    low, high = (_text(scale.y(frame, end)) for end in point.interval or (point.value,) * 2)
    return Dot(
        x=_text(frame.x(point.year)),
        y=_text(scale.y(frame, point.value)),
        style="dot o" if point.hollow else "dot",
        low=low if point.interval else "",
        high=high if point.interval else "",
    )


def _cuts(series: Series, frame: Frame, word: str) -> tuple[Cut, ...]:
    """The breaks between years that are drawn; the first one's words stand left of it."""
    years = sorted({one.year for one in (*series.own, *series.median)})
    inside = [cut for cut in series.cuts if years and years[0] < cut <= years[-1]]
    found = []
    for place, cut in enumerate(inside):
        x, first = frame.x(cut - 0.5), place == 0
        text = f"{word} {cut}".strip() if first else str(cut)
        shift, anchor = (3.0, "end") if first else (-3.0, "start")
        found.append(Cut(_text(x), _text(x + shift), anchor, text))
    return tuple(found)


def _labels(
    series: Series, frame: Frame, scale: Scale, names: tuple[str, str]
) -> tuple[Label, ...]:
    """The last values beside the plot, pushed apart where they would cover each other."""
    lasts = [
        (points[-1], name, style)
        for points, name, style in zip(
            (series.own, series.median), names, ("own", "mid"), strict=True
        )
        if points
    ]
    heights = _apart([scale.y(frame, point.value) for point, _name, _style in lasts])
    return tuple(
        Label(
            x=_text(frame.x(frame.last) + 9),
            y=_text(height + 4),
            style=style,
            text=_label_text(point, frame, name),
        )
        for (point, name, style), height in zip(lasts, heights, strict=True)
    )


def _label_text(point: Point, frame: Frame, name: str) -> str:
    """The last value; with its year if it is named and not of the last year drawn."""
    if not name:
        return number(point.value)
    late = "" if point.year == frame.last else f" ({point.year})"
    return f"{name} {number(point.value)}{late}"


def _apart(heights: list[float]) -> list[float]:
    if len(heights) < 2 or abs(heights[0] - heights[1]) >= LINE:
        return heights
    middle = sum(heights) / 2
    sign = -1 if heights[0] <= heights[1] else 1
    return [middle + sign * LINE / 2, middle - sign * LINE / 2]


def _text(place: float) -> str:
    return f"{place:.1f}"
