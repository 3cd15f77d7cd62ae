"""Which units a role reaches, by the tree of units and by their lineage."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from chiso_web.accounts.lineage import reader_of
from chiso_web.accounts.models import Holding
from chiso_web.accounts.permissions import Permission
from chiso_web.accounts.roles import Reach
from chiso_web.units.models import Link, Unit
from chiso_web.units.selectors import unit_get

MOST_STEPS = 20  # no unit has passed on so often; lists that lead in a circle end here


@dataclass(frozen=True, slots=True)
class Target:
    """A unit that is acted for, by keys: itself with what followed it, and all units above."""

    own: frozenset[int]
    above: frozenset[int]


def target_get(uid: str, *, past: bool) -> Target | None:
    """The unit of an id as a target; with ``past``, the unit that it went on in counts as itself.

    None where there is no such unit.
    """
    unit = unit_get(uid)
    if unit is None:
        return None
    units = [unit, *(_followers(unit) if past and unit.ended else ())]
    above = {key for one in units for key in keys_above(one)}
    return Target(frozenset(one.pk for one in units), frozenset(above))


def targets_of(units: Iterable[Unit], *, past: bool) -> Iterator[tuple[Unit, Target]]:
    """Each of some units with itself as a target, as ``target_get`` finds it; the way up is looked
    up once for all that stand under the same unit.
    """
    above: dict[int | None, frozenset[int]] = {}
    for unit in units:
        found = target_get(unit.uid, past=True) if past and unit.ended else None
        if found is None:
            if unit.parent_id not in above:
                above[unit.parent_id] = frozenset(keys_above(unit))
            found = Target(frozenset({unit.pk}), above[unit.parent_id])
        yield unit, found


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


def keys_above(unit: Unit) -> list[int]:
    """The keys of all units above, the nearest first."""
    found, above = [], unit.parent
    while above is not None:
        found.append(above.pk)
        above = above.parent
    return found


def _followers(unit: Unit) -> list[Unit]:
    """The units that it went on in, one after another; who else got a part of it is none."""
    found: list[Unit] = []
    heir: Unit | None = unit
    while heir is not None and heir.ended and len(found) < MOST_STEPS:
        links = Link.objects.filter(old=heir).select_related("new__parent__parent__parent")
        heir = reader_of(heir, list(links))
        if heir is not None:
            found.append(heir)
    return found
