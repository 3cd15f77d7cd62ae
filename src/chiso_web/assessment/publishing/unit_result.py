"""One unit's result: fields, criteria with reasons, what does not apply, and its neighbours."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from django.utils.translation import gettext as _

from chiso.definition.model import Node
from chiso.evaluation import Evaluation
from chiso.values import MissingKind
from chiso_web.assessment.addresses import line_page_address
from chiso_web.assessment.asked import is_asked
from chiso_web.assessment.models import Entrant, Line, Value
from chiso_web.assessment.naming import node_name
from chiso_web.assessment.points import Declared
from chiso_web.assessment.publishing.fields import Shape, most_points
from chiso_web.assessment.publishing.standings import GroupResult, Standing, points_at
from chiso_web.assessment.services.holding import declared_of
from chiso_web.assessment.shown import shown_values
from chiso_web.look.axis import Axis
from chiso_web.look.formats import DASH, language, number, share
from chiso_web.look.spread_strip import Spread, Strip, spread_axis, spread_strip
from chiso_web.results.contents import leaves_under

REACH = 3
SLACK = 1e-9


@dataclass(frozen=True, slots=True)
class FieldLine:
    """A field of the unit: the most points that apply, its own, what is lost, and the group."""

    node: str
    name: str
    most: str
    of_whole: str
    declared: str
    points: str
    lost: str
    share: str
    strip: Strip | None
    strip_text: str


@dataclass(frozen=True, slots=True)
class LeafLine:
    """A criterion of the unit: its figures, points before and after appraisal, and the reason."""

    name: str
    address: str
    values: str
    most: str
    declared: str
    points: str
    is_changed: bool
    reason: str


@dataclass(frozen=True, slots=True)
class LeafBlock:
    """The criteria of one field."""

    node: str
    name: str
    lines: tuple[LeafLine, ...]


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A unit next in rank."""

    rank: str
    name: str
    points: str
    note: str
    is_own: bool


def field_lines(
    found: GroupResult, own: Evaluation | None, standing: Standing, *, beside: bool
) -> tuple[list[FieldLine], Axis]:
    """A line a field, and the axis of their pictures; the group only where it may be seen."""
    evaluation, shape = found.evaluation, found.shape
    spreads = [_spread(found, standing, place) for place in range(len(shape.fields))]
    axis = spread_axis([one for one in spreads if one is not None])
    lines = []
    for place, node in enumerate(shape.fields):
        at = evaluation.edition.place(node.id)
        most = float(evaluation.maximum[standing.row, at])
        whole, points = most_points(evaluation.edition, node), standing.fields[place]
        spread = spreads[place] if beside else None
        lines.append(
            FieldLine(
                node=node.id,
                name=node_name(node),
                most=number(most),
                of_whole=_of_whole(whole) if whole - most > SLACK else "",
                declared=number(_own_points(own, standing, node)),
                points=number(points),
                lost=number(None if points is None else most - points),
                share=share(points / most, 1) if points is not None and most else DASH,
                strip=spread_strip(axis, spread) if spread else None,
                strip_text=_spread_text(spread, len(found.ranked)) if spread else "",
            )
        )
    return lines, axis


def _of_whole(whole: float) -> str:
    return _("of %(whole)s") % {"whole": number(whole)}


def _own_points(own: Evaluation | None, standing: Standing, node: Node) -> float | None:
    if own is None:
        return None
    row = own.row(standing.ranked.unit, standing.ranked.period)
    return points_at(own, row, own.edition.place(node.id))


def _spread(found: GroupResult, standing: Standing, place: int) -> Spread | None:
    """The unit's share of a field's points among its group's; None where nobody has any."""
    at = found.evaluation.edition.place(found.shape.fields[place].id)

    def percent(one: Standing) -> float | None:
        most = float(found.evaluation.maximum[one.row, at])
        points = one.fields[place]
        return None if points is None or not most else 100 * points / most

    known = [value for one in found.ranked if (value := percent(one)) is not None]
    if not known:
        return None
    return Spread(percent(standing), min(known), median(known), max(known))


def _spread_text(spread: Spread, units: int) -> str:
    return _(
        "%(value)s; of %(units)s units the lowest %(low)s, the median %(median)s, the highest "
        "%(high)s"
    ) % {
        "value": DASH if spread.value is None else share(spread.value / 100, 1),
        "units": units,
        "low": share(spread.low / 100, 1),
        "median": share(spread.median / 100, 1),
        "high": share(spread.high / 100, 1),
    }


def leaf_blocks(
    found: GroupResult, own: Evaluation | None, standing: Standing, entrant: Entrant
) -> list[LeafBlock]:
    """The criteria by field, bonus and penalty last; two queries."""
    lines = {one.node: one for one in Line.objects.filter(entrant=entrant)}
    values = Value.objects.filter(entrant=entrant)
    declared = {one.measure: declared_of(one) for one in values}
    shape = found.shape
    blocks = [(one.id, node_name(one), leaves_under(shape.edition, one.id)) for one in shape.fields]
    extras = [*shape.bonus, *shape.penalty]
    if extras:
        blocks.append(("extra", _("Bonus and penalty"), extras))
    return [
        LeafBlock(
            key,
            name,
            tuple(
                _leaf_line(found, own, standing, leaf, lines.get(leaf.id), declared, entrant)
                for leaf in leaves
            ),
        )
        for key, name, leaves in blocks
    ]


def _leaf_line(
    found: GroupResult,
    own: Evaluation | None,
    standing: Standing,
    leaf: Node,
    line: Line | None,
    declared: Mapping[str, Declared],
    entrant: Entrant,
) -> LeafLine:
    evaluation = found.evaluation
    at = evaluation.edition.place(leaf.id)
    points, before = points_at(evaluation, standing.row, at), _own_points(own, standing, leaf)
    asked = is_asked(leaf)
    left_out = evaluation.is_left_out(standing.row, leaf)
    return LeafLine(
        name=node_name(leaf),
        address=line_page_address("line-history", entrant, leaf.id),
        values=shown_values(evaluation.edition, leaf.id, declared),
        most=DASH if left_out else number(float(evaluation.maximum[standing.row, at])),
        declared=number(before) if asked else DASH,
        points=_("does not apply") if left_out else number(points),
        is_changed=points != before,
        reason=line.reason if line is not None else "",
    )


def base_notes(found: GroupResult, standing: Standing) -> list[str]:
    """What does not apply to the unit, each with its ground."""
    evaluation, shape = found.evaluation, found.shape
    notes = []
    for node in shape.fields:
        for leaf in leaves_under(shape.edition, node.id):
            if evaluation.is_left_out(standing.row, leaf) or _is_unarisen(
                evaluation, standing.row, leaf
            ):
                notes.append(_base_note(evaluation, standing.row, leaf))
    return notes


def _is_unarisen(evaluation: Evaluation, row: int, leaf: Node) -> bool:
    code = int(evaluation.missing[row, evaluation.edition.place(leaf.id)])
    return code == MissingKind.NOT_APPLICABLE.code


def _base_note(evaluation: Evaluation, row: int, leaf: Node) -> str:
    place = evaluation.edition.place(leaf.id)
    facts = {
        "name": node_name(leaf),
        "points": number(leaf.rule.maximum if leaf.rule else None),
        "ground": evaluation.note_at(row, place) or _("no ground is given"),
    }
    if evaluation.is_left_out(row, leaf):
        text = _("%(name)s (%(points)s points) does not count for this unit. Ground: %(ground)s.")
    else:
        text = _("%(name)s did not arise and has full points. Ground: %(ground)s.")
    return (text % facts).replace("..", ".")


def neighbours(found: GroupResult, standing: Standing) -> list[Neighbour]:
    """The units up to three places before and after, this one among them."""
    ranked: Sequence[Standing] = found.ranked
    if standing not in ranked:
        return []
    at = ranked.index(standing)
    return [
        Neighbour(
            rank=str(one.ranked.rank),
            name=one.unit.name(language()),
            points=one.points,
            note=_neighbour_note(found, one),
            is_own=one is standing,
        )
        for one in ranked[max(at - REACH, 0) : at + REACH + 1]
    ]


def _neighbour_note(found: GroupResult, one: Standing) -> str:
    notes = [_("tied")] if one.ranked.rank in found.tied else []
    notes += [_("on a smaller base")] if one.ranked.reduced else []
    return "; ".join(notes)


def lost_sum(shape: Shape, evaluation: Evaluation, standing: Standing) -> float:
    """The points lost in the fields."""
    places = [evaluation.edition.place(node.id) for node in shape.fields]
    pairs = zip(places, standing.fields, strict=True)
    return sum(float(evaluation.maximum[standing.row, at]) - (got or 0.0) for at, got in pairs)
