"""A map of the provinces in the colours of their classes; the template is look/map.html.

Hoàng Sa and Trường Sa are always drawn, in frames and in the colour of their province.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import gettext as _

from chiso_web.look.map_labels import BOTTOM, LINE, Label, Named, middle, placed
from chiso_web.look.map_shapes import (
    FRAMES,
    HOANG_SA,
    OWNERS,
    TRUONG_SA,
    Frame,
    Shapes,
    shapes_34,
    shapes_63,
)

DELTA = Frame(296, 176, 180, 190)  # the Red River Delta, and where it stands twice as large
ENLARGED = Frame(0, 630, 2 * DELTA.width, 2 * DELTA.height)
HA_NOI, HO_CHI_MINH = "01", "79"
NO_CLASS = "c0"
# Of chiso.css: ColorBrewer's PuBu, one hue that only darkens, so that the colour-blind and grey
# print read it. The fifth step stands where there are five classes: of the darker blues #034e7b is
# 1.7 to 1 from c4, too near in a small ward; #023858 is 2.3 to 1, about what c3 and c4 are apart.
FILLS = {
    "c5": "#023858",
    "c4": "#0570b0",
    "c3": "#74a9cf",
    "c2": "#bdc9e1",
    "c1": "#f1eef6",
}
EDGE = "#6f7a86"
HATCHED = "url(#map-hatch)"
BELOW = 100  # what a frame's own words take
KEY = Frame(600, -132, 590, 664)
TAKEN = (
    KEY,
    *(Frame(f.x, f.y, f.width, f.height + BELOW) for f in (ENLARGED, *FRAMES.values())),
)


@dataclass(frozen=True, slots=True)
class Mark:
    """What is known of one unit: its class by colour step ("c5" to "c1") and by word, and its
    value in words. Both empty: not published.
    """

    code: str
    name: str
    address: str = ""
    tone: str = ""
    class_name: str = ""
    value: str = ""

    @property
    def text(self) -> str:
        """All of it in a line: "Hà Nội: 43,96 điểm, xếp loại Cao nhất"."""
        facts = {"name": self.name, "value": self.value, "class": self.class_name}
        if not self.value:
            return _("%(name)s: not published") % facts
        if not self.class_name:
            return _("%(name)s: %(value)s") % facts
        return _("%(name)s: %(value)s, class: %(class)s") % facts


@dataclass(frozen=True, slots=True)
class KeyLine:
    """One class: colour step, word, range of values, how many units, link to them if any."""

    tone: str
    name: str
    range: str
    count: str
    address: str = ""

    @property
    def fill(self) -> str:
        """The colour where there is no style sheet."""
        return FILLS.get(self.tone, HATCHED)


@dataclass(frozen=True, slots=True)
class Area:
    """A province or an archipelago as drawn."""

    code: str
    path: str
    tone: str
    address: str
    title: str

    @property
    def fill(self) -> str:
        """The colour where there is no style sheet."""
        return FILLS.get(self.tone, HATCHED)

    @property
    def edge(self) -> str:
        """The colour of outlines so small that they alone are seen."""
        return FILLS.get(self.tone, EDGE) if self.tone != "c1" else EDGE


@dataclass(frozen=True, slots=True)
class Framed:
    """A frame with an archipelago in it, and the two lines under it."""

    frame: Frame
    area: Area
    name: str
    owner: str
    name_y: int
    owner_y: int


@dataclass(frozen=True, slots=True)
class Inset:
    """The delta twice as large: its rectangle on the map, its frame, and how one becomes the
    other.
    """

    source: Frame
    frame: Frame
    moved: str
    label: Label
    below: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Map:
    """Everything look/map.html and look/map.svg draw; ``finding`` is the text alternative, ``top``
    where the plane begins: names of the north may stand above the land.
    """

    title: str
    finding: str
    areas: tuple[Area, ...]
    archipelagos: tuple[Framed, ...]
    inset: Inset
    labels: tuple[Label, ...]
    top: int
    key: tuple[KeyLine, ...]
    missing: str
    credit: str

    @property
    def view(self) -> str:
        """The part of the plane that is shown."""
        return f"-4 {self.top} 1194 {BOTTOM - self.top}"

    @property
    def file_view(self) -> str:
        """The same with room for a title above, and for sources below."""
        return f"-24 {self.top - 90} 1234 {BOTTOM - self.top + 90 + 190}"

    @property
    def title_y(self) -> int:
        """Where the title of a file stands."""
        return self.top - 40

    @property
    def key_lines(self) -> tuple[tuple[int, int, KeyLine], ...]:
        """The key as drawn in a file: the base lines of word and range, and the class."""
        return tuple(
            (self.top + 40 + 112 * place, self.top + 84 + 112 * place, line)
            for place, line in enumerate(self.key)
        )


def drawn(
    shapes: Shapes,
    marks: Iterable[Mark],
    *,
    notes: Mapping[str, str],
    title: str,
    finding: str,
    key: Sequence[KeyLine] = (),
    missing: str = "",
) -> Map:
    """The map of what is known of each province; one without a mark is drawn as not published.

    ``notes`` names the provinces to be labelled, the most important first, each with its second
    line ("46,04, cao nhất"); Hà Nội is always named. ``missing`` names those not published.
    """
    by_code = {mark.code: mark for mark in marks}
    known = {code: by_code.get(code, Mark(code, code, "")) for code in shapes.provinces}
    beside = tuple(
        Named(code, known[code].name, note) for code, note in notes.items() if code != HA_NOI
    )
    labels = _labels(shapes, beside)
    return Map(
        title=title,
        finding=finding,
        areas=tuple(
            _area(mark, shapes.provinces[code].path, mark.text) for code, mark in known.items()
        ),
        archipelagos=tuple(_framed(name, shapes, known[OWNERS[name]]) for name in OWNERS),
        inset=_inset(shapes, known[HA_NOI].name, notes.get(HA_NOI, "")),
        labels=labels,
        top=min(-6, *(label.y - LINE for label in labels)) if labels else -6,
        key=tuple(key),
        missing=missing,
        credit=shapes.credit,
    )


def provinces_63() -> Shapes:
    """The provinces of before 1 July 2025, for ``drawn``."""
    return shapes_63()


def provinces_34() -> Shapes:
    """The provinces since 1 July 2025, for ``drawn``."""
    return shapes_34()


def _area(mark: Mark, path: str, title: str) -> Area:
    return Area(mark.code, path, mark.tone or NO_CLASS, mark.address, title)


def _framed(name: str, shapes: Shapes, owner: Mark) -> Framed:
    frame = FRAMES[name]
    names = {HOANG_SA: _("Hoang Sa"), TRUONG_SA: _("Truong Sa")}
    area = _area(owner, shapes.archipelagos[name].path, f"{names[name]} – {owner.text}")
    bottom = frame.y + frame.height
    return Framed(frame, area, names[name], f"({owner.name})", bottom + 44, bottom + 88)


def _inset(shapes: Shapes, name: str, note: str) -> Inset:
    """Hà Nội's name stands in the middle of its enlarged shape."""
    x, y = middle(shapes.provinces[HA_NOI])
    return Inset(
        source=DELTA,
        frame=ENLARGED,
        moved=f"translate({ENLARGED.x - 2 * DELTA.x} {ENLARGED.y - 2 * DELTA.y}) scale(2)",
        label=Label(
            name=name,
            note=note,
            x=ENLARGED.x + 2 * (x - DELTA.x),
            y=ENLARGED.y + 2 * (y - DELTA.y),
            note_y=ENLARGED.y + 2 * (y - DELTA.y) + LINE,
            leader="",
        ),
        below=(ENLARGED.y + ENLARGED.height + 44, ENLARGED.y + ENLARGED.height + 88),
    )


@lru_cache(maxsize=256)
def _labels(shapes: Shapes, names: tuple[Named, ...]) -> tuple[Label, ...]:
    return placed(shapes.provinces, names, taken=TAKEN)
