"""What ends with a password, with a second factor, and with the time."""

import json
import time

import pytest
from django.test import Client
from django.urls import reverse

from chiso_web.accounts.models import User
from chiso_web.accounts.signing_in import signed_in as sessions
from chiso_web.accounts.signing_in.factors import factor_remove
from chiso_web.accounts.signing_in.invitations import Way, invitation_make, invitation_redeem
from chiso_web.accounts.signing_in.tokens import token_honoured, token_make
from chiso_web.audit.services import SYSTEM
from tests.people import PASSWORD, person_made, signed_in
from tests.web.accounts.doors import factor_of, is_in, sign_in, told

pytestmark = pytest.mark.django_db
NEW = "mot-mat-khau-rat-dai"


def token_of(person: User) -> str:
    return token_make(person, name="t", scopes=["me"], days=1)[1]


def because() -> list[str]:
    return [json.loads(one.after)["because"] for one in told("token.revoked")]


def test_password_set_by_an_invitation_ends_tokens() -> None:
    person = person_made("binh")
    text = token_of(person)
    made, _secret = invitation_make(person, Way.MAIL, by=SYSTEM, made_by=None)
    assert token_honoured(text)
    invitation_redeem(made, password=NEW)
    assert token_honoured(text) is None
    assert because() == ["password set by an invitation"]


def test_factor_taken_away_ends_tokens(client: Client) -> None:
    person = person_made("binh")
    factor_of(person)
    text = token_of(person)
    factor_remove(person, by=SYSTEM, reason="mất điện thoại")
    assert token_honoured(text) is None
    factor_of(person)
    again = token_of(person)
    signed_in(client, person, factor=True)
    client.post(reverse("mfa_deactivate_totp"))
    assert token_honoured(again) is None
    assert because() == ["second factor removed"] * 2


@pytest.mark.parametrize("ends", [True, False])
def test_owner_who_changes_the_password_is_asked_about_tokens(client: Client, ends: bool) -> None:
    person = person_made("binh")
    text = token_of(person)
    sign_in(client, "binh")
    page = client.get(reverse("account_change_password")).content.decode()
    assert 'name="tokens" value="end"' in page
    assert "checked" in page
    facts = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    asked = {"tokens": "end"} if ends else {}
    client.post(reverse("account_change_password"), facts | asked)
    assert User.objects.get().check_password(NEW)
    assert (token_honoured(text) is None) is ends
    assert because() == ["password changed"] * ends


def test_who_has_no_token_is_not_asked(client: Client) -> None:
    signed_in(client, person_made("binh"))
    assert 'name="tokens"' not in client.get(reverse("account_change_password")).content.decode()


def test_session_ends_however_much_is_done_in_it(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    person_made("binh")
    sign_in(client, "binh")
    began = time.time()
    for hours in (4, 8, 11.9):
        monkeypatch.setattr(sessions.time, "time", lambda at=began + hours * 3600: at)
        assert is_in(client)
    monkeypatch.setattr(sessions.time, "time", lambda: began + 12 * 3600 + 1)
    ended = client.get(reverse("account"), follow=True)
    assert ended.redirect_chain[-1][0].startswith(reverse("account_login"))
    assert "12 giờ" in ended.content.decode()
    assert told("session.over")[0].actor_name == "binh"
    assert not is_in(client)


def test_form_sent_too_late_leads_to_the_sign_in_page(client: Client) -> None:
    signed_in(client, person_made("binh"))
    session = client.session
    session[sessions.BEGAN] = int(time.time()) - 12 * 3600
    session.save()
    sent = client.post(reverse("account_tokens"), {"name": "t"})
    assert (sent.status_code, sent["Location"]) == (302, reverse("account_login"))
