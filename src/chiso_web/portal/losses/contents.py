"""What a unit got and lost in each content, and where it stands in its group."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from django.utils.translation import gettext as _

from chiso.definition.model import Node
from chiso_web.look.axis import Axis
from chiso_web.look.formats import language, number, share, short, signed
from chiso_web.look.spread_strip import Spread, Strip, spread_axis, spread_strip
from chiso_web.portal.explained_node import title_of
from chiso_web.portal.losses.observed import observed_text
from chiso_web.portal.losses.result import Leaf, Result
from chiso_web.portal.lost_points import NOTHING
from chiso_web.portal.outcome.missing import address_of
from chiso_web.results.contents import BONUS, PENALTY


@dataclass(frozen=True, slots=True)
class Row:
    """A content: the most points that applied (``of``: before something was left out), points, what
    was lost, also in points of the index, and its place in the group; ``worst`` lost most.
    """

    name: str
    address: str
    most: str
    of: str
    sign: str
    points: str
    lost: str
    in_index: str
    percent: str
    strip: Strip | None
    told: str
    worst: bool


@dataclass(frozen=True, slots=True)
class Extra:
    """The bonus, or the penalty: how much, and for what."""

    name: str
    points: str
    parts: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """The table with its axis; ``none`` is the axis of nobody."""

    rows: tuple[Row, ...]
    axis: Axis | None


def contents(result: Result) -> Contents:
    """A row a content, in the edition's order."""
    nodes = result.outcome.contents
    spreads = {node.id: _spread(result, node) for node in nodes}
    there = [one for one in spreads.values() if one]
    axis = spread_axis(there) if there and len(result.group.units) > 1 else None
    signs = _signs(result)
    worst = worst_content(result)
    rows = tuple(
        _row(
            result,
            node,
            sign=signs.get(node.id, ""),
            spread=spreads[node.id] if axis else None,
            axis=axis,
            worst=worst is not None and worst.id == node.id,
        )
        for node in nodes
    )
    return Contents(rows, axis)


def _row(
    result: Result, node: Node, *, sign: str, spread: Spread | None, axis: Axis | None, worst: bool
) -> Row:
    item, own = result.items[node.id], result.at(node.id)
    lost = None if own.points is None else item.score.maximum - own.points
    whole = sum(leaf.most for leaf in result.of_content(node.id))
    most = item.score.maximum
    return Row(
        name=title_of(item),
        address=address_of(result.outcome, result.unit.uid, node.id),
        most=number(most),
        of=_("of %(points)s") % {"points": number(whole)} if sign else "",
        sign=sign,
        points=number(own.points),
        lost=number(lost),
        in_index=number(None if lost is None else lost * result.factor),
        percent=share(own.points / most, 1) if own.points is not None and most > 0 else "",
        strip=spread_strip(axis, spread) if axis and spread else None,
        told=_told(spread) if spread else "",
        worst=worst,
    )


def _spread(result: Result, node: Node) -> Spread | None:
    """Where the unit stands in its group, everybody in percent of what applied to them."""
    placed = (result.outcome.at(unit, node.id) for unit in result.group.units)
    percents = [
        100 * one.points / one.maximum for one in placed if one.points is not None and one.maximum
    ]
    if not percents:
        return None
    own = result.at(node.id)
    value = 100 * own.points / own.maximum if own.points is not None and own.maximum else None
    return Spread(value, min(percents), median(percents), max(percents))


def _told(spread: Spread) -> str:
    """The strip in words."""
    return _("group: median %(median)s%%, from %(low)s%% to %(high)s%%") % {
        "median": number(spread.median, 1),
        "low": number(spread.low, 1),
        "high": number(spread.high, 1),
    }


def _signs(result: Result) -> dict[str, str]:
    """A letter for each content that something is left out of."""
    found = dict.fromkeys(leaf.content for leaf in result.left_out)
    return {node: f"({letter})" for node, letter in zip(found, "abcdefghijk", strict=False)}


def footnotes(result: Result) -> list[tuple[str, Sequence[Leaf]]]:
    """The letters with what was left out there."""
    return [
        (sign, [leaf for leaf in result.left_out if leaf.content == node])
        for node, sign in _signs(result).items()
    ]


def worst_content(result: Result) -> Node | None:
    """The content that most was lost in; None where nothing was lost."""

    def lost(node: Node) -> float:
        return result.outcome.lost(result.unit, node.id) or 0.0

    worst = max(result.outcome.contents, key=lost, default=None)
    return worst if worst and lost(worst) > NOTHING else None


def extras(result: Result) -> tuple[Extra, ...]:
    """Bonus and penalty, where the edition has them."""
    kinds = ((BONUS, _("Bonus")), (PENALTY, _("Penalty")))
    return tuple(
        _extra(result, name, [leaf for leaf in result.extras if _kind(leaf) == kind])
        for kind, name in kinds
        if any(_kind(leaf) == kind for leaf in result.extras)
    )


def _extra(result: Result, name: str, leaves: Sequence[Leaf]) -> Extra:
    return Extra(
        name=name,
        points=signed(sum(leaf.points or 0.0 for leaf in leaves)),
        parts=tuple(
            (
                title_of(leaf.item),
                address_of(result.outcome, result.unit.uid, leaf.node.id),
                _("%(observed)s: %(points)s")
                % {
                    "observed": observed_text(result.edition, leaf.item),
                    "points": signed(leaf.points),
                },
            )
            for leaf in leaves
            if leaf.points
        ),
    )


def _kind(leaf: Leaf) -> str:
    return leaf.node.rule.kind if leaf.node.rule else ""


@dataclass(frozen=True, slots=True)
class PartRow:
    """A part of the points: most that applied, of how many, points, lost, per cent."""

    name: str
    most: str
    of: str
    points: str
    lost: str
    percent: str


def parts(result: Result) -> tuple[PartRow, ...]:
    """The parts of the points by how they were found, bonus and penalty apart."""
    return tuple(_part(result, part.id) for part in result.edition.parts)


def _part(result: Result, part: str) -> PartRow:
    own = next(one for one in result.edition.parts if one.id == part)
    every = [leaf for leaf in result.leaves if leaf.node.part == part]
    leaves = [leaf for leaf in every if not leaf.item.left_out]
    most, whole = sum(leaf.most for leaf in leaves), sum(leaf.most for leaf in every)
    points = sum(leaf.points or 0.0 for leaf in leaves)
    less = len(leaves) < len(every)
    return PartRow(
        name=own.name.in_language(language()),
        most=number(most),
        of=_("of %(points)s") % {"points": short(whole)} if less else "",
        points=number(points),
        lost=number(most - points),
        percent=share(points / most, 1) if most > 0 else "",
    )
