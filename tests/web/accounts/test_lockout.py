"""Guessing is bounded, and whoever guesses locks nobody out of the browser they use."""

import pytest
from django.test import Client
from pytest_django import Settings

from chiso_web.accounts.models import User
from chiso_web.accounts.signing_in.invitations import Way, invitation_make
from chiso_web.audit.services import SYSTEM
from tests.people import person_made
from tests.web.accounts.doors import browser, is_in, sign_in

pytestmark = pytest.mark.django_db
BY_NAME = 7


@pytest.fixture(autouse=True)
def limits(settings: Settings) -> None:
    """As in use, but for a smaller count by name."""
    settings.ACCOUNT_RATE_LIMITS = {
        **settings.ACCOUNT_RATE_LIMITS,
        "login_failed_name": f"{BY_NAME}/h/key",
    }


def guessed(name: str, *, networks: int, each: int = 5) -> list[int]:
    """The answers to wrong passwords from several networks."""
    return [
        sign_in(browser(REMOTE_ADDR=f"203.0.113.{network}"), name, "sai").status_code
        for network in range(networks)
        for _ in range(each)
    ]


def test_stranger_locks_nobody_out_of_another_network() -> None:
    person_made("binh")
    assert guessed("binh", networks=1, each=6) == [200] * 5 + [429]
    assert sign_in(browser(REMOTE_ADDR="10.0.0.7"), "binh").status_code == 302


def test_guessing_from_many_networks_is_bounded_by_the_name() -> None:
    person_made("binh")
    assert guessed("binh", networks=3, each=3) == [200] * BY_NAME + [429] * 2
    assert sign_in(browser(REMOTE_ADDR="10.0.0.7"), "BINH").status_code == 429


def test_browser_known_to_the_person_comes_in_all_the_same(client: Client) -> None:
    person_made("binh")
    sign_in(client, "binh")
    cookie = client.cookies[f"device_{User.objects.get().pk}"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")
    client.cookies.pop("sessionid")
    guessed("binh", networks=3)
    assert not is_in(client)
    assert sign_in(client, "binh").status_code == 302


def test_browser_that_came_in_by_an_invitation_is_known_in_every_language(client: Client) -> None:
    person = person_made("binh")
    _made, secret = invitation_make(person, Way.MAIL, by=SYSTEM, made_by=None)
    client.get(f"/en/account/invitation/{secret}")
    word = "mot-mat-khau-khac-hon"
    client.post("/en/account/invitation", {"password": word, "again": word})
    assert client.get("/account").status_code == 200
    client.cookies.pop("sessionid")
    guessed("binh", networks=3)
    assert sign_in(client, "binh", word).status_code == 302


def test_known_browser_guesses_no_more_than_others(client: Client) -> None:
    person_made("binh")
    sign_in(client, "binh")
    client.cookies.pop("sessionid")
    found = []
    for attempt in range(8):
        client.defaults["REMOTE_ADDR"] = f"203.0.113.{attempt}"
        found.append(sign_in(client, "binh", "sai").status_code)
    assert found == [200] * 5 + [429] * 3


def test_browser_is_known_for_its_person_and_password_only(client: Client) -> None:
    person, other = person_made("binh"), person_made("an")
    sign_in(client, "binh")
    client.cookies.pop("sessionid")
    client.cookies[f"device_{other.pk}"] = client.cookies[f"device_{person.pk}"].value
    guessed("an", networks=3)
    assert sign_in(client, "an").status_code == 429
    person.set_password("mot-mat-khau-khac-hon")
    person.save()
    guessed("binh", networks=3)
    assert sign_in(client, "binh", "mot-mat-khau-khac-hon").status_code == 429


@pytest.mark.parametrize(("networks", "each", "minutes"), [(1, 6, 5), (3, 3, 60)])
def test_page_says_the_true_time_and_leads_back(networks: int, each: int, minutes: int) -> None:
    person_made("binh")
    guessed("binh", networks=networks, each=each)
    answer = sign_in(browser(REMOTE_ADDR="203.0.113.0"), "binh", "sai")
    assert answer.status_code == 429
    assert f"{minutes} phút" in answer.content.decode()
    assert 'href="/account/sign-in"' in answer.content.decode().split("<main", 1)[1]
    assert (minutes - 1) * 60 < int(answer["Retry-After"]) <= minutes * 60
