"""What a profile is made of: one unit's scores of one year, and how they came about over the years;
queries nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from chiso.datasets.papi import COMPUTED
from chiso.definition.model import ROOT, Break, Edition, Node
from chiso.values import Estimate
from chiso_web.look.formats import language
from chiso_web.portal.classes import class_names, tone_of
from chiso_web.portal.papi import FACTOR, measure_of
from chiso_web.portal.profile.country import Spread
from chiso_web.results.selectors import Published, RankRange, Standing
from chiso_web.units.models import Unit

NOTHING = Published(None, None, None, "")


@dataclass(frozen=True)
class Year:
    """One unit's scores of one year on the root and the dimensions, with the national medians."""

    period: str
    edition: Edition
    standings: Mapping[str, Standing]
    published: Mapping[str, Published]
    medians: Mapping[str, float]

    def points(self, node: str = ROOT) -> float | None:
        """The points on a node; None where there are none, or no such node."""
        standing = self.standings.get(node)
        return standing.points if standing else None

    def printed(self, node: str = ROOT) -> Published:
        """What the publisher printed of a node."""
        return self.published.get(measure_of(node), NOTHING)

    def margin(self, node: str = ROOT) -> float | None:
        """Half the 95% interval; None where no standard error was published."""
        se = self.printed(node).se
        return None if se is None or self.points(node) is None else FACTOR * se

    def interval(self, node: str = ROOT) -> tuple[float, float] | None:
        """The 95% interval; None where no standard error was published."""
        points, margin = self.points(node), self.margin(node)
        return None if points is None or margin is None else (points - margin, points + margin)

    def is_computed(self, node: str = ROOT) -> bool:
        """Whether the publisher's own figure could not be read, so that it was added up here."""
        return self.printed(node).note == COMPUTED

    @property
    def estimate(self) -> Estimate | None:
        """The total with its error; None where there is no total."""
        points = self.points()
        return None if points is None else Estimate(points, se=self.printed().se)

    @property
    def withheld(self) -> tuple[str, ...]:
        """The dimensions without a score."""
        return tuple(
            node.id for node in self.edition.children(ROOT) if self.points(node.id) is None
        )


@dataclass(frozen=True)
class Profile:
    """One unit in one year: ``scores`` on every node, ``values`` by measure; ``years`` oldest
    first, of which ``year`` is one; ``names`` of the units that are best somewhere, by key;
    ``with_error`` the years of which errors were published.
    """

    unit: Unit
    year: Year
    years: tuple[Year, ...]
    scores: Mapping[str, Standing]
    values: Mapping[str, Published]
    spreads: Mapping[str, Spread]
    value_medians: Mapping[str, float]
    names: Mapping[int, str]
    ranks: RankRange | None
    with_error: frozenset[str]

    @property
    def edition(self) -> Edition:
        return self.year.edition

    @property
    def period(self) -> str:
        return self.year.period

    @property
    def unit_name(self) -> str:
        return self.unit.name(language())

    @property
    def points(self) -> float | None:
        return self.year.points()

    @property
    def median(self) -> float | None:
        return self.spreads[ROOT].median if ROOT in self.spreads else None

    @property
    def interval(self) -> tuple[float, float] | None:
        return self.year.interval()

    @cached_property
    def dimensions(self) -> tuple[Node, ...]:
        return self.edition.children(ROOT)

    def deviation(self, node: str) -> float | None:
        """How far the unit is from the national median; None where either is missing."""
        standing, spread = self.scores.get(node), self.spreads.get(node)
        if standing is None or standing.points is None or spread is None:
            return None
        return standing.points - spread.median

    @cached_property
    def by_deviation(self) -> tuple[tuple[Node, float], ...]:
        """The dimensions with a score, the one furthest above the median first."""
        found = [(node, self.deviation(node.id)) for node in self.dimensions]
        there = [(node, value) for node, value in found if value is not None]
        return tuple(sorted(there, key=lambda one: -one[1]))

    @cached_property
    def before(self) -> Year | None:
        """The latest earlier year with a total, whether or not it may be compared."""
        earlier = [one for one in self.years if one.period < self.period]
        return next((one for one in reversed(earlier) if one.points() is not None), None)

    def best_names(self, node: str) -> str:
        """Who has the highest score on a node."""
        return ", ".join(self.names[key] for key in self.spreads[node].best if key in self.names)

    def class_name(self, class_id: str) -> str:
        """The name of a class; empty for none."""
        return class_names(self.edition).get(class_id, "")

    def tone(self, class_id: str) -> str:
        """The colour step of a class, "c1" (lowest) upwards; empty for none."""
        return tone_of(self.edition, class_id)


def breaks_of(edition: Edition, node: str) -> tuple[Break, ...]:
    """The declared breaks that bind a node, its own and those above it, oldest first."""
    bound = {node, ROOT, *_above(edition, node)}
    found = (one for one in edition.breaks if one.node in bound)
    return tuple(sorted(found, key=lambda one: one.from_year))


def _above(edition: Edition, node: str) -> set[str]:
    known = any(one.id == node for one in edition.nodes)
    return {one.id for one in edition.ancestors(node)} if known else set()
