"""The shapes of maps: provinces and archipelagos as paths on a grid of whole numbers.

Both sources are drawn on the plane of the first, twice as large. Borders stay shared: the same
point of two provinces falls on the same place of the grid, and only points on a straight line
between their neighbours are left out.
"""

import json
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "shapes"
SCALE = 2
EAST = 109.6  # degrees; the archipelagos lie east of it, the mainland and its islands west
HOANG_SA, TRUONG_SA = "hoangsa", "truongsa"
OWNERS = {HOANG_SA: "48", TRUONG_SA: "56"}  # Đà Nẵng, Khánh Hòa: before and since 1 July 2025

Point = tuple[float, float]
Ring = Sequence[Point]
Cell = tuple[int, int]
Step = tuple[str, list[float]]


@dataclass(frozen=True, slots=True)
class Shape:
    """One province or archipelago: its outlines, and the same as the ``d`` of an SVG path."""

    rings: tuple[tuple[Cell, ...], ...]
    path: str


@dataclass(frozen=True, eq=False)
class Shapes:
    """The provinces of one time by code, and the archipelagos, each within its frame."""

    provinces: Mapping[str, Shape]
    archipelagos: Mapping[str, Shape]
    credit: str


@dataclass(frozen=True, slots=True)
class Frame:
    """A rectangle of the map."""

    x: int
    y: int
    width: int
    height: int


FRAMES = {HOANG_SA: Frame(852, 800, 332, 280), TRUONG_SA: Frame(852, 1220, 332, 232)}


@lru_cache(maxsize=1)
def shapes_63() -> Shapes:
    """The provinces of before 1 July 2025."""
    text = (FOLDER / "provinces_63.svg").read_text(encoding="utf-8")
    found = re.findall(r'<path id="p?(\w+)"[^>]* d="([^"]+)"', text)
    rings = {name: rings_of_path(path) for name, path in found}
    islands = {name: rings.pop(name) for name in OWNERS}
    return _shapes(rings, islands, credit="@svg-maps/vietnam 2.0.0, CC BY 4.0")


@lru_cache(maxsize=1)
def shapes_34() -> Shapes:
    """The provinces since 1 July 2025."""
    found = json.loads((FOLDER / "provinces_34.geojson").read_text(encoding="utf-8"))
    every = {one["properties"]["code"]: outlines(one["geometry"]) for one in found["features"]}
    rings = {code: [r for r in many if r[0][0] < EAST] for code, many in every.items()}
    islands = {
        name: [ring for ring in every[code] if ring[0][0] >= EAST] for name, code in OWNERS.items()
    }
    return _shapes(
        {code: [_projected(ring) for ring in many] for code, many in rings.items()},
        {name: [_projected(ring) for ring in many] for name, many in islands.items()},
        credit="github.com/thanglequoc/vietnamese-provinces-database, MIT",
    )


def _shapes(
    provinces: Mapping[str, Sequence[Ring]],
    archipelagos: Mapping[str, Sequence[Ring]],
    *,
    credit: str,
) -> Shapes:
    land = {code: shape_of(_enlarged(rings), least=3) for code, rings in sorted(provinces.items())}
    islands = {
        name: shape_of(_fitted(archipelagos[name], FRAMES[name]), least=1) for name in OWNERS
    }
    return Shapes(land, islands, credit)


def rings_of_path(path: str) -> list[list[Point]]:
    """The outlines of an SVG path of straight lines (M, m, L, l, z)."""
    rings: list[list[Point]] = []
    x = y = 0.0
    for command, numbers in _steps(path):
        for place, (dx, dy) in enumerate(zip(numbers[::2], numbers[1::2], strict=True)):
            x, y = (x + dx, y + dy) if command.islower() else (dx, dy)
            if command in "Mm" and place == 0:
                rings.append([])
            rings[-1].append((x, y))
        if command in "Zz":
            x, y = rings[-1][0]
    return rings


def _steps(path: str) -> list[Step]:
    found = re.findall(r"([MmLlZz])([^MmLlZz]*)", path)
    return [
        (command, [float(one) for one in re.findall(r"-?[\d.]+", numbers)])
        for command, numbers in found
    ]


def outlines(geometry: Mapping[str, Any]) -> list[list[Point]]:
    """The outer rings of a GeoJSON (multi)polygon, without the repeated last point."""
    many = geometry["coordinates"]
    polygons = [many] if geometry["type"] == "Polygon" else many
    return [[(x, y) for x, y in polygon[0][:-1]] for polygon in polygons]


def _projected(ring: Ring) -> list[Point]:
    """Degrees on the plane of the first source: Mercator, fitted to the ten provinces that are the
    same before and since 1 July 2025 (largest distance 1.7 of its units, of 800).
    """
    return [(51.974 * lon - 5308.8, 1245.4 - 2964.4 * _northing(lat)) for lon, lat in ring]


def _northing(latitude: float) -> float:
    return math.log(math.tan(math.pi / 4 + math.radians(latitude) / 2))


def _enlarged(rings: Iterable[Ring]) -> list[list[Point]]:
    return [[(SCALE * x, SCALE * y) for x, y in ring] for ring in rings]


def _fitted(rings: Sequence[Ring], frame: Frame, margin: int = 14) -> list[list[Point]]:
    """The outlines as large as the frame allows, in its middle."""
    xs, ys = zip(*(point for ring in rings for point in ring), strict=True)
    left, top, width, height = min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)
    scale = min((frame.width - 2 * margin) / width, (frame.height - 2 * margin) / height)
    x = frame.x + (frame.width - scale * width) / 2
    y = frame.y + (frame.height - scale * height) / 2
    return [
        [(x + scale * (px - left), y + scale * (py - top)) for px, py in ring] for ring in rings
    ]


def shape_of(rings: Iterable[Ring], *, least: int) -> Shape:
    """The shape on the grid; outlines with fewer than ``least`` points left are too small."""
    cells = (_on_grid(ring) for ring in rings)
    kept = tuple(ring for ring in cells if len(ring) >= least)
    return Shape(kept, "".join(_drawn(ring) for ring in kept))


def _on_grid(ring: Ring) -> tuple[Cell, ...]:
    """The points on the grid without repeats, and without those inside a straight line."""
    found = [cell for cell, _ in groupby((round(x), round(y)) for x, y in ring)]
    while len(found) > 1 and found[0] == found[-1]:
        found.pop()
    neighbours = zip((found[-1], *found[:-1]), found, (*found[1:], found[0]), strict=True)
    return tuple(b for a, b, c in neighbours if not _is_between(a, b, c)) or tuple(found[:1])


def _is_between(a: Cell, b: Cell, c: Cell) -> bool:
    """Whether ``b`` lies on the way from ``a`` to ``c``."""
    (x, y), (dx, dy) = (b[0] - a[0], b[1] - a[1]), (c[0] - b[0], c[1] - b[1])
    return x * dy == y * dx and x * dx + y * dy > 0


def _drawn(ring: Sequence[Cell]) -> str:
    """One outline as a path with steps from point to point."""
    (x, y), path = ring[0], f"M{ring[0][0]} {ring[0][1]}"
    for px, py in ring[1:]:
        path += _line(px - x, py - y)
        x, y = px, py
    return path + "z"


def _line(dx: int, dy: int) -> str:
    if dy == 0:
        return f"h{dx}"
    if dx == 0:
        return f"v{dy}"
    return f"l{dx}{dy}" if dy < 0 else f"l{dx} {dy}"
