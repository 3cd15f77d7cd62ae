"""What happens at the door, written into the trail: who came in, who did not, who left.

No password, code or token is ever written, and a name only where somebody has it.
"""

from collections.abc import Mapping

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.http import HttpRequest

from chiso_web.accounts.frequency import few_a_minute
from chiso_web.accounts.models import User
from chiso_web.accounts.signing_in.strangers import (
    name_told,
    person_named,
    stranger_happened,
)
from chiso_web.audit.services import NOBODY, Actor, record


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


def signed_in(request: HttpRequest, user: AbstractBaseUser) -> None:
    """All steps of signing in are taken."""
    happened("sign_in.done", f"person {user.get_username()}", actor=actor_of(user))


def sign_in_failed(request: HttpRequest, name: str, *, fault: str = "wrong") -> None:
    """A name and a password that do not belong together, or a confirmation that failed."""
    acting = request.user
    if acting.is_authenticated:
        happened("confirmation.failed", f"person {name}", actor=actor_of(acting))
        return
    about_name("sign_in.failed", name, after={"fault": fault})


def throttled(request: HttpRequest, name: str, *, what: str = "sign_in") -> None:
    """Too many attempts, once for a person and minute, and once for all who are unknown."""
    person = person_named(name)
    if few_a_minute(f"{what}:{person.pk if person else 0}", most=1):
        told = name_told(name, person) if name else "address"
        stranger_happened(f"{what}.throttled", told)


def about_name(action: str, name: str, *, after: Mapping[str, object]) -> None:
    """What nobody who has signed in did with a sign-in name that they typed.

    For a person always, since attempts on one are few; for names that nobody has as far as there
    is room.
    """
    person = person_named(name)
    if person is not None:
        happened(action, name_told(name, person), actor=NOBODY, after=after)
    else:
        stranger_happened(action, name_told(name, None), after=after)


def signed_out(request: HttpRequest) -> None:
    """Left by the button, or was made to."""
    if isinstance(request.user, User):
        happened("sign_out.done", f"person {request.user.username}", actor=actor_of(request.user))


def password_changed(user: AbstractBaseUser) -> None:
    """By its owner, who gave the present one."""
    happened("password.changed", f"person {user.get_username()}", actor=actor_of(user))


def factor_failed(user: AbstractBaseUser, *, fault: str) -> None:
    """A wrong code, or too many of them."""
    if fault == "wrong" or few_a_minute(f"factor:{user.pk}", most=1):
        happened(
            "factor.failed",
            f"person {user.get_username()}",
            actor=actor_of(user),
            after={"fault": fault},
        )
