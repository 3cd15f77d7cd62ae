"""The second factor of a person: whether a role needs it, what they have, and taking it away."""

from dataclasses import dataclass
from datetime import date, datetime

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from chiso_web.accounts.models import Holding, User
from chiso_web.accounts.roles import SECOND_FACTOR
from chiso_web.accounts.signing_in.passwords import sessions_end
from chiso_web.accounts.signing_in.tokens import tokens_end
from chiso_web.audit.services import Actor, chains_lock, record

Type = Authenticator.Type


@dataclass(frozen=True, slots=True)
class Factor:
    """What a person has: since when, and how many recovery codes are left."""

    set_up_at: datetime | None
    last_used_at: datetime | None
    codes_left: int


def factor_is_needed(user: User) -> bool:
    """Whether a role held now or from a later day needs a second factor."""
    today = timezone.localdate()
    held = Holding.objects.filter(user=user, role__in=SECOND_FACTOR).select_related("unit")
    lasting = held.filter(Q(until=None) | Q(until__gte=today))
    return any(_may_count(one, today) for one in lasting)


def _may_count(holding: Holding, today: date) -> bool:
    return holding.since > today or holding.in_force_on(today)


def factor_is_set_up(user: User) -> bool:
    """Whether the person gives codes of an authenticator app."""
    return bool(Authenticator.objects.filter(user=user, type=Type.TOTP).exists())


def factor_of(user: User) -> Factor:
    """The second factor as it stands."""
    kept = {one.type: one for one in Authenticator.objects.filter(user=user)}
    app, codes = kept.get(Type.TOTP), kept.get(Type.RECOVERY_CODES)
    left = len(codes.wrap().get_unused_codes()) if codes else 0
    return Factor(
        set_up_at=app.created_at if app else None,
        last_used_at=app.last_used_at if app else None,
        codes_left=left,
    )


@transaction.atomic
def factor_remove(user: User, *, by: Actor, reason: str) -> bool:
    """Take a person's second factor away, for one who has lost it: they set up a new one when they
    sign in. Every session and token of theirs ends. Whether there was one.
    """
    found, _each = Authenticator.objects.filter(user=user).delete()
    if not found:
        return False
    sessions_end(user)
    chains_lock("accounts", ["", by.unit])
    tokens_end(user, by=by, because="second factor removed")
    record(
        app="accounts",
        unit=by.unit,
        actor=by,
        action="factor.removed",
        subject=f"person {user.username}",
        reason=reason,
    )
    return True
