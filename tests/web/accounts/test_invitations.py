"""Ways in that work once."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from chiso_web.accounts.models import Invitation, User
from chiso_web.accounts.refusals import ActRefused
from chiso_web.accounts.signing_in.invitations import (
    InvitationRefused,
    Way,
    invitation_check,
    invitation_make,
    invitation_redeem,
    invitation_revoke,
    open_invitations,
)
from chiso_web.audit.models import Entry
from chiso_web.audit.services import SYSTEM
from tests.people import person_made

GOOD = "con-trau-trang-an-co"
pytestmark = pytest.mark.django_db


def invited(name: str = "binh", way: Way = Way.MAIL) -> tuple[User, Invitation, str]:
    person = person_made(name)
    made, secret = invitation_make(person, way, by=SYSTEM, made_by=None)
    return person, made, secret


def fault() -> str:
    entry = Entry.objects.filter(action="invitation.refused").latest("pk")
    return entry.after


def test_link_lets_its_person_in_once() -> None:
    person, _made, secret = invited()
    found = invitation_check(secret)
    assert invitation_redeem(found, password=GOOD) == person
    person.refresh_from_db()
    assert person.check_password(GOOD)
    with pytest.raises(InvitationRefused):
        invitation_redeem(found, password=GOOD)
    assert '"used"' in fault()


def test_slip_wants_the_name_it_was_made_for() -> None:
    person, _made, code = invited(way=Way.SLIP)
    with pytest.raises(InvitationRefused):
        invitation_check(code, username="khac")
    assert "another person" in fault()
    spaced = code.replace("-", " ").lower()
    assert invitation_check(spaced, username=" Binh ").user == person


def test_slip_is_no_link_and_link_no_slip() -> None:
    _person, _made, code = invited(way=Way.SLIP)
    _other, _made, secret = invited("an")
    for arguments in ({"secret": code}, {"secret": secret, "username": "an"}):
        with pytest.raises(InvitationRefused):
            invitation_check(**arguments)


def test_revoked_expired_and_wrong_say_the_same() -> None:
    _person, revoked, first = invited("a")
    _person, expired, second = invited("b")
    invitation_revoke(revoked, by=SYSTEM)
    Invitation.objects.filter(pk=expired.pk).update(expires_at=timezone.now() - timedelta(hours=1))
    said = set()
    for secret, why in ((first, "revoked"), (second, "expired"), ("no such", "unknown")):
        with pytest.raises(InvitationRefused) as refusal:
            invitation_check(secret)
        said.add(refusal.value.sentence)
        assert f'"{why}"' in fault()
    assert len(said) == 1


def test_new_invitation_ends_the_earlier() -> None:
    person, _made, earlier = invited()
    _made, later = invitation_make(person, Way.SLIP, by=SYSTEM, made_by=None)
    with pytest.raises(InvitationRefused):
        invitation_check(earlier)
    assert invitation_check(later, username="binh").user == person


def test_weak_password_leaves_the_invitation_open() -> None:
    _person, _made, secret = invited()
    with pytest.raises(ValidationError):
        invitation_redeem(invitation_check(secret), password="12345")
    assert invitation_check(secret).used_at is None


def test_closed_person_is_neither_invited_nor_let_in() -> None:
    person, _made, secret = invited()
    User.objects.update(is_active=False)
    with pytest.raises(InvitationRefused):
        invitation_check(secret)
    with pytest.raises(ActRefused):
        invitation_make(person, Way.MAIL, by=SYSTEM, made_by=None)


def test_no_secret_stands_anywhere() -> None:
    _person, made, code = invited(way=Way.SLIP)
    invitation_redeem(invitation_check(code, username="binh"), password=GOOD)
    kept = str(Entry.objects.values_list("after", "before", "subject", "reason", "words"))
    assert [secret for secret in (code, GOOD) if secret in kept + made.digest] == []


def test_slip_code_is_easily_copied() -> None:
    _person, _made, code = invited(way=Way.SLIP)
    assert [len(group) for group in code.split("-")] == [5, 5, 5]
    assert not set(code) & set("0O1IL2Z5S8B")


def test_stranger_ends_no_way_in_that_was_given() -> None:
    person, other = person_made("quen"), person_made("quan-tri")
    asked, _secret = invitation_make(person, Way.MAIL, by=SYSTEM, made_by=None)
    given = [
        Invitation.objects.create(
            user=person, way=way, digest=f"{way}", made_by=by, expires_at=asked.expires_at
        )
        for way, by in ((Way.SLIP, None), (Way.FIRST, None), (Way.MAIL, other))
    ]
    again, _secret = invitation_make(person, Way.MAIL, by=SYSTEM, made_by=None, for_stranger=True)
    assert {one.pk for one in open_invitations(person)} == {again.pk, *(one.pk for one in given)}
