"""Results on the 34 provinces since 1 July 2025: what is an estimate says so, and how it came."""

import csv
import io
import re
from collections.abc import Iterator

import pytest
from django.utils.translation import override

from chiso_web.portal.restated.reading import restated_series
from chiso_web.portal.restated.unit import series_facts
from chiso_web.portal.results import years
from tests.builders import YEARS
from tests.web.reading import Page

NEW_TUYEN_QUANG = "08@2025-07-01"
# by hand: people of 2019 in Hà Giang 854,679 and Tuyên Quang 784,811; totals of PAPI 2023 44.247929
# and 41.493946: (854679 × 44.247929 + 784811 × 41.493946) / 1639490
TOTAL_2023 = 42.929619


@pytest.fixture(autouse=True)
def vietnamese() -> Iterator[None]:
    """Sentences are read in Vietnamese, whatever page another test asked for last."""
    with override("vi"):
        yield


def lines(response) -> list[str]:
    """The lines of the table, without those of the parts."""
    found = re.findall(
        r'<tr role="row" class="(?:c\d|off)(?: of)?">(.*?)</tr>', response.content.decode()
    )
    return [re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", line)).strip() for line in found]


def as_csv(response) -> dict[str, dict[str, str]]:
    rows = csv.DictReader(io.StringIO(response.content.decode("utf-8-sig")))
    return {row["unit"]: row for row in rows}


def test_each_of_the_34_provinces_stands_once(client) -> None:
    found = lines(client.get("/papi/2023/restated"))
    assert len(found) == 34


def test_merged_province_is_the_average_weighted_by_people(client) -> None:
    line = next(one for one in lines(client.get("/papi/2023/restated")) if "Tuyên Quang" in one)
    assert line.startswith("2 Tuyên Quang Trung bình cao ≈42,93 ≈5,13")
    row = as_csv(client.get("/papi/2023/restated.csv"))[NEW_TUYEN_QUANG]
    assert float(row["total"]) == pytest.approx(TOTAL_2023, abs=1e-6)
    assert row["parts"].startswith("02 0.52130")


def test_parts_and_weights_stand_under_a_merged_province(client) -> None:
    page = client.get("/papi/2023/restated").content.decode()
    parts = page[page.index('id="of-08"') :]
    parts = re.sub(r"<[^>]+>", " ", parts[: parts.index("</table>")])
    assert "854.679" in parts
    assert "52,13%" in parts
    assert "44,25" in parts
    assert (
        "điểm tổng của các tỉnh cũ từ 41,49 đến 44,25"
        in Page(client.get("/papi/2023/restated")).text
    )


def test_province_that_was_not_merged_keeps_its_published_score(client) -> None:
    # PAPI 2023: Thừa Thiên Huế 46.04 in total, the highest; 5.34 in dimension 1
    first = lines(client.get("/papi/2023/restated"))[0]
    assert first.startswith("1 Huế Cao nhất 46,04 5,34")
    assert "≈" not in first


def test_province_with_a_part_unpublished_has_no_estimate_and_says_who_lacks(client) -> None:
    # PAPI 2023 left Bình Dương blank, which is part of new Hồ Chí Minh City
    found = lines(client.get("/papi/2023/restated"))
    line = next(one for one in found if "TP. Hồ Chí Minh" in one)
    assert "PAPI không công bố điểm của Bình Dương" in line
    assert "≈" not in line
    assert as_csv(client.get("/papi/2023/restated.csv"))["79@2025-07-01"]["total"] == ""


def test_page_says_that_it_is_an_estimate_and_why_there_are_no_ranks(client) -> None:
    text = Page(client.get("/papi/2023/restated")).text
    assert "23 trong 34 tỉnh được sáp nhập" in text
    assert "Ở đây không có thứ hạng và sai số" in text
    assert "PAPI không công bố các số này" in text
    assert "Khoảng thứ hạng" not in text


def test_totals_added_up_by_chiso_are_not_called_published(client) -> None:
    text = Page(client.get("/papi/2024/restated")).text
    assert "Chiso cộng từ điểm PAPI đã công bố" in text
    assert "điểm tổng do Chiso cộng và ước tính trên 34 tỉnh" in text
    assert "Chiso cộng" not in Page(client.get("/papi/2023/restated")).text


def test_merged_number_leads_to_its_parts_and_another_to_its_explanation(client) -> None:
    links = Page(client.get("/papi/2023/restated")).links
    assert "#of-08" in links
    assert {"/papi/2023/02/4", "/papi/2023/08/4", "/papi/2023/01/4"} <= set(links)


def test_map_has_the_34_provinces_and_both_archipelagos(client) -> None:
    page = client.get("/papi/2023/restated").content.decode()
    land = page[page.index('<g id="map-land"') :]
    assert land[: land.index("</g>")].count("<path ") == 34
    assert page.count('class="isl ') == 2
    assert "Tuyên Quang: ≈42,93 điểm, xếp loại Trung bình cao" in page


def test_both_pages_lead_to_each_other(client) -> None:
    assert "/papi/2023/restated" in Page(client.get("/papi/2023")).links
    assert "/papi/2023" in Page(client.get("/papi/2023/restated")).links


@pytest.mark.parametrize("sort", ["name", "-name", "8", "-8", "nothing", "error"])
def test_order_is_the_one_asked_for_or_by_total(client, sort: str) -> None:
    found = lines(client.get("/papi/2023/restated", {"sort": sort}))
    first = {"name": "An Giang", "-name": "Vĩnh Long", "8": "Hà Nội"}  # D8: 3.97
    assert len(found) == 34
    if sort in first:
        assert first[sort] in found[0]


def test_file_and_map_are_named_as_estimates(client) -> None:
    for address in ("/papi/2023/restated.xlsx", "/papi/2023/restated/map.svg"):
        assert "34-estimate" in client.get(address).headers["Content-Disposition"]


def test_unknown_year_is_not_found(client) -> None:
    assert client.get("/papi/1999/restated").status_code == 404
    assert client.get("/papi/1999/restated.csv").status_code == 404
    assert client.get("/papi/1999/restated/map.svg").status_code == 404


@pytest.mark.django_db
def test_series_of_a_province_of_today_has_every_published_year() -> None:
    found = restated_series(NEW_TUYEN_QUANG, years())
    assert list(found) == [str(year) for year in YEARS]
    assert found["2023"].value == pytest.approx(TOTAL_2023, abs=1e-6)
    assert found["2023"].approximate
    assert sum(found["2023"].weights) == pytest.approx(1)


@pytest.mark.django_db
def test_series_follows_a_province_that_was_renamed_after_july_2025() -> None:
    # Đồng Nai became a city on 30 April 2026; its territory is that of 1 July 2025
    before, since = (restated_series(uid, years()) for uid in ("75@2025-07-01", "75@2026-04-30"))
    assert before["2023"].value == since["2023"].value


@pytest.mark.django_db
@pytest.mark.parametrize("uid", ["02@unknown", "00145@2025-07-01", "99@unknown", "08"])
def test_no_series_for_what_is_no_province_of_today(uid: str) -> None:
    assert restated_series(uid, years()) == {}


@pytest.mark.django_db
def test_page_of_a_merged_province_tells_its_years_with_their_parts() -> None:
    # PAPI 2023: Hà Giang 44.25, Tuyên Quang 41.49
    facts = series_facts(NEW_TUYEN_QUANG, years())
    assert facts is not None
    assert "bình quân của Hà Giang (52,1%) và Tuyên Quang (47,9%)" in facts["sentence"]
    line = next(one for one in facts["lines"] if one.year == "2023")
    assert (line.total, line.between) == ("≈42,93", "41,49–44,25")


@pytest.mark.django_db
def test_break_stands_between_the_years_of_a_merged_province() -> None:
    # 2014 had six dimensions, 2018 and later have eight
    facts = series_facts(NEW_TUYEN_QUANG, years())
    assert facts is not None
    assert [one.year for one in facts["lines"] if one.gap] == ["2018"]


@pytest.mark.django_db
def test_year_without_a_part_says_who_lacks_and_draws_no_dot() -> None:
    # PAPI 2023 left Bình Dương blank, which is part of new Hồ Chí Minh City
    facts = series_facts("79@2025-07-01", years())
    assert facts is not None
    line = next(one for one in facts["lines"] if one.year == "2023")
    assert (line.total, line.dots) == ("–", None)
    assert line.reason == "PAPI không công bố điểm tổng của Bình Dương."


@pytest.mark.django_db
def test_renamed_province_that_was_not_merged_keeps_its_published_totals() -> None:
    # Huế became a city on 1 January 2025; PAPI 2023 printed 46.04 for Thừa Thiên Huế
    facts = series_facts("46@2025-01-01", years())
    assert facts is not None
    assert not facts["is_merged"]
    line = next(one for one in facts["lines"] if one.year == "2023")
    assert (line.total, line.between) == ("46,04", "")


@pytest.mark.parametrize("year", YEARS)
def test_number_of_queries_does_not_grow(client, django_assert_num_queries, year: int) -> None:
    with django_assert_num_queries(4):  # years, provinces, scores, printed totals
        client.get(f"/papi/{year}/restated")
