"""No address a visitor can type ends in a fault of ours, nor does a site without results."""

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client

pytestmark = pytest.mark.slow

EMPTY_SITE = (
    "/",
    "/search",
    "/search?q=ha",
    "/papi",
    "/papi/2023",
    "/papi/2023.csv",
    "/papi/2023/01",
    "/papi/2023/01.json",
    "/papi/2023/01/4",
    "/papi/2023/01/4.xlsx",
    "/method",
    "/method/papi",
    "/about/accessibility",
    "/health",
    "/robots.txt",
)
LEADING_TO_RESULTS = tuple(
    path for path in EMPTY_SITE if path.startswith(("/papi/", "/search")) or path == "/"
)


@pytest.fixture
def empty(client: Client) -> Client:
    """A site whose database has its tables and nothing in them."""
    rooms = (apps.get_app_config(room) for room in ("results", "units"))
    tables = [model._meta.db_table for room in rooms for model in room.get_models()]
    with connection.cursor() as cursor:  # Django would fetch 14,000 units first
        for table in tables:
            cursor.execute(f"DELETE FROM {table}")
    return client


@pytest.mark.parametrize("address", EMPTY_SITE)
def test_every_page_of_a_site_without_results_answers(empty: Client, address: str) -> None:
    assert empty.get(address).status_code < 500


@pytest.mark.parametrize("address", LEADING_TO_RESULTS)
def test_site_without_results_names_the_command_that_loads_them(
    empty: Client, address: str
) -> None:
    assert "chiso manage papi_load" in empty.get(address).content.decode()


@pytest.mark.parametrize(
    "address",
    ["/papi/²", "/papi/①", "/papi/" + "9" * 5000, "/papi/²/01", "/method/" + "a" * 252],
)
def test_odd_name_in_an_address_is_not_found(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404
