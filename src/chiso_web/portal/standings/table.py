"""The units of one ranking group: rows, order, filter, the group's figures; queries nothing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from statistics import median

import numpy as np

from chiso.definition.model import ROOT, Classes, Node
from chiso_web.portal.choice import NAME, TOTAL, UNPUBLISHED, Choice, ordered
from chiso_web.portal.classes import ClassGroup, class_names
from chiso_web.portal.lost_points import NOTHING
from chiso_web.portal.outcome.outcome import Group, Outcome
from chiso_web.results.contents import BONUS, PENALTY
from chiso_web.results.selectors import Placed
from chiso_web.units.models import Unit
from chiso_web.units.selectors import units_named

LOST, BY_POINTS = "lost", "points"
EXTRAS = (BONUS, PENALTY)


@dataclass(frozen=True)
class Row:
    """One unit: its total, the points it lost of the scale, what bonuses and penalties came to, and
    how it stands on each content.
    """

    unit: Unit
    total: Placed
    lost: float | None
    extras: Mapping[str, float]
    contents: Mapping[str, Placed]

    @property
    def points(self) -> float | None:
        return self.total.points


@dataclass(frozen=True, slots=True)
class Middle:
    """The median of the totals, and the ends of their middle half."""

    quarter: float
    median: float
    three_quarters: float


@dataclass(frozen=True, slots=True)
class Loss:
    """What a group lost on one content: the median, how many of how many units lost any, and the
    unit that lost most.
    """

    node: Node
    most: float
    median: float
    losing: int
    count: int
    worst: Row
    highest: float


@dataclass(frozen=True, eq=False)
class Table:
    """One group's table before anything is filtered; rows best first, those without total last.

    Kept a process long (``reading.table_get``), so that what is made of it can be kept by it.
    """

    outcome: Outcome
    group: Group
    rows: tuple[Row, ...]

    @cached_property
    def ranked(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.points is not None)

    @cached_property
    def reduced(self) -> tuple[Row, ...]:
        """The units that stand on a smaller base."""
        return tuple(row for row in self.rows if row.total.reduced)

    @cached_property
    def held(self) -> tuple[Row, ...]:
        """The units that a condition of the edition keeps in a lower class than their points."""
        classes = self.outcome.edition.classes
        if classes is None or classes.by != BY_POINTS:
            return ()
        place = {one.id: place for place, one in enumerate(classes.classes)}
        return tuple(
            row
            for row in self.ranked
            if place.get(row.total.class_id, len(place)) < _reached(classes, row.points or 0.0)
        )

    @cached_property
    def extra_kinds(self) -> tuple[str, ...]:
        """Which of bonus and penalty the edition has."""
        found = {node.rule.kind for node in self.outcome.extras if node.rule}
        return tuple(kind for kind in EXTRAS if kind in found)

    @cached_property
    def middle(self) -> Middle:
        totals = np.array([row.points for row in self.ranked], float)
        return Middle(*np.percentile(totals, [25, 50, 75]).tolist())

    def classes(self) -> tuple[ClassGroup, ...]:
        """The classes from highest to lowest that have units."""
        found = []
        names = class_names(self.outcome.edition)
        for place, (key, name) in reversed(list(enumerate(names.items(), 1))):
            totals = [row.points or 0.0 for row in self.ranked if row.total.class_id == key]
            if totals:
                group = ClassGroup(key, name, f"c{place}", len(totals), min(totals), max(totals))
                found.append(group)
        return tuple(found)

    @cached_property
    def losses(self) -> tuple[Loss, ...]:
        """What the group lost on each content, in the edition's order."""
        found = ((node, self._lost_on(node.id)) for node in self.outcome.contents)
        return tuple(self._loss(node, lost) for node, lost in found if lost)

    def _lost_on(self, node: str) -> list[tuple[float, Row]]:
        found = ((row.contents[node].lost, row) for row in self.rows)
        return [(lost, row) for lost, row in found if lost is not None]

    def _loss(self, node: Node, lost: list[tuple[float, Row]]) -> Loss:
        highest, worst = max(lost, key=lambda pair: pair[0])
        return Loss(
            node=node,
            most=self.most[node.id],
            median=median(one for one, _row in lost),
            losing=sum(1 for one, _row in lost if one > NOTHING),
            count=len(lost),
            worst=worst,
            highest=highest,
        )

    @cached_property
    def most(self) -> Mapping[str, float]:
        """The most points of each content, and of the whole scale, where all of it applies."""
        nodes = (*self.outcome.contents, self.outcome.scale)
        return {node.id: self._most(node.id) for node in nodes}

    def _most(self, node: str) -> float:
        found = (self.outcome.at(row.unit, node).maximum for row in self.rows)
        return max((one for one in found if one is not None), default=0.0)

    def chosen(self, choice: Choice) -> tuple[Row, ...]:
        """The rows left by the filter, in the chosen order; those without the value come last."""
        units = {unit.pk for unit in units_named((row.unit for row in self.rows), choice.name)}
        rows = [row for row in self.rows if row.unit.pk in units]
        if choice.class_id == UNPUBLISHED:
            rows = [row for row in rows if row.points is None]
        elif choice.class_id:
            rows = [row for row in rows if row.total.class_id == choice.class_id]
        if choice.order == NAME:
            by_name = sorted(rows, key=lambda row: row.unit.sort_key, reverse=choice.backwards)
            return tuple(by_name)
        downwards = is_downwards(choice.order) != choice.backwards
        return ordered(rows, _value(choice.order), downwards=downwards)


def _reached(classes: Classes, points: float) -> int:
    """The place of the highest class that points alone reach."""
    cuts = (place for place, one in enumerate(classes.classes) if (one.lowest or 0.0) <= points)
    return max(cuts, default=0)


def is_downwards(order: str) -> bool:
    """Whether a column is first sorted from high to low; a penalty is below zero."""
    return order not in {NAME, PENALTY}


def _value(order: str) -> Callable[[Row], float | None]:
    if order == TOTAL:
        return lambda row: row.points
    if order == LOST:
        return lambda row: row.lost
    if order in EXTRAS:
        return lambda row: row.extras[order]
    return lambda row: row.contents[order].points


def table_of(outcome: Outcome, group: Group) -> Table:
    """The table of a group of a reform index."""
    kinds = {node.rule.kind for node in outcome.extras if node.rule}
    rows = tuple(
        Row(
            unit=unit,
            total=outcome.at(unit, ROOT),
            lost=outcome.lost(unit, outcome.scale.id),
            extras={kind: outcome.extra_points(unit, kind) for kind in EXTRAS if kind in kinds},
            contents={node.id: outcome.at(unit, node.id) for node in outcome.contents},
        )
        for unit in group.units
    )
    return Table(outcome, group, rows)


def left_out(outcome: Outcome, unit: Unit) -> tuple[Node, ...]:
    """The leaves that did not count for a unit."""
    return tuple(
        node for node in outcome.edition.leaves if outcome.at(unit, node.id).points is None
    )
