"""Where a person is signed in: each session with its device, and ending some of them."""

import time
from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from chiso_web.accounts.models import User
from chiso_web.accounts.signing_in.devices import device_of
from chiso_web.accounts.signing_in.happenings import actor_of, happened

LONGEST = 12 * 3600  # seconds that a session holds, whatever is done in it
BEGAN = "began_at"
SEEN = "seen_at"
SEEN_AGAIN = 300  # seconds after which a request counts as seen anew


@dataclass(frozen=True, slots=True)
class SignedIn:
    """One session of a person, and whether it is the one that asks."""

    key: int
    device: str
    since: datetime
    last_seen: datetime
    here: bool


def session_list(user: User, *, here: str | None) -> list[SignedIn]:
    """The sessions of a person that still hold, this one first, then the latest seen."""
    kept = UserSession.objects.filter(user=user).order_by("-last_seen_at")
    rows = {one.session_key: one for one in kept}
    holding = Session.objects.filter(session_key__in=rows, expire_date__gt=timezone.now())
    holds = set(holding.values_list("session_key", flat=True))
    found = [
        SignedIn(
            key=one.pk,
            device=device_of(one.user_agent),
            since=one.created_at,
            last_seen=one.last_seen_at,
            here=key == here,
        )
        for key, one in rows.items()
        if key in holds
    ]
    return sorted(found, key=lambda one: not one.here)


@transaction.atomic
def session_end(user: User, key: int | None, *, here: str | None) -> int:
    """End one session of a person, or all but the one that asks; how many ended."""
    ended = UserSession.objects.filter(user=user).exclude(session_key=here or "")
    if key is not None:
        ended = ended.filter(pk=key)
    rows = list(ended)
    Session.objects.filter(session_key__in=[one.session_key for one in rows]).delete()
    for one in rows:
        one.delete()
        happened(
            "session.revoked",
            f"person {user.username}",
            actor=actor_of(user),
            after={"device": device_of(one.user_agent), "since": one.created_at},
        )
    return len(rows)


def session_seen(request: HttpRequest) -> None:
    """Note that a person was here, once in some minutes."""
    now = int(time.time())
    seen = request.session.get(SEEN, 0)
    if now - int(seen) < SEEN_AGAIN:
        return
    request.session[SEEN] = now
    key = request.session.session_key
    UserSession.objects.filter(session_key=key).update(last_seen_at=timezone.now())


def session_begin(request: HttpRequest) -> None:
    """Note when a person signed in."""
    request.session[BEGAN] = int(time.time())


def session_is_over(request: HttpRequest) -> bool:
    """Whether the person signed in too long ago."""
    if BEGAN not in request.session:
        session_begin(request)
    return time.time() - int(request.session[BEGAN]) >= LONGEST


def session_close(request: HttpRequest, user: User) -> None:
    """End a session that is over, and let the next page say so."""
    with transaction.atomic():
        UserSession.objects.filter(session_key=request.session.session_key).delete()
        happened("session.over", f"person {user.username}", actor=actor_of(user))
        logout(request)
    messages.warning(
        request,
        _("You signed in %(hours)s hours ago, which is as long as it holds. Please sign in again.")
        % {"hours": LONGEST // 3600},
    )
