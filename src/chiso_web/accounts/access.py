"""Ending every way in at once: after a restore, what was revoked since the backup is open again."""

from dataclasses import asdict, dataclass

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from chiso_web.accounts.models import Invitation, Token
from chiso_web.audit.services import Actor, record


@dataclass(frozen=True, slots=True)
class AccessEnded:
    """How many of each were open and are not any more."""

    sessions: int
    invitations: int
    tokens: int


@transaction.atomic
def access_end(*, by: Actor, reason: str) -> AccessEnded:
    """End all sessions and revoke the open invitations and tokens of everybody.

    Passwords, second factors and roles stay: people sign in anew.
    """
    now = timezone.now()
    sessions = Session.objects.count()
    Session.objects.all().delete()
    UserSession.objects.all().delete()
    invitations = Invitation.objects.filter(used_at=None, revoked_at=None, expires_at__gt=now)
    tokens = Token.objects.filter(revoked_at=None, expires_at__gt=now)
    ended = AccessEnded(
        sessions=sessions,
        invitations=invitations.update(revoked_at=now),
        tokens=tokens.update(revoked_at=now),
    )
    record(
        app="accounts",
        unit="",
        actor=by,
        action="access.ended",
        subject="everybody",
        after=asdict(ended),
        reason=reason,
    )
    return ended
