"""Keys that seal: another key opens nothing and lets nobody guess; a newer one takes over."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from allauth.mfa.utils import decrypt
from django.core.management import call_command
from django.core.management.base import CommandError

from chiso_web.accounts.keys import seals_hold
from chiso_web.accounts.models import User
from chiso_web.accounts.sealing import look_up_digest
from chiso_web.audit.models import Entry
from chiso_web.config.preparing import keys_check
from chiso_web.config.refusals import DatabaseUnprepared
from tests.people import person_made

OLD, NEW = "k" * 50, "n" * 50


@pytest.fixture
def person(db: None, settings) -> User:
    """A person with an e-mail address and a second factor, sealed with the old key."""
    settings.DATA_KEYS = [OLD]
    made = person_made("an")
    made.email = "an@example.gov.vn"
    made.email_digest = look_up_digest(made.email)
    made.save()
    TOTP.activate(made, generate_totp_secret())
    return made


def factor_of(person: User) -> Authenticator:
    return Authenticator.objects.get(user=person, type=Authenticator.Type.TOTP)


def test_code_of_an_empty_secret_opens_nothing_after_the_key_is_lost(person, settings) -> None:
    settings.DATA_KEYS = [NEW]
    counter = next(iter(yield_hotp_counters_from_time()))
    for secret in ("", "A" * 32):
        guess = f"{hotp_value(secret, counter):06}"
        assert not TOTP(factor_of(person)).validate_code(guess)
    assert decrypt(factor_of(person).data["secret"]) != decrypt(factor_of(person).data["secret"])


def test_another_key_is_noticed_before_serving(person, settings) -> None:
    assert seals_hold()
    keys_check()
    settings.DATA_KEYS = [NEW]
    assert not seals_hold()
    with pytest.raises(DatabaseUnprepared, match="CHISO_DATA_KEYS"):
        keys_check()


def test_newer_key_takes_over_and_the_old_one_can_go(person, settings) -> None:
    secret = decrypt(factor_of(person).data["secret"])
    settings.DATA_KEYS = [NEW, OLD]
    call_command("keys_renew")
    settings.DATA_KEYS = [NEW]
    assert decrypt(factor_of(person).data["secret"]) == secret
    kept = User.objects.get(email_digest=look_up_digest("AN@example.gov.vn"))
    assert (kept.pk, kept.email) == (person.pk, "an@example.gov.vn")
    assert Entry.objects.filter(action="keys.renewed").count() == 1


def test_renewal_without_the_old_key_changes_nothing(person, settings) -> None:
    before = factor_of(person).data
    settings.DATA_KEYS = [NEW]
    with pytest.raises(CommandError, match="Nothing was changed"):
        call_command("keys_renew")
    assert factor_of(person).data == before
