"""What the server owes every page: one heading, few bytes, few queries, no inline style."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from tests.pages import ADDRESSES, PAGES
from tests.web.reading import Page

pytestmark = pytest.mark.django_db

MOST_BYTES = 100_000
MOST_QUERIES = 16


def sheet_bytes() -> int:
    return len(gzip.compress(Path(finders.find("look/chiso.css")).read_bytes()))


@pytest.mark.parametrize("address", ADDRESSES)
def test_page_has_one_heading_and_no_style_or_script_of_its_own(
    client: Client, address: str
) -> None:
    response = client.get(address)
    assert response.status_code == 200
    page = Page(response)
    assert page.tags.count("h1") == 1
    assert "style" not in page.attributes
    assert {"style", "script"}.isdisjoint(page.tags)
    assert len(page.ids) == len(set(page.ids))


@pytest.mark.parametrize("address", ADDRESSES)
def test_first_load_is_light(client: Client, address: str) -> None:
    content = client.get(address).content
    assert len(gzip.compress(content)) + sheet_bytes() <= MOST_BYTES


@pytest.mark.parametrize("address", ADDRESSES)
def test_second_load_asks_the_database_little(
    client: Client, address: str, django_assert_max_num_queries
) -> None:
    client.get(address)
    with django_assert_max_num_queries(MOST_QUERIES):
        client.get(address)


@pytest.mark.parametrize("address", [path for path in PAGES if path != "/"])
def test_page_in_english_says_nothing_in_the_other_language(client: Client, address: str) -> None:
    # headings of Vietnamese pages; names of units and papers stay as they are
    page = Page(client.get("/en" + address))
    assert not re.search(r"\b(Tải về|Trích dẫn|Chỉ số nội dung|Bảng số liệu)\b", page.text)


@pytest.mark.parametrize("path", PAGES)
def test_every_link_of_a_page_leads_to_a_page(client: Client, path: str) -> None:
    links = {link.split("#")[0] for link in Page(client.get(path)).links}
    own = sorted(link for link in links if link.startswith("/") and "/static/" not in link)
    kinds = {re.sub(r"\d+", "0", link): link for link in own}  # one of each kind
    broken = {link: client.get(link).status_code for link in kinds.values()}
    assert {link: status for link, status in broken.items() if status >= 400} == {}
