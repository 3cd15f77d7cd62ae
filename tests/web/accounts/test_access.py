"""Ending every way in at once."""

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from chiso_web.accounts.access import AccessEnded, access_end
from chiso_web.accounts.models import Invitation, Token
from chiso_web.accounts.roles import Role
from chiso_web.accounts.signing_in.invitations import Way, invitation_make
from chiso_web.accounts.signing_in.tokens import MOST_OPEN, token_honoured, token_make
from chiso_web.audit.models import Entry
from chiso_web.audit.services import SYSTEM
from tests.people import LONG_BIEN, person_made, person_with, signed_in
from tests.web.accounts.doors import browser, sign_in
from tests.web.reading import Page

pytestmark = pytest.mark.django_db


def test_nothing_that_was_open_opens_any_more() -> None:
    person = person_with(Role.REPORTER, LONG_BIEN, name="lan")
    inside = browser()
    sign_in(inside, "lan")
    _token, text = token_make(person, name="n", scopes=["me"], days=9)
    invitation_make(person, Way.SLIP, by=SYSTEM, made_by=None)
    assert inside.get("/account").status_code == 200
    ended = access_end(by=SYSTEM, reason="restored")
    assert (ended.sessions, ended.invitations, ended.tokens) == (1, 1, 1)
    assert inside.get("/account").status_code == 302
    assert token_honoured(text) is None
    assert not Invitation.objects.filter(revoked_at=None).exists()
    sign_in(inside, "lan")  # the password stays
    assert inside.get("/account").status_code == 200


def test_trail_has_one_entry_with_the_counts() -> None:
    access_end(by=SYSTEM, reason="restored from a backup")
    entry = Entry.objects.get(action="access.ended")
    assert (entry.app, entry.actor_name, entry.reason) == (
        "accounts",
        "chiso",
        "restored from a backup",
    )
    assert json.loads(entry.after) == {"sessions": 0, "invitations": 0, "tokens": 0}


def test_what_was_ended_before_keeps_its_moment() -> None:
    person = person_with(Role.REPORTER, LONG_BIEN)
    token, _text = token_make(person, name="n", scopes=["me"], days=9)
    before = timezone.now() - timedelta(days=1)
    Token.objects.filter(pk=token.pk).update(revoked_at=before)
    assert access_end(by=SYSTEM, reason="") == AccessEnded(sessions=0, invitations=0, tokens=0)
    token.refresh_from_db()
    assert token.revoked_at == before


def test_command_tells_how_many() -> None:
    Session.objects.create(
        session_key="x", session_data="", expire_date=timezone.now() + timedelta(days=1)
    )
    told = StringIO()
    call_command("access_end", stdout=told)
    assert "1 sessions" in told.getvalue()


def test_expired_tokens_count_neither_on_the_page_nor_towards_the_most(client: Client) -> None:
    person = person_made("an")
    for _ in range(MOST_OPEN):
        token_make(person, name="n", scopes=["me"], days=9)
    Token.objects.filter(user=person).update(expires_at=timezone.now())
    assert "Đang có 0 mã truy cập" in Page(signed_in(client, person).get("/account")).text
    token_make(person, name="n", scopes=["me"], days=9)  # not refused
