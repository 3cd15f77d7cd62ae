"""The foot of a page names the sources of what the page shows, and of nothing else."""

import pytest
from django.test import Client

import chiso

pytestmark = pytest.mark.django_db
OF_DAYS = ("/calendar/2026", "/calendar/2026/windows", "/deadline")


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("address", OF_DAYS)
def test_pages_of_days_name_no_source_of_figures(client: Client, prefix: str, address: str) -> None:
    body = client.get(prefix + address).content.decode()
    foot = body[body.index('<footer class="foot">') :]
    assert "PAPI" not in foot
    assert f"Chiso {chiso.__version__}" in foot


def test_other_pages_go_on_naming_theirs(client: Client) -> None:
    body = client.get("/").content.decode()
    assert "PAPI" in body[body.index('<footer class="foot">') :]
