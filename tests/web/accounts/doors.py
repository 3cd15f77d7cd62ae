"""Coming in through the door itself: as a browser does it, and what the trail says of it."""

import time

from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
)
from django.test import Client
from django.urls import reverse

from chiso_web.accounts.models import User
from chiso_web.audit.models import Entry
from tests.people import PASSWORD


def browser(*, enforces: bool = False, **facts) -> Client:
    """A browser of its own."""
    return Client(HTTP_HOST="localhost", enforce_csrf_checks=enforces, **facts)


def sign_in(client: Client, name: str, password: str = PASSWORD, **query: str):
    """The answer to a sign-in name and a password."""
    facts = {"login": name, "password": password, **query}
    return client.post(reverse("account_login"), facts)


def is_in(client: Client) -> bool:
    """Whether the browser is signed in."""
    return client.get(reverse("account")).status_code == 200


def factor_of(person: User) -> str:
    """The key of a second factor that the person was given."""
    secret = generate_totp_secret()
    TOTP.activate(person, secret)
    return secret


def code_of(secret: str, *, steps: int = 0) -> str:
    """The code that an app shows now, or some steps of 30 seconds away."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def told(action: str) -> list[Entry]:
    """The entries of an action, the oldest first."""
    return list(Entry.objects.filter(action=action).order_by("pk"))
