"""What a unit had a year ago: the points and figures of the result published before this round."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from chiso.definition.model import Edition
from chiso_web.assessment.asked import fields_of
from chiso_web.assessment.models import Entrant
from chiso_web.assessment.points import Declared
from chiso_web.assessment.shown import shown_values
from chiso_web.look.formats import DASH, number
from chiso_web.results.models import Evaluation, Observation, Score
from chiso_web.results.selectors import edition_named


@dataclass(frozen=True, slots=True)
class Before:
    """The points of a line in the period before, and what was declared then, in words."""

    period: str
    points: str
    told: str


def before_by_leaf(entrant: Entrant, leaves: Collection[str]) -> Mapping[str, Before]:
    """What the unit had on some leaves in the last result before, by leaf; three queries.

    Leaves that the set of that time did not have are not there.
    """
    results = Evaluation.objects.filter(
        index=entrant.group.index, period__lt=entrant.round.period, scores__unit=entrant.unit_id
    )
    last = results.order_by("-period").first()
    if last is None:
        return {}
    scores = Score.objects.filter(evaluation=last, unit=entrant.unit_id, node__in=leaves)
    points = {one.node: one.points for one in scores}
    return _told(last, entrant.unit_id, points)


def _told(last: Evaluation, unit: int, points: Mapping[str, float | None]) -> Mapping[str, Before]:
    edition = edition_named(last.edition)
    known = [leaf for leaf in edition.leaves if leaf.id in points]
    measures = {field.measure for leaf in known for field in fields_of(edition, leaf)}
    seen = Observation.objects.filter(unit=unit, period=last.period, measure__in=measures)
    there = seen.filter(value__isnull=False)
    declared = {one.measure: Declared(one.measure, value=one.value) for one in there}
    return {
        leaf.id: Before(last.period, number(points[leaf.id]), _in_words(edition, leaf.id, declared))
        for leaf in known
    }


def _in_words(edition: Edition, leaf: str, declared: Mapping[str, Declared]) -> str:
    """The figures of a leaf; empty where one is not known."""
    told = shown_values(edition, leaf, declared)
    return "" if DASH in told else told
