"""The dimensions against the national median: the picture and its table in one."""

from dataclasses import dataclass

from chiso.definition.model import Node
from chiso_web.look.axis import Axis
from chiso_web.look.deviation import Deviation, Range, deviation, deviation_axis
from chiso_web.look.formats import language, number, signed
from chiso_web.look.rules.measured import note_text
from chiso_web.portal.addresses import node_address
from chiso_web.portal.profile.country import Spread
from chiso_web.portal.profile.profile import Profile


@dataclass(frozen=True, slots=True)
class DimensionLine:
    """One dimension; ``drawn`` is its part of the picture, ``reason`` why it has no score."""

    name: str
    address: str
    points: str
    median: str
    difference: str
    drawn: Deviation
    tone: str
    class_name: str
    best: str
    reason: str


def dimension_axis(profile: Profile) -> Axis:
    """The axis that all dimensions share."""
    return deviation_axis(
        _range(profile, node, profile.spreads[node.id])
        for node in profile.dimensions
        if node.id in profile.spreads
    )


@dataclass(frozen=True, slots=True)
class AxisMark:
    """A mark of the axis with its words; ``style`` tells the median's own from the others."""

    place: str
    text: str
    style: str


def axis_marks(axis: Axis) -> tuple[AxisMark, ...]:
    """The marks of the axis, "0" at the median."""
    digits = 0 if axis.step >= 1 else 1
    return tuple(
        AxisMark(tick.place, signed(tick.value, digits), "grid")
        if abs(tick.value) > axis.step / 2
        else AxisMark(tick.place, "0", "nil")
        for tick in axis.ticks
    )


def dimension_lines(profile: Profile, axis: Axis) -> tuple[DimensionLine, ...]:
    """The dimensions from the furthest above the median to the furthest below; then those without
    a score.
    """
    scored = [node for node, _value in profile.by_deviation]
    blank = [node for node in profile.dimensions if node not in scored]
    return tuple(
        _line(profile, axis, node) for node in (*scored, *blank) if node.id in profile.spreads
    )


def _range(profile: Profile, node: Node, spread: Spread) -> Range:
    middle = spread.median
    return Range(profile.deviation(node.id), spread.low - middle, spread.high - middle)


def _line(profile: Profile, axis: Axis, node: Node) -> DimensionLine:
    standing, spread = profile.scores[node.id], profile.spreads[node.id]
    return DimensionLine(
        name=f"{node.code} {node.name.in_language(language())}".strip(),
        address=node_address(profile.period, profile.unit.code, node.id),
        points=number(standing.points),
        median=number(spread.median),
        difference=signed(profile.deviation(node.id)),
        drawn=deviation(axis, _range(profile, node, spread)),
        tone=profile.tone(standing.class_id),
        class_name=profile.class_name(standing.class_id),
        best=f"{number(spread.high)} {profile.best_names(node.id)}",
        reason="" if standing.points is not None else _reason(profile, node),
    )


def _reason(profile: Profile, node: Node) -> str:
    return note_text(profile.year.printed(node.id).note)
