"""An attacker at the door gets nothing, and each attempt is in the trail. Real password hashing."""

import os
import re
import subprocess
import sys
import time
from datetime import date, timedelta
from statistics import median

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from chiso_web.accounts.models import Token, User
from chiso_web.accounts.permissions import FORM, methods_of
from chiso_web.accounts.roles import Role
from chiso_web.accounts.signing_in.invitations import Way, invitation_make
from chiso_web.accounts.signing_in.tokens import token_make
from chiso_web.audit.models import Entry
from chiso_web.audit.services import SYSTEM
from chiso_web.config.routes import routes
from chiso_web.units.models import Unit
from tests.people import HA_NOI, LONG_BIEN, person_made, person_with, role_held, signed_in
from tests.web.accounts.doors import browser, code_of, factor_of, is_in, sign_in, told

pytestmark = [pytest.mark.django_db, pytest.mark.real_passwords]
NEW = "con-co-bay-la-bay-la"


def bearer(text: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {text}"}


def test_right_password_comes_in_and_wrong_one_does_not(client: Client) -> None:
    person_made("binh")
    wrong = sign_in(client, "binh", "khong-phai")
    assert "account/sign-in" not in wrong.headers.get("Location", "")
    assert not is_in(client)
    assert sign_in(client, "BINH")["Location"] == "/desk"
    assert is_in(client)
    assert told("sign_in.failed")[0].subject == "name binh"
    assert told("sign_in.done")[0].actor_name == "binh"
    assert not Entry.objects.filter(words__contains="khong").exists()


def test_expired_role_opens_nothing(client: Client) -> None:
    person = person_made("kiem")
    role_held(person, Role.AUDITOR, HA_NOI, until=timezone.localdate() - timedelta(days=1))
    _made, text = token_make(person, name="t", scopes=["trail"], days=1)
    assert client.get(reverse("api:trail"), headers=bearer(text)).status_code == 403
    assert told("access.denied")[0].actor_name == "kiem"


def test_role_of_an_ended_unit_opens_nothing(client: Client) -> None:
    ended = Unit.objects.filter(valid_until=date(2025, 6, 30), level="commune").first()
    assert ended is not None
    person = person_made("cu")
    role_held(person, Role.AUDITOR, ended.uid, since=date(2024, 1, 1))
    factor_of(person)
    _made, text = token_make(person, name="t", scopes=["trail"], days=1)
    assert client.get(reverse("api:trail"), headers=bearer(text)).status_code == 403
    assert len(told("access.denied")) == 1


@pytest.mark.parametrize("fault", ["revoked", "expired", "person closed", "unknown"])
def test_dead_token_opens_nothing(client: Client, fault: str) -> None:
    person = person_made("may")
    made, text = token_make(person, name="t", scopes=["me"], days=1)
    assert client.get(reverse("api:me"), headers=bearer(text)).status_code == 200
    now = timezone.now()
    if fault == "revoked":
        Token.objects.filter(pk=made.pk).update(revoked_at=now)
    elif fault == "expired":
        Token.objects.filter(pk=made.pk).update(expires_at=now - timedelta(seconds=1))
    elif fault == "person closed":
        User.objects.filter(pk=person.pk).update(is_active=False)
    else:
        text += "x"
    answers = [client.get(reverse("api:me"), headers=bearer(text)) for _ in range(3)]
    assert {one.status_code for one in answers} == {401}
    assert answers[0]["Content-Type"] == "application/problem+json"
    assert "invalid_token" in answers[0]["WWW-Authenticate"]
    refused = told("token.refused")
    # of a known one once a minute, whose border the test may cross
    assert len(refused) == 3 if fault == "unknown" else 1 <= len(refused) <= 2
    assert fault in refused[0].after


def test_token_opens_no_page_and_no_scope_that_it_lacks(client: Client) -> None:
    person = person_with(Role.AUDITOR, HA_NOI)
    factor_of(person)
    _made, text = token_make(person, name="t", scopes=["me"], days=1)
    assert client.get(reverse("account"), headers=bearer(text)).status_code == 302
    assert client.get(reverse("api:trail"), headers=bearer(text)).status_code == 403


def test_replayed_invitation_opens_nothing(client: Client) -> None:
    person = person_made("moi")
    _made, secret = invitation_make(person, Way.MAIL, by=SYSTEM, made_by=None)
    link = reverse("account_invitation", kwargs={"secret": secret})
    opened = client.get(link)
    page = reverse("account_invitation_password")
    assert (opened["Location"], opened["Referrer-Policy"]) == (page, "no-referrer")
    assert secret not in str(dict(client.session))
    client.post(page, {"password": NEW, "again": NEW})
    assert is_in(client)
    thief = browser()
    assert thief.get(link).status_code == 410
    assert (
        thief.post(page, {"password": "abc-xyz-123-k", "again": "abc-xyz-123-k"}).status_code == 410
    )
    assert not is_in(thief)
    assert '"used"' in told("invitation.refused")[0].after


def test_guessed_slips_are_bounded(client: Client) -> None:
    person = person_made("phieu")
    _made, code = invitation_make(person, Way.SLIP, by=SYSTEM, made_by=None)
    tried = [
        client.post(reverse("account_slip"), {"name": "phieu", "code": f"AAAAA-AAAAA-AAAA{one}"})
        for one in "ACDEFGHJ"
    ]
    statuses = [one.status_code for one in tried]
    assert statuses == [200] * 5 + [429] * 3
    assert tried[-1]["Retry-After"] == "300"
    assert len(told("invitation.refused")) == 5
    assert told("slip.throttled")[0].subject == "name phieu"
    assert code not in str(list(Entry.objects.values_list("after", "words")))


def test_session_key_changes_as_one_signs_in(client: Client) -> None:
    person_made("binh")
    client.get(reverse("account_slip"))
    session = client.session
    session["planted"] = 1
    session.save()
    client.cookies["sessionid"] = session.session_key
    planted = session.session_key
    sign_in(client, "binh")
    assert client.session.session_key != planted
    other = browser()
    other.cookies["sessionid"] = planted
    assert not is_in(other)


def test_brute_force_meets_the_limit_whatever_the_site_is_called(
    client: Client, settings: Settings
) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    person_made("binh")
    statuses = []
    for attempt in range(8):
        client.defaults["HTTP_HOST"] = f"n{attempt}.example"
        client.defaults["HTTP_X_FORWARDED_FOR"] = f"10.0.0.{attempt}"
        statuses.append(sign_in(client, "binh", f"sai-{attempt}").status_code)
    assert statuses == [200] * 5 + [429] * 3
    assert sign_in(client, "binh").status_code == 429  # the right one too, or guessing would tell
    assert len(told("sign_in.failed")) == 5
    assert 1 <= len(told("sign_in.throttled")) <= 2


def test_one_address_cannot_try_many_names(client: Client) -> None:
    statuses = [sign_in(client, f"ten{number}", "sai").status_code for number in range(22)]
    assert statuses == [200] * 20 + [429] * 2


def test_proxy_alone_says_who_asks(client: Client, settings: Settings) -> None:
    settings.BEHIND_PROXY = True
    first = [
        client.post(
            reverse("account_login"),
            {"login": f"ten{number}", "password": "sai"},
            headers={"X-Forwarded-For": f"6.6.6.{number}, 10.1.1.1"},
        ).status_code
        for number in range(21)
    ]
    other = client.post(
        reverse("account_login"),
        {"login": "ten", "password": "sai"},
        headers={"X-Forwarded-For": "10.1.1.2"},
    )
    assert (first[-1], other.status_code) == (429, 200)


def test_closed_person_is_out_at_once(client: Client) -> None:
    person = person_made("nghi")
    signed_in(client, person)
    assert is_in(client)
    User.objects.filter(pk=person.pk).update(is_active=False)
    assert not is_in(client)
    assert sign_in(client, "nghi")["Location"] == "/account/closed"
    assert "person closed" in told("sign_in.failed")[0].after


@pytest.mark.parametrize(
    "address",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"],
)
def test_next_leads_nowhere_else(client: Client, address: str) -> None:
    person_made("binh")
    assert sign_in(client, "binh", next=address)["Location"] == "/desk"


def test_next_leads_back_within_the_site(client: Client) -> None:
    person_made("binh")
    assert sign_in(client, "binh", next="/account/tokens")["Location"] == "/account/tokens"


def test_strange_host_is_refused(client: Client) -> None:
    answer = client.get(reverse("account_login"), headers={"Host": "evil.example"})
    assert answer.status_code == 400


def test_every_form_wants_its_token() -> None:
    names = {
        "account_login": {},
        "account_logout": {},
        "account_slip": {},
        "account_forgotten": {},
        "account_invitation_password": {},
        "account_reauthenticate": {},
        "account_change_password": {},
        "mfa_authenticate": {},
        "mfa_reauthenticate": {},
        "mfa_activate_totp": {},
        "mfa_deactivate_totp": {},
        "mfa_generate_recovery_codes": {},
        "usersessions_list": {},
        "account_tokens": {},
        "account_token_end": {"key": 1},
    }
    client = signed_in(browser(enforces=True), person_made("binh"))
    answers = {
        name: client.post(reverse(name, kwargs=facts)).status_code for name, facts in names.items()
    }
    assert answers == dict.fromkeys(names, 403)


def test_no_view_takes_forms_without_the_check() -> None:
    lax = [
        route
        for route, view in routes()
        if set(methods_of(view)) & set(FORM) - {"GET", "HEAD"}
        and getattr(view, "csrf_exempt", False)
    ]
    assert lax == []


def test_sign_in_tells_nobody_who_exists(client: Client) -> None:
    person_made("co")
    pages = [sign_in(browser(), name, "sai").content.decode() for name in ("co", "khong")]
    assert _bare(pages[0], "co") == _bare(pages[1], "khong")


def test_unknown_names_take_as_long_as_known_ones(settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login": "", "login_failed": ""}
    person_made("co")
    seconds: dict[str, list[float]] = {"co": [], "khong": []}
    for _ in range(5):
        for name, kept in seconds.items():
            began = time.perf_counter()
            sign_in(browser(), name, "sai")
            kept.append(time.perf_counter() - began)
    known, unknown = median(seconds["co"]), median(seconds["khong"])
    assert 0.5 < known / unknown < 2  # hashing, some 30 ms, is by far the most of both


def _bare(page: str, name: str) -> str:
    without = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page)
    return without.replace(f'value="{name}"', 'value=""')


def test_second_factor_cannot_be_walked_around(client: Client) -> None:
    person = person_with(Role.ADMINISTRATOR, HA_NOI, name="quantri")
    factor_of(person)
    assert sign_in(client, "quantri")["Location"] == "/account/factor/give"
    for name in ("account", "account_tokens", "mfa_index", "usersessions_list"):
        assert client.get(reverse(name)).status_code == 302, name
    assert not is_in(client)


def test_role_is_worth_nothing_before_a_second_factor(client: Client) -> None:
    person_with(Role.ADMINISTRATOR, HA_NOI, name="quantri")
    assert sign_in(client, "quantri")["Location"] == "/account/factor/set-up"
    page = client.get(reverse("account")).content.decode()
    assert "account/factor" in page


def test_code_cannot_be_replayed(client: Client) -> None:
    secret = factor_of(person_made("binh"))
    code = code_of(secret)
    give = reverse("mfa_authenticate")
    sign_in(client, "binh")
    assert client.post(give, {"code": code})["Location"] == "/desk"
    thief = browser()
    sign_in(thief, "binh")
    assert thief.post(give, {"code": code}).status_code == 200
    assert not is_in(thief)
    assert told("factor.failed")[0].actor_name == "binh"


def test_codes_cannot_be_guessed_at_length(client: Client) -> None:
    factor_of(person_made("binh"))
    sign_in(client, "binh")
    pages = [
        client.post(reverse("mfa_authenticate"), {"code": f"00000{number}"}) for number in range(7)
    ]
    assert {one.status_code for one in pages} == {200}
    assert not is_in(client)
    faults = [one.after for one in told("factor.failed")]
    assert faults[:5] == ['{"fault":"wrong"}'] * 5
    assert "too many" in faults[5]


def test_set_up_code_is_no_way_in_again(client: Client) -> None:
    person_made("binh")
    sign_in(client, "binh")
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    key = re.search(r'class="mono key">([A-Z2-7 ]+)<', page)
    assert key is not None
    code = code_of(key[1].replace(" ", ""))
    assert client.post(reverse("mfa_activate_totp"), {"code": code}).status_code == 302
    thief = browser()
    sign_in(thief, "binh")
    thief.post(reverse("mfa_authenticate"), {"code": code})
    assert not is_in(thief)


def test_method_cannot_be_overridden(client: Client) -> None:
    signed_in(client, person_made("binh"))
    for told_so in ({"X-HTTP-Method-Override": "DELETE"}, {"X-Method-Override": "PUT"}):
        answer = client.post(reverse("account"), {"_method": "DELETE"}, headers=told_so)
        assert answer.status_code == 405
    assert client.delete(reverse("account_tokens")).status_code == 405


def test_units_beside_are_closed_to_a_token_of_the_trail(client: Client) -> None:
    person_with(Role.ADMINISTRATOR, HA_NOI)  # above: what is nobody's is theirs to audit
    sign_in(client, "khong", "sai")
    person = person_with(Role.AUDITOR, LONG_BIEN)
    factor_of(person)
    _made, text = token_make(person, name="t", scopes=["trail"], days=1)
    items = client.get(reverse("api:trail"), headers=bearer(text)).json()["items"]
    assert {one["unit"] for one in items} <= {LONG_BIEN}


def test_cookies_in_production_are_for_https_and_no_script() -> None:
    asked = "from django.conf import settings as s; print(" + ", ".join(
        f"s.{name}"
        for name in (
            *("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY"),
            *("SESSION_COOKIE_SAMESITE", "CSRF_COOKIE_SAMESITE", "SESSION_EXPIRE_AT_BROWSER_CLOSE"),
        )
    )
    said = subprocess.run(
        [sys.executable, "-c", f"{asked})"],
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "chiso_web.config.settings",
            "CHISO_PRODUCTION": "1",
            "CHISO_SECRET_KEY": "k" * 60,
            "CHISO_ALLOWED_HOSTS": "chiso.example.gov.vn",
        },
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout.split() == ["True", "True", "True", "Lax", "Lax", "True"]
