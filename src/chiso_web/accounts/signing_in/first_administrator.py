"""The first administrator: a link printed at the start while there is none, or by a command.

No password comes with the program. Who opens the link says who they are and chooses one.
"""

import secrets
from datetime import date

from django.db import transaction
from django.utils import timezone

from chiso_web.accounts.holdings import holding_give
from chiso_web.accounts.models import Holding, Invitation, User
from chiso_web.accounts.people.services import person_make
from chiso_web.accounts.roles import Role
from chiso_web.accounts.signing_in.demonstrated import INVENTED
from chiso_web.accounts.signing_in.invitations import (
    HOLDS,
    LINK_BYTES,
    InvitationRefused,
    Way,
    invitation_make,
    invitation_revoke,
    secret_digest,
)
from chiso_web.accounts.signing_in.passwords import password_set
from chiso_web.audit.services import SYSTEM, chains_lock, record
from chiso_web.units.models import Unit

REASON = "first administrator"


def administrator_is_missing(day: date) -> bool:
    """Whether nobody who may sign in holds an administrator's role on a day; invented people do
    not count.
    """
    held = Holding.objects.filter(role=Role.ADMINISTRATOR, since__lte=day, user__is_active=True)
    held = held.exclude(user__username__startswith=INVENTED)
    return not any(one.in_force_on(day) for one in held.select_related("unit"))


@transaction.atomic
def first_link_make() -> tuple[Invitation, str]:
    """A way in for a first administrator who is not known yet, and its secret; earlier ones end."""
    for earlier in Invitation.objects.filter(user=None, used_at=None, revoked_at=None):
        invitation_revoke(earlier, by=SYSTEM)
    secret = secrets.token_urlsafe(LINK_BYTES)
    made = Invitation(
        way=Way.FIRST,
        digest=secret_digest(secret, slip=False),
        expires_at=timezone.now() + HOLDS[Way.FIRST],
    )
    made.full_clean()
    made.save()
    record(
        app="accounts",
        unit="",
        actor=SYSTEM,
        action="invitation.made",
        subject="first administrator",
        after={"way": Way.FIRST.value, "expires": made.expires_at},
    )
    return made, secret


@transaction.atomic
def first_administrator_make(
    invitation: Invitation, *, full_name: str, username: str, unit: Unit, password: str
) -> User:
    """The first administrator, by the link that was printed; it is used up.

    Raises:
        InvitationRefused: it lets nobody in any more, or there is an administrator by now.
        ActRefused: the sign-in name is taken.
        ValidationError: the password breaks a rule.
    """
    now = timezone.now()
    found = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if not found.is_open_at(now) or not administrator_is_missing(timezone.localdate()):
        raise InvitationRefused
    person = _administrator_make(full_name=full_name, username=username, unit=unit, email="")
    password_set(person, password)
    found.user, found.used_at = person, now
    found.save(update_fields=["user", "used_at"])
    record(
        app="accounts",
        unit="",
        actor=SYSTEM,
        action="invitation.used",
        subject=f"person {person.username}",
        after={"way": Way.FIRST.value},
    )
    return person


@transaction.atomic
def administrator_invite(
    *, full_name: str, username: str, unit: Unit, email: str = ""
) -> tuple[Invitation, str]:
    """An administrator of a unit, who chooses a password by the link of the secret.

    Raises ActRefused where the sign-in name is taken.
    """
    person = _administrator_make(full_name=full_name, username=username, unit=unit, email=email)
    return invitation_make(person, Way.FIRST, by=SYSTEM, made_by=None)


def _administrator_make(*, full_name: str, username: str, unit: Unit, email: str) -> User:
    chains_lock("accounts", ["", unit.uid])  # the caller adds to that of no unit
    person = person_make(
        full_name=full_name, username=username, email=email, unit=unit.uid, by=SYSTEM
    )
    holding_give(
        person, Role.ADMINISTRATOR, unit, since=timezone.localdate(), by=SYSTEM, reason=REASON
    )
    return person
