"""What happens at the door, written into the trail: who came in, who did not, who left.

No password, code or token is ever written; a name that was typed is cut.
"""

import time
from collections.abc import Mapping

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest

from chiso_web.accounts.models import User
from chiso_web.audit.services import Actor, record

TYPED = 150
MINUTE = 60


def actor_of(user: AbstractBaseUser) -> Actor:
    """A person as the trail writes them, in no role."""
    full_name = user.full_name if isinstance(user, User) else ""
    return Actor(name=user.get_username(), full_name=full_name)


def happened(
    action: str, subject: str, *, actor: Actor, after: Mapping[str, object] | None = None
) -> None:
    """One entry in the chain of accounts that no unit has."""
    with transaction.atomic():
        record(app="accounts", unit="", actor=actor, action=action, subject=subject, after=after)


def once_a_minute(what: str) -> bool:
    """Whether this is the first of its kind in this minute, for all servers together."""
    return bool(cache.add(f"chiso:once:{what}:{int(time.time() // MINUTE)}", 1, timeout=MINUTE))


def signed_in(request: HttpRequest, user: AbstractBaseUser) -> None:
    """All steps of signing in are taken."""
    happened("sign_in.done", f"person {user.get_username()}", actor=actor_of(user))


def sign_in_failed(request: HttpRequest, name: str, *, fault: str = "wrong") -> None:
    """A name and a password that do not belong together, or a confirmation that failed."""
    acting = request.user
    if acting.is_authenticated:
        happened("confirmation.failed", f"person {name}", actor=actor_of(acting))
        return
    typed = name[:TYPED]
    happened("sign_in.failed", f"name {typed}", actor=Actor(), after={"fault": fault})


def throttled(request: HttpRequest, name: str, *, what: str = "sign_in") -> None:
    """Too many attempts, once for a name and minute."""
    typed = name[:TYPED]
    if once_a_minute(f"{what}:{hash_of(typed)}"):
        happened(f"{what}.throttled", f"name {typed}" if typed else "address", actor=Actor())


def hash_of(text: str) -> str:
    """A short key for a text of any length and letters."""
    return text.casefold().encode("utf-8", "replace").hex()[:100]


def signed_out(request: HttpRequest) -> None:
    """Left by the button, or was made to."""
    if isinstance(request.user, User):
        happened("sign_out.done", f"person {request.user.username}", actor=actor_of(request.user))


def password_changed(user: AbstractBaseUser) -> None:
    """By its owner, who gave the present one."""
    happened("password.changed", f"person {user.get_username()}", actor=actor_of(user))


def factor_failed(user: AbstractBaseUser, *, fault: str) -> None:
    """A wrong code, or too many of them."""
    if fault == "wrong" or once_a_minute(f"factor:{user.pk}"):
        happened(
            "factor.failed",
            f"person {user.get_username()}",
            actor=actor_of(user),
            after={"fault": fault},
        )
