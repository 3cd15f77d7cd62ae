"""How the file of a city's map is laid out: title, map, the enlarged part, key and sources."""

from collections.abc import Sequence
from dataclasses import dataclass

from chiso_web.look.map_shapes import Frame
from chiso_web.look.maps import KeyLine
from chiso_web.look.stamp import Stamp, band, stamped

SIZE = 40  # of letters
MARGIN = 40
HEAD = 100  # what the title takes
CAPTION, KEY_HEAD, KEY_LINE = 56, 112, 112
SOURCE_LINE = 48


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
    title_y: int
    whole: Frame
    inset: Frame
    caption_y: int
    outline_y: int
    key: tuple[KeyPlace, ...]
    sources: tuple[int, ...]
    stamp: Stamp | None


def sheet(*, whole: Frame, inset: Frame, key: Sequence[KeyLine], stamp: str) -> Sheet:
    """The layout for a map and an inset of these sizes; the key stands under the inset."""
    top = (band(SIZE) if stamp else 0) + 10
    left = Frame(MARGIN, top + HEAD, whole.width, whole.height)
    right = Frame(2 * MARGIN + whole.width, left.y, inset.width, inset.height)
    under = right.y + right.height
    places = _key(key, x=right.x, y=under + CAPTION + KEY_HEAD)
    last = max(left.y + left.height, *(place.range_y for place in places), under + KEY_HEAD)
    sources = tuple(last + 70 + SOURCE_LINE * line for line in range(4))
    width = right.x + right.width + MARGIN
    height = sources[-1] + 30 + (band(SIZE) if stamp else 0)
    return Sheet(
        width=width,
        height=height,
        title_y=top + 60,
        whole=left,
        inset=right,
        caption_y=under + CAPTION,
        outline_y=under + CAPTION + 52,
        key=places,
        sources=sources,
        stamp=stamped(stamp, x=0, y=0, width=width, height=height, size=SIZE),
    )


def _key(key: Sequence[KeyLine], *, x: int, y: int) -> tuple[KeyPlace, ...]:
    """Two classes a line."""
    corners = ((x + 600 * (n % 2), y + KEY_LINE * (n // 2)) for n in range(len(key)))
    return tuple(
        KeyPlace(left, top, left + 56, top + 34, top + 80, line)
        for (left, top), line in zip(corners, key, strict=True)
    )
