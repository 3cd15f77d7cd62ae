"""What the server owes every page: one heading, few bytes, few queries, no inline style."""

import gzip
import re
from pathlib import Path
from typing import NamedTuple

import pytest
from django.contrib.staticfiles import finders
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.pages import ADDRESSES, PAGES
from tests.web.reading import Page

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

MOST_BYTES = 100_000
MOST_QUERIES = 16
VIETNAMESE = r"\b(Tải về|Trích dẫn|Chỉ số nội dung|Bảng số liệu)\b"
ENGLISH = r"\b(Download|Cite|Data table)\b"


class Seen(NamedTuple):
    """One page, opened twice."""

    address: str
    first: HttpResponse
    page: Page
    asked_again: list[str]


@pytest.fixture(scope="module", params=ADDRESSES)
def seen(request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker) -> Seen:
    """What each address answers; its tests run one after the other."""
    client = Client(HTTP_HOST="localhost")
    with django_db_blocker.unblock(), transaction.atomic():
        first = client.get(request.param)
        with CaptureQueriesContext(connection) as asked:
            client.get(request.param)
        transaction.set_rollback(True)
    return Seen(request.param, first, Page(first), [one["sql"] for one in asked])


def sheet_bytes() -> int:
    return len(gzip.compress(Path(finders.find("look/chiso.css")).read_bytes()))


def test_page_has_one_heading_and_no_style_or_script_of_its_own(seen: Seen) -> None:
    assert seen.first.status_code == 200
    assert seen.page.tags.count("h1") == 1
    assert "style" not in seen.page.attributes
    assert {"style", "script"}.isdisjoint(seen.page.tags)
    assert len(seen.page.ids) == len(set(seen.page.ids))


def test_first_load_is_light(seen: Seen) -> None:
    assert len(gzip.compress(seen.first.content)) + sheet_bytes() <= MOST_BYTES


def test_second_load_asks_the_database_little(seen: Seen) -> None:
    assert len(seen.asked_again) <= MOST_QUERIES, seen.asked_again


def test_page_says_nothing_in_the_other_language(seen: Seen) -> None:
    # headings of pages; names of units and papers stay as they are
    other = VIETNAMESE if seen.address.startswith("/en/") else ENGLISH
    assert re.findall(other, seen.page.text) == []


@pytest.fixture(scope="module")
def opened() -> dict[str, int]:
    """The status of each link that was followed: pages have many in common."""
    return {}


@pytest.mark.parametrize("path", PAGES)
def test_every_link_of_a_page_leads_to_a_page(
    client: Client, opened: dict[str, int], path: str
) -> None:
    links = {link.split("#")[0] for link in Page(client.get(path)).links}
    own = sorted(link for link in links if link.startswith("/") and "/static/" not in link)
    kinds = {re.sub(r"\d+", "0", link): link for link in own}  # one of each kind
    for link in kinds.values():
        opened[link] = opened.get(link) or client.get(link).status_code
    assert {link: opened[link] for link in kinds.values() if opened[link] >= 400} == {}
