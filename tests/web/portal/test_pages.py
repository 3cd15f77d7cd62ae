"""What holds for every page: language, security, structure, speed of the second visit."""

import re

import pytest

from chiso_web.portal.texts.markdown import MARKDOWN
from tests.web.reading import Page

PAGES = (
    "/",
    "/papi/2023",
    "/papi/2024",
    "/papi/2023/restated",
    "/papi/2023/01",
    "/papi/2023/01/4",
    "/papi/2023/01/4.1.01",
    "/papi/2018/22",
    "/papi/2023/since/2022",
    "/papi/2018/since/2014",
    "/papi/2023/part",
    "/papi/2023/part/4",
    "/papi/2023/part/4.1.01",
    "/papi/2023/compare",
    "/papi/2023/compare?unit=01&unit=79&unit=46",
    "/search?q=ha",
    "/units",
    "/unit/004@unknown",
    "/unit/00145@2025-07-01",
    "/method",
    "/about/accessibility",
    "/nothing",
)


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_page_has_no_inline_style_or_script(client, address: str, prefix: str) -> None:
    page = Page(client.get(prefix + address))
    assert "script" not in page.tags
    assert "style" not in page.tags
    assert "style" not in page.attributes
    assert not [name for name in page.attributes if name.startswith("on")]


@pytest.mark.parametrize("address", PAGES)
def test_page_has_one_heading_and_no_id_twice(client, address: str) -> None:
    page = Page(client.get(address))
    assert page.tags.count("h1") == 1
    assert len(page.ids) == len(set(page.ids))
    assert {"main", "header", "footer"} <= set(page.tags)


@pytest.mark.parametrize("address", PAGES)
def test_policy_lets_nothing_in_from_elsewhere(client, address: str) -> None:
    policy = client.get(address).headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert set(re.findall(r"https?:", policy)) == set()


@pytest.mark.parametrize("address", PAGES[:-1])
def test_language_switch_leads_to_the_same_page(client, address: str) -> None:
    page = client.get(address)
    assert 'lang="vi"' in page.content.decode()
    assert f"/en{address}".rstrip("/") in [link.rstrip("/") for link in Page(page).links]
    assert 'html lang="en"' in client.get(f"/en{address}").content.decode()


def test_english_page_writes_numbers_the_english_way(client) -> None:
    text = Page(client.get("/en/papi/2023")).text
    assert "46.04" in text
    assert "46,04" not in text
    assert "Highest" in text


def test_vietnamese_page_has_no_english_sentence_left(client) -> None:
    for address in ("/papi/2023", "/papi/2023/01/4", "/"):
        text = Page(client.get(address)).text
        assert not re.findall(r"\b(the|and|points|province|published)\b", text), address


def test_second_visit_costs_no_transfer(client) -> None:
    tag = client.get("/papi/2023").headers["ETag"]
    assert client.get("/papi/2023", headers={"if-none-match": tag}).status_code == 304


def test_home_lists_every_year_and_province(client) -> None:
    links = Page(client.get("/")).links
    assert {"/papi/2014", "/papi/2018", "/papi/2022", "/papi/2023", "/papi/2024"} <= set(links)
    assert len([link for link in links if re.fullmatch(r"/unit/\d\d@[^/]+", link)]) == 63


def test_home_says_whose_sum_the_latest_totals_are(client) -> None:
    sentence = "Chiso cộng từ điểm PAPI đã công bố; bảng tổng của năm đó chưa đọc được"
    assert sentence in Page(client.get("/")).text


def test_health_answers_while_the_database_does(client) -> None:
    assert client.get("/health").json()["status"] == "ok"


def test_method_page_is_shown_in_the_readers_language(client) -> None:
    assert "PAPI" in Page(client.get("/method/papi")).text
    assert 'article class="prose" lang="en"' in client.get("/en/method/papi").content.decode()


def test_html_in_a_method_page_stays_text() -> None:
    assert "<script>" not in MARKDOWN.render("<script>alert(1)</script>\n\n<b onclick=x>")


def test_wide_table_of_a_method_page_is_reached_by_keyboard() -> None:
    assert '<div class="scroll" tabindex="0"><table>' in MARKDOWN.render("| a |\n| - |\n| b |\n")
