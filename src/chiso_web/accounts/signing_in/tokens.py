"""Personal tokens for programs: made, revoked, and honoured or refused, each in the trail.

A token is told once; only its digest is kept. It opens what its scopes name, and never more than
its person may do at that moment.
"""

import secrets
from collections.abc import Collection, Mapping
from datetime import timedelta
from hashlib import sha256

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chiso_web.accounts.frequency import few_a_minute
from chiso_web.accounts.models import Token, User
from chiso_web.accounts.permissions import SIGNED_IN, TRAIL, TRAIL_WHOLE, Permission
from chiso_web.accounts.refusals import ActRefused
from chiso_web.accounts.signing_in.happenings import actor_of, happened
from chiso_web.accounts.signing_in.strangers import stranger_happened
from chiso_web.audit.services import Actor

PREFIX = "chiso_"
TOKEN_BYTES = 32
START_LENGTH = 12
LONGEST_DAYS, USUAL_DAYS = 366, 90
MOST_OPEN = 20

SCOPES: Mapping[str, tuple[Permission, Promise]] = {
    "me": (SIGNED_IN, gettext_lazy("read who I am and the roles I hold")),
    "trail": (TRAIL, gettext_lazy("read the trail, as far as I may as an auditor")),
}
"""The closed list: each scope is one permission, and what it says to the person."""
BESIDE: Mapping[str, frozenset[Permission]] = {"trail": frozenset({TRAIL_WHOLE})}
"""Permissions that a scope lets pass too: they say how far, not what."""


@transaction.atomic
def token_make(user: User, *, name: str, scopes: Collection[str], days: int) -> tuple[Token, str]:
    """A new token of a person, and its text, which is told this once.

    Raises ActRefused for a scope or a number of days that there is not, and for too many tokens.
    """
    User.objects.select_for_update().get(pk=user.pk)
    _request_check(user, scopes, days)
    text = PREFIX + secrets.token_urlsafe(TOKEN_BYTES)
    made = Token(
        user=user,
        name=name,
        start=text[:START_LENGTH],
        digest=text_digest(text),
        scopes=sorted(scopes),
        expires_at=timezone.now() + timedelta(days=days),
    )
    made.full_clean()
    made.save()
    after = {"scopes": made.scopes, "expires": made.expires_at, "name": name}
    _trail(made, "token.made", after=after)
    return made, text


@transaction.atomic
def token_revoke(user: User, key: int) -> Token | None:
    """End one token of a person; None where they have no open one of the key."""
    mine = Token.objects.select_for_update().filter(user=user, pk=key, revoked_at=None)
    found = mine.first()
    if found is not None:
        found.revoked_at = timezone.now()
        found.save(update_fields=["revoked_at"])
        _trail(found, "token.revoked")
    return found


def tokens_end(user: AbstractBaseUser, *, by: Actor, because: str) -> int:
    """Revoke every open token of a person; how many. To be called in a transaction."""
    now = timezone.now()
    mine = Token.objects.select_for_update().filter(user_id=user.pk, revoked_at=None)
    found = list(mine.filter(expires_at__gt=now).order_by("pk"))
    Token.objects.filter(pk__in=[one.pk for one in found]).update(revoked_at=now)
    for one in found:
        happened("token.revoked", f"token {one.start}", actor=by, after={"because": because})
    return len(found)


def token_count_open(user: User) -> int:
    """How many tokens of a person still open something."""
    mine = Token.objects.filter(user=user, revoked_at=None, expires_at__gt=timezone.now())
    return mine.count()


def token_list(user: User) -> list[Token]:
    """The tokens of a person that were not revoked, the newest first."""
    return list(Token.objects.filter(user=user, revoked_at=None))


def token_honoured(text: str) -> Token | None:
    """The token of a text that a program came with, if it opens anything; else None, and the trail
    says why, once in a minute for each token.
    """
    known = Token.objects.select_related("user").filter(digest=text_digest(text))
    found = known.first()
    fault = _fault(found)
    if fault or found is None:
        _refused(found, fault)
        return None
    today = timezone.localdate()
    if found.last_used_on != today:
        Token.objects.filter(pk=found.pk).update(last_used_on=today)
    return found


def permissions_of(token: Token) -> frozenset[str]:
    """The names of the permissions that a token is limited to."""
    known = [one for one in token.scopes if one in SCOPES]
    passed = {SCOPES[one][0] for one in known}.union(*(BESIDE.get(one, ()) for one in known))
    return frozenset(one.name for one in passed)


def text_digest(text: str) -> str:
    """By what a token is known."""
    return sha256(text.encode("utf-8", "replace")).hexdigest()


def _request_check(user: User, scopes: Collection[str], days: int) -> None:
    strange = set(scopes) - SCOPES.keys()
    if strange or not scopes:
        raise ActRefused(_("Choose what the token may do from the list."))
    if not 1 <= days <= LONGEST_DAYS:
        raise ActRefused(
            _("A token holds for 1 to %(most)s days, not %(days)s.")
            % {"most": LONGEST_DAYS, "days": days}
        )
    if token_count_open(user) >= MOST_OPEN:
        raise ActRefused(
            _("You have %(most)s tokens already. Revoke one that you do not need any more.")
            % {"most": MOST_OPEN}
        )


def _fault(found: Token | None) -> str:
    if found is None:
        return "unknown"
    if found.revoked_at is not None:
        return "revoked"
    if not found.is_open_at(timezone.now()):
        return "expired"
    return "" if found.user.is_active else "person closed"


def _refused(found: Token | None, fault: str) -> None:
    if found is None:
        stranger_happened("token.refused", "token unknown", after={"fault": fault})
    elif few_a_minute(f"token:{found.pk}", most=1):
        _trail(found, "token.refused", after={"fault": fault})


def _trail(token: Token, action: str, *, after: Mapping[str, object] | None = None) -> None:
    happened(action, f"token {token.start}", actor=actor_of(token.user), after=after)
