"""Provinces side by side as the page shows them: totals, pairs, parts."""

from collections.abc import Sequence
from dataclasses import dataclass

from chiso.definition.model import ROOT, Node
from chiso.inference import comparison_in_words
from chiso.wording import say
from chiso_web.look.axis import Axis, axis_over
from chiso_web.look.formats import language, margin, number
from chiso_web.look.interval_dots import IntervalDot, interval_dot
from chiso_web.look.lettered import Letters, lettered
from chiso_web.portal.addresses import node_address, part_address, unit_address
from chiso_web.portal.classes import class_names, tone_of
from chiso_web.portal.compare.table import Pair, Side, SideBySide


@dataclass(frozen=True, slots=True)
class TotalLine:
    """One province's total."""

    letter: str
    name: str
    address: str
    total: str
    explained: str
    margin: str
    rank: str
    ranks: str
    class_name: str
    tone: str
    dot: IntervalDot | None


@dataclass(frozen=True, slots=True)
class PairLine:
    """One pair's difference."""

    name: str
    sentence: str
    beyond: bool
    dot: IntervalDot


@dataclass(frozen=True, slots=True)
class PartLine:
    """One part: every province's points in the order chosen, and who has most."""

    code: str
    name: str
    address: str
    cells: tuple[tuple[str, str], ...]
    most: str
    letters: Letters | None


def totals_axis(table: SideBySide) -> Axis | None:
    """The axis that holds every total with its interval; None without any."""
    ends = [end for side in table.ranked for end in side.interval or (side.total or 0.0,)]
    return axis_over(ends) if ends else None


def totals(table: SideBySide) -> tuple[TotalLine, ...]:
    """The totals in the order chosen."""
    axis = totals_axis(table)
    return tuple(_total(table, axis, side) for side in table.sides)


def _total(table: SideBySide, axis: Axis | None, side: Side) -> TotalLine:
    own = side.scores.get(ROOT)
    ranks = side.ranks
    class_id = own.class_id if own else ""
    return TotalLine(
        letter=side.letter,
        name=side.unit.name(language()),
        address=unit_address(side.unit.id_text, table.period),
        total=number(side.total),
        explained=node_address(table.period, side.unit.code),
        margin=margin(side.margin),
        rank=str(own.rank) if own and own.rank else "",
        ranks=f"{ranks.lowest}–{ranks.highest}" if ranks else "",
        class_name=class_names(table.edition).get(class_id, ""),
        tone=tone_of(table.edition, class_id),
        dot=None
        if axis is None or side.total is None
        else interval_dot(axis, side.total, interval=side.interval, clear=True),
    )


def pairs_axis(table: SideBySide) -> Axis:
    """The axis through 0 that holds every difference with its interval."""
    compared = [pair.comparison for pair in table.pairs]
    ends = [end for one in compared for end in one.interval or (one.difference,)]
    return axis_over([0.0, *ends], most=6)


def pairs(table: SideBySide) -> tuple[PairLine, ...]:
    """Every pair, those of the higher totals first."""
    axis = pairs_axis(table)
    return tuple(_pair(axis, pair) for pair in table.pairs)


def _pair(axis: Axis, pair: Pair) -> PairLine:
    one = pair.comparison
    names = (side.unit.name(language()) for side in (pair.higher, pair.lower))
    return PairLine(
        name=" – ".join(names),
        sentence=say(comparison_in_words(one), language()),
        beyond=bool(one.beyond_error),
        dot=interval_dot(axis, one.difference, interval=one.interval, clear=bool(one.beyond_error)),
    )


def parts_axis(table: SideBySide) -> Axis | None:
    """The axis of the dimensions, which all have one scale; None without points."""
    points = [
        own
        for node in table.dimensions
        for side in table.sides
        if (own := side.points(node.id)) is not None
    ]
    return axis_over(points) if points else None


def parts(table: SideBySide, nodes: Sequence[Node], axis: Axis | None) -> tuple[PartLine, ...]:
    """Nodes with every province's points; with a picture where there is an axis."""
    return tuple(_part(table, node, axis) for node in nodes)


def _part(table: SideBySide, node: Node, axis: Axis | None) -> PartLine:
    there = [
        (own, side.letter) for side in table.sides if (own := side.points(node.id)) is not None
    ]
    return PartLine(
        code=node.code or node.id,
        name=node.name.in_language(language()),
        address=part_address(table.period, node.id),
        cells=tuple(
            (
                number(side.points(node.id)),
                node_address(table.period, side.unit.code, node.id),
            )
            for side in table.sides
        ),
        most=", ".join(side.unit.name(language()) for side in table.most_on(node.id)),
        letters=lettered(axis, there) if axis and there else None,
    )
