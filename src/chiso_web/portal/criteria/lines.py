"""What the pages of criteria show as lines."""

from collections.abc import Sequence
from dataclasses import dataclass

from chiso.values import Missing, MissingKind
from chiso_web.look.dot_strip import DotStrip, dot_strip
from chiso_web.look.dots import piled
from chiso_web.look.formats import DASH, language, number, share
from chiso_web.look.rules.measured import missing_text
from chiso_web.look.spread_strip import LossBar, loss_bar
from chiso_web.portal.criteria.criterion import Criterion
from chiso_web.portal.criteria.group_losses import NodeLoss
from chiso_web.portal.explained_node import node_title
from chiso_web.portal.losses.observed import observed_text
from chiso_web.portal.lost_points import FULL, ZERO, state_of
from chiso_web.portal.outcome.missing import address_of
from chiso_web.portal.outcome.naming import counted
from chiso_web.portal.outcome.outcome import Group, Outcome
from chiso_web.units.models import Unit

TONES = {FULL: "c4", ZERO: "c1"}


@dataclass(frozen=True, slots=True)
class LossLine:
    """One node over a group."""

    name: str
    address: str
    level: str
    most: str
    median: str
    lost: str
    bar: LossBar | None
    full: str
    part: str
    zero: str


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One unit on a criterion; ``dot`` is its place on the axis as an SVG attribute."""

    name: str
    unit_address: str
    address: str
    points: str
    lost: str
    observed: str
    reason: str
    dot: str


def loss_lines(outcome: Outcome, losses: Sequence[NodeLoss], *, group: str) -> tuple[LossLine, ...]:
    """Nodes with what was got and lost; the bars of leaves share one axis."""
    full = max((one.lost or 0.0 for one in losses if one.node.rule), default=0.0)
    return tuple(_loss_line(outcome, one, full=full, group=group) for one in losses)


def _loss_line(outcome: Outcome, one: NodeLoss, *, full: float, group: str) -> LossLine:
    drawn = one.node.rule is not None and one.lost is not None
    shares = one.lost is not None and one.node.rule is not None and one.scored
    return LossLine(
        name=node_title(one.node),
        address=f"{address_of(outcome, 'part', one.node.id)}{_query(outcome, group)}",
        level="leaf" if one.node.rule else "inner",
        most=number(one.most),
        median=number(one.median),
        lost=number(one.lost),
        bar=loss_bar(one.lost or 0.0, one.most, full=full) if drawn else None,
        full=share(one.full / one.scored, 0) if shares else "",
        part=share(one.part / one.scored, 0) if shares else "",
        zero=share(one.zero / one.scored, 0) if shares else "",
    )


def _query(outcome: Outcome, group: str) -> str:
    """The group as the end of an address; nothing for the first."""
    return "" if group == outcome.groups[0].id else f"?group={group}"


def tabs(outcome: Outcome, group: Group, address: str) -> list[tuple[str, str, bool]]:
    """The ranking groups: name, address, whether it is this one; none where there is but one."""
    if len(outcome.groups) < 2:
        return []
    return [(counted(one), f"{address}?group={one.id}", one is group) for one in outcome.groups]


def strip(found: Criterion, *, mark: str, finding: str) -> DotStrip | None:
    """The dots of a group on a node; None without points or for a single unit."""
    axis, middle = found.axis, found.loss.median
    if axis is None or middle is None or found.loss.scored < 2:
        return None
    return dot_strip(axis, piled(axis, _dots(found)), median=middle, finding=finding, stamp=mark)


def _dots(found: Criterion) -> list[tuple[float, str, str]]:
    placed = [(unit, found.at(unit)) for unit in found.group.units]
    tones = TONES if found.loss.lost is not None else {}
    return [
        (one.points, tones.get(state_of(one.points, one.maximum), "c2"), unit.name(language()))
        for unit, one in placed
        if one.points is not None
    ]


def unit_lines(found: Criterion) -> tuple[UnitLine, ...]:
    """Every unit, most points first; those without points last."""
    return tuple(_unit_line(found, unit) for unit in found.units)


def _unit_line(found: Criterion, unit: Unit) -> UnitLine:
    outcome, one = found.outcome, found.at(unit)
    item, axis = found.explained_of(unit), found.axis
    why = missing_text(Missing(MissingKind(one.missing))) if one.missing else ""
    return UnitLine(
        name=unit.name(language()),
        unit_address=address_of(outcome, unit.uid),
        address=address_of(outcome, unit.uid, found.node.id),
        points=number(one.points),
        lost=DASH if found.loss.lost is None else number(one.lost),
        observed=observed_text(outcome.edition, item) if item else "",
        reason=why if one.points is None else "",
        dot="" if one.points is None or axis is None else axis.place(one.points),
    )
