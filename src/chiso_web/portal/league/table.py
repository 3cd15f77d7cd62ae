"""The league table of one year: rows, order, filter, the country's figures; queries nothing."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import fmean

import numpy as np

from chiso.datasets.papi import COMPUTED
from chiso.definition.model import ROOT, Edition, Node
from chiso_web.portal.choice import UNPUBLISHED, Choice, ordered
from chiso_web.portal.classes import ClassGroup, tone_of
from chiso_web.portal.papi import FACTOR
from chiso_web.results.selectors import Published, RankRange, Standing
from chiso_web.units.models import Unit
from chiso_web.units.selectors import units_named

NOTHING = Published(None, None, None, "")


@dataclass(frozen=True)
class Row:
    """One unit: its total with error, its scores by node, and the ranks that error leaves open."""

    unit: Unit
    total: Standing
    scores: Mapping[str, Standing]
    published: Published
    ranks: RankRange | None = None

    @property
    def se(self) -> float | None:
        return self.published.se

    @property
    def margin(self) -> float | None:
        """Half the 95% interval; None where no standard error was published."""
        return None if self.se is None else FACTOR * self.se

    @property
    def interval(self) -> tuple[float, float] | None:
        if self.total.points is None or self.margin is None:
            return None
        return self.total.points - self.margin, self.total.points + self.margin

    def clear_of(self, value: float) -> bool | None:
        """Whether the interval leaves the value out; None without an interval."""
        if self.interval is None:
            return None
        return not self.interval[0] <= value <= self.interval[1]

    @property
    def withheld(self) -> tuple[str, ...]:
        """The nodes of which the publisher gave no score."""
        return tuple(node for node, score in self.scores.items() if score.points is None)


@dataclass(frozen=True, slots=True)
class Country:
    """The figures of all units with a total: how many lie above and below the median by more than
    their error, how many within it (unclear), and how many have none published (unknown).
    """

    count: int
    mean: float
    median: float
    quarter: float
    three_quarters: float
    best: Row
    last: Row
    above: int
    below: int
    unclear: int
    unknown: int


@dataclass(frozen=True)
class League:
    """One year's table before anything is filtered."""

    edition: Edition
    period: str
    rows: tuple[Row, ...]

    @cached_property
    def columns(self) -> tuple[Node, ...]:
        return self.edition.children(ROOT)

    @cached_property
    def ranked(self) -> tuple[Row, ...]:
        """The rows with a total, best first; equal ranks in the units' order."""
        rows = [row for row in self.rows if row.total.rank is not None]
        return tuple(sorted(rows, key=lambda row: (row.total.rank or 0, row.unit.sort_key)))

    @cached_property
    def unranked(self) -> tuple[Row, ...]:
        rows = [row for row in self.rows if row.total.rank is None]
        return tuple(sorted(rows, key=lambda row: row.unit.sort_key))

    @property
    def has_error(self) -> bool:
        return any(row.se is not None for row in self.ranked)

    @cached_property
    def among(self) -> int:
        """How many units share the ranges of ranks; 0 where there are none."""
        return next((row.ranks.among for row in self.ranked if row.ranks), 0)

    @property
    def is_added_up(self) -> bool:
        """Whether the publisher's own totals could not be read, so that they were added up here."""
        return any(row.published.note == COMPUTED for row in self.ranked)

    @cached_property
    def country(self) -> Country:
        totals = np.array([row.total.points for row in self.ranked], float)
        quarter, median, three_quarters = np.percentile(totals, [25, 50, 75]).tolist()
        clear = [row for row in self.ranked if row.clear_of(median)]
        above = sum(1 for row in clear if (row.total.points or 0) > median)
        unknown = sum(1 for row in self.ranked if row.interval is None)
        return Country(
            count=len(totals),
            mean=fmean(totals),
            median=median,
            quarter=quarter,
            three_quarters=three_quarters,
            best=self.ranked[0],
            last=self.ranked[-1],
            above=above,
            below=len(clear) - above,
            unclear=len(totals) - len(clear) - unknown,
            unknown=unknown,
        )

    def groups(self, lang: str) -> tuple[ClassGroup, ...]:
        """The classes from highest to lowest, with how many units and which totals each holds."""
        found = []
        for item in reversed(self.edition.classes.classes if self.edition.classes else ()):
            totals = [row.total.points or 0 for row in self.ranked if row.total.class_id == item.id]
            if totals:
                name, tone = item.name.in_language(lang), self.tone(item.id)
                group = ClassGroup(item.id, name, tone, len(totals), min(totals), max(totals))
                found.append(group)
        return tuple(found)

    def tone(self, class_id: str) -> str:
        """The colour step of a class, "c1" (lowest) upwards; empty for none."""
        return tone_of(self.edition, class_id)

    def chosen(self, choice: Choice) -> tuple[Row, ...]:
        """The rows left by the filter, in the chosen order; those without the value come last."""
        units = {unit.code for unit in units_named((row.unit for row in self.rows), choice.name)}
        rows = [row for row in (*self.ranked, *self.unranked) if row.unit.code in units]
        if choice.class_id == UNPUBLISHED:
            rows = [row for row in rows if row.total.points is None]
        elif choice.class_id:
            rows = [row for row in rows if row.total.class_id == choice.class_id]
        return _ordered(rows, choice)


def _ordered(rows: Sequence[Row], choice: Choice) -> tuple[Row, ...]:
    """Best first, names and errors smallest first; ``backwards`` the other way; blanks last."""
    if choice.order == "name":
        return tuple(sorted(rows, key=lambda row: row.unit.sort_key, reverse=choice.backwards))
    downwards = (choice.order != "error") != choice.backwards
    return ordered(rows, _value(choice.order), downwards=downwards)


def _value(order: str) -> Callable[[Row], float | None]:
    if order == "error":
        return lambda row: row.margin
    if order == "total":
        return lambda row: row.total.points
    return lambda row: row.scores[order].points


def league_of(
    edition: Edition,
    *,
    period: str,
    units: Iterable[Unit],
    standings: Iterable[Standing],
    published: Mapping[str, Published],
    ranks: Mapping[int, RankRange],
) -> League:
    """The league table of stored scores of the root and its children, of the printed totals, and of
    the ranges of ranks by the unit's key.
    """
    by_unit: dict[int, dict[str, Standing]] = {}
    for standing in standings:
        by_unit.setdefault(standing.unit, {})[standing.node] = standing
    rows = [
        Row(
            unit=unit,
            total=by_unit[unit.pk][ROOT],
            scores={node: one for node, one in by_unit[unit.pk].items() if node != ROOT},
            published=published.get(unit.code, NOTHING),
            ranks=ranks.get(unit.pk),
        )
        for unit in units
        if unit.pk in by_unit
    ]
    return League(edition=edition, period=period, rows=tuple(rows))
