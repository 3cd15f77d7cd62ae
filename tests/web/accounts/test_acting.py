"""Who acts: the second factor, tokens' scopes, days, and what the trail calls them."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from chiso_web.accounts.acting import Acting, holding_list_in_force
from chiso_web.accounts.models import User
from chiso_web.accounts.permissions import PEOPLE, PUBLIC, SIGNED_IN, TRAIL
from chiso_web.accounts.roles import Role
from chiso_web.audit.models import Entry
from tests.people import BO_DE, HA_NOI, LONG_BIEN, person_with, role_held, signed_in

pytestmark = pytest.mark.django_db
TODAY = date(2026, 12, 1)


def acting(person: User, *, factor: bool = True, scopes: frozenset[str] | None = None) -> Acting:
    return Acting(person, holding_list_in_force(person, TODAY), factor=factor, scopes=scopes)


def test_nobody_may_only_what_is_public() -> None:
    nobody = Acting(None)
    assert nobody.may(PUBLIC)
    assert not nobody.may(SIGNED_IN)
    assert not nobody.may(PEOPLE, LONG_BIEN)
    assert nobody.actor(PEOPLE).name == ""


def test_role_that_needs_a_second_factor_is_worth_nothing_without() -> None:
    person = person_with(Role.ADMINISTRATOR, LONG_BIEN)
    assert acting(person).may(PEOPLE, LONG_BIEN)
    without = acting(person, factor=False)
    assert not without.may(PEOPLE, LONG_BIEN)
    assert without.holdings_with(PEOPLE) == []
    assert without.lacks_only_factor(PEOPLE, LONG_BIEN)
    assert not without.lacks_only_factor(PEOPLE, BO_DE)
    assert not without.lacks_only_factor(TRAIL)


def test_who_lacks_the_factor_is_led_to_set_it_up(client: Client) -> None:
    signed_in(client, person_with(Role.ADMINISTRATOR, LONG_BIEN), factor=False)
    answer = client.get("/people")
    assert (answer.status_code, answer["Location"]) == (302, "/account/factor")


def test_who_lacks_the_role_too_is_refused_and_written_down(client: Client) -> None:
    person = person_with(Role.REPORTER, LONG_BIEN, name="binh")
    signed_in(client, person)
    assert client.get("/people").status_code == 403
    entry = Entry.objects.get(action="access.denied")
    assert (entry.actor_name, entry.subject) == ("binh", "GET /people")


def test_token_may_nothing_beyond_its_scopes() -> None:
    person = person_with(Role.ADMINISTRATOR, LONG_BIEN)
    assert acting(person, scopes=frozenset({"people"})).may(PEOPLE, LONG_BIEN)
    other = acting(person, scopes=frozenset({"trail"}))
    assert not other.may(PEOPLE, LONG_BIEN)
    assert not other.may(SIGNED_IN)
    assert not other.lacks_only_factor(PEOPLE, LONG_BIEN)


@pytest.mark.parametrize(
    ("since", "until", "held"),
    [
        (TODAY, None, True),
        (TODAY - timedelta(30), TODAY, True),
        (TODAY + timedelta(1), None, False),
        (TODAY - timedelta(30), TODAY - timedelta(1), False),
    ],
)
def test_role_is_in_force_from_its_first_through_its_last_day(
    since: date, until: date | None, held: bool
) -> None:
    person = person_with(Role.REPORTER, LONG_BIEN, since=since, until=until)
    assert bool(holding_list_in_force(person, TODAY)) is held


def test_no_role_outlives_its_unit() -> None:
    person = person_with(Role.REPORTER, "00145@unknown", since=date(2024, 1, 1))
    assert holding_list_in_force(person, date(2025, 6, 30)) != ()
    assert holding_list_in_force(person, date(2025, 7, 1)) == ()


def test_trail_names_the_role_by_which_something_was_done() -> None:
    person = person_with(Role.ADMINISTRATOR, HA_NOI, name="an")
    role_held(person, Role.EDITOR, LONG_BIEN)
    actor = acting(person).actor(PEOPLE, LONG_BIEN)
    assert (actor.name, actor.role, actor.unit) == ("an", Role.ADMINISTRATOR, HA_NOI)
    assert acting(person).actor().role == ""


def test_closed_person_is_nobody(client: Client) -> None:
    person = person_with(Role.ADMINISTRATOR, LONG_BIEN)
    signed_in(client, person)
    assert client.get("/people").status_code == 200
    User.objects.filter(pk=person.pk).update(is_active=False, last_login=timezone.now())
    assert "/account/sign-in" in client.get("/people")["Location"]
