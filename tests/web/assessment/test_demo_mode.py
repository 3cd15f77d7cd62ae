"""Signing in as an invented person: in a demonstration, and nowhere else."""

import subprocess
import sys

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from chiso_web.accounts.models import User
from chiso_web.accounts.signing_in.first_administrator import administrator_is_missing
from chiso_web.accounts.signing_in.tokens import token_make
from chiso_web.assessment.demo.cast import PEOPLE, people_make
from chiso_web.audit.models import Entry
from chiso_web.config.checks import demo_stays_apart
from tests.people import signed_in
from tests.web.assessment.rounds import round_running

pytestmark = pytest.mark.django_db
ADDRESS = "/demo"


@pytest.fixture
def people(settings: Settings) -> dict[str, User]:
    """The invented people, in a demonstration."""
    settings.DEMO = True
    return dict(people_make())


def test_outside_a_demonstration_there_is_no_such_page(client: Client) -> None:
    people_make()
    assert client.get(ADDRESS).status_code == 404
    assert client.post(ADDRESS, {"person": "quan-tri"}).status_code == 404
    assert "_auth_user_id" not in client.session


def test_the_page_offers_every_invented_person(client: Client, people: dict[str, User]) -> None:
    text = client.get(ADDRESS).content.decode()
    assert all(f'value="{one.name}"' in text for one in PEOPLE)
    assert "Số liệu giả lập, không phải kết quả thật" in text


def test_public_pages_lead_there_in_a_demonstration_only(
    client: Client, people: dict[str, User], settings: Settings
) -> None:
    assert 'href="/demo"' in client.get("/results").content.decode()
    settings.DEMO = False
    assert 'href="/demo"' not in client.get("/results").content.decode()


@pytest.mark.parametrize("name", [one.name for one in PEOPLE])
def test_a_button_signs_in_with_all_that_the_role_may(
    client: Client, people: dict[str, User], name: str
) -> None:
    found = client.post(ADDRESS, {"person": name}, follow=True)
    assert found.redirect_chain == [("/desk", 302)]
    assert client.session["_auth_user_id"] == str(people[name].pk)


@pytest.mark.parametrize("page", ["/desk", "/rounds", "/people", "/account"])
def test_every_work_page_of_a_demonstration_is_marked(
    client: Client, people: dict[str, User], page: str
) -> None:
    client.post(ADDRESS, {"person": "quan-tri"})
    text = client.get(page, follow=True).content.decode()
    assert "Số liệu giả lập, không phải kết quả thật" in text


def test_the_second_factor_counts_as_given(client: Client, people: dict[str, User]) -> None:
    client.post(ADDRESS, {"person": "quan-tri"})
    assert client.get("/people", follow=True).status_code == 200


def test_one_button_after_another_changes_who_one_is(
    client: Client, people: dict[str, User]
) -> None:
    client.post(ADDRESS, {"person": "quan-tri"})
    client.post(ADDRESS, {"person": "nhap-phieu"})
    assert client.session["_auth_user_id"] == str(people["nhap-phieu"].pk)
    assert client.get("/people").status_code == 403


def test_the_trail_tells_every_such_sign_in(client: Client, people: dict[str, User]) -> None:
    client.post(ADDRESS, {"person": "kiem-soat"})
    entry = Entry.objects.get(action="sign_in.demo")
    assert entry.subject == f"person {people['kiem-soat'].username}"


def test_nobody_real_can_be_become(client: Client, people: dict[str, User]) -> None:
    real = people["quan-tri"]
    real.set_password("chim-bo-cau-bay-ve-lang")
    real.save()
    assert client.post(ADDRESS, {"person": "quan-tri"}).status_code == 404
    assert client.post(ADDRESS, {"person": "khong-co"}).status_code == 404


def test_it_takes_a_form_of_ours(people: dict[str, User]) -> None:
    strict = Client(HTTP_HOST="localhost", enforce_csrf_checks=True)
    assert strict.post(ADDRESS, {"person": "quan-tri"}).status_code == 403


def test_a_session_of_the_demonstration_is_worth_nothing_once_it_is_over(
    client: Client, people: dict[str, User], settings: Settings
) -> None:
    client.post(ADDRESS, {"person": "quan-tri"})
    settings.DEMO = False
    assert client.get("/account").status_code == 302


def test_password_given_in_the_demonstration_is_worth_nothing_once_it_is_over(
    client: Client, people: dict[str, User], settings: Settings
) -> None:
    signed_in(client, people["nhap-phieu"])
    assert client.get("/account").status_code == 200
    settings.DEMO = False
    assert client.get("/account").status_code == 302


def test_token_made_in_the_demonstration_is_worth_nothing_once_it_is_over(
    client: Client, people: dict[str, User], settings: Settings
) -> None:
    _token, text = token_make(people["nhap-phieu"], name="test", scopes=["me"], days=1)
    told = {"Authorization": f"Bearer {text}"}
    assert client.get("/api/v1/me", headers=told).status_code == 200
    settings.DEMO = False
    assert client.get("/api/v1/me", headers=told).status_code == 401


def test_nobody_has_a_password_for_an_invented_person(people: dict[str, User]) -> None:
    assert not any(one.has_usable_password() for one in people.values())


def test_beside_a_real_round_there_is_no_such_page(
    client: Client, people: dict[str, User], settings: Settings
) -> None:
    settings.DEMO = False
    round_running(slug="that")
    settings.DEMO = True
    assert client.get(ADDRESS).status_code == 404


def test_rounds_of_a_demonstration_are_marked_whoever_makes_them(settings: Settings) -> None:
    settings.DEMO = True
    assert round_running().synthetic


@pytest.mark.parametrize("page", ["password", "confirm", "factor/set-up"])
def test_nobody_locks_the_next_reader_out_of_an_invented_person(
    client: Client, people: dict[str, User], page: str
) -> None:
    client.post(ADDRESS, {"person": "nhap-phieu"})
    found = client.get(f"/account/{page}")
    assert (found.status_code, found.headers["Location"]) == (302, "/account")


def test_the_check_refuses_a_demonstration_in_production(settings: Settings) -> None:
    settings.DEMO, settings.PRODUCTION = True, True
    assert [one.id for one in demo_stays_apart(None)] == ["chiso.E002"]
    settings.PRODUCTION = False
    assert demo_stays_apart(None) == []


def test_settings_refuse_a_demonstration_in_production() -> None:
    facts = {
        "CHISO_PRODUCTION": "1",
        "CHISO_DEMO": "1",
        "CHISO_SECRET_KEY": "k" * 50,
        "CHISO_ALLOWED_HOSTS": "chiso.example",
        "DJANGO_SETTINGS_MODULE": "chiso_web.config.settings",
    }
    command = [sys.executable, "-c", "import django; django.setup()"]
    found = subprocess.run(command, env=facts, capture_output=True, text=True, check=False)
    assert found.returncode != 0
    assert "CHISO_PRODUCTION and CHISO_DEMO are both set" in found.stderr


def test_another_person_signed_in_is_replaced(client: Client, people: dict[str, User]) -> None:
    signed_in(client, people["thu-truong"])
    client.post(ADDRESS, {"person": "nhap-phieu"})
    assert client.session["_auth_user_id"] == str(people["nhap-phieu"].pk)


def test_an_invented_administrator_leaves_the_first_link_to_a_real_one(
    people: dict[str, User],
) -> None:
    assert administrator_is_missing(timezone.localdate())
