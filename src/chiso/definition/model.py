"""The frozen model of an edition: nodes, combination, citations, classes, and when it is in
force.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from chiso.definition.rules import Rule
from chiso.errors import UnknownName
from chiso.spelling import nearest
from chiso.values import MissingKind
from chiso.wording import Text

ROOT = "total"


class MissingPolicy(StrEnum):
    """What follows when a node's score is missing (DESIGN.md, decision 5)."""

    ZERO = "zero"
    FULL = "full"
    EXCLUDED = "excluded"
    WITHHOLD = "withhold"
    REFUSE = "refuse"


class Combination(StrEnum):
    """How an inner node is made of its children, before its offset."""

    SUM = "sum"
    WEIGHTED_SUM = "weighted_sum"
    WEIGHTED_MEAN = "weighted_mean"


class Certainty(StrEnum):
    """How surely the dates of force are known."""

    EXACT = "exact"
    SURVEY_YEAR = "survey_year"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Source:
    """A document or data set that rules are cited from (an entry of sources.yaml)."""

    id: str
    title: Text
    publisher: str
    licence: str
    address: str = ""
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in a source: the source's id, and table, article or row in words."""

    source: str
    place: Text


@dataclass(frozen=True, slots=True)
class InForce:
    """The days an edition covers, both included; ``until`` None: open. With the certainty of the
    dates.

    ``until_known`` is False where it has ended, or may have, on a day that no source read gives;
    ``note`` says what is not known of the dates.
    """

    since: date
    until: date | None
    certainty: Certainty
    source: str
    until_known: bool = True
    note: Text | None = None

    def covers(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Owner:
    """Who answers for an edition's method, and on which days, both included; None: open."""

    name: Text
    since: date | None
    until: date | None
    cite: Citation


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the points by how they are found (appraisal, survey), and how many it makes up."""

    id: str
    name: Text
    points: float


@dataclass(frozen=True, slots=True)
class Level:
    """A level of the tree in the edition's own words: ``kind`` in code, its name on screens."""

    kind: str
    name: Text


@dataclass(frozen=True, slots=True)
class Class:
    """One class, from ``lowest`` (a percentile or points; None: no lower end) up to the next;
    ``>=`` at each cut.

    ``unknown`` says why nobody knows which classes lie there: scores in it are not classed.
    """

    id: str
    name: Text
    lowest: float | None
    unknown: Text | None = None


@dataclass(frozen=True, slots=True)
class Condition:
    """What keeps a unit out of the better classes: points below ``below`` on ``node``.

    The total's class is then ``at_best``, if it would be better.
    """

    node: str
    below: float
    at_best: str
    reason: Text
    cite: Citation


@dataclass(frozen=True, slots=True)
class Classes:
    """How scores are classed: ``by`` "percentile" (of the units scored, linear interpolation) or
    "points".

    ``kinds`` are the levels it applies to; ``classes`` go from lowest to highest; ``cite`` is where
    it is laid down. ``incomplete`` is the class of what was scored with something left out, where
    the cuts are not meant for that; ``conditions`` bind the class of the total.
    """

    by: str
    kinds: tuple[str, ...]
    classes: tuple[Class, ...]
    cite: Citation
    incomplete: Class | None = None
    conditions: tuple[Condition, ...] = ()

    @property
    def named(self) -> tuple[Class, ...]:
        """Every class that a unit can be in, the one for what is incomplete last."""
        return self.classes if self.incomplete is None else (*self.classes, self.incomplete)


@dataclass(frozen=True, slots=True)
class Node:
    """A place in the criteria tree. A leaf has a ``rule``; an inner node has ``combine``, never
    both.

    ``weight`` is what its parent multiplies its score with; ``offset`` is added to what the
    children give; ``scale`` is the printed range, for display only; ``missing`` says what follows
    for each kind of missing value; ``shown`` are measures displayed with the node that never count.
    ``part`` is the part of the points that a leaf counts in; ``local`` marks what was added to a
    frame; ``rescale_to`` is what the most points that apply are set to, however many those are.
    """

    id: str
    parent: str | None
    kind: str
    code: str
    name: Text
    cite: Citation | None
    combine: Combination | None = None
    offset: float = 0.0
    weight: float = 1.0
    rule: Rule | None = None
    scale: tuple[float, float] | None = None
    missing: Mapping[MissingKind, MissingPolicy] = field(default_factory=dict)
    shown: tuple[str, ...] = ()
    note: Text | None = None
    part: str = ""
    local: bool = False
    rescale_to: float | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure of the catalogue: what is observed, in which unit, and which direction is
    better.
    """

    id: str
    unit: str
    direction: str
    name: Text


@dataclass(frozen=True, slots=True)
class Break:
    """A break of comparability: ``node`` from ``from_year`` on is not compared with earlier
    years. ``source`` is what ``cite`` names, for an edition's own sources do not hold it.
    """

    node: str
    from_year: int
    reason: Text
    cite: Citation
    source: Source | None = None


@dataclass(frozen=True)
class Edition:
    """One index under one legal decision, immutable once in force.

    ``nodes`` are in tree order (parents before children, children in their order); ``sha256`` is of
    index.yaml. ``measures`` is the catalogue that it was read with: every shipped measure and the
    folder's own.
    """

    id: str
    title: Text
    in_force: InForce
    levels: tuple[Level, ...]
    nodes: tuple[Node, ...]
    sources: Mapping[str, Source]
    measures: Mapping[str, Measure]
    rank_group: Level
    classes: Classes | None
    breaks: tuple[Break, ...]
    illustrative: bool
    sha256: str
    file: str
    parts: tuple[Part, ...] = ()
    owners: tuple[Owner, ...] = ()
    _places: dict[str, int] = field(init=False, repr=False, compare=False, default_factory=dict)
    _children: dict[str, tuple[Node, ...]] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )

    def __post_init__(self) -> None:
        children: dict[str, list[Node]] = {node.id: [] for node in self.nodes}
        for node in self.nodes:
            if node.parent in children:
                children[node.parent].append(node)
        object.__setattr__(
            self, "_places", {node.id: place for place, node in enumerate(self.nodes)}
        )
        object.__setattr__(
            self, "_children", {key: tuple(below) for key, below in children.items()}
        )

    @property
    def name(self) -> str:
        """The edition's full name, ``ID@YYYY-MM-DD`` with its first day of force."""
        return f"{self.id}@{self.in_force.since.isoformat()}"

    @property
    def root(self) -> Node:
        return self.nodes[0]

    @property
    def leaves(self) -> tuple[Node, ...]:
        return tuple(node for node in self.nodes if node.rule is not None)

    def place(self, node: str) -> int:
        """The position of a node in ``nodes``. Raises UnknownName with the nearest ids."""
        if node not in self._places:
            raise UnknownName(what="node", name=node, nearest=nearest(node, self._places))
        return self._places[node]

    def node(self, node: str) -> Node:
        """The node with that id. Raises UnknownName with the nearest ids."""
        return self.nodes[self.place(node)]

    def children(self, node: str) -> tuple[Node, ...]:
        """The node's children in their order; empty for a leaf."""
        return self._children[node]

    def ancestors(self, node: str) -> Iterator[Node]:
        """The nodes above, nearest first."""
        parent = self.node(node).parent
        while parent is not None:
            above = self.node(parent)
            yield above
            parent = above.parent

    def descendants(self, node: str) -> Iterator[Node]:
        """The node and all below it, in tree order."""
        yield self.node(node)
        for child in self.children(node):
            yield from self.descendants(child.id)

    def level(self, kind: str) -> Level:
        """The level of that kind. Raises UnknownName."""
        for level in self.levels:
            if level.kind == kind:
                return level
        raise UnknownName(what="level", name=kind, nearest=[level.kind for level in self.levels])

    def measures_read(self) -> tuple[str, ...]:
        """Every measure that a leaf reads or a node shows, each once, in tree order."""
        read: dict[str, None] = {}
        for node in self.nodes:
            for measure in (*(node.rule.measures if node.rule else ()), *node.shown):
                read[measure] = None
        return tuple(read)
