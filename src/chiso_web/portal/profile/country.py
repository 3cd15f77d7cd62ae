"""How all units lie: medians, lowest, best, classes. Read once a process for each published
evaluation, which never changes: a new one has a new key.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from statistics import median

from chiso.definition.model import ROOT
from chiso_web.portal.results import years_with_error
from chiso_web.results.models import Evaluation
from chiso_web.results.selectors import (
    Standing,
    edition_named,
    points_by_node,
    standing_list_nodes,
    values_by_measure,
)
from chiso_web.units.models import Unit
from chiso_web.units.selectors import unit_list_provinces


@dataclass(frozen=True, slots=True)
class Spread:
    """How the units with a score lie on one node: ``best`` are the keys of those that share the
    highest; ``classes`` hold a class's size and lowest score.
    """

    count: int
    median: float
    low: float
    high: float
    best: tuple[int, ...]
    classes: Mapping[str, tuple[int, float]]


@lru_cache(maxsize=64)
def spread_by_node(evaluation: Evaluation) -> Mapping[str, Spread]:
    """The spread of every node that some unit has a score on."""
    nodes = [node.id for node in edition_named(evaluation.edition).nodes]
    standings: dict[str, list[Standing]] = {}
    for one in standing_list_nodes(evaluation, nodes):
        if one.points is not None:
            standings.setdefault(one.node, []).append(one)
    return {node: _spread(found) for node, found in standings.items()}


def _spread(standings: Iterable[Standing]) -> Spread:
    scores = [(one.points or 0.0, one) for one in standings]
    points = [score for score, _one in scores]
    classes: dict[str, tuple[int, float]] = {}
    for score, one in scores:
        count, lowest = classes.get(one.class_id, (0, score))
        classes[one.class_id] = (count + 1, min(lowest, score))
    return Spread(
        count=len(points),
        median=median(points),
        low=min(points),
        high=max(points),
        best=tuple(one.unit for _score, one in scores if one.rank == 1),
        classes=classes,
    )


@lru_cache(maxsize=64)
def best_units(evaluation: Evaluation) -> Mapping[int, Unit]:
    """The units, by key, that have the highest score on the root or a dimension."""
    nodes = (ROOT, *(node.id for node in edition_named(evaluation.edition).children(ROOT)))
    spreads = spread_by_node(evaluation)
    best = {key for node in nodes if node in spreads for key in spreads[node].best}
    return {one.pk: one for one in unit_list_provinces() if one.pk in best}


@lru_cache(maxsize=16)
def error_years(evaluations: tuple[Evaluation, ...]) -> frozenset[str]:
    """The years of which errors of the totals were published."""
    return frozenset(years_with_error(evaluations))


@lru_cache(maxsize=64)
def median_by_measure(evaluation: Evaluation) -> Mapping[str, float]:
    """The median of everything that an evaluation's edition reads."""
    measures = edition_named(evaluation.edition).measures_read()
    found = values_by_measure(evaluation.period, measures)
    return {measure: median(values) for measure, values in found.items()}


@lru_cache(maxsize=16)
def median_by_year(
    evaluations: tuple[Evaluation, ...], nodes: tuple[str, ...]
) -> Mapping[tuple[int, str], float]:
    """The median points of some nodes by evaluation (its key) and node."""
    found = points_by_node(evaluations, nodes)
    return {where: median(points) for where, points in found.items()}
