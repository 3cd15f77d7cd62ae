"""Personal data at rest: sealed, found by digest, lost without the key."""

import pytest
from django.db import connection
from django.test import override_settings

from chiso_web.accounts.models import User
from chiso_web.accounts.sealing import SealBroken, look_up_digest, sealed, unsealed

ADDRESS = "binh@longbien.example.vn"


def test_sealed_text_opens_again_and_is_never_twice_the_same() -> None:
    first, second = sealed("Nguyễn Thị Bình"), sealed("Nguyễn Thị Bình")
    assert first != second
    assert unsealed(first) == unsealed(second) == "Nguyễn Thị Bình"


@pytest.mark.parametrize("broken", ["", "abc", "Nguyễn"])
def test_what_was_not_sealed_here_is_not_opened(broken: str) -> None:
    with pytest.raises(SealBroken):
        unsealed(broken)


def test_sealed_text_that_was_changed_is_not_opened() -> None:
    with pytest.raises(SealBroken):
        unsealed(sealed("x")[:-4] + "AAAA")


def test_new_key_in_front_still_opens_what_the_old_one_sealed() -> None:
    with override_settings(DATA_KEYS=["old" * 10]):
        text = sealed(ADDRESS)
    with override_settings(DATA_KEYS=["new" * 10, "old" * 10]):
        assert unsealed(text) == ADDRESS
    with override_settings(DATA_KEYS=["new" * 10]), pytest.raises(SealBroken):
        unsealed(text)


def test_digest_is_equal_for_equal_addresses_and_needs_the_key() -> None:
    assert look_up_digest(f" {ADDRESS.upper()} ") == look_up_digest(ADDRESS)
    with override_settings(DATA_KEYS=["another" * 5]):
        other = look_up_digest(ADDRESS)
    assert other != look_up_digest(ADDRESS)


@pytest.mark.django_db
def test_database_never_holds_the_address_itself() -> None:
    person = User.objects.create(username="binh", full_name="Bình", email=ADDRESS)
    with connection.cursor() as cursor:
        cursor.execute("SELECT email FROM accounts_user WHERE id = %s", [person.pk])
        (kept,) = cursor.fetchone()
    assert ADDRESS not in kept
    assert User.objects.get(pk=person.pk).email == ADDRESS


@pytest.mark.django_db
def test_no_address_stays_nothing() -> None:
    person = User.objects.create(username="an", full_name="An", email="")
    with connection.cursor() as cursor:
        cursor.execute("SELECT email FROM accounts_user WHERE id = %s", [person.pk])
        assert cursor.fetchone() == ("",)
