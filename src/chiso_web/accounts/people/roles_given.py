"""Giving and ending roles as an administrator may: within reach, never to oneself, and never so
that nobody is left who could give roles.
"""

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from chiso_web.accounts.acting import Acting
from chiso_web.accounts.holdings import holding_end, holding_give
from chiso_web.accounts.models import Holding, User
from chiso_web.accounts.people.states import ACTIVATED
from chiso_web.accounts.permissions import PEOPLE
from chiso_web.accounts.reach import keys_above
from chiso_web.accounts.refusals import ActRefused
from chiso_web.accounts.roles import Role
from chiso_web.look.formats import language
from chiso_web.units.models import Unit

ONE_DAY = timedelta(days=1)


def role_give(
    acting: Acting,
    person: User,
    role: Role,
    unit: Unit,
    *,
    since: date,
    until: date | None = None,
    criteria: Sequence[str] = (),
    reason: str = "",
) -> Holding:
    """Give a role. Raises ActRefused; attempts beyond one's reach, or for oneself, are kept."""
    reach_check(acting, unit)
    if acting.user is not None and acting.user.pk == person.pk:
        raise ActRefused(
            _("Nobody gives roles to themselves. Ask another administrator."), kept=True
        )
    return holding_give(
        person,
        role,
        unit,
        since=since,
        until=until,
        criteria=criteria,
        reason=reason,
        by=acting.actor(PEOPLE, unit.uid),
    )


def role_end(acting: Acting, holding: Holding, *, until: date, reason: str) -> Holding:
    """End a role. Raises ActRefused; attempts beyond one's reach are kept."""
    reach_check(acting, holding.unit)
    until = min(until, holding.unit.last_day)  # else it would go on to the unit that followed
    if holding.role == Role.ADMINISTRATOR:
        day = max(until + ONE_DAY, timezone.localdate())
        left_check(holding.unit, without={holding.pk}, day=day)
    return holding_end(
        holding, until=until, reason=reason, by=acting.actor(PEOPLE, holding.unit.uid)
    )


def reach_check(acting: Acting, unit: Unit) -> None:
    """Raises ActRefused where a unit is not among those that somebody administers."""
    if not acting.may(PEOPLE, unit.uid):
        sentence = _("%(unit)s is not among the units that you administer.")
        raise ActRefused(sentence % {"unit": unit.full_name(language())}, kept=True)


def administrators_left_check(person: User, day: date) -> None:
    """Raises ActRefused where a person is the last administrator of some unit on a day."""
    found = Holding.objects.filter(user=person, role=Role.ADMINISTRATOR)
    held = list(found.select_related("unit__parent__parent__parent"))
    for one in held:
        if one.in_force_on(day):
            left_check(one.unit, without={own.pk for own in held}, day=day)


def left_check(unit: Unit, *, without: Collection[int], day: date) -> None:
    """Raises ActRefused where, without the roles of some keys, nobody administers a unit, itself or
    from above.

    Whoever remains must be able to sign in. Their roles are locked, so that of two administrators
    who end each other's role one is refused.
    """
    if not unit.exists_on(day):
        return
    above = [unit.pk, *keys_above(unit)]
    held = Holding.objects.filter(role=Role.ADMINISTRATOR, unit__in=above)
    locked = held.filter(Q(until=None) | Q(until__gte=day)).order_by("pk")
    remaining = [
        one
        for one in locked.select_for_update(of=("self",)).select_related("unit")
        if one.pk not in without and one.in_force_on(day)
    ]
    able = User.objects.filter(ACTIVATED, is_active=True, pk__in=[one.user_id for one in remaining])
    if not able.exists():
        raise ActRefused(
            _(
                "This is the last administrator of %(unit)s who can sign in. Name another one "
                "first, and let them activate their account."
            )
            % {"unit": unit.full_name(language())}
        )
