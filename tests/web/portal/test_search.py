"""One search over units, parts of the index, editions and pages."""

import re

import pytest
from django.test import Client

from tests.web.reading import Page


def searched(client: Client, text: str, **more: str) -> Page:
    response = client.get("/search", {"q": text, **more})
    assert response.status_code == 200
    return Page(response)


def units(page: Page) -> list[str]:
    return [link for link in page.links if link.startswith("/unit/")]


def test_long_bien_is_found_before_and_since_with_level_days_and_parent(client) -> None:
    page = searched(client, "long bien")
    assert "Quận Long Biên cấp huyện thành phố Hà Nội không rõ – 30/06/2025" in page.text
    assert "Phường Long Biên cấp xã thành phố Hà Nội 01/07/2025 – nay" in page.text
    older = "Phường Long Biên cấp xã quận Long Biên, thành phố Hà Nội không rõ – 30/06/2025"
    assert older in page.text
    assert "đơn vị: 3" in page.text


@pytest.mark.parametrize(
    "text",
    ["Thạch Bàn, Hà Nội", "thach ban ha noi", "phường Thạch Bàn, quận Long Biên, TP. Hà Nội"],
)
def test_name_may_be_followed_by_those_of_the_units_above(client, text: str) -> None:
    found = units(searched(client, text))
    assert found[0] == "/unit/00148@unknown"  # the only ward of that name in Hà Nội
    assert "Thuận Thành" not in searched(client, text).text


@pytest.mark.parametrize("text", ["Thạch Bàn, Cà Mau", "Thạch Bàn Thạch Bàn", "xin chào Hà Nội"])
def test_name_under_a_unit_that_has_none_so_called_is_not_found(client, text: str) -> None:
    assert not [link for link in units(searched(client, text)) if "@" in link]


def test_unit_that_ended_says_what_it_passed_to(client) -> None:
    assert "/unit/00145@2025-07-01" in units(searched(client, "Cự Khối"))


def test_code_of_a_province_finds_it(client) -> None:
    assert units(searched(client, "01"))[0] == "/unit/01@unknown"


def test_many_units_are_shown_page_by_page(client) -> None:
    first, last = searched(client, "xã"), searched(client, "xã", page="9999")
    assert "1–30 trong" in first.text
    assert "/search?q=x%C3%A3&page=2" in first.links
    assert len(units(first)) >= 30
    assert "Trang sau" not in last.text
    assert "Trang trước" in last.text


def test_filters_leave_one_level_and_one_time(client) -> None:
    page = searched(client, "long bien", level="commune", when="today")
    assert "/unit/00145@2025-07-01" in units(page)
    assert "/unit/004@unknown" not in units(page)
    assert "/search?q=long+bien&when=today" in page.links  # all levels again


@pytest.mark.parametrize("more", [{"level": "x"}, {"level": "province"}])
def test_filter_that_leaves_nothing_leads_back(client, more: dict[str, str]) -> None:
    assert "/search?q=long+bien" in searched(client, "long bien", **more).links


def test_parts_are_found_by_name_in_either_language_in_their_latest_year(client) -> None:
    for text in ("thủ tục hành chính", "thu tuc hanh chinh công", "public administrative"):
        assert "/papi/2024/part/5" in searched(client, text).links, text


def test_indicator_of_other_years_leads_to_the_latest_that_has_it(client) -> None:
    links = searched(client, "corruption had no effect on respondent").links
    assert [link for link in links if re.fullmatch(r"/papi/2023/part/4\.2\.\d\d", link)]


def test_criteria_of_reform_indices_are_found_by_name_and_code(client) -> None:
    address = "/results/ha-noi-communes/2025/part/3.2"
    for text in ("Giải quyết hồ sơ đúng hạn", "giai quyet ho so", "dossiers on time", "3.2"):
        assert address in searched(client, text).links, text
    assert "/results/ha-noi-communes/2025/part/8" in searched(client, "Impact on society").links


@pytest.mark.parametrize("text", ["chỉ số cải cách hành chính", "chi so cchc", "PAR index"])
def test_results_of_reform_indices_are_found_by_what_people_call_them(client, text: str) -> None:
    page = searched(client, text)
    assert {"/results/ha-noi-communes/2025", "/results/long-bien-wards/2018"} <= set(page.links)
    assert "Số liệu giả lập, không phải kết quả thật" in page.text


def test_criterion_says_whose_index_it_is_of(client) -> None:
    text = searched(client, "dialogue").text
    assert "Tiêu chí, Chỉ số cải cách hành chính 2025 (phường, xã)" in text


def test_editions_years_and_pages_are_found(client) -> None:
    assert "/papi/2023" in searched(client, "papi 2023").links
    assert "/editions/papi@2023-01-01" in searched(client, "papi@2023").links
    assert "/glossary" in searched(client, "thuật ngữ").links


def test_blank_search_says_what_can_be_found(client) -> None:
    page = searched(client, " - ")
    assert "Ví dụ:" in page.text
    assert "/search?q=00145" in page.links


def test_nothing_found_says_what_can_be_found_with_examples(client) -> None:
    page = searched(client, "zzzxq")
    assert "Không có tên nào chứa “zzzxq”" in page.text
    assert "Tìm được mọi tỉnh, huyện, xã, phường" in page.text
    assert "/search?q=Long+Bi%C3%AAn" in page.links
    assert "Tìm được mọi" not in searched(client, "long bien").text


def test_count_of_many_is_written_as_elsewhere(client) -> None:
    assert re.search(r"1–30 trong \d+\.\d{3}", searched(client, "xã").text)


def test_nothing_found_offers_near_names(client) -> None:
    page = searched(client, "long bein")
    assert "Không có tên nào chứa “long bein”" in page.text
    assert "/search?q=Long+Bi%C3%AAn" in page.links


@pytest.mark.parametrize(
    "query",
    [
        "q=%00",
        "q=" + "a" * 5000,
        "q=%25_%5C%27%22--",
        "q=xã&page=-1",
        "q=xã&page=²",
        "q=xã&page=" + "9" * 500,
        "q=xã&level=%27&when=x",
        "q=a&q=b",
        "q=[({*",
        "page=3",
    ],
)
def test_no_query_ends_in_a_fault_of_ours(client, query: str) -> None:
    assert client.get(f"/search?{query}").status_code == 200


@pytest.mark.parametrize("text", ["long bien", "xã", "a", "không có", "tham nhũng"])
def test_search_takes_few_queries(client, django_assert_max_num_queries, text: str) -> None:
    client.get("/search", {"q": text})
    with django_assert_max_num_queries(7):
        client.get("/search", {"q": text})


def test_marks_typed_count_among_parts_too(client) -> None:
    assert "Cơ sở hạ tầng căn bản" in searched(client, "ha").text
    marked = searched(client, "hà").text  # as "hành" begins
    assert "Thủ tục hành chính công" in marked
    assert "Cơ sở hạ tầng căn bản" not in marked
