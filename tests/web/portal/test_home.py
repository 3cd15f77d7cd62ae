"""The first page: the latest results in brief, what changed, and the ways in."""

import re

import pytest

from chiso_web.results.models import Observation
from tests.web.reading import Page


def test_one_box_looks_for_a_commune_or_ward(client) -> None:
    body = client.get("/").content.decode()
    assert body.count("<form") == 1
    assert 'action="/search"' in body
    assert "Xã, phường của tôi" in Page(client.get("/")).text


def test_latest_year_with_errors_is_shown_with_its_ends(client) -> None:
    # PAPI 2023, table of totals: highest 46.04, lowest 38.97, with 1.96 standard errors
    text = Page(client.get("/")).text
    assert "PAPI 2023: năm gần nhất có sai số công bố" in text
    assert "1 Thừa Thiên Huế 46,04 ±1,02" in text
    assert "61 Đắk Nông 38,97 ±2,17" in text


def test_later_year_without_errors_is_told_with_what_is_not_known(client) -> None:
    # the median of the 2024 totals that Chiso added up, numpy.median over 60 provinces
    text = Page(client.get("/")).text
    assert "Kết quả năm 2024: trung vị 43,48 điểm. Chiso cộng từ điểm PAPI đã công bố" in text
    assert "PAPI không công bố sai số của năm này" in text


def test_later_year_whose_totals_papi_published_is_not_said_to_be_added_up(client) -> None:
    Observation.objects.filter(period="2024", measure="papi.total").update(note="")
    text = Page(client.get("/")).text
    assert "Kết quả năm 2024: trung vị 43,48 điểm. PAPI không công bố sai số" in text


def test_changes_beyond_error_are_those_of_the_page_of_changes(client) -> None:
    # 8 and 8 of 56, as docs/method/ranks.md; Hà Giang +3.10 ± 1.82 by hand
    page = Page(client.get("/"))
    assert "8 tỉnh tăng và 8 tỉnh giảm vượt quá sai số chọn mẫu" in page.text
    assert "Hà Giang +3,10 ±1,82" in page.text
    assert "/papi/2023/since/2022" in page.links


def test_every_province_is_one_click_away(client) -> None:
    links = Page(client.get("/")).links
    assert sum(bool(re.fullmatch(r"/unit/\d\d@[^/]+", link)) for link in links) == 63


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_no_door_leads_nowhere(client, prefix: str) -> None:
    own = {link for link in Page(client.get(f"{prefix}/")).links if link.startswith("/")}
    few = {link for link in own if "/unit/" not in link and not re.search(r"papi/\d{4}/\d\d", link)}
    assert [link for link in sorted(few) if client.get(link).status_code not in (200, 302)] == []


def test_first_page_asks_the_database_few_times(client, django_assert_max_num_queries) -> None:
    client.get("/")  # reads what the process keeps
    with django_assert_max_num_queries(15):
        client.get("/")
