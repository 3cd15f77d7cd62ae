"""Which units a role reaches, by the tree of units and by their lineage."""

from collections.abc import Collection
from dataclasses import dataclass

from chiso_web.accounts.models import Holding
from chiso_web.accounts.permissions import Permission
from chiso_web.accounts.roles import Reach
from chiso_web.units.models import Unit
from chiso_web.units.selectors import successor_list_by_unit, unit_get, unit_list_of


@dataclass(frozen=True, slots=True)
class Target:
    """A unit that is acted for, by keys: itself with what followed it, and all units above."""

    own: frozenset[int]
    above: frozenset[int]


def target_get(uid: str, *, past: bool) -> Target | None:
    """The unit of an id as a target; with ``past``, who followed it counts as the unit itself.

    None where there is no such unit.
    """
    unit = unit_get(uid)
    if unit is None:
        return None
    units = [unit, *(_followers(unit) if past and unit.ended else ())]
    above = {key for one in units for key in _keys_above(one)}
    return Target(frozenset(one.pk for one in units), frozenset(above))


def covers(
    holding: Holding, permission: Permission, target: Target, *, held: Collection[int]
) -> bool:
    """Whether a role held reaches a target; ``held`` are the keys of all units that the person
    holds a role in, none of which they may act on from beside.
    """
    reaches = permission.reaches(holding.role)
    if Reach.BELOW in reaches and holding.unit_id in target.own | target.above:
        return True
    if Reach.OWN in reaches and holding.unit_id in target.own:
        return True
    beside = holding.unit.parent_id in target.above
    return Reach.BESIDE in reaches and beside and target.own.isdisjoint(held)


def _keys_above(unit: Unit) -> list[int]:
    """The keys of all units above, the nearest first."""
    found, above = [], unit.parent
    while above is not None:
        found.append(above.pk)
        above = above.parent
    return found


def _followers(unit: Unit) -> list[Unit]:
    """Every unit that it passed to, whole or in part, however many steps after."""
    found: dict[int, Unit] = {}
    waiting = {unit.pk}
    while waiting:
        passed = successor_list_by_unit(waiting)
        keys = {one.pk for news in passed.values() for one in news} - found.keys()
        found |= {one.pk: one for one in unit_list_of(keys)}
        waiting = keys
    return list(found.values())
