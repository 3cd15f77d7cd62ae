"""Pages of text: the glossary, the method pages and what the search finds of them."""

import re
from pathlib import Path

import pytest
from django.test import Client
from django.utils.translation import override

from chiso_web.portal.texts import glossary, method_pages
from chiso_web.portal.texts.markdown import page_address, rendered
from chiso_web.portal.texts.page_titles import page_titles
from tests.web.reading import Page

PAGES = ["/glossary", "/method", "/data", "/editions", "/about/corrections", "/about/accessibility"]
METHODS = sorted(
    path.stem for path in method_pages.IN_CHECKOUT.glob("*.md") if "." not in path.stem
)
HEADINGS = re.compile(r"^### .+ \| .+$", re.MULTILINE)


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("address", [*PAGES, *(f"/method/{name}" for name in METHODS)])
def test_every_page_of_text_is_sound(client: Client, prefix: str, address: str) -> None:
    response = client.get(prefix + address)
    page = Page(response)
    assert response.status_code == 200
    assert page.tags.count("h1") == 1
    assert len(page.ids) == len(set(page.ids))
    assert "style" not in page.attributes


def test_every_term_of_the_file_is_on_the_page() -> None:
    text = glossary.IN_CHECKOUT.read_text(encoding="utf-8")
    assert len(glossary.terms("vi")) == len(HEADINGS.findall(text)) >= 25


def test_terms_stand_in_the_order_of_the_vietnamese_alphabet() -> None:
    # b, c, đ: đ comes after d, and trọng before trung
    names = [term.name for term in glossary.terms("vi")]
    assert names.index("bộ chỉ số") < names.index("chỉ tiêu") < names.index("đơn vị")
    assert names.index("điểm tổng") < names.index("gián đoạn so sánh")


def test_a_term_has_the_same_anchor_in_both_languages() -> None:
    anchors = [{term.anchor for term in glossary.terms(lang)} for lang in ("vi", "en")]
    assert anchors[0] == anchors[1]
    assert "khoang-tin-cay" in anchors[0]


def test_a_term_leads_to_the_method_that_computes_it(client: Client) -> None:
    pages = {term.see for term in glossary.terms("en") if term.see}
    assert pages <= set(METHODS)
    assert "/method/ranks" in Page(client.get("/glossary")).links


def test_the_code_words_are_kept(client: Client) -> None:
    assert "bộ chỉ số (áp dụng từ ngày …)" in Page(client.get("/en/glossary")).text


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("name", METHODS)
def test_links_and_contents_of_a_method_page_lead_somewhere(
    client: Client, name: str, prefix: str
) -> None:
    page = Page(client.get(f"{prefix}/method/{name}"))
    for link in page.links:
        if link.startswith("#") and link != "#content":
            assert link[1:] in page.ids
        elif "/" not in link and not link.startswith("#"):
            assert client.get(f"{prefix}/method/{link}").status_code == 200


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("rules.md", "rules"),
        ("rules.vi.md#linear", "rules#linear"),
        ("../glossary.md", "../glossary"),
        ("https://papi.org.vn", "https://papi.org.vn"),
    ],
)
def test_a_link_between_files_becomes_one_between_pages(link: str, address: str) -> None:
    assert page_address(link) == address


def test_markup_in_a_text_stays_text() -> None:
    assert "<script>" not in rendered("## A\n\n<script>alert(1)</script>")[0]


def test_a_long_method_page_has_its_contents(client: Client) -> None:
    assert "#what-is-computed" in Page(client.get("/en/method/ranks")).links


def test_the_list_says_what_each_method_page_answers(client: Client) -> None:
    with override("en"):
        assert all(page.summary for page in method_pages.page_list())
        assert method_pages.page_list()[0].name == "papi"


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_search_is_told_of_pages_that_exist(client: Client, language: str) -> None:
    with override(language):
        told = page_titles()
    assert all(title and summary for title, _, summary in told)
    addresses = {address.partition("#")[0] for _, address, _ in told}
    assert len(addresses) == 10 + len(METHODS)
    assert all(client.get(one, follow=True).status_code == 200 for one in addresses)


def test_a_page_is_found_in_the_wheel_or_in_the_checkout() -> None:
    assert glossary.IN_CHECKOUT.exists()
    assert Path(glossary.IN_WHEEL).parent == Path(method_pages.IN_WHEEL).parent
