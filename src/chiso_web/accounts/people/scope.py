"""Whom an administrator reaches: the people who hold or held a role in their units and below."""

from collections.abc import Collection
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404

from chiso_web.accounts.acting import Acting
from chiso_web.accounts.models import Holding, User
from chiso_web.accounts.permissions import PEOPLE
from chiso_web.units.models import Unit


def units_under(keys: Collection[int]) -> QuerySet[Unit]:
    """The units of some keys and every unit under them.

    Their keys are looked up level by level, once: to join every unit with those above it would cost
    each query on people that names them as much as all the rest.
    """
    found, level = set(keys), set(keys)
    while level:
        below = Unit.objects.filter(parent__in=level).order_by().values_list("pk", flat=True)
        level = set(below) - found
        found |= level
    return Unit.objects.filter(pk__in=found).order_by()


def units_reached(acting: Acting) -> QuerySet[Unit]:
    """The units whose people somebody administers."""
    return units_under({one.unit_id for one in acting.holdings_with(PEOPLE)})


def people_of(units: QuerySet[Unit]) -> QuerySet[User]:
    """Everybody who holds or held a role in some units."""
    held = Holding.objects.filter(user=OuterRef("pk"), unit__in=units.values("pk"))
    return User.objects.filter(Exists(held.order_by()))


def person_get(acting: Acting, key: int) -> User | None:
    """A person whom somebody reaches; None where there is none, or where they are not reached."""
    return people_of(units_reached(acting)).filter(pk=key).first()


def person_exists_check(key: int) -> None:
    """Raises Http404 where there is no such person."""
    if not User.objects.filter(pk=key).exists():
        raise Http404


def holdings_of(person: User) -> list[Holding]:
    """Every role that a person ever held, the latest first."""
    held = Holding.objects.filter(user=person).select_related("unit__parent", "passed_from__unit")
    return sorted(held, key=lambda one: (one.until or date.max, one.since, one.pk), reverse=True)


def is_over(holding: Holding, day: date) -> bool:
    """Whether a role has ended before a day or was taken back, or its unit has ended."""
    if holding.revoked_at is not None:
        return True
    return (holding.until is not None and holding.until < day) or holding.unit.last_day < day


def units_beyond(acting: Acting, person: User, day: date) -> list[Unit]:
    """The units in which a person holds or will hold a role, and which somebody does not reach.

    While there are any, they may not act on the person: inviting anew would hand them roles that
    are not theirs to give.
    """
    going_on = [one for one in holdings_of(person) if not is_over(one, day)]
    return [one.unit for one in going_on if not acting.may(PEOPLE, one.unit.uid)]
