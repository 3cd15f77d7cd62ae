"""Bringing together what an explanation needs: the database is read, and the library explains."""

from dataclasses import dataclass

from chiso.values import Missing, ObservationTable
from chiso_web.portal.explanation.subject import Subject
from chiso_web.portal.explanation.tree import Country
from chiso_web.portal.papi import TOTAL_MEASURE, measure_of
from chiso_web.portal.profile.country import spread_by_node
from chiso_web.results.evaluated import evaluated_get
from chiso_web.results.models import Evaluation
from chiso_web.results.selectors import Published, edition_named, standing_by_evaluation
from chiso_web.units.models import Unit


@dataclass(frozen=True, slots=True)
class Explained:
    """All that the page of one number shows."""

    subject: Subject
    country: Country
    scores: dict[str, float | None]
    total: Published | None


def explained_get(evaluation: Evaluation, *, unit: Unit, node: str) -> Explained:
    """The explanation of one unit on a node, from the stored observations: one query, and two more
    for what the process has not read yet.
    """
    edition, spreads = edition_named(evaluation.edition), spread_by_node(evaluation)
    own = standing_by_evaluation(unit.pk, (), (), whole=evaluation).get(evaluation.pk, {})
    evaluated = evaluated_get(evaluation)
    table = evaluated.table
    medians = {name: spread.median for name, spread in spreads.items()}
    subject = Subject(
        edition=edition,
        period=evaluation.period,
        unit=unit,
        explanation=evaluated.explain(unit.code, node),
        own=own.get(node),
        count=spreads[node].count if node in spreads else 0,
        median=medians.get(node),
        published=_published(table, unit.code, measure_of(node)),
    )
    return Explained(
        subject=subject,
        country=Country(table, medians),
        scores={name: score.points for name, score in own.items()},
        total=_published(table, unit.code, TOTAL_MEASURE),
    )


def _published(table: ObservationTable, unit: str, measure: str) -> Published | None:
    """The publisher's own figure; None where it prints none of that measure."""
    if not table.has(measure) or unit not in table.units:
        return None
    found = table.observation(table.units.index(unit), measure)
    value = None if isinstance(found.value, Missing) else found.value
    return Published(value, found.se, found.n, found.note)
