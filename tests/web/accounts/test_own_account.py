"""What a person sees and changes of their own account."""

import re
import threading
from datetime import date

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core import mail
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, Settings

from chiso_web.accounts.models import Invitation, Token, User
from chiso_web.accounts.roles import Role
from chiso_web.accounts.sealing import look_up_digest
from chiso_web.accounts.signing_in.devices import device_of
from chiso_web.accounts.signing_in.factors import factor_remove
from chiso_web.audit.services import SYSTEM
from tests.people import (
    BO_DE,
    HA_NOI,
    LONG_BIEN,
    PASSWORD,
    person_made,
    person_with,
    role_held,
    signed_in,
)
from tests.web.accounts.doors import browser, code_of, factor_of, is_in, sign_in, told

pytestmark = pytest.mark.django_db
NEW = "con-co-bay-la-bay-la"


def test_account_shows_roles_with_days_and_criteria(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    person = person_with(Role.APPRAISER, LONG_BIEN, criteria=["ha-noi-communes:1.2"])
    role_held(person, Role.CLERK, BO_DE, until=date(2027, 1, 31))
    signed_in(client, person)
    here = client.session.session_key
    UserSession.objects.create(user=person, session_key=here, ip="127.0.0.1", user_agent="")
    client.get(reverse("account"))
    # session, person, roles, twice the factor, sessions and whether they hold, tokens
    with django_assert_num_queries(8):
        page = client.get(reverse("account")).content.decode()
    for shown in ("Phường Long Biên", "ha-noi-communes:1.2", "31/01/2027", person.username):
        assert shown in page


def test_account_begins_with_what_one_can_do(client: Client) -> None:
    signed_in(client, person_with(Role.ADMINISTRATOR, LONG_BIEN))
    main = client.get(reverse("account")).content.decode().split("<main", 1)[1]
    places = [main.index(text) for text in ('href="/people"', "Phường Long Biên", "mật khẩu")]
    assert places == sorted(places)


def test_refused_page_names_the_roles_held_and_leads_to_the_account(client: Client) -> None:
    signed_in(client, person_with(Role.REPORTER, LONG_BIEN))
    answer = client.get("/people")
    assert answer.status_code == 403
    assert "người báo cáo, Phường Long Biên" in answer.content.decode()
    assert 'href="/account"' in answer.content.decode().split("<main", 1)[1]


def test_changed_password_ends_every_other_session(client: Client) -> None:
    person_made("binh")
    elsewhere = browser()
    for one in (client, elsewhere):
        sign_in(one, "binh")
    facts = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    assert client.post(reverse("account_change_password"), facts)["Location"] == "/account"
    assert (is_in(client), is_in(elsewhere)) == (True, False)
    assert told("password.changed")[0].actor_name == "binh"


@pytest.mark.parametrize(
    "wrong",
    [{"oldpassword": "sai"}, {"password2": "khac"}, {"password1": "binh", "password2": "binh"}],
)
def test_password_stays_where_something_is_wrong(client: Client, wrong: dict[str, str]) -> None:
    signed_in(client, person_made("binh"))
    facts = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW, **wrong}
    page = client.post(reverse("account_change_password"), facts)
    assert 'class="errorlist' in page.content.decode()
    assert User.objects.get().check_password(PASSWORD)


def test_one_session_is_ended_or_all_others(client: Client) -> None:
    person_made("binh")
    others = [browser(), browser(), browser()]
    for one in (client, *others):
        sign_in(one, "binh")
    page = client.get(reverse("usersessions_list")).content.decode()
    keys = re.findall(r'name="end" value="(\d+)"', page)
    assert len(keys) == 3
    client.post(reverse("usersessions_list"), {"end": keys[0]})
    assert [is_in(one) for one in others].count(True) == 2
    client.post(reverse("usersessions_list"), {"end": "others"})
    assert [is_in(one) for one in (client, *others)] == [True, False, False, False]
    assert len(told("session.revoked")) == 3


def test_nobody_ends_a_session_of_somebody_else(client: Client) -> None:
    for name in ("binh", "an"):
        person_made(name)
    other = browser()
    sign_in(other, "an")
    sign_in(client, "binh")
    own = re.findall(r'value="(\d+)"', other.get(reverse("usersessions_list")).content.decode())
    assert own == []
    for key in range(1, 10):
        client.post(reverse("usersessions_list"), {"end": str(key)})
    assert is_in(other)


def test_second_factor_is_set_up_given_and_removed(client: Client) -> None:
    person = person_made("binh")
    elsewhere = browser()
    for one in (elsewhere, client):
        sign_in(one, "binh")
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    assert "<svg" in page
    assert "style=" not in page
    key = re.search(r'class="mono key">([A-Z2-7 ]+)<', page)
    assert key is not None
    wrong = client.post(reverse("mfa_activate_totp"), {"code": "000000"})
    assert 'class="errorlist' in wrong.content.decode()
    code = code_of(key[1].replace(" ", ""))
    assert client.post(reverse("mfa_activate_totp"), {"code": code}).status_code == 302
    assert not is_in(elsewhere)
    codes = client.get(reverse("mfa_view_recovery_codes")).content.decode()
    assert len(re.findall(r"<li>\d{8}</li>", codes)) == 10
    again = client.get(reverse("mfa_view_recovery_codes")).content.decode()
    assert not re.findall(r"<li>\d{8}</li>", again)
    client.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.filter(user=person).exists()
    assert len(told("factor.set_up")) == len(told("factor.removed")) == 1
    assert "wrong" in told("factor.failed")[0].after


def test_recovery_code_opens_once(client: Client) -> None:
    person = person_made("binh")
    sign_in(client, "binh")
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    key = re.search(r'class="mono key">([A-Z2-7 ]+)<', page)
    assert key is not None
    client.post(reverse("mfa_activate_totp"), {"code": code_of(key[1].replace(" ", ""))})
    shown = client.get(reverse("mfa_view_recovery_codes")).content.decode()
    code = re.findall(r"<li>(\d{8})</li>", shown)[0]
    for expected in (True, False):
        other = browser()
        sign_in(other, "binh")
        other.post(reverse("mfa_authenticate"), {"code": code})
        assert is_in(other) is expected
    assert person.username == told("factor.failed")[0].actor_name


def test_factor_stays_while_a_role_needs_it(client: Client) -> None:
    person = person_with(Role.AUDITOR, HA_NOI, name="kiem")
    secret = factor_of(person)
    sign_in(client, "kiem")
    client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    for ask in (client.get, client.post):
        page = ask(reverse("mfa_deactivate_totp"))
        assert "không gỡ được" in page.content.decode()
    assert Authenticator.objects.filter(user=person).exists()


def test_administrator_removes_a_lost_factor(client: Client) -> None:
    person = person_made("binh")
    factor_of(person)
    assert factor_remove(person, by=SYSTEM, reason="mất điện thoại")
    assert sign_in(client, "binh")["Location"] == "/desk"


def test_what_matters_asks_for_the_password_again(client: Client) -> None:
    signed_in(client, person_made("binh"))
    for name in ("account_tokens", "mfa_activate_totp"):
        asked = client.get(reverse(name))
        assert asked["Location"].startswith(reverse("account_reauthenticate"))
    wrong = client.post(reverse("account_reauthenticate"), {"password": "sai"})
    assert wrong.status_code == 200
    assert told("confirmation.failed")[0].actor_name == "binh"
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    assert client.get(reverse("account_tokens")).status_code == 200


def test_token_is_shown_once_and_revoked(client: Client) -> None:
    person_made("binh")
    sign_in(client, "binh")
    asked = {"name": "báo cáo", "scopes": ["me"], "days": "90"}
    page = client.post(reverse("account_tokens"), asked).content.decode()
    found = re.search(r"chiso_[\w-]{40,}", page)
    assert found is not None
    assert found[0] not in client.get(reverse("account_tokens")).content.decode()
    kept = Token.objects.get()
    assert found[0] not in f"{kept.digest} {kept.start} {told('token.made')[0].after}"
    client.post(reverse("account_token_end", kwargs={"key": kept.pk}))
    assert (
        client.get(reverse("api:me"), headers={"Authorization": f"Bearer {found[0]}"}).status_code
        == 401
    )
    assert len(told("token.revoked")) == 1


@pytest.mark.parametrize(
    "wrong", [{"scopes": ["trail"]}, {"scopes": []}, {"days": "367"}, {"days": "0"}, {"name": ""}]
)
def test_token_is_not_made_of_what_may_not_be(client: Client, wrong: dict[str, object]) -> None:
    person_made("binh")
    sign_in(client, "binh")
    client.post(reverse("account_tokens"), {"name": "a", "scopes": ["me"], "days": "9", **wrong})
    assert not Token.objects.exists()


@pytest.fixture
def with_mail(settings: Settings) -> None:
    settings.MAIL_IS_ON = True


def _asked(client: Client, name: str) -> str:
    page = client.post(reverse("account_forgotten"), {"name": name})
    for thread in threading.enumerate():
        if thread.name == "mail":
            thread.join()
    text = re.sub(r'value="[^"]*"', "", page.content.decode())
    return text


@pytest.mark.usefixtures("with_mail")
def test_forgotten_password_gets_a_link_and_tells_nobody(client: Client) -> None:
    known = person_made("binh")
    known.email, known.email_digest = "binh@example.gov.vn", look_up_digest("binh@example.gov.vn")
    known.save()
    person_made("an")
    assert len({_asked(client, name) for name in ("binh", "an", "khong")}) == 1
    [letter] = mail.outbox
    assert letter.to == ["binh@example.gov.vn"]
    assert letter.body.index("Kính gửi") < letter.body.index("To Người binh")
    found = re.search(r"http://localhost(/account/invitation/\S+)", letter.body)
    assert found is not None
    assert client.get(found[1]).status_code == 302
    assert [one.after for one in told("link.asked")] == [
        '{"sent":true}',
        '{"sent":false}',
        '{"sent":false}',
    ]


@pytest.mark.usefixtures("with_mail")
def test_links_are_not_asked_for_without_end(client: Client) -> None:
    statuses = [
        client.post(reverse("account_forgotten"), {"name": "binh"}).status_code for _ in range(4)
    ]
    assert statuses == [200, 200, 200, 429]


def test_without_mail_the_page_says_whom_to_ask(client: Client) -> None:
    page = client.post(reverse("account_forgotten"), {"name": "binh"}).content.decode()
    assert "phiếu" in page
    assert "<form" not in page.split("<main", 1)[1]
    assert not Invitation.objects.exists()


@pytest.mark.parametrize(
    ("told_by_itself", "words"),
    [
        ("Mozilla/5.0 (Windows NT 6.1) Chrome/109.0 Safari/537.36", "Chrome trên Windows 7"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/120 Safari/537 Edg/120", "Edge trên Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17 like Mac OS X) Safari/604", "Safari trên iPhone"),
        ("curl/8", "thiết bị không rõ"),
    ],
)
def test_device_is_told_in_words(told_by_itself: str, words: str) -> None:
    assert device_of(told_by_itself) == words


def test_signing_out_ends_the_session(client: Client) -> None:
    person_made("binh")
    sign_in(client, "binh")
    assert is_in(client)
    assert client.post(reverse("account_logout"))["Location"] == reverse("account_login")
    assert not is_in(client)
    assert told("sign_out.done")[0].actor_name == "binh"
