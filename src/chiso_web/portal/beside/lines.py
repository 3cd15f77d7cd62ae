"""Units side by side as the page shows them: totals, contents, criteria."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from chiso.definition.model import Node
from chiso_web.look.axis import Axis
from chiso_web.look.formats import language, number, signed
from chiso_web.look.lettered import Letters, lettered
from chiso_web.portal.beside.side_by_side import Side, SideBySide
from chiso_web.portal.classes import class_names, tone_of
from chiso_web.portal.explained_node import node_title
from chiso_web.portal.outcome.missing import address_of
from chiso_web.results.contents import BONUS, PENALTY, has_extras

PERCENT = Axis(0.0, 100.0, 20.0)


@dataclass(frozen=True, slots=True)
class TotalLine:
    """One unit's total."""

    letter: str
    name: str
    address: str
    explained: str
    total: str
    reduced: bool
    rank: str
    class_name: str
    tone: str
    bonus: str
    penalty: str


@dataclass(frozen=True, slots=True)
class PartLine:
    """One node: every unit's points in the order chosen, the difference, and who has most."""

    name: str
    address: str
    most: str
    cells: tuple[tuple[str, str], ...]
    difference: str
    best: str
    letters: Letters | None
    is_leaf: bool


def totals(table: SideBySide) -> tuple[TotalLine, ...]:
    """The totals in the order chosen."""
    return tuple(_total(table, side) for side in table.sides)


def _total(table: SideBySide, side: Side) -> TotalLine:
    outcome, own = table.outcome, table.at(side)
    scored = own.points is not None
    return TotalLine(
        letter=side.letter,
        name=side.unit.full_name(language()),
        address=address_of(outcome, side.unit.uid),
        explained=address_of(outcome, side.unit.uid, "total"),
        total=number(own.points),
        reduced=own.reduced,
        rank=_rank(side, own.rank),
        class_name=class_names(outcome.edition).get(own.class_id, ""),
        tone=tone_of(outcome.edition, own.class_id),
        bonus=signed(outcome.extra_points(side.unit, BONUS)) if scored else "",
        penalty=signed(outcome.extra_points(side.unit, PENALTY)) if scored else "",
    )


def _rank(side: Side, rank: int | None) -> str:
    """The rank and among whom: "7 trong 51 phường"."""
    if rank is None or len(side.group.units) < 2:
        return ""
    facts = {"count": len(side.group.units), "group": side.group.name(language()), "rank": rank}
    return _("%(rank)s of %(count)s %(group)s") % facts


def parts(table: SideBySide, nodes: Iterable[Node], *, drawn: bool) -> tuple[PartLine, ...]:
    """Nodes with every unit's points; where ``drawn`` with a picture of shares of the most."""
    return tuple(_part(table, node, drawn=drawn) for node in nodes)


def _part(table: SideBySide, node: Node, *, drawn: bool) -> PartLine:
    placed = [(side, table.at(side, node.id)) for side in table.sides]
    counted = not has_extras(table.outcome.edition, node.id)
    shares = [
        (100 * one.points / one.maximum, side.letter)
        for side, one in placed
        if one.points is not None and one.maximum
    ]
    return PartLine(
        name=node_title(node),
        address=address_of(table.outcome, "part", node.id),
        most=_most([one.maximum for _side, one in placed if one.points is not None])
        if counted
        else "",
        cells=tuple(
            (number(one.points), address_of(table.outcome, side.unit.uid, node.id))
            for side, one in placed
        ),
        difference=number(table.spread(node.id)),
        best=", ".join(side.letter for side in table.most_on(node.id)),
        letters=lettered(PERCENT, shares) if drawn and counted and shares else None,
        is_leaf=node.rule is not None,
    )


def _most(found: list[float | None]) -> str:
    """The most points that applied, or from the least to the most of them."""
    ends = sorted({round(one or 0.0, 6) for one in found})
    if not ends:
        return number(None)
    return number(ends[0]) if len(ends) == 1 else f"{number(ends[0])}–{number(ends[-1])}"


def below(table: SideBySide) -> list[Node]:
    """Every node of the contents, bonus and penalty, in tree order."""
    edition = table.outcome.edition
    tops = (*table.contents, *table.extras)
    return [node for top in tops for node in edition.descendants(top.id)]
