"""Who makes a request, the roles they hold today, and what these let them do."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from django.utils.timezone import localdate

from chiso_web.accounts.installation import is_whole
from chiso_web.accounts.models import Holding, User
from chiso_web.accounts.permissions import PUBLIC, SIGNED_IN, Permission
from chiso_web.accounts.reach import Target, covers, target_get, targets_of
from chiso_web.accounts.roles import SECOND_FACTOR, Reach
from chiso_web.audit.services import NOBODY, Actor
from chiso_web.units.models import Unit
from chiso_web.units.selectors import unit_get


@dataclass(frozen=True, slots=True)
class Acting:
    """A person with the roles in force on a day; nobody where ``user`` is None.

    ``factor``: whether a second factor was given, without which some roles are worth nothing.
    ``scopes``: the permissions that a token is limited to; None in a browser.
    """

    user: User | None
    holdings: tuple[Holding, ...] = ()
    factor: bool = False
    scopes: frozenset[str] | None = None
    _targets: dict[tuple[str, bool], Target | None] = field(default_factory=dict, repr=False)

    def may(self, permission: Permission, unit: str | None = None) -> bool:
        """Whether the person has the permission, for a unit (its id) or at all."""
        if permission == PUBLIC:
            return True
        if self.user is None or not self._in_scope(permission):
            return False
        return permission == SIGNED_IN or self.holding(permission, unit) is not None

    def lacks_only_factor(self, permission: Permission, unit: str | None = None) -> bool:
        """Whether a second factor is all that is missing."""
        if self.user is None or self.factor or self.scopes is not None:
            return False
        found = self._holdings_with(permission, unit, factor=True)
        return next(found, None) is not None and not self.may(permission, unit)

    def holding(self, permission: Permission, unit: str | None = None) -> Holding | None:
        """The role by which the person has a permission, or None."""
        return next(self._holdings_with(permission, unit, factor=self.factor), None)

    def held_until_it_ended(self, permission: Permission, uid: str | None) -> Unit | None:
        """The unit, where it has ended and the person had the permission in it on its last day."""
        unit = unit_get(uid) if uid else None
        if self.user is None or unit is None or not unit.ended or unit.exists_on(localdate()):
            return None
        held = Holding.objects.filter(user=self.user, unit=unit).select_related("unit")
        last = (one for one in held if one.in_force_on(unit.last_day))
        return unit if any(Reach.OWN in permission.reaches(one.role) for one in last) else None

    def reaching(
        self, permission: Permission, units: Iterable[Unit]
    ) -> dict[str, tuple[Holding, ...]]:
        """The roles by which the person has a permission for each of some units, by the unit's id;
        what it does not reach is left out. Agrees with ``may``, without a query for each unit.
        """
        granted = self.holdings_with(permission)
        if self.user is None or not granted:
            return {}
        held = {one.unit_id for one in self.holdings}
        found: dict[str, tuple[Holding, ...]] = {}
        for unit, target in targets_of(units, past=permission.past):
            by = tuple(one for one in granted if covers(one, permission, target, held=held))
            if by:
                found[unit.uid] = by
        return found

    def holdings_with(self, permission: Permission) -> list[Holding]:
        """Every role by which the person has a permission for some unit."""
        if not self._in_scope(permission):
            return []
        return list(self._holdings_with(permission, None, factor=self.factor))

    def actor(self, permission: Permission | None = None, unit: str | None = None) -> Actor:
        """The person as the trail writes them, in the role by which they have the permission."""
        return self.actor_by(self.holding(permission, unit) if permission else None)

    def actor_by(self, used: Holding | None) -> Actor:
        """The person as the trail writes them, in a role."""
        if self.user is None:
            return NOBODY
        return Actor(
            name=self.user.username,
            full_name=self.user.full_name,
            role=used.role if used else "",
            unit=used.unit.uid if used else "",
        )

    def _in_scope(self, permission: Permission) -> bool:
        return self.scopes is None or permission.name in self.scopes

    def _holdings_with(
        self, permission: Permission, unit: str | None, *, factor: bool
    ) -> Iterator[Holding]:
        usable = [one for one in self.holdings if factor or one.role not in SECOND_FACTOR]
        granted = [one for one in usable if permission.reaches(one.role)]
        if permission.whole:
            granted = [one for one in granted if is_whole(one.unit)]
        if unit is None or not granted:
            yield from granted
            return
        target = self._target(unit, past=permission.past)
        held = {one.unit_id for one in self.holdings}
        if target is not None:
            yield from (one for one in granted if covers(one, permission, target, held=held))

    def _target(self, unit: str, *, past: bool) -> Target | None:
        key = (unit, past)
        if key not in self._targets:
            self._targets[key] = target_get(unit, past=past)
        return self._targets[key]


def holding_list_in_force(user: User, day: date) -> tuple[Holding, ...]:
    """The roles that a person holds on a day, with their units."""
    found = Holding.objects.filter(user=user, since__lte=day).select_related("unit__parent")
    return tuple(one for one in found if one.in_force_on(day))
