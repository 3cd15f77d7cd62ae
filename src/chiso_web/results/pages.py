"""Rows of published results after a place, for programs that read page by page.

Each query gives rows in the order in which they were stored, the row's key first.
"""

from array import array
from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from typing import Any

from django.db.models import Count, Max, Min, QuerySet

from chiso.definition.model import ROOT
from chiso_web.results.awards import stored_names
from chiso_web.results.models import Evaluation, Observation, RankRange, Score

Where = Mapping[str, object]
Rows = QuerySet[Any, tuple[Any, ...]]
SCORED = (
    *("id", "unit_id", "node", "code", "kind", "points", "minimum", "maximum"),
    *("missing", "reduced", "rank_group", "rank", "class_id"),
)
RANKED = (
    *("id", "unit_id", "node", "rank", "among", "lowest", "highest"),
    *("own_lowest", "own_highest", "seed", "draws"),
)
OBSERVED = (
    *("id", "unit_id", "measure", "value", "missing", "numerator", "denominator"),
    *("se", "n", "note", "source"),
)


def evaluation_list_all() -> list[Evaluation]:
    """Every published evaluation, by index and period."""
    return list(Evaluation.objects.order_by("index", "period"))


def unit_count_by_evaluation(evaluations: Iterable[Evaluation]) -> dict[int, int]:
    """How many units have points on the whole, by the evaluation's key."""
    keys = [one.pk for one in evaluations]
    scores = Score.objects.filter(evaluation__in=keys, node=ROOT, points__isnull=False).order_by()
    return dict(scores.values_list("evaluation_id").annotate(units=Count("id")))


def group_list(evaluation: Evaluation) -> list[str]:
    """The groups within which the units of an evaluation are ranked."""
    scores = Score.objects.filter(evaluation=evaluation, node=ROOT).order_by("rank_group")
    return list(scores.values_list("rank_group", flat=True).distinct())


def scores_after(evaluation: Evaluation, key: int, *, where: Where) -> Rows:
    """Scores by unit, then in the order of the tree, as ``SCORED``."""
    scores = Score.objects.filter(evaluation=evaluation, pk__gt=key, **where)
    return scores.order_by("pk").values_list(*SCORED)


def scores_of_unit(unit: int, evaluations: Iterable[Evaluation], *, node: str) -> Rows:
    """Scores of one unit (its key) on a node, by index and period, the evaluation's key first."""
    keys = [one.pk for one in evaluations]
    scores = Score.objects.filter(unit=unit, evaluation__in=keys, node=node)
    ordered = scores.order_by("evaluation__index", "evaluation__period")
    columns = ("node", "points", "minimum", "maximum", "missing", "reduced", "rank_group", "rank")
    return ordered.values_list("evaluation_id", *columns, "class_id")


def ranges_after(evaluation: Evaluation, key: int, *, where: Where) -> Rows:
    """Rank ranges, as ``RANKED``."""
    ranges = RankRange.objects.filter(evaluation=evaluation, pk__gt=key, **where)
    return ranges.order_by("pk").values_list(*RANKED)


def observations_after(
    evaluation: Evaluation,
    key: int,
    *,
    measures: Collection[str],
    units: Collection[int],
    where: Where,
) -> Rows:
    """Observations of some measures and units (their keys) in the evaluation's period, as
    ``OBSERVED``.
    """
    found = Observation.objects.filter(
        period=evaluation.period,
        measure__in=stored_names(measures, evaluation.index),
        unit__in=units,
        pk__gt=key,
        **where,
    )
    return found.order_by("pk").values_list(*OBSERVED)


def observation_page(
    evaluation: Evaluation, key: int, most: int, *, measures: tuple[str, ...]
) -> Rows:
    """The first of all observations of some measures after a key, at most so many: found by their
    keys, since a database sorts all of them anew for each page.
    """
    keys = _observation_keys(evaluation, measures)
    first = bisect_right(keys, key)
    found = Observation.objects.filter(pk__in=keys[first : first + most])
    return found.order_by("pk").values_list(*OBSERVED)


@lru_cache(maxsize=32)
def _observation_keys(evaluation: Evaluation, measures: tuple[str, ...]) -> "array[int]":
    """The keys in their order, read once a process: a published evaluation never changes."""
    scored = Score.objects.filter(evaluation=evaluation, node=ROOT).values("unit")
    found = Observation.objects.filter(
        period=evaluation.period,
        measure__in=stored_names(measures, evaluation.index),
        unit__in=scored,
    )
    return array("q", found.order_by("pk").values_list("pk", flat=True))


def class_counts(evaluation: Evaluation, *, where: Where) -> Rows:
    """For each group, node and class that has units: how many, their lowest and highest points."""
    classed = Score.objects.filter(evaluation=evaluation, **where).exclude(class_id="")
    grouped = classed.order_by().values_list("rank_group", "node", "class_id")
    return grouped.annotate(units=Count("id"), low=Min("points"), high=Max("points"))
