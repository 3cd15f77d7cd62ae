"""Changes between two years: whose are more than error, and where comparing is refused."""

import csv
import io
import re

import pytest
from django.http import HttpResponse

from chiso.definition.editions import edition
from chiso_web.portal.changes.sentences import which_is_open
from chiso_web.results.change_table import Changes, Figure, rows_of
from chiso_web.units.models import Unit
from tests.web.reading import Page


def lines(response: HttpResponse) -> list[str]:
    """The rows of the whole table as text, in the page's order."""
    table = response.content.decode().split('class="chg whole"')[1]
    found = re.findall(r'<tr role="row"><th role="rowheader".*?</tr>', table, re.DOTALL)
    return [re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", row)).strip() for row in found]


def file_rows(client, address: str) -> dict[str, dict[str, str]]:
    """A CSV file by unit code."""
    text = client.get(address).content.decode("utf-8-sig")
    return {row["unit"]: row for row in csv.DictReader(io.StringIO(text))}


def test_first_sentence_says_who_rose_most_and_that_it_is_more_than_chance(client) -> None:
    # Hà Giang 41.146988 (SE 0.274351) to 44.247929 (0.886877), PAPI's tables of totals; by hand
    # 3.1009 ± 1.96 × √(0.2744² + 0.8869²) = 3.10 ± 1.82; p 0.00084, sixth smallest of 56:
    # × 51 = 0.043
    text = Page(client.get("/papi/2023/since/2022")).text
    assert "Hà Giang tăng nhiều nhất. Chênh lệch +3,10 điểm" in text
    assert "từ +1,28 đến +4,92): vượt quá sai số chọn mẫu, kể cả khi xét 56 phép so sánh" in text


def test_changes_beyond_error_are_counted_alone_and_all_together(client) -> None:
    # 16 of 56 beyond 1.96 standard errors: docs/method/ranks.md; Holm by hand over the 56 p values
    text = Page(client.get("/papi/2023/since/2022")).text
    assert "8 tỉnh tăng và 8 tỉnh giảm vượt quá sai số chọn mẫu; 40 tỉnh khác" in text
    assert "(hiệu chỉnh Holm), 2 tỉnh tăng và 4 tỉnh giảm" in text


def test_change_within_its_error_is_never_called_one(client) -> None:
    # Hà Nội, errors 0.235162 and 0.157685: ± 0.55; 43.9075 of 2022 recomputed, as in the league
    line = next(one for one in lines(client.get("/papi/2023/since/2022")) if "Hà Nội" in one)
    assert line == "Hà Nội +0,05 ±0,55 trong phạm vi sai số 43,91 43,96 +0,12%"


def test_papi_rule_stands_beside_the_errors_and_counts_otherwise(client) -> None:
    # 9 of 59 pass 5%, docs/method/ranks.md; Điện Biên passes it within its error
    response = client.get("/papi/2023/since/2022")
    assert "7 tỉnh tăng, 2 tỉnh giảm, 50 tỉnh không thay đổi đáng kể" in Page(response).text
    line = next(one for one in lines(response) if "Điện Biên" in one)
    assert "trong phạm vi sai số" in line
    assert "+5,93% tăng" in line


def test_provinces_left_out_are_named_with_the_year_and_the_reason(client) -> None:
    # PAPI 2022 withheld Bắc Giang and Bắc Ninh, printed no error of Sóc Trăng
    text = Page(client.get("/papi/2023/since/2022")).text
    assert "Bắc Giang : 2022: không có điểm vì thiếu một phần" in text
    assert "Sóc Trăng : 2022: không công bố sai số" in text


def test_change_without_published_errors_is_not_judged(client) -> None:
    response = client.get("/papi/2024/since/2023")
    text = Page(response).text
    assert "không thể nói thay đổi của tỉnh nào vượt quá sai số chọn mẫu" in text
    assert "±" not in text.replace("±5%", "")
    assert "chưa thể coi đó là thay đổi thực" in text
    assert "PAPI 2024: Chiso cộng từ điểm PAPI đã công bố" in text


@pytest.mark.parametrize("address", ["/papi/2018/since/2014", "/papi/2023/since/2014"])
def test_years_across_the_break_are_refused_with_its_reason_and_citation(client, address) -> None:
    response = client.get(address)
    page = Page(response)
    assert response.status_code == 200
    assert "Từ sáu lên tám chỉ số nội dung" in page.text
    assert "papi.org.vn, trang kết quả theo tỉnh, năm 2018; lưu ý của trang năm 2018" in page.text
    assert "table" not in page.tags
    assert not re.search(r"\d,\d\d", page.text)
    assert "/papi/2022/since/2018" in page.links


def test_part_that_was_rebuilt_is_refused_where_the_total_is_not(client) -> None:
    # breaks.yaml: dimension 5 lost Construction Permits in 2021
    assert "table" in Page(client.get("/papi/2022/since/2018")).tags
    page = Page(client.get("/papi/2022/since/2018?part=5"))
    assert "table" not in page.tags
    assert "Bỏ Thủ tục xin cấp phép xây dựng" in page.text


def test_total_across_breaks_of_its_parts_names_them(client) -> None:
    text = Page(client.get("/papi/2022/since/2018")).text
    assert "PAPI đổi cách tính các nội dung 1.1, 3.2, 5, 6.4, 7.1, 8, 8.1 và 8.3" in text


def test_part_has_no_errors_and_its_own_differences(client) -> None:
    # PAPI's tables of dimensions: Hà Nội, dimension 4, 6.80 in 2022 and 6.73 in 2023
    response = client.get("/papi/2023/since/2022?part=4")
    assert "không công bố sai số của chỉ số nội dung" in Page(response).text
    line = next(one for one in lines(response) if "Hà Nội" in one)
    assert line.startswith("Hà Nội −0,07 6,80 6,73")


def test_quote_of_a_part_leads_back_to_that_part(client) -> None:
    text = Page(client.get("/papi/2023/since/2022?part=4&sort=name")).text
    assert "http://localhost/papi/2023/since/2022?part=4 " in text


def test_any_rise_whose_interval_reaches_the_largest_leaves_the_first_open() -> None:
    # by hand: 10 ± 0.39 begins at 9.61, 5 ± 0.20 ends at 5.20, 4.9 ± 4.70 ends at 9.60 or 9.62
    units = [Unit(pk=key, code=f"0{key}", sort_key=f"{key}") for key in (1, 2, 3)]
    before = {unit.pk: Figure(10.0, 0.0, "") for unit in units}

    def said(widest: float) -> str:
        errors = zip((1, 2, 3), (20.0, 15.0, 14.9), (0.2, 0.1, widest), strict=True)
        after = {key: Figure(points, se, "") for key, points, se in errors}
        rows = tuple(rows_of(units, before, after))
        papi = edition("papi@2023")
        return which_is_open(Changes(papi, papi, papi.root, "total", "2022", "2023", rows, ()))

    assert said(2.398) == ""
    assert said(2.41)


def test_other_years_keep_the_indicator_though_its_id_differs(client) -> None:
    # the measure papi.8.1.02 is 8.1.03 in the tree of 2018, 8.1.02 in 2022, in no tree of 2023
    links = Page(client.get("/papi/2022/since/2018?part=8.1.02")).links
    later = {link for link in links if "/since/" in link and "8.1.0" in link}
    assert "/papi/2018/since/2014?part=8.1.03" in later
    assert not any(link.startswith(("/papi/2023", "/papi/2024")) for link in later)
    assert "/papi/2018/since/2014?part=8.1.02" not in later


def test_quote_credits_those_who_published_each_year(client) -> None:
    # sources.yaml: VFF-CRT took part to 2022
    page = Page(client.get("/en/papi/2023/since/2022"))
    assert "CECODES, VFF-CRT, RTA, UNDP, PAPI 2022; CECODES, RTA, UNDP, PAPI 2023" in page.text


def test_quote_calls_no_total_published_that_chiso_added_up(client) -> None:
    text = Page(client.get("/en/papi/2024/since/2023")).text.split("To quote")[1]
    assert "PAPI 2024: Chiso added up published PAPI scores" in text
    assert "the points on total rose" in text


def test_table_is_sorted_by_any_column_both_ways(client) -> None:
    by_name = lines(client.get("/papi/2023/since/2022?sort=name"))
    assert [one.split(" ")[0] for one in by_name[:2]] == ["An", "Bà"]
    lowest = lines(client.get("/papi/2023/since/2022?sort=-change"))
    assert lowest[0].startswith("Quảng Ngãi −2,44")


def test_file_holds_all_digits_and_every_province(client) -> None:
    # by hand from the tables of totals, as above
    rows = file_rows(client, "/papi/2023/since/2022.csv")
    assert len(rows) == 63
    assert float(rows["02"]["change"]) == pytest.approx(3.100941, abs=1e-5)
    assert float(rows["02"]["se"]) == pytest.approx(0.928342, abs=1e-6)
    assert rows["02"]["reading"] == "beyond_error_together"
    assert rows["79"]["reading"] == "beyond_error_alone"
    assert rows["24"]["change"] == ""


def test_years_the_wrong_way_round_lead_to_the_right_order(client) -> None:
    response = client.get("/papi/2022/since/2023?part=4&sort=name")
    assert response.status_code == 302
    assert response["Location"] == "/papi/2023/since/2022?part=4&sort=name"


def test_year_alone_leads_to_the_nearest_that_may_be_compared(client) -> None:
    assert client.get("/papi/2024/since")["Location"] == "/papi/2024/since/2023"
    assert client.get("/papi/2014/since").status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/papi/2023/since/2023",
        "/papi/2023/since/1999",
        "/papi/2023/since/abc",
        "/papi/x/since/2022",
        "/papi/2018/since/2014.csv",
        "/papi/2023/since/2023.json",
    ],
)
def test_years_that_cannot_be_compared_end_in_a_page_with_others(client, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 404
    assert any("/papi/" in link for link in Page(response).links)


@pytest.mark.parametrize(
    "query",
    ["?part=99", "?sort=-", "?sort=%00", "?part=" + "x" * 3000, "?part=4&part=5&sort=a&sort=b"],
)
def test_absurd_queries_are_left_aside(client, query: str) -> None:
    assert client.get(f"/papi/2023/since/2022{query}").status_code == 200


def test_page_of_changes_asks_the_database_seven_times(client, django_assert_num_queries) -> None:
    with django_assert_num_queries(7):
        client.get("/papi/2023/since/2022")
