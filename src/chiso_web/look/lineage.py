"""What became of what: columns of boxes from left to right, a column a time, joined by curves."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from textwrap import wrap

LINE = 20  # pixels from line to line
SMALL = 16
PADDING = 8  # above and below a box's text
BETWEEN = 10  # least room between boxes
SIDE = 10
SWEEPS = 4
CHARACTER = 8  # pixels that a letter takes, on the wide side


@dataclass(frozen=True, slots=True)
class Node:
    """A unit in the graph; ``note`` stands below its name in small letters."""

    key: int
    column: int
    name: str
    note: str
    address: str
    style: str = ""


@dataclass(frozen=True, slots=True)
class Edge:
    """That one passed to another, whole or in part; ``label`` says how much, where it is known."""

    old: int
    new: int
    whole: bool
    label: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text, as SVG attributes."""

    x: float
    y: float
    text: str
    style: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """A unit as drawn."""

    x: float
    y: float
    width: float
    height: float
    lines: tuple[Text, ...]
    address: str
    style: str


@dataclass(frozen=True, slots=True)
class Curve:
    """A link as drawn: the path and the label upon it."""

    path: str
    style: str
    label: Text | None


@dataclass(frozen=True, slots=True)
class Graph:
    """The whole picture; ``wide`` if it cannot be read on a phone."""

    width: float
    height: float
    heads: tuple[Text, ...]
    boxes: tuple[Box, ...]
    curves: tuple[Curve, ...]
    wide: bool


@dataclass(frozen=True, slots=True)
class Measure:
    """How wide boxes and the room between columns are."""

    box: float
    room: float

    @property
    def letters(self) -> int:
        return int((self.box - 2 * SIDE) / CHARACTER)

    def left(self, column: int) -> float:
        return column * (self.box + self.room)


NARROW = Measure(box=172, room=70)
ROOMY = Measure(box=236, room=190)


def lineage_graph(
    nodes: Sequence[Node], edges: Sequence[Edge], heads: Sequence[Sequence[str]]
) -> Graph:
    """The graph of units and links; ``heads`` are the lines above each column."""
    measure = NARROW if len(heads) <= 2 else ROOMY
    columns = _ordered(nodes, edges, len(heads))
    drawn_heads, top = _heads(heads, measure)
    tall = max(_tall(column, measure) for column in columns)
    boxes: dict[int, Box] = {}
    for column in columns:
        boxes |= _column(column, measure, top=top, tall=tall)
    return Graph(
        width=measure.left(len(heads) - 1) + measure.box,
        height=top + tall,
        heads=drawn_heads,
        boxes=tuple(boxes.values()),
        curves=tuple(_curve(edge, boxes) for edge in sorted(edges, key=lambda one: one.whole)),
        wide=len(heads) > 2,
    )


def columns_of(steps: Iterable[tuple[int, int, int]]) -> dict[int, int]:
    """The column of each unit of links (old, new, number of the change): an old one stands before
    the first change that it has part in as such, a new one behind the last that made it.

    >>> columns_of([(1, 2, 0), (2, 3, 1)])
    {1: 0, 2: 1, 3: 2}
    """
    links = list(steps)
    columns: dict[int, int] = {}
    for old, _new, step in links:
        columns[old] = min(columns.get(old, step), step)
    made: dict[int, int] = {}
    for _old, new, step in links:
        made[new] = max(made.get(new, 0), step + 1)
    return made | columns


def _ordered(nodes: Sequence[Node], edges: Sequence[Edge], count: int) -> list[list[Node]]:
    """The nodes by column, put where their neighbours stand, so that few curves cross."""
    columns = [[node for node in nodes if node.column == column] for column in range(count)]
    before = _neighbours((edge.new, edge.old) for edge in edges)
    after = _neighbours((edge.old, edge.new) for edge in edges)
    for _sweep in range(SWEEPS):
        for column in range(1, count):
            columns[column] = _by_neighbours(columns[column], columns, before)
        for column in reversed(range(count - 1)):
            columns[column] = _by_neighbours(columns[column], columns, after)
    return columns


def _neighbours(pairs: Iterable[tuple[int, int]]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for one, other in pairs:
        found.setdefault(one, []).append(other)
    return found


def _by_neighbours(
    column: list[Node], columns: list[list[Node]], neighbours: Mapping[int, list[int]]
) -> list[Node]:
    places = {
        node.key: (place + 0.5) / len(one) for one in columns for place, node in enumerate(one)
    }

    def middle(node: Node) -> float:
        beside = neighbours.get(node.key)
        return fmean(places[key] for key in beside) if beside else places[node.key]

    return sorted(column, key=middle)


def _heads(heads: Sequence[Sequence[str]], measure: Measure) -> tuple[tuple[Text, ...], float]:
    """The lines above the columns, and where the boxes begin below them."""
    letters = int(measure.letters * 1.1)
    wrapped = [
        [
            (text, "g-head" if line == 0 else "g-note")
            for line, one in enumerate(head)
            for text in wrap(one, letters)
        ]
        for head in heads
    ]
    drawn = [
        Text(measure.left(column), LINE * (place + 1) - 5, text, style)
        for column, lines in enumerate(wrapped)
        for place, (text, style) in enumerate(lines)
    ]
    return tuple(drawn), LINE * max(map(len, wrapped)) + SIDE


def _lines(node: Node, measure: Measure) -> list[tuple[str, str]]:
    name = [(text, "") for text in wrap(node.name, measure.letters)]
    small = int(measure.letters * 1.15)
    return name + [(text, "g-note") for text in wrap(node.note, small)]


def _box_height(node: Node, measure: Measure) -> float:
    lines = _lines(node, measure)
    return 2 * PADDING + sum(SMALL if style else LINE for _text, style in lines)


def _tall(column: Sequence[Node], measure: Measure) -> float:
    heights = [_box_height(node, measure) for node in column]
    return sum(heights) + BETWEEN * max(len(heights) - 1, 0)


def _column(column: Sequence[Node], measure: Measure, *, top: float, tall: float) -> dict[int, Box]:
    """The boxes of a column, spread over the height of the tallest."""
    room = (tall - _tall(column, measure)) / max(len(column), 1)
    y = top + room / 2
    boxes = {}
    for node in column:
        height = _box_height(node, measure)
        boxes[node.key] = _box(node, measure, y=y, height=height)
        y += height + BETWEEN + room
    return boxes


def _box(node: Node, measure: Measure, *, y: float, height: float) -> Box:
    left = measure.left(node.column)
    lines, below = [], y + PADDING
    for text, style in _lines(node, measure):
        below += SMALL if style else LINE
        lines.append(Text(left + SIDE, round(below - 5, 1), text, style))
    return Box(left, round(y, 1), measure.box, height, tuple(lines), node.address, node.style)


def _curve(edge: Edge, boxes: Mapping[int, Box]) -> Curve:
    old, new = boxes[edge.old], boxes[edge.new]
    x1, y1 = old.x + old.width, round(old.y + old.height / 2, 1)
    x2, y2 = new.x, round(new.y + new.height / 2, 1)
    middle = round((x1 + x2) / 2, 1)
    path = f"M{x1:g} {y1:g}C{middle:g} {y1:g} {middle:g} {y2:g} {x2:g} {y2:g}"
    label = Text(middle, round((y1 + y2) / 2 + 4, 1), edge.label, "g-label") if edge.label else None
    return Curve(path, "g-whole" if edge.whole else "g-part", label)
