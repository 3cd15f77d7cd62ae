"""Passwords and what they end: whoever was signed in by the old one is signed in no more."""

from allauth.usersessions.models import UserSession
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.models import Session

from chiso_web.accounts.models import User


def password_set(user: User, password: str) -> None:
    """Give a person a password by the rules; every session of theirs ends.

    Raises ValidationError where it breaks a rule. To be called in a transaction.
    """
    validate_password(password, user)
    user.set_password(password)
    user.save(update_fields=["password"])
    sessions_end(user)


def sessions_end(user: AbstractBaseUser, *, but: str | None = None) -> int:
    """End the sessions of a person, except the one of a key; how many there were.

    To be called where they change a password or a factor, and where they are let in no more.
    """
    kept = UserSession.objects.filter(user_id=user.pk).exclude(session_key=but or "")
    keys = list(kept.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    kept.delete()
    return len(keys)
