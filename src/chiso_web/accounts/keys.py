"""The keys that seal personal data: whether they open what is kept, and a newer one instead."""

from allauth.mfa.models import Authenticator
from django.db import connection, transaction

from chiso_web.accounts.models import User
from chiso_web.accounts.sealing import SealBroken, look_up_digest, sealed, unsealed
from chiso_web.audit.services import SYSTEM, record

SECRETS = ("secret", "seed")  # what the data of an authenticator hold sealed


def seals_hold() -> bool:
    """Whether the keys open what was sealed last; true where nothing is sealed."""
    try:
        for text in _samples():
            unsealed(text)
    except SealBroken:
        return False
    return True


def _samples() -> list[str]:
    """The latest e-mail address and the latest second factor, as they stand in the database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT email FROM accounts_user WHERE email <> '' ORDER BY id DESC LIMIT 1")
        found = [str(row[0]) for row in cursor.fetchall()]
    latest = Authenticator.objects.order_by("-pk").first()
    held = latest.data if latest else {}
    return found + [held[name] for name in SECRETS if name in held]


@transaction.atomic
def keys_renew() -> tuple[int, int]:
    """Seal everything anew with the newest key; how many addresses and second factors.

    Raises SealBroken, and changes nothing, where one cannot be opened by any of the keys.
    """
    people = _addresses_renew()
    factors = 0
    for kept in Authenticator.objects.select_for_update().order_by("pk"):
        held = {name: kept.data[name] for name in SECRETS if name in kept.data}
        kept.data |= {name: sealed(unsealed(text)) for name, text in held.items()}
        kept.save(update_fields=["data"])
        factors += bool(held)
    after = {"addresses": people, "factors": factors}
    record(
        app="accounts", unit="", actor=SYSTEM, action="keys.renewed", subject="keys", after=after
    )
    return people, factors


def _addresses_renew() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, email FROM accounts_user WHERE email <> '' ORDER BY id")
        found = [(key, unsealed(str(email))) for key, email in cursor.fetchall()]
    for key, email in found:
        digest = look_up_digest(email)
        User.objects.filter(pk=key).update(email=email, email_digest=digest)
    return len(found)
