"""The units next to one in its group's ranking."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.translation import gettext as _

from chiso_web.look.formats import language, number, signed
from chiso_web.portal.addresses import outcome_compare_address
from chiso_web.portal.classes import class_names
from chiso_web.portal.losses.result import Result
from chiso_web.portal.outcome.missing import address_of
from chiso_web.units.models import Unit

REACH, COMPARED = 3, 2


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A unit near in rank; ``apart`` is how far its points are from this unit's."""

    rank: int
    name: str
    address: str
    own: bool
    points: str
    apart: str
    note: str
    class_name: str


def neighbours(result: Result) -> tuple[Neighbour, ...]:
    """The ranked units up to three places before and after, this one among them."""
    near = _near(result, REACH)
    return tuple(_neighbour(result, unit, digits=_digits(result, near)) for unit in near)


def _near(result: Result, reach: int) -> Sequence[Unit]:
    ranked = _ranked(result)
    if result.unit not in ranked:
        return ()
    place = ranked.index(result.unit)
    return ranked[max(place - reach, 0) : place + reach + 1]


def _ranked(result: Result) -> list[Unit]:
    return [unit for unit in result.group.units if result.outcome.at(unit).rank is not None]


def _neighbour(result: Result, unit: Unit, *, digits: int) -> Neighbour:
    own, found = result.at(), result.outcome.at(unit)
    same = unit.pk == result.unit.pk
    tied = _("tied") if not same and own.rank == found.rank else ""
    reduced = _("on a smaller base") if found.reduced else ""
    apart = (found.points or 0.0) - (own.points or 0.0)
    return Neighbour(
        rank=found.rank or 0,
        name=unit.name(language()),
        address=address_of(result.outcome, unit.uid),
        own=same,
        points=number(found.points, digits),
        apart="" if same else signed(apart, digits),
        note="; ".join(filter(None, (tied, reduced))),
        class_name=class_names(result.edition).get(found.class_id, ""),
    )


def _digits(result: Result, units: Sequence[Unit]) -> int:
    """Two decimals, or four where two would show different points as equal."""
    placed = [result.outcome.at(unit) for unit in units]
    hidden = any(
        left.rank != right.rank and number(left.points) == number(right.points)
        for left, right in pairwise(placed)
    )
    return 4 if hidden else 2


def tied(result: Result) -> tuple[Unit, ...]:
    """The other units of the same rank."""
    rank = result.at().rank
    return tuple(
        unit
        for unit in _ranked(result)
        if unit.pk != result.unit.pk and result.outcome.at(unit).rank == rank
    )


def onward(result: Result) -> list[tuple[str, str]]:
    """The ways to the units before and after in the ranking: what to say, and the address."""
    ranked = _ranked(result)
    if result.unit not in ranked:
        return []
    place = ranked.index(result.unit)
    found = []
    if place:
        found.append((_("Before in the ranking: %(unit)s"), ranked[place - 1]))
    if place + 1 < len(ranked):
        found.append((_("Next in the ranking: %(unit)s"), ranked[place + 1]))
    return [
        (text % {"unit": unit.name(language())}, address_of(result.outcome, unit.uid))
        for text, unit in found
    ]


def compare_link(result: Result) -> str:
    """The page that sets the unit beside its nearest neighbours; empty without any."""
    near = [unit.uid for unit in _near(result, COMPARED)]
    outcome = result.outcome
    return outcome_compare_address(outcome.index, outcome.period, near) if len(near) > 1 else ""
