"""What changed between two evaluations of an index, and where comparing is refused."""

from collections.abc import Sequence
from dataclasses import dataclass

from chiso.definition.model import Break, Edition
from chiso.errors import ComparisonBroken, IndicesDiffer, UnknownName
from chiso.evaluation.result import Scored
from chiso.values import period_key
from chiso.wording import Text


@dataclass(frozen=True, slots=True)
class UnitChange:
    """One unit's points before and after, and the difference; None where either is missing."""

    unit: str
    before: float | None
    after: float | None
    difference: float | None


@dataclass(frozen=True, slots=True)
class Change:
    """The changes of all units on a node between two periods.

    ``broken_by`` are breaks of the node itself or above it, crossed because it was asked;
    ``marked_by`` breaks below it, which do not forbid comparing but are named.
    """

    node: str
    earlier: str
    later: str
    units: tuple[UnitChange, ...]
    broken_by: tuple[Break, ...]
    marked_by: tuple[Break, ...]


def change(before: Scored, after: Scored, *, node: str, across_breaks: bool) -> Change:
    """The change on ``node`` from ``before`` to ``after``; each is taken at its latest period.

    Raises:
        ComparisonBroken: a declared break binds the node between the periods and ``across_breaks``
        is false.
        IndicesDiffer: the evaluations are of two indices.
        UnknownName: either edition has no such node, or either table no period.
    """
    if before.edition.id != after.edition.id:
        raise IndicesDiffer(earlier=before.edition.name, later=after.edition.name)
    earlier, later = _latest(before), _latest(after)
    first, last = period_key(earlier)[0], period_key(later)[0]
    binding, marking = breaks_between((before.edition, after.edition), node, first=first, last=last)
    if binding and not across_breaks:
        reasons = [_dated(one) for one in binding]
        raise ComparisonBroken(node=node, earlier=earlier, later=later, reasons=reasons)
    return Change(
        node=node,
        earlier=earlier,
        later=later,
        units=_differences(_points(before, node, earlier), _points(after, node, later)),
        broken_by=tuple(binding),
        marked_by=tuple(marking),
    )


def _latest(scored: Scored) -> str:
    if not len(scored.table):
        raise UnknownName(what="period", name="–", nearest=())
    return max(scored.table.periods, key=period_key)


def _dated(one: Break) -> Text:
    return Text(f"{one.from_year}: {one.reason.vi}", f"{one.from_year}: {one.reason.en}")


def breaks_between(
    editions: Sequence[Edition], node: str, *, first: int, last: int
) -> tuple[list[Break], list[Break]]:
    """The breaks after ``first`` up to ``last`` that bind a node (its own and its ancestors'), and
    those below it, in any of the trees: a node may have been left out since, or be new.
    """
    above = {node, *(one.id for edition in editions for one in edition.ancestors(node))}
    below = {one.id for edition in editions for one in edition.descendants(node)} - {node}
    declared = dict.fromkeys(one for edition in editions for one in edition.breaks)
    crossed = [one for one in declared if min(first, last) < one.from_year <= max(first, last)]
    return [one for one in crossed if one.node in above], [
        one for one in crossed if one.node in below
    ]


def _points(scored: Scored, node: str, period: str) -> dict[str, float | None]:
    place = scored.edition.place(node)
    points = scored.points[:, place].tolist()
    return {
        unit: None if value != value else value
        for unit, when, value in zip(scored.table.units, scored.table.periods, points, strict=True)
        if when == period
    }


def _differences(
    before: dict[str, float | None], after: dict[str, float | None]
) -> tuple[UnitChange, ...]:
    units: Sequence[str] = sorted({*before, *after})
    return tuple(_unit_change(unit, before.get(unit), after.get(unit)) for unit in units)


def _unit_change(unit: str, before: float | None, after: float | None) -> UnitChange:
    difference = None if before is None or after is None else after - before
    return UnitChange(unit, before, after, difference)
