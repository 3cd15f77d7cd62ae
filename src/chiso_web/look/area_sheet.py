"""How the file of a city's map is laid out: title, map, the enlarged part, key and sources."""

from collections.abc import Sequence
from dataclasses import dataclass

from chiso_web.look.formats import wrapped
from chiso_web.look.map_shapes import Frame
from chiso_web.look.maps import KeyLine
from chiso_web.look.stamp import Stamp, band, stamped

SIZE = 40  # of letters
MARGIN = 40
TITLE_LINE = 64
CAPTION, KEY_HEAD, KEY_LINE = 56, 112, 112
FOOT_LINE = 48
TITLE_LETTERS, FOOT_LETTERS = 84, 128  # that fit on a line; look/area_map.svg breaks as wide
SOURCES = 5  # lines kept for source, address and credit


@dataclass(frozen=True, slots=True)
class KeyPlace:
    """Where a class of the key stands: its swatch's corner, the base lines of word and range."""

    x: int
    swatch_y: int
    text_x: int
    name_y: int
    range_y: int
    line: KeyLine


@dataclass(frozen=True, slots=True)
class Sheet:
    """The places of everything in the file, and the sentence in it."""

    width: int
    height: int
    title: tuple[tuple[int, str], ...]
    whole: Frame
    inset: Frame
    caption_y: int
    outline_y: int
    key: tuple[KeyPlace, ...]
    foot_y: int
    stamp: Stamp | None


def sheet(
    *,
    title: str,
    whole: Frame,
    inset: Frame,
    key: Sequence[KeyLine],
    missing: str,
    stamp: str,
) -> Sheet:
    """The layout for a map and an inset of these sizes; the key stands under the inset."""
    room = band(SIZE) if stamp else 10
    lines = tuple(
        (room + TITLE_LINE * (at + 1), line)
        for at, line in enumerate(wrapped(title, TITLE_LETTERS))
    )
    left = Frame(MARGIN, room + TITLE_LINE * len(lines) + 30, whole.width, whole.height)
    right = Frame(2 * MARGIN + whole.width, left.y, inset.width, inset.height)
    under = right.y + right.height
    places = _key(key, x=right.x, y=under + CAPTION + KEY_HEAD)
    last = max(left.y + left.height, *(place.range_y for place in places), under + KEY_HEAD)
    foot = FOOT_LINE * (len(wrapped(missing, FOOT_LETTERS)) + SOURCES)
    width, height = right.x + right.width + MARGIN, last + 40 + foot + room
    return Sheet(
        width=width,
        height=height,
        title=lines,
        whole=left,
        inset=right,
        caption_y=under + CAPTION,
        outline_y=under + CAPTION + 52,
        key=places,
        foot_y=last + 30,
        stamp=stamped(stamp, x=0, y=0, width=width, height=height, size=SIZE),
    )


def _key(key: Sequence[KeyLine], *, x: int, y: int) -> tuple[KeyPlace, ...]:
    """Two classes a line."""
    corners = ((x + 600 * (n % 2), y + KEY_LINE * (n // 2)) for n in range(len(key)))
    return tuple(
        KeyPlace(left, top, left + 56, top + 34, top + 80, line)
        for (left, top), line in zip(corners, key, strict=True)
    )
