"""What the units had in the last published result before a round."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from chiso.definition.model import Edition, Node
from chiso_web.assessment.asked import fields_of
from chiso_web.assessment.models import RankGroup
from chiso_web.assessment.points import Declared
from chiso_web.results.comparable import counterpart
from chiso_web.results.models import Evaluation, Observation, Score
from chiso_web.results.selectors import edition_named


@dataclass(frozen=True, slots=True)
class Last:
    """A line of a unit then: what was observed, and the points."""

    node: str
    declared: Mapping[str, Declared]
    points: float | None


@dataclass(frozen=True, slots=True)
class LastYear:
    """The result before a round; no ``period`` where there is none. ``lines`` are by the unit's
    key and the node of today's edition.
    """

    period: str = ""
    edition: Edition | None = None
    lines: Mapping[tuple[int, str], Last] = field(default_factory=dict)


def last_year(group: RankGroup, leaves: Sequence[Node], units: Collection[int]) -> LastYear:
    """The published result before a round of some units on some leaves; three queries."""
    earlier = Evaluation.objects.filter(index=group.index, period__lt=group.round.period)
    found = earlier.order_by("-period").first()
    if found is None:
        return LastYear()
    edition = edition_named(found.edition)
    nodes = {leaf.id: counterpart(leaf, edition) for leaf in leaves}
    points = _points(found, set(nodes.values()), units)
    fields = {
        node: [one.measure for one in fields_of(edition, edition.node(node))]
        for node in nodes.values()
        if node
    }
    declared = _declared(found.period, {m for one in fields.values() for m in one}, units)
    lines = {
        (unit, today): Last(
            node,
            {m: declared[unit][m] for m in fields[node] if m in declared[unit]},
            points[unit, node],
        )
        for today, node in nodes.items()
        for unit in units
        if (unit, node) in points
    }
    return LastYear(found.period, edition, lines)


def _points(
    one: Evaluation, nodes: Collection[str], units: Collection[int]
) -> dict[tuple[int, str], float | None]:
    rows = Score.objects.filter(evaluation=one, node__in=nodes, unit__in=units).order_by()
    found = rows.values_list("unit_id", "node", "points")
    return {(unit, node): points for unit, node, points in found}


def _declared(
    period: str, measures: Collection[str], units: Collection[int]
) -> dict[int, dict[str, Declared]]:
    rows = Observation.objects.filter(period=period, measure__in=measures, unit__in=units)
    found: dict[int, dict[str, Declared]] = defaultdict(dict)
    for unit, measure, value, missing, note in rows.values_list(
        "unit_id", "measure", "value", "missing", "note"
    ):
        found[unit][measure] = Declared(measure, value=value, ground=(note or "–") * bool(missing))
    return found
