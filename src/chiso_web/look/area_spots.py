"""Names of units on a map: a dot on the unit, the name beside it, a line from one to the other."""

from collections.abc import Mapping
from dataclasses import dataclass

from chiso_web.look.map_labels import LETTER, LINE, Label, Named
from chiso_web.look.map_shapes import Cell, Frame

AWAY = 26  # from a dot to its name
NARROW = 0.7  # of what is kept for a letter, at least taken in any type and size
SHIFTS = (0, 2, -2, 4, -4, 6, -6)  # lines that a name may move so as not to cover another


@dataclass(frozen=True, slots=True)
class Spot:
    """A named unit: its dot, its name beside it, and the line from dot to name."""

    x: int
    y: int
    name: str
    note: str
    text_x: int
    text_y: int
    note_y: int
    anchor: str
    leader: str


def spot_of(label: Label, dot: Cell) -> Spot:
    """The name in the place that was found for it in the empty part of a map."""
    long = round(NARROW * LETTER * max(len(label.name), len(label.note)))
    end = label.note_y if label.note else label.y
    x = min(max(dot[0], label.x), label.x + long)
    y = min(max(dot[1], label.y - LINE + 10), end + 14)
    return Spot(
        x=dot[0],
        y=dot[1],
        name=label.name,
        note=label.note,
        text_x=label.x,
        text_y=label.y,
        note_y=label.note_y,
        anchor="start",
        leader=f"M{dot[0]} {dot[1]}L{x} {y}",
    )


def spots_beside(places: Mapping[Named, Cell], *, width: int, height: int) -> tuple[Spot, ...]:
    """The names beside their dots, towards the middle of a picture of this size; earlier ones
    choose first, later ones move up or down so as to cover none.
    """
    taken: list[Frame] = []
    spots = []
    for one, (x, y) in places.items():
        boxes = [_box(one, (x, y), shift=shift, width=width) for shift in SHIFTS]
        inside = [box for box in boxes if box.y >= 0 and box.y + box.height <= height]
        free = [box for box in inside if not any(_meet(box, other) for other in taken)]
        box = (free or inside)[0]
        taken.append(box)
        spots.append(_spot(one, (x, y), box, to_right=2 * x < width))
    return tuple(spots)


def _box(one: Named, dot: Cell, *, shift: int, width: int) -> Frame:
    """What a name takes, on the side of its dot where there is more room."""
    long = round(LETTER * max(len(one.name), len(one.note)))
    x = dot[0] + AWAY if 2 * dot[0] < width else dot[0] - AWAY - long
    return Frame(x, dot[1] - LINE + shift * LINE, long, 2 * LINE)


def _meet(one: Frame, other: Frame) -> bool:
    across = one.x < other.x + other.width and other.x < one.x + one.width
    return across and one.y < other.y + other.height and other.y < one.y + one.height


def _spot(one: Named, dot: Cell, box: Frame, *, to_right: bool) -> Spot:
    edge = box.x if to_right else box.x + box.width
    middle = box.y + LINE
    return Spot(
        x=dot[0],
        y=dot[1],
        name=one.name,
        note=one.note,
        text_x=edge,
        text_y=box.y + LINE - 8,
        note_y=box.y + 2 * LINE - 8,
        anchor="start" if to_right else "end",
        leader=f"M{dot[0]} {dot[1]}L{edge} {middle}",
    )
