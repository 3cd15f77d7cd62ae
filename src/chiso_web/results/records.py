"""Whole years of observations and scores as columns, for files; nothing is scored here."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from chiso_web.results.models import Evaluation, Observation, Score

Columns = dict[str, list[object]]
OBSERVED = ("unit__code", "period", "measure", "value", "missing", "se", "n", "note", "source")
SCORED = (
    *("unit__code", "node", "code", "kind", "points", "minimum", "maximum", "missing"),
    *("rank_group", "rank", "class_id"),
)


@dataclass(frozen=True, slots=True)
class Counted:
    """How much is held of a period."""

    observations: int
    measures: int
    missing: int


def observed(index: str, period: str) -> QuerySet[Observation]:
    """The observations of an index's measures in a period."""
    return Observation.objects.filter(period=period, measure__startswith=f"{index}.")


def counted_by_period(index: str) -> dict[str, Counted]:
    """How many observations and measures each period has, and how many values are missing."""
    rows = (
        Observation.objects.filter(measure__startswith=f"{index}.")
        .values("period")
        .annotate(
            rows=Count("id"),
            measures=Count("measure", distinct=True),
            lacking=Count("id", filter=Q(value=None)),
        )
        .values_list("period", "rows", "measures", "lacking")
    )
    return {period: Counted(*found) for period, *found in rows}


def scored_by_evaluation(index: str, node: str) -> dict[int, int]:
    """How many units have points on a node, by evaluation."""
    rows = Score.objects.filter(evaluation__index=index, node=node, points__isnull=False)
    counted = rows.values("evaluation_id").annotate(units=Count("id"))
    return dict(counted.values_list("evaluation_id", "units"))


def observation_columns(index: str, period: str) -> Columns:
    """A period's observations as the columns of an observation file, which the library reads."""
    rows = observed(index, period).order_by("unit__code", "measure").values_list(*OBSERVED)
    return _columns(("unit", *OBSERVED[1:]), list(rows))


def score_columns(evaluation: Evaluation) -> Columns:
    """An evaluation's scores as the columns of a score file, as the library writes them."""
    scores = Score.objects.filter(evaluation=evaluation).order_by("unit__code", "place")
    names = ("unit", "node", "code", "kind", "score", "min", "max", *SCORED[7:10], "class")
    found = _columns(names, list(scores.values_list(*SCORED)))
    own: Columns = {
        "edition": [evaluation.edition] * len(found["unit"]),
        "period": [evaluation.period] * len(found["unit"]),
    }
    return own | found


def _columns(names: Sequence[str], rows: Sequence[Sequence[object]]) -> Columns:
    cells = map(list, zip(*rows, strict=True)) if rows else ([] for _ in names)
    return dict(zip(names, cells, strict=True))
