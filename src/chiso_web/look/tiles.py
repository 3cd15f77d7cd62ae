"""A tile for each unit, placed roughly as on the ground, in the colour of its class.

For units whose boundaries nobody may copy or knows: a schema, and it says so. The layouts are
rows of shapes/tiles.csv (set, code, row, column); the templates are look/tiles.html and
look/tiles.svg.
"""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import gettext as _

from chiso_web.look.formats import wrapped
from chiso_web.look.map_shapes import FOLDER, Frame
from chiso_web.look.maps import NO_CLASS, KeyLine, Mark
from chiso_web.look.stamp import Stamp, band, stamped

TILE, GAP = 200, 8
LETTERS = 11  # of a name that fit on one line of a tile
NAME_YS, FACT_YS = (42, 78), (134, 176)  # base lines within a tile
SIZE = 30  # of letters
TITLE_LINE, KEY_LINE, FOOT_LINE = 46, 46, 34
TITLE_LETTERS, FOOT_LETTERS = 46, 66  # that fit on a line of a file; look/tiles.svg breaks as wide
SOURCES = 6  # lines kept for what the picture is, source and address
DARK = ("c4", "c5")  # white letters stand on them, black ones on the others


@dataclass(frozen=True, slots=True)
class Place:
    """Where the tile of a unit stands, counted from 0 at the north and at the west."""

    code: str
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Tile:
    """One tile as drawn: its corner, the base lines of its name and of what is known."""

    mark: Mark
    tone: str
    x: int
    y: int
    name: tuple[tuple[int, str], ...]
    facts: tuple[tuple[int, str], ...]

    @property
    def middle(self) -> int:
        """Where its words stand."""
        return self.x + TILE // 2

    @property
    def fill(self) -> str:
        """The colour where there is no style sheet."""
        return KeyLine(self.tone, "", "", "").fill

    @property
    def ink(self) -> str:
        """The colour of its words."""
        return "#fff" if self.tone in DARK else "#1b1b1b"


@dataclass(frozen=True, slots=True)
class Tiles:
    """Everything look/tiles.html and look/tiles.svg draw; ``finding`` is the text alternative."""

    title: str
    finding: str
    tiles: tuple[Tile, ...]
    frame: Frame
    stamp: Stamp | None
    file_frame: Frame
    file_stamp: Stamp | None
    key: tuple[KeyLine, ...]
    missing: str
    side: int = TILE

    @property
    def box(self) -> str:
        """The picture of a page as an SVG viewBox."""
        return _box(self.frame)

    @property
    def file_box(self) -> str:
        """The picture of a file as an SVG viewBox."""
        return _box(self.file_frame)

    @property
    def title_lines(self) -> tuple[tuple[int, str], ...]:
        """The title of a file and its base lines, above the tiles."""
        lines = wrapped(self.title, TITLE_LETTERS)
        return tuple((TITLE_LINE * (at - len(lines)) + 20, line) for at, line in enumerate(lines))

    @property
    def key_lines(self) -> tuple[tuple[int, int, KeyLine], ...]:
        """The key of a file: swatch's corner and base line of the words of each class."""
        first = _end(self.tiles) + 40
        return tuple(
            (first + KEY_LINE * place, first + 26 + KEY_LINE * place, line)
            for place, line in enumerate(self.key)
        )

    @property
    def foot_y(self) -> int:
        """The base line above what stands at the foot of a file."""
        return _end(self.tiles) + 50 + KEY_LINE * len(self.key)


def layout(name: str) -> tuple[Place, ...]:
    """The places of a set's tiles, from the north-west; none for a set without a layout."""
    return _layouts().get(name, ())


@lru_cache(maxsize=1)
def _layouts() -> dict[str, tuple[Place, ...]]:
    with (FOLDER / "tiles.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    names = dict.fromkeys(row["set"] for row in rows)
    return {name: _places(row for row in rows if row["set"] == name) for name in names}


def _places(rows: Iterable[dict[str, str]]) -> tuple[Place, ...]:
    places = (Place(row["code"], int(row["row"]), int(row["column"])) for row in rows)
    return tuple(sorted(places, key=lambda one: (one.row, one.column)))


def tiled(
    places: Sequence[Place],
    marks: Iterable[Mark],
    *,
    title: str,
    finding: str,
    key: Sequence[KeyLine] = (),
    missing: str = "",
    stamp: str = "",
) -> Tiles:
    """The tiles of what is known of each unit; one without a mark is drawn as not published.

    ``missing`` names those not published; ``stamp`` is the sentence inside the picture.
    """
    by_code = {mark.code: mark for mark in marks}
    tiles = tuple(_tile(one, by_code.get(one.code, Mark(one.code, one.code, ""))) for one in places)
    frame = _frame(tiles, stamp, above=GAP, below=GAP)
    foot = FOOT_LINE * (len(wrapped(missing, FOOT_LETTERS)) + SOURCES)
    above = TITLE_LINE * len(wrapped(title, TITLE_LETTERS)) + 20
    below = 60 + KEY_LINE * len(key) + foot
    file_frame = _frame(tiles, stamp, above=above, below=below)
    return Tiles(
        title=title,
        finding=finding,
        tiles=tiles,
        frame=frame,
        stamp=_stamp(stamp, frame),
        file_frame=file_frame,
        file_stamp=_stamp(stamp, file_frame),
        key=tuple(key),
        missing=missing,
    )


def _tile(place: Place, mark: Mark) -> Tile:
    x, y = place.column * (TILE + GAP), place.row * (TILE + GAP)
    return Tile(
        mark=mark,
        tone=mark.tone or NO_CLASS,
        x=x,
        y=y,
        name=tuple(zip((y + at for at in NAME_YS), _broken(mark.name), strict=False)),
        facts=tuple(zip((y + at for at in FACT_YS), _facts(mark), strict=False)),
    )


def _facts(mark: Mark) -> tuple[str, ...]:
    """Value and class, or in words that there is none."""
    if mark.class_name:
        return mark.value, mark.class_name
    return _broken(mark.value or _("not published"))


def _broken(name: str) -> tuple[str, ...]:
    """A name on one line, or on two about as long as each other if it is too long for one."""
    words = name.split()
    if len(name) <= LETTERS or len(words) == 1:
        return (name,)
    parts = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
    return min(parts, key=lambda two: max(len(two[0]), len(two[1])))


def _end(tiles: Sequence[Tile]) -> int:
    return max((tile.y + TILE for tile in tiles), default=0)


def _frame(tiles: Sequence[Tile], stamp: str, *, above: int, below: int) -> Frame:
    """The tiles with so much above and below, and with room for the sentence if there is one."""
    wide = max((tile.x + TILE for tile in tiles), default=0)
    room, side = (band(SIZE), SIZE) if stamp else (0, GAP)
    top = -above - room
    return Frame(-side, top, wide + 2 * side, _end(tiles) + below + room - top)


def _stamp(text: str, frame: Frame) -> Stamp | None:
    return stamped(text, x=frame.x, y=frame.y, width=frame.width, height=frame.height, size=SIZE)


def _box(frame: Frame) -> str:
    return f"{frame.x} {frame.y} {frame.width} {frame.height}"
