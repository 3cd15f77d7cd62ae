"""Where names stand beside a map: in the nearest empty place, with a line to their province."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from chiso_web.look.map_shapes import Cell, Frame, Shape

STEP = 12  # grid units of a cell of the raster
WIDTH, TOP, BOTTOM = 1190, -132, 1656  # names of the north may stand above the land
ROWS, COLUMNS = (BOTTOM - TOP) // STEP, WIDTH // STEP
LINE = 48  # from line to line
LETTER = 21.5  # a bold letter's width on a phone, on average and generously
FAR = 700  # a name further from its province than this says less than none
MARGIN = 14

Mask = NDArray[np.bool_]
Places = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Named:
    """A name to be written beside its province, with a note below it."""

    code: str
    name: str
    note: str


@dataclass(frozen=True, slots=True)
class Label:
    """A name in its place: where the text begins, and the line that leads to the province."""

    name: str
    note: str
    x: int
    y: int
    note_y: int
    leader: str


def placed(
    provinces: Mapping[str, Shape], names: Iterable[Named], *, taken: Sequence[Frame]
) -> tuple[Label, ...]:
    """The names, each in the empty place nearest to its province; earlier ones choose first, and
    one without a place within ``FAR`` is left out.
    """
    free = ~land(provinces)
    for frame in taken:
        _occupy(free, frame)
    labels = []
    for one in names:
        box = _nearest(free, middle(provinces[one.code]), _size(one))
        if box is not None:
            _occupy(free, box)
            labels.append(_label(one, box, middle(provinces[one.code])))
    return tuple(labels)


def _size(one: Named) -> tuple[int, int]:
    width = round(LETTER * max(len(one.name), len(one.note))) + MARGIN
    return width, LINE * (2 if one.note else 1) + MARGIN


def _label(one: Named, box: Frame, target: Cell) -> Label:
    x, y = box.x + MARGIN // 2, box.y + LINE - 6
    end = _clamp(target[0], box.x, box.width), _clamp(target[1], box.y, box.height)
    leader = f"M{end[0]} {end[1]}L{target[0]} {target[1]}"
    return Label(one.name, one.note, x, y, y + LINE, leader)


def _clamp(place: int, start: int, length: int) -> int:
    return min(max(place, start), start + length)


def _nearest(free: Mask, target: Cell, size: tuple[int, int]) -> Frame | None:
    """The free rectangle of a size whose nearest point is nearest; None if all are far."""
    width, height = (-(-length // STEP) for length in size)
    sums: NDArray[np.int_] = np.pad(np.cumsum(np.cumsum(~free, 0), 1), ((1, 0), (1, 0)))
    right, left = sums[:, width:], sums[:, :-width]
    rows, columns = np.nonzero(right[height:] - right[:-height] == left[height:] - left[:-height])
    across = target[0] - np.clip(target[0], columns * STEP, (columns + width) * STEP)
    down = target[1] - np.clip(target[1], TOP + rows * STEP, TOP + (rows + height) * STEP)
    far = np.hypot(across, down)
    if not far.size or far.min() > FAR:
        return None
    best = int(np.argmin(far))
    return Frame(int(columns[best]) * STEP, TOP + int(rows[best]) * STEP, *size)


def _occupy(free: Mask, frame: Frame) -> None:
    top, right = frame.y - TOP, frame.x + frame.width
    below = -(-(top + frame.height) // STEP)
    free[max(top // STEP, 0) : below, frame.x // STEP : -(-right // STEP)] = False


def land(provinces: Mapping[str, Shape]) -> Mask:
    """The cells of the raster that touch land, with one cell around it."""
    found = np.zeros((ROWS, COLUMNS), bool)
    for shape in provinces.values():
        found |= covered(shape)
    grown = found.copy()
    for axis in (0, 1):
        for by in (-1, 1):
            grown |= np.roll(found, by, axis)
    return grown


@lru_cache(maxsize=512)
def covered(shape: Shape) -> Mask:
    """The cells whose middle lies in a shape, or that hold one of its corners."""
    inside = np.zeros((ROWS, COLUMNS), bool)
    for ring in shape.rings:
        rows, columns = np.array([((y - TOP) // STEP, x // STEP) for x, y in ring]).T
        box = np.s_[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
        down, across = np.mgrid[box]
        inside[box] |= within(ring, (across + 0.5) * STEP, TOP + (down + 0.5) * STEP)
        inside[rows, columns] = True
    inside.flags.writeable = False
    return inside


def within(ring: Sequence[Cell], xs: Places, ys: Places) -> Mask:
    """Which points lie in an outline, by counting how often a ray to the right crosses it."""
    inside = np.zeros(xs.shape, bool)
    for (x1, y1), (x2, y2) in zip(ring, (*ring[1:], ring[0]), strict=True):
        if y1 != y2:
            crosses = (y1 > ys) != (y2 > ys)
            inside ^= crosses & (xs < (x2 - x1) * (ys - y1) / (y2 - y1) + x1)
    return inside


@lru_cache(maxsize=512)
def middle(shape: Shape) -> Cell:
    """A point well inside a shape's largest outline: of its cells' middles the one nearest to
    their mean.
    """
    ring = max(shape.rings, key=area)
    cells = np.argwhere(covered(Shape((ring,), "")))
    best = int(np.argmin(np.hypot(*(cells - cells.mean(axis=0)).T)))
    row, column = cells[best].tolist()
    return int((column + 0.5) * STEP), TOP + int((row + 0.5) * STEP)


def area(ring: Sequence[Cell]) -> float:
    """The area within an outline."""
    pairs = zip(ring, (*ring[1:], ring[0]), strict=True)
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs)) / 2
