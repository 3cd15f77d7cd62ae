"""What units had a year ago: the points and figures of the result published before a round."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef

from chiso.definition.model import Edition, Node
from chiso.values import MissingKind
from chiso_web.assessment.asked import fields_of
from chiso_web.assessment.points import Declared
from chiso_web.assessment.shown import shown_values
from chiso_web.look.formats import DASH
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


def last_year(
    leaves: Iterable[Node], units: Collection[int], *, index: str, before: str
) -> LastYear:
    """The last published result of an index before a period that has any of some units, on some
    leaves of today's edition; three queries.
    """
    of_units = Score.objects.filter(evaluation=OuterRef("pk"), unit__in=units)
    earlier = Evaluation.objects.filter(Exists(of_units), index=index, period__lt=before)
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


def figures_told(last: LastYear, line: Last) -> str:
    """The figures of a line then, in the page's language; empty where one is not known."""
    if last.edition is None or not line.declared:
        return ""
    told = shown_values(last.edition, line.node, line.declared)
    return "" if DASH in told else told


def _points(
    one: Evaluation, nodes: Collection[str], units: Collection[int]
) -> dict[tuple[int, str], float | None]:
    rows = Score.objects.filter(evaluation=one, node__in=nodes, unit__in=units).order_by()
    found = rows.values_list("unit_id", "node", "points")
    return {(unit, node): points for unit, node, points in found}


def _declared(
    period: str, measures: Collection[str], units: Collection[int]
) -> dict[int, dict[str, Declared]]:
    """What was observed, by unit and measure; of what is missing only that it did not arise."""
    rows = Observation.objects.filter(period=period, measure__in=measures, unit__in=units)
    known = rows.filter(missing__in=("", MissingKind.NOT_APPLICABLE))
    found: dict[int, dict[str, Declared]] = defaultdict(dict)
    for unit, measure, value, note in known.values_list("unit_id", "measure", "value", "note"):
        ground = (note or DASH) if value is None else ""
        found[unit][measure] = Declared(measure, value=value, ground=ground)
    return found
