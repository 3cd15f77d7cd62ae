"""Every route × every role × own unit, unit below, unit beside, unit above; and nobody."""

from collections.abc import Callable, Iterable
from datetime import date

import pytest
from django.test import Client

from chiso_web.accounts.models import User
from chiso_web.accounts.permissions import PUBLIC, permission_of
from chiso_web.accounts.roles import SECOND_FACTOR, Role
from chiso_web.accounts.signing_in.tokens import token_make
from chiso_web.config.routes import routes
from chiso_web.units.models import Unit
from tests.people import BO_DE, HA_NOI, LONG_BIEN, person_made, person_with, role_held, signed_in
from tests.web.accounts.route_table import ABOVE, BELOW, BESIDE, OWN, PLACES, TABLE, Row

pytestmark = pytest.mark.slow

# where the role is held, and the unit that is acted for
LAID = {
    OWN: (LONG_BIEN, LONG_BIEN),
    BELOW: (HA_NOI, LONG_BIEN),
    BESIDE: (LONG_BIEN, BO_DE),
    ABOVE: (LONG_BIEN, HA_NOI),
}
REFUSED = 403
AFTER = date(2026, 1, 1)


def asked(client: Client, row: Row, unit: str) -> int:
    """The status of the answer; to be led to signing in, or to the second factor from elsewhere
    than one's own account, counts as refused.
    """
    bearer = client.token if row.token else ""  # type: ignore[attr-defined]
    told = {"Authorization": f"Bearer {bearer}"} if row.token else {}
    answer = getattr(client, row.method)(row.address(unit), headers=told)
    led = answer.headers.get("Location", "")
    away = "/account/sign-in" in led or (not row.everyone and "/account/factor" in led)
    return REFUSED if away or answer.status_code == 401 else answer.status_code


def faults(client: Client, unit: str, opens: Callable[[Row], bool]) -> dict[str, int]:
    """The routes that answer otherwise than they should, each with its status."""
    found = {}
    for route, row in TABLE.items():
        status = asked(client, row, unit)
        if status not in (row.good if opens(row) else {REFUSED}):
            found[route] = status
    return found


def person_with_all(roles: Iterable[str], unit: str, **facts: date) -> User:
    """A person with all of the roles in a unit: a route that one of them opens is open to them."""
    person = person_made("all")
    for role in roles:
        role_held(person, Role(role), unit, **facts)
    return person


def with_token(client: Client, person: User) -> None:
    """Give the browser a token of the person too."""
    made = token_make(person, name="t", scopes=["me", "trail"], days=1)
    client.token = made[1]  # type: ignore[attr-defined]


def test_every_closed_route_is_in_the_table() -> None:
    closed = {route for route, view in routes() if permission_of(view) != PUBLIC}
    assert closed == set(TABLE)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("role", Role.values)
@pytest.mark.django_db
def test_role_opens_what_the_table_says(client: Client, role: str, place: str) -> None:
    held, unit = LAID[place]
    person = person_with(Role(role), held)
    signed_in(client, person)
    with_token(client, person)
    assert faults(client, unit, lambda row: row.lets_in(role, place)) == {}


@pytest.mark.django_db
def test_roles_that_are_over_open_what_everybody_may(client: Client) -> None:
    person = person_with_all(Role.values, HA_NOI, until=date(2026, 1, 31))
    signed_in(client, person)
    with_token(client, person)
    assert faults(client, LONG_BIEN, lambda row: row.everyone) == {}


@pytest.mark.parametrize("asked_of", ["the ended unit", "its successor"])
@pytest.mark.django_db
def test_roles_of_an_ended_unit_open_what_everybody_may(client: Client, asked_of: str) -> None:
    ended = Unit.objects.filter(links_after__new__uid=LONG_BIEN, valid_until__lt=AFTER).first()
    assert ended is not None
    person = person_with_all(Role.values, ended.uid, since=date(2024, 1, 1))
    signed_in(client, person)
    with_token(client, person)
    unit = ended.uid if asked_of == "the ended unit" else LONG_BIEN
    assert faults(client, unit, lambda row: row.everyone) == {}


@pytest.mark.django_db
def test_who_lacks_the_second_factor_opens_what_everybody_may(client: Client) -> None:
    person = person_with_all(sorted(SECOND_FACTOR), HA_NOI)
    signed_in(client, person, factor=False)
    with_token(client, person)
    assert faults(client, LONG_BIEN, lambda row: row.everyone) == {}


@pytest.mark.django_db
def test_cookies_open_nothing_of_the_interface(client: Client) -> None:
    signed_in(client, person_with(Role.AUDITOR, HA_NOI))
    closed = [row for row in TABLE.values() if row.token]
    assert [client.get(row.address(HA_NOI)).status_code for row in closed] == [401] * len(closed)


@pytest.mark.django_db
def test_nobody_gets_in_without_signing_in(client: Client) -> None:
    client.token = "chiso_unknown"
    opened = [route for route, row in TABLE.items() if asked(client, row, LONG_BIEN) != REFUSED]
    assert opened == []
