"""Every route × every role × own unit, unit below, unit beside, unit above; and nobody."""

import pytest
from django.test import Client

from chiso_web.accounts.permissions import PUBLIC, permission_of
from chiso_web.accounts.roles import Role
from chiso_web.accounts.tokens import token_make
from chiso_web.config.routes import routes
from tests.people import BO_DE, HA_NOI, LONG_BIEN, person_with, signed_in
from tests.web.accounts.route_table import ABOVE, BELOW, BESIDE, OWN, PLACES, TABLE, Row

# where the role is held, and the unit that is acted for
LAID = {
    OWN: (LONG_BIEN, LONG_BIEN),
    BELOW: (HA_NOI, LONG_BIEN),
    BESIDE: (LONG_BIEN, BO_DE),
    ABOVE: (LONG_BIEN, HA_NOI),
}
REFUSED = 403


def asked(client: Client, row: Row, unit: str) -> int:
    """The status of the answer: 302 to the sign-in page counts as refused."""
    bearer = client.token if row.token else ""  # type: ignore[attr-defined]
    told = {"Authorization": f"Bearer {bearer}"} if row.token else {}
    answer = getattr(client, row.method)(row.address(unit), headers=told)
    away = answer.status_code == 302 and "/account/sign-in" in answer["Location"]
    return REFUSED if away or answer.status_code == 401 else answer.status_code


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
    client.token = token_make(person, name="t", scopes=["me", "trail"], days=1)[1]
    wrong = {}
    for route, row in TABLE.items():
        opens = row.everyone or place in row.lets.get(role, frozenset())
        status = asked(client, row, unit)
        if (status == REFUSED) is opens or status >= 500:
            wrong[route] = status
    assert wrong == {}


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
