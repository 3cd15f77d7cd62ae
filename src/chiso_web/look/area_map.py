"""A map of a city's communes and wards in the colours of their classes, its inner part enlarged.

The templates are look/area_map.html (in a page) and look/area_map.svg (a file). Wards stand
within a thick line, so that no colour says what is a ward.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from chiso_web.look.area_sheet import Sheet, sheet
from chiso_web.look.area_spots import Spot, spot_of, spots_beside
from chiso_web.look.city_shapes import CityShapes
from chiso_web.look.map_labels import LINE, Named, placed
from chiso_web.look.map_shapes import Frame
from chiso_web.look.maps import NO_CLASS, Area, KeyLine, Mark
from chiso_web.look.stamp import Stamp, band, stamped

TIMES = 3  # how much larger the inner part is drawn
WIDTH = 1190
MARGIN = 8
SIZE = 40  # of letters, in units of the plane


@dataclass(frozen=True, slots=True)
class Piece:
    """A unit as drawn: ``near`` if it is drawn once more, larger."""

    area: Area
    near: bool


@dataclass(frozen=True, slots=True)
class View:
    """The part of a plane that one picture shows, without and with room for its sentence."""

    land: Frame
    frame: Frame
    stamp: Stamp | None

    @property
    def land_box(self) -> str:
        """As an SVG viewBox, without the sentence."""
        return f"{self.land.x} {self.land.y} {self.land.width} {self.land.height}"

    @property
    def box(self) -> str:
        """As an SVG viewBox, with the sentence."""
        return f"{self.frame.x} {self.frame.y} {self.frame.width} {self.frame.height}"


@dataclass(frozen=True, slots=True)
class AreaMap:
    """Everything look/area_map.html and look/area_map.svg draw; ``finding`` is the text
    alternative. ``whole`` and ``inset`` are the two pictures of a page, with the names ``outer``
    and ``spots``; ``sheet`` is the file.
    """

    title: str
    finding: str
    pieces: tuple[Piece, ...]
    outline: str
    inner: Frame
    outer: tuple[Spot, ...]
    spots: tuple[Spot, ...]
    whole: View
    inset: View
    sheet: Sheet
    key: tuple[KeyLine, ...]
    missing: str
    credit: str

    @property
    def moved(self) -> str:
        """How the plane becomes the inset."""
        return f"scale({TIMES}) translate({-self.inner.x} {-self.inner.y})"


def drawn(
    shapes: CityShapes,
    marks: Iterable[Mark],
    *,
    notes: Mapping[str, str],
    title: str,
    finding: str,
    key: Sequence[KeyLine] = (),
    missing: str = "",
    stamp: str = "",
) -> AreaMap:
    """The map of what is known of each unit; one without a mark is drawn as not published.

    ``notes`` names the units to be labelled, the most important first, each with its second line
    ("92,10, cao nhất"). ``missing`` names those not published; ``stamp`` is the sentence that
    stands inside the pictures.
    """
    by_code = {mark.code: mark for mark in marks}
    known = {code: by_code.get(code, Mark(code, code, "")) for code in shapes.units}
    named = [Named(code, known[code].name, note) for code, note in notes.items() if code in known]
    outer = _outer(shapes, tuple(one for one in named if not _is_inner(shapes, one.code)))
    whole, inset = _whole(shapes, outer, stamp), _inset(shapes, stamp)
    return AreaMap(
        title=title,
        finding=finding,
        pieces=tuple(_piece(shapes, mark) for mark in known.values()),
        outline=shapes.outline,
        inner=shapes.inner,
        outer=outer,
        spots=_spots(shapes, [one for one in named if _is_inner(shapes, one.code)]),
        whole=whole,
        inset=inset,
        sheet=sheet(
            title=title,
            whole=whole.land,
            inset=inset.land,
            key=key,
            missing=missing,
            stamp=stamp,
        ),
        key=tuple(key),
        missing=missing,
        credit=shapes.credit,
    )


def _piece(shapes: CityShapes, mark: Mark) -> Piece:
    path = shapes.units[mark.code].path
    area = Area(mark.code, path, mark.tone or NO_CLASS, mark.address, mark.text)
    return Piece(area, mark.code in shapes.near)


def _is_inner(shapes: CityShapes, code: str) -> bool:
    """Whether the middle of a unit is seen in the inset."""
    (x, y), inner = shapes.spots[code], shapes.inner
    return 0 < x - inner.x < inner.width and 0 < y - inner.y < inner.height


def _whole(shapes: CityShapes, outer: Sequence[Spot], stamp: str) -> View:
    """The map, and above and below it what names need."""
    top = min(0, 0, *(spot.text_y - LINE for spot in outer)) - MARGIN
    bottom = max(shapes.height, 0, *(spot.note_y + 12 for spot in outer)) + MARGIN
    return _view(Frame(-MARGIN, top, WIDTH + 2 * MARGIN, bottom - top), stamp)


def _inset(shapes: CityShapes, stamp: str) -> View:
    inner = shapes.inner
    return _view(Frame(0, 0, TIMES * inner.width, TIMES * inner.height), stamp)


def _view(land: Frame, stamp: str) -> View:
    """A picture; with a sentence it has room for it, and for the frame at its sides."""
    if not stamp:
        return View(land, land, None)
    side, high = SIZE // 2, band(SIZE)
    x, y = land.x - side, land.y - high
    width, height = land.width + 2 * side, land.height + 2 * high
    found = stamped(stamp, x=x, y=y, width=width, height=height, size=SIZE)
    return View(land, Frame(x, y, width, height), found)


def _spots(shapes: CityShapes, names: Iterable[Named]) -> tuple[Spot, ...]:
    inner = shapes.inner
    places = {
        one: (
            TIMES * (shapes.spots[one.code][0] - inner.x),
            TIMES * (shapes.spots[one.code][1] - inner.y),
        )
        for one in names
    }
    return spots_beside(places, width=TIMES * inner.width, height=TIMES * inner.height)


@lru_cache(maxsize=256)
def _outer(shapes: CityShapes, names: tuple[Named, ...]) -> tuple[Spot, ...]:
    """The names beside the land; one without a place near its unit is left out."""
    codes = {(one.name, one.note): one.code for one in names}
    labels = placed(shapes.units, names, taken=())
    return tuple(spot_of(one, shapes.spots[codes[one.name, one.note]]) for one in labels)
