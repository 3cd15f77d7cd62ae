"""People with roles, signed in, in a line each."""

import time
from datetime import date

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client

from chiso_web.accounts.models import Holding, User
from chiso_web.accounts.roles import SECOND_FACTOR, Role
from chiso_web.units.models import Unit

HA_NOI = "01@unknown"
LONG_BIEN = "00145@2025-07-01"  # since 1 July 2025 a ward of Hà Nội
BO_DE = "00118@2025-07-01"  # beside it
HOME_AFFAIRS = "01.noi-vu@unknown"  # a department of Hà Nội
PASSWORD = "chim-bo-cau-bay-ve-lang"


def person_made(name: str, *, password: str = PASSWORD) -> User:
    """A person who may sign in, without a role."""
    person = User(username=name, full_name=f"Người {name}")
    person.set_password(password)
    person.save()
    return person


def person_with(role: Role, unit: str, *, name: str = "", **facts) -> User:
    """A person who has held a role in a unit since the first day of 2026."""
    person = person_made(name or f"{role}-{User.objects.count()}")
    role_held(person, role, unit, **facts)
    return person


def role_held(person: User, role: Role, unit: str, **facts) -> Holding:
    """A role that a person has held in a unit since the first day of 2026."""
    known = {"since": date(2026, 1, 1), **facts}
    return Holding.objects.create(user=person, role=role, unit=Unit.objects.get(uid=unit), **known)


def signed_in(client: Client, person: User, *, factor: bool | None = None) -> Client:
    """The client as the person's browser, with a second factor where a role of theirs needs one."""
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    roles = set(person.holdings.values_list("role", flat=True))
    if factor or (factor is None and roles & SECOND_FACTOR):
        if not Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).exists():
            TOTP.activate(person, generate_totp_secret())
        session = client.session
        record = {"method": "mfa", "at": time.time()}
        session["account_authentication_methods"] = [record]
        session["account_authentication_methods_user"] = str(person.pk)
        session.save()
    return client
