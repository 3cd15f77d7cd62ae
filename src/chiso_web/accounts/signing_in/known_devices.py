"""Browsers that a person signed in with before: what strangers try does not hold them up.

A cookie for each person, signed for them and their present password: with another password, or for
another person, it is worth nothing. It lets nobody in; attempts with it are counted apart.
"""

import secrets

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from chiso_web.accounts.models import User

KEY_BYTES = 12
SECONDS = 180 * 24 * 3600


def device_of_attempt(request: HttpRequest, person: User | None) -> str:
    """The key of a browser that the person signed in with before; nothing for another."""
    if person is None:
        return ""
    kept = request.COOKIES.get(_cookie(person), "")
    try:
        return str(signing.loads(kept, salt=_salt(person), max_age=SECONDS))
    except signing.BadSignature:
        return ""


def device_remember(request: HttpRequest, response: HttpResponse, person: User) -> None:
    """Let the browser be known as one of the person's."""
    key = device_of_attempt(request, person) or secrets.token_urlsafe(KEY_BYTES)
    response.set_cookie(
        _cookie(person),
        signing.dumps(key, salt=_salt(person)),
        max_age=SECONDS,
        path=settings.SESSION_COOKIE_PATH,  # the sign-in page stands under each language
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _cookie(person: User) -> str:
    return f"device_{person.pk}"


def _salt(person: User) -> str:
    return f"chiso device {person.pk} {person.get_session_auth_hash()}"
