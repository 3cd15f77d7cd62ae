"""One index in one period: units, groups, standings; queries nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from math import fsum
from statistics import median

from chiso.definition.model import ROOT, Edition, Node
from chiso_web.results.contents import contents_of, is_extra_leaf
from chiso_web.results.models import Evaluation
from chiso_web.results.selectors import Placed
from chiso_web.units.models import Unit


@dataclass(frozen=True, slots=True)
class Spread:
    """How the units of a group that have points lie on one node."""

    count: int
    lowest: float
    median: float
    highest: float


@dataclass(frozen=True)
class Group:
    """Units that are ranked together: ``name_vi``/``name_en`` as they stand within a sentence, in
    the plural ("phường"; "departments"), ``one_en`` in the singular. Best first; those without
    points last.
    """

    id: str
    name_vi: str
    name_en: str
    one_en: str
    units: tuple[Unit, ...]

    def name(self, lang: str) -> str:
        """What its units are called in ``lang``."""
        return self.name_vi if lang == "vi" else self.name_en

    def counted(self, count: int, lang: str) -> str:
        """So many of its units: "51 phường"; "1 ward"."""
        one = lang != "vi" and count == 1
        return f"{count} {self.one_en if one else self.name(lang)}"


@dataclass(frozen=True)
class Outcome:
    """A published evaluation as pages show it. ``placed`` is by the unit's key, then node."""

    evaluation: Evaluation
    edition: Edition
    groups: tuple[Group, ...]
    placed: Mapping[int, Mapping[str, Placed]]

    @property
    def index(self) -> str:
        return str(self.evaluation.index)

    @property
    def period(self) -> str:
        return str(self.evaluation.period)

    @cached_property
    def units(self) -> Mapping[str, Unit]:
        """Every unit by its uid, group by group, best first."""
        return {unit.uid: unit for group in self.groups for unit in group.units}

    def at(self, unit: Unit, node: str = ROOT) -> Placed:
        """How a unit stands on a node."""
        return self.placed[unit.pk][node]

    def group_of(self, unit: Unit) -> Group:
        """The group that a unit is ranked in."""
        own = self.at(unit).group
        return next(group for group in self.groups if group.id == own)

    def points(self, group: Group, node: str = ROOT) -> list[float]:
        """The points of the group's units that have any on a node, in the group's order."""
        found = (self.at(unit, node).points for unit in group.units)
        return [points for points in found if points is not None]

    def spread(self, group: Group, node: str = ROOT) -> Spread | None:
        """How the group lies on a node; None where nobody has points."""
        return self._spreads.get((group.id, node))

    @cached_property
    def _spreads(self) -> Mapping[tuple[str, str], Spread]:
        return {
            (group.id, node.id): Spread(len(found), min(found), median(found), max(found))
            for group in self.groups
            for node in self.edition.nodes
            if (found := self.points(group, node.id))
        }

    @cached_property
    def contents(self) -> tuple[Node, ...]:
        """The contents that a table has columns for, without those of bonus and penalty."""
        return contents_of(self.edition)

    @property
    def scale(self) -> Node:
        """The node of the whole scale, without bonus and penalty: the one above the contents."""
        above = self.contents[0].parent if self.contents else None
        return self.edition.node(above or ROOT)

    @cached_property
    def extras(self) -> tuple[Node, ...]:
        """The leaves that add a bonus or take a penalty beside the scale."""
        return tuple(node for node in self.edition.leaves if is_extra_leaf(node))

    def extra_points(self, unit: Unit, kind: str) -> float:
        """What bonuses (or penalties) come to for a unit."""
        own = (node for node in self.extras if node.rule and node.rule.kind == kind)
        return fsum(self.at(unit, node.id).points or 0.0 for node in own)

    def lost(self, unit: Unit, node: str = ROOT) -> float | None:
        """The points that a unit is short of the most that applied to it; None without either."""
        return self.at(unit, node).lost

    def key_of(self, unit: Unit) -> str:
        """What the library calls a unit."""
        return str(unit.code if self.evaluation.keyed_by == Evaluation.CODE else unit.uid)
