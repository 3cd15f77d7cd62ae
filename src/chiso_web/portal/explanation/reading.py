"""Bringing together what an explanation needs: the database is read, and the library explains."""

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from chiso.definition.model import ROOT, Edition
from chiso.evaluation import evaluate
from chiso.values import Missing, ObservationTable
from chiso_web.portal.explanation.explanation_page import branches_open
from chiso_web.portal.explanation.subject import Subject
from chiso_web.portal.explanation.tree import Country
from chiso_web.portal.papi import TOTAL_MEASURE, measure_of
from chiso_web.results.models import Evaluation
from chiso_web.results.selectors import (
    Published,
    Standing,
    edition_named,
    observation_table,
    standing_list_nodes,
)
from chiso_web.units.models import Unit


@dataclass(frozen=True, slots=True)
class Explained:
    """All that the page of one number shows."""

    subject: Subject
    country: Country
    scores: dict[str, float | None]
    total: Published | None


def explained_get(evaluation: Evaluation, *, unit: Unit, node: str) -> Explained:
    """The explanation of one unit on a node, from the stored observations: two queries."""
    edition = edition_named(evaluation.edition)
    below = [item.id for item in edition.descendants(node)]
    wanted = dict.fromkeys([*below, *branches_open(edition, node), ROOT])
    scores = standing_list_nodes(evaluation, wanted)
    own = {score.node: score for score in scores if score.unit == unit.pk}
    table = observation_table(evaluation.period, _measures(edition, node))
    explanation = evaluate(edition, table).explain(unit.code, node)
    medians, count = _medians(scores), sum(1 for one in scores if one.node == node and one.rank)
    subject = Subject(
        edition=edition,
        period=evaluation.period,
        unit=unit,
        explanation=explanation,
        own=own.get(node),
        count=count,
        median=medians.get(node),
        published=_published(table, unit.code, measure_of(node)),
    )
    return Explained(
        subject=subject,
        country=Country(table, medians),
        scores={name: score.points for name, score in own.items()},
        total=_published(table, unit.code, TOTAL_MEASURE),
    )


def _measures(edition: Edition, node: str) -> list[str]:
    """What the node and all below read or show, and the publisher's figures of it and the total."""
    below = edition.descendants(node)
    read = [
        measure
        for item in below
        for measure in (*(item.rule.measures if item.rule else ()), *item.shown)
    ]
    return list(dict.fromkeys([*read, measure_of(node), TOTAL_MEASURE]))


def _medians(scores: Iterable[Standing]) -> dict[str, float]:
    """The median points of every node over the units that have them."""
    points: dict[str, list[float]] = {}
    for score in scores:
        if score.points is not None:
            points.setdefault(score.node, []).append(score.points)
    return {node: median(found) for node, found in points.items()}


def _published(table: ObservationTable, unit: str, measure: str) -> Published | None:
    """The publisher's own figure; None where it prints none of that measure."""
    if not table.has(measure) or unit not in table.units:
        return None
    found = table.observation(table.units.index(unit), measure)
    value = None if isinstance(found.value, Missing) else found.value
    return Published(value, found.se, found.n, found.note)
