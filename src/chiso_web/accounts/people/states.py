"""What state a person is in, as the database tells it for thousands at once."""

from datetime import date

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from chiso_web.accounts.models import Holding, User
from chiso_web.accounts.passing import holding_list_waiting
from chiso_web.units.models import Unit


class State(models.TextChoices):
    """In this order: the first that holds is told."""

    CLOSED = "deactivated", _("deactivated")
    INVITED = "not_activated", _("not yet activated")
    ACTIVE = "active", _("active")
    UNIT_ENDED = "unit_ended", _("unit ended")
    EXPIRED = "expired", _("roles expired")


ACTIVATED = ~Q(password="") & ~Q(password__startswith=UNUSABLE_PASSWORD_PREFIX)
"""Whoever has chosen a password."""


def roles_going_on(day: date) -> QuerySet[Holding]:
    """The roles that are held on a day or later, in units that exist then."""
    exists = Q(unit__valid_until=None) | Q(unit__valid_until__gte=day)
    bounded = Q(unit__until_latest=None) | Q(unit__until_latest__gte=day)
    held = Holding.objects.filter(Q(until=None) | Q(until__gte=day), revoked_at=None)
    return held.filter(exists & bounded).order_by()


def with_state(people: QuerySet[User], units: QuerySet[Unit], day: date) -> QuerySet[User]:
    """The people with their ``state`` by the roles that they hold in some units."""
    own = {"user": OuterRef("pk"), "unit__in": units.values("pk")}
    going_on = Exists(roles_going_on(day).filter(**own))
    waiting = Exists(holding_list_waiting(day).filter(**own).order_by())
    return people.annotate(
        state=Case(
            When(is_active=False, then=Value(State.CLOSED)),
            When(~ACTIVATED, then=Value(State.INVITED)),
            When(going_on, then=Value(State.ACTIVE)),
            When(waiting, then=Value(State.UNIT_ENDED)),
            default=Value(State.EXPIRED),
            output_field=models.CharField(),
        )
    )
