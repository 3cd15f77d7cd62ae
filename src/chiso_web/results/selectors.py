"""Reading observations and published evaluations; nothing is scored here."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from django.db.models import Exists, OuterRef, Q, QuerySet

import chiso
from chiso.definition import editions
from chiso.definition.model import ROOT, Edition
from chiso.errors import ChisoError
from chiso.scoring import RULE_SET_VERSION
from chiso.values import Floats, ObservationTable, table_from_columns
from chiso_web.results import models
from chiso_web.results.awards import name_read, stored_names
from chiso_web.results.models import Evaluation, Observation, Score

NAN = float("nan")
COLUMNS = (
    *("measure", "value", "missing", "numerator", "denominator", "se", "n"),
    *("note", "source"),
)


@dataclass(frozen=True, slots=True)
class Published:
    """A number that the publisher printed: its value, standard error, respondents and note."""

    value: float | None
    se: float | None
    n: int | None
    note: str


@dataclass(frozen=True, slots=True)
class Standing:
    """Points of one unit (its key) on one node with rank and class, or why there are none."""

    unit: int
    node: str
    kind: str
    points: float | None
    missing: str
    rank: int | None
    class_id: str


@dataclass(frozen=True, slots=True)
class Placed:
    """A unit's standing on a node with the ends of what applied to it and the group it is ranked
    in; ``reduced``: on a smaller base than others.
    """

    unit: int
    node: str
    points: float | None
    minimum: float | None
    maximum: float | None
    missing: str
    group: str
    rank: int | None
    class_id: str
    reduced: bool

    @property
    def lost(self) -> float | None:
        """The points short of the most that applied; None without either."""
        if self.points is None or self.maximum is None:
            return None
        return self.maximum - self.points


@dataclass(frozen=True, slots=True)
class RankRange:
    """A rank among the ``among`` units with a published error, and the ranks that sampling error
    leaves open: for all units at once, and (``own_``) for this unit alone.
    """

    rank: int
    among: int
    lowest: int
    highest: int
    own_lowest: int
    own_highest: int


def evaluation_list(index: str) -> list[Evaluation]:
    """The published evaluations of an index, oldest first."""
    return list(Evaluation.objects.filter(index=index).order_by("period"))


def evaluation_list_others(index: str) -> list[Evaluation]:
    """The published evaluations of all other indices, by index, oldest first."""
    return list(Evaluation.objects.exclude(index=index).order_by("index", "period"))


def evaluation_list_stale(index: str) -> list[Evaluation]:
    """The published evaluations of an index that this package might compute otherwise."""
    return [one for one in evaluation_list(index) if not is_current(one)]


def evaluation_list_stale_any() -> list[Evaluation]:
    """The same of every index."""
    return [one for one in Evaluation.objects.all() if not is_current(one)]


def is_current(evaluation: Evaluation) -> bool:
    """Whether it stems from this package's edition, rules and version; pages mix both."""
    try:
        edition = edition_named(evaluation.edition)
    except ChisoError:  # the package no longer has that edition
        return False
    stored = (evaluation.edition_sha256, evaluation.rule_set_version)
    if stored != (edition.sha256, str(RULE_SET_VERSION)):
        return False
    official = bool(evaluation.decision)  # stands as it was decided, whatever computes it
    return official or evaluation.package_version == chiso.__version__


@lru_cache(maxsize=64)
def edition_named(name: str) -> Edition:
    """The edition of that full name, read once a process: editions never change in force."""
    return editions.edition(name)


def periods_with_error(measure: str, periods: Iterable[str]) -> set[str]:
    """Those of the periods in which the publisher printed a standard error of the measure."""
    rows = Observation.objects.filter(period__in=list(periods), measure=measure, se__isnull=False)
    return set(rows.values_list("period", flat=True).distinct())


def published_by_unit(measure: str, *, period: str) -> dict[str, Published]:
    """What the publisher printed of one measure, by unit code."""
    rows = Observation.objects.filter(measure=measure, period=period)
    found = rows.values_list("unit__code", "value", "se", "n", "note")
    return {code: Published(value, se, n, note) for code, value, se, n, note in found}


def standing_list_kinds(evaluation: Evaluation, kinds: Collection[str]) -> list[Standing]:
    """How all units stand on the nodes of some levels, in tree order."""
    return _standings(Score.objects.filter(evaluation=evaluation, kind__in=kinds))


def standing_list_units(
    evaluation: Evaluation, units: Collection[int], kinds: Collection[str]
) -> list[Standing]:
    """How some units (their keys) stand on the nodes of some levels, in tree order."""
    scores = Score.objects.filter(evaluation=evaluation, unit__in=units, kind__in=kinds)
    return _standings(scores)


def standing_list_nodes(evaluation: Evaluation, nodes: Iterable[str]) -> list[Standing]:
    """How all units stand on some nodes, in tree order."""
    return _standings(Score.objects.filter(evaluation=evaluation, node__in=list(nodes)))


def _standings(scores: QuerySet[Score]) -> list[Standing]:
    columns = ("unit_id", "node", "kind", "points", "missing", "rank", "class_id")
    return [Standing(*row) for row in scores.order_by("place").values_list(*columns)]


def standing_by_period(evaluations: Iterable[Evaluation], node: str) -> list[tuple[str, Standing]]:
    """How all units stand on one node in several evaluations, each with its period."""
    scores = Score.objects.filter(evaluation__in=list(evaluations), node=node)
    columns = ("unit_id", "node", "kind", "points", "missing", "rank", "class_id")
    rows = scores.values_list("evaluation__period", *columns)
    return [(period, Standing(*row)) for period, *row in rows]


def rank_range_by_unit(evaluation: Evaluation, node: str = ROOT) -> dict[int, RankRange]:
    """The rank ranges of a node by the unit's key; empty where no error was published."""
    rows = models.RankRange.objects.filter(evaluation=evaluation, node=node)
    columns = ("unit_id", "rank", "among", "lowest", "highest", "own_lowest", "own_highest")
    return {unit: RankRange(*found) for unit, *found in rows.values_list(*columns)}


def points_by_evaluation(evaluations: Iterable[Evaluation], node: str) -> dict[int, list[float]]:
    """The points that units have on a node, by evaluation."""
    scores = Score.objects.filter(evaluation__in=evaluations, node=node)
    found: dict[int, list[float]] = {}
    for evaluation, points in scores.values_list("evaluation_id", "points"):
        if points is not None:
            found.setdefault(evaluation, []).append(points)
    return found


def observation_table(evaluation: Evaluation, measures: Iterable[str]) -> ObservationTable:
    """What an evaluation's units observed of some measures, as the library reads it."""
    scored = Score.objects.filter(evaluation=evaluation, node=ROOT).values("unit")
    rows = Observation.objects.filter(
        period=evaluation.period,
        measure__in=stored_names(measures, evaluation.index),
        unit__in=scored,
    )
    found = list(rows.values_list(f"unit__{evaluation.keyed_by}", *COLUMNS))
    return table_from_columns(
        unit=[row[0] for row in found],
        period=[evaluation.period] * len(found),
        measure=[name_read(row[1]) for row in found],
        value=[NAN if row[2] is None else row[2] for row in found],
        missing=[row[3] for row in found],
        numerator=_layer(found, 4),
        denominator=_layer(found, 5),
        se=_layer(found, 6),
        n=_layer(found, 7),
        note=[row[8] for row in found],
        source=[row[9] for row in found],
    )


def _layer(rows: Sequence[tuple[Any, ...]], column: int) -> Floats:
    return np.array([NAN if row[column] is None else row[column] for row in rows], float)


def placed_list(evaluation: Evaluation) -> list[Placed]:
    """How all units stand on every node, in tree order."""
    columns = ("unit_id", "node", "points", "minimum", "maximum", "missing", "rank_group")
    scores = Score.objects.filter(evaluation=evaluation).order_by("place")
    rows = scores.values_list(*columns, "rank", "class_id", "reduced")
    return [Placed(*row) for row in rows]


def evaluation_list_around(unit: int) -> tuple[list[Evaluation], list[Evaluation]]:
    """The published evaluations that a unit (its key) has a score in, and those that units right
    below it have one in; by index, oldest first. One query.
    """
    whole = Score.objects.filter(evaluation=OuterRef("pk"), node=ROOT)
    own, below = Exists(whole.filter(unit=unit)), Exists(whole.filter(unit__parent=unit))
    found = Evaluation.objects.annotate(own=own, below=below).filter(Q(own=True) | Q(below=True))
    listed = list(found.order_by("index", "period"))
    return [one for one in listed if one.own], [one for one in listed if one.below]


def standing_by_evaluation(
    unit: int, evaluations: Iterable[Evaluation], nodes: Collection[str], *, whole: Evaluation
) -> dict[int, dict[str, Standing]]:
    """How one unit (its key) stands on some nodes in several evaluations, and on every node of the
    ``whole`` one; by evaluation and node, in tree order.
    """
    scores = Score.objects.filter(unit=unit).filter(
        Q(evaluation__in=list(evaluations), node__in=list(nodes)) | Q(evaluation=whole)
    )
    found: dict[int, dict[str, Standing]] = {}
    columns = ("unit_id", "node", "kind", "points", "missing", "rank", "class_id")
    for evaluation, *row in scores.order_by("place").values_list("evaluation_id", *columns):
        standing = Standing(*row)
        found.setdefault(evaluation, {})[standing.node] = standing
    return found


def published_by_period(
    unit: int, periods: Iterable[str], measures: Collection[str], *, whole: str
) -> dict[str, dict[str, Published]]:
    """What the publisher printed of some measures of one unit (its key) in several periods, and of
    every measure in the ``whole`` one; by period and measure.
    """
    rows = Observation.objects.filter(unit=unit).filter(
        Q(period__in=list(periods), measure__in=list(measures)) | Q(period=whole)
    )
    found: dict[str, dict[str, Published]] = {}
    columns = ("period", "measure", "value", "se", "n", "note")
    for period, measure, value, se, n, note in rows.values_list(*columns):
        found.setdefault(period, {})[measure] = Published(value, se, n, note)
    return found


def points_by_node(
    evaluations: Iterable[Evaluation], nodes: Iterable[str]
) -> dict[tuple[int, str], list[float]]:
    """The points that units have, by evaluation and node."""
    scores = Score.objects.filter(
        evaluation__in=list(evaluations), node__in=list(nodes), points__isnull=False
    )
    found: dict[tuple[int, str], list[float]] = {}
    for evaluation, node, points in scores.values_list("evaluation_id", "node", "points"):
        found.setdefault((evaluation, node), []).append(float(points or 0))
    return found


def values_by_measure(period: str, measures: Iterable[str]) -> dict[str, list[float]]:
    """The values that units have of some measures in one period."""
    rows = Observation.objects.filter(
        period=period, measure__in=list(measures), value__isnull=False
    )
    found: dict[str, list[float]] = {}
    for measure, value in rows.values_list("measure", "value"):
        found.setdefault(measure, []).append(float(value or 0))
    return found
