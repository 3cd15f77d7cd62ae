"""The shapes of a city's communes and wards on one plane, and the line around its wards.

Borders stay shared, as in map_shapes; paths lie on a grid twice as fine as the plane, because a
part of them is drawn larger.
"""

import json
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from chiso_web.look.map_labels import area, within
from chiso_web.look.map_shapes import (
    FOLDER,
    Cell,
    Frame,
    Point,
    Ring,
    Shape,
    outlines,
    shape_of,
)

FINE = 2  # grid steps of a path in one unit of the plane
WEST, NORTH, SCALE = 105.2825, 21.3875, 1715.0  # degrees; units of the plane to a degree
NARROWING = math.cos(math.radians(21))
WARD = "ward"
SPOT_GRID = 100  # steps of the grid on which a spot is looked for, in one unit of the plane
MESH = 24  # points across a shape among which its spot is chosen

Edge = frozenset[Point]


@dataclass(frozen=True, eq=False)
class CityShapes:
    """Communes and wards by code, the line around the wards, the rectangle that is also drawn
    larger, and those of its units that reach into it.
    """

    units: Mapping[str, Shape]
    spots: Mapping[str, Cell]
    wards: frozenset[str]
    outline: str
    inner: Frame
    near: frozenset[str]
    height: int
    credit: str


@lru_cache(maxsize=1)
def ha_noi_2025() -> CityShapes:
    """The 126 communes and wards of Hà Nội since 1 July 2025; its inner city is drawn larger."""
    found = json.loads((FOLDER / "ha_noi_126.geojson").read_text(encoding="utf-8"))
    kinds = {one["properties"]["code"]: one["properties"]["kind"] for one in found["features"]}
    rings = {one["properties"]["code"]: outlines(one["geometry"]) for one in found["features"]}
    return _city(
        rings,
        wards=frozenset(code for code, kind in kinds.items() if kind == WARD),
        inner=Frame(684, 470, 380, 338),
        credit="github.com/thanglequoc/vietnamese-provinces-database, MIT",
    )


def _city(
    rings: Mapping[str, Sequence[Ring]], *, wards: frozenset[str], inner: Frame, credit: str
) -> CityShapes:
    units = {code: _shape(many) for code, many in sorted(rings.items())}
    lowest = max(y for shape in units.values() for ring in shape.rings for _, y in ring)
    around = outer_rings(ring for code in wards for ring in rings[code])
    return CityShapes(
        units=units,
        spots={code: _spot(many) for code, many in rings.items()},
        wards=wards,
        outline=shape_of(_scaled(around, FINE), least=3).path,
        inner=inner,
        near=frozenset(code for code, shape in units.items() if _touches(shape, inner)),
        height=lowest,
        credit=credit,
    )


def _shape(rings: Iterable[Ring]) -> Shape:
    """Outlines on the plane, for where names stand; the path on the finer grid."""
    many = list(rings)
    coarse = shape_of(_scaled(many, 1), least=3)
    return Shape(coarse.rings, shape_of(_scaled(many, FINE), least=3).path)


def _scaled(rings: Iterable[Ring], by: int) -> list[list[Point]]:
    return [[(by * x, by * y) for x, y in _projected(ring)] for ring in rings]


def _projected(ring: Ring) -> list[Point]:
    """Degrees on the plane; within one city the map of equal degrees is near enough."""
    return [(SCALE * NARROWING * (lon - WEST), SCALE * (NORTH - lat)) for lon, lat in ring]


def _touches(shape: Shape, frame: Frame) -> bool:
    """Whether the rectangle around a shape and the frame have a point in common."""
    xs = [x for ring in shape.rings for x, _ in ring]
    ys = [y for ring in shape.rings for _, y in ring]
    across = min(xs) < frame.x + frame.width and max(xs) > frame.x
    return across and min(ys) < frame.y + frame.height and max(ys) > frame.y


def _spot(rings: Sequence[Ring]) -> Cell:
    """A point well inside the largest outline: of a mesh's points the one nearest to their mean."""
    ring = max((_on(ring, SPOT_GRID) for ring in rings), key=area)
    xs, ys = (np.linspace(min(at), max(at), MESH) for at in zip(*ring, strict=True))
    across, down = (axis.ravel() for axis in np.meshgrid(xs, ys))
    inside = within(ring, across, down)
    across, down = across[inside], down[inside]
    best = int(np.argmin(np.hypot(across - across.mean(), down - down.mean())))
    return round(float(across[best]) / SPOT_GRID), round(float(down[best]) / SPOT_GRID)


def _on(ring: Ring, grid: int) -> tuple[Cell, ...]:
    return tuple((round(grid * x), round(grid * y)) for x, y in _projected(ring))


def outer_rings(rings: Iterable[Ring]) -> list[list[Point]]:
    """The lines around areas that lie side by side: the edges that only one of them has."""
    found: dict[Edge, int] = defaultdict(int)
    for ring in rings:
        for start, end in zip(ring, (*ring[1:], ring[0]), strict=True):
            found[frozenset((start, end))] += 1
    return _joined(edge for edge, count in found.items() if count == 1 and len(edge) > 1)


def _joined(edges: Iterable[Edge]) -> list[list[Point]]:
    """Edges put end to end until each ring is closed."""
    beside: dict[Point, list[Point]] = defaultdict(list)
    for start, end in edges:
        beside[start].append(end)
        beside[end].append(start)
    rings = []
    while beside:
        rings.append(_ring(beside, next(iter(beside))))
    return rings


def _ring(beside: dict[Point, list[Point]], start: Point) -> list[Point]:
    """The ring from a point back to it; its edges are taken out of what is left."""
    ring, here = [start], start
    while True:
        after = beside[here].pop()
        beside[after].remove(here)
        for point in (here, after):
            if not beside[point]:
                del beside[point]
        if after == start:
            return ring
        ring.append(after)
        here = after
