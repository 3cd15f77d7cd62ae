"""Provinces side by side: totals with errors, every pair, every dimension."""

import csv
import io
import re

import pytest

from chiso_web.look.axis import Axis
from chiso_web.look.lettered import lettered
from tests.web.reading import Page

HA_NOI_HCM = "/papi/2023/compare?unit=01&unit=79"


def test_two_provinces_are_judged_by_their_errors(client) -> None:
    # 43.9603 (SE 0.157685) less 41.7754 (0.133461), PAPI's table of totals of 2023; by hand
    # 2.18 ± 1.96 × 0.2066 = 2.18 ± 0.40
    text = Page(client.get(HA_NOI_HCM)).text
    assert "Hà Nội có điểm tổng cao nhất trong số này, 43,96 điểm" in text
    assert "Chênh lệch vượt quá sai số chọn mẫu." in text
    assert "Chênh lệch +2,18 điểm (khoảng tin cậy 95% từ +1,78 đến +2,59)" in text


def test_difference_within_error_is_never_called_one(client) -> None:
    # Hải Phòng 42.1143 (0.716866) and TP. Hồ Chí Minh 41.7754 (0.133461): 0.34 ± 1.43
    text = Page(client.get("/papi/2023/compare?unit=31&unit=79")).text
    assert "chưa thể nói nơi nào thực sự cao hơn" in text
    assert "chưa đủ cơ sở" in text or "không có căn cứ" in text or "trong phạm vi sai số" in text


def test_every_pair_of_six_is_shown_and_judged_together(client) -> None:
    query = "&".join(f"unit={code}" for code in ("01", "79", "48", "31", "92", "46"))
    body = client.get(f"/papi/2023/compare?{query}").content.decode()
    pairs = body.split('class="chg pairs"')[1].split("</table>")[0]
    assert pairs.count('role="rowheader"') == 15
    assert "khi xét 15 phép so sánh" in pairs


def test_order_chosen_is_kept_and_letters_follow_it(client) -> None:
    text = Page(client.get("/papi/2023/compare?unit=79&unit=01")).text
    assert "A TP. Hồ Chí Minh 41,78" in text
    assert "B Hà Nội 43,96" in text


def test_range_of_ranks_stands_beside_the_rank(client) -> None:
    # the stored simultaneous rank set of the best of 2023 begins at 1
    text = Page(client.get("/papi/2023/compare?unit=46&unit=01")).text
    assert re.search(r"Thừa Thiên Huế 46,04 ±1,02 1 1–\d\d Cao nhất", text)


def test_names_codes_and_missing_marks_mean_the_same_province(client) -> None:
    text = Page(client.get("/papi/2023/compare?unit=ha+noi&unit=TP.+Hồ+Chí+Minh&unit=01")).text
    assert "PAPI 2023: so sánh Hà Nội và TP. Hồ Chí Minh" in text
    assert "chỉ hiện một lần: Hà Nội" in text


def test_unknown_names_are_told_with_the_nearest_and_left_out(client) -> None:
    text = Page(client.get(f"{HA_NOI_HCM}&unit=Hai+Phonk")).text
    assert "Không có tỉnh, thành phố “Hai Phonk”. Gần nhất: Hải Phòng" in text
    assert "PAPI 2023: so sánh Hà Nội và TP. Hồ Chí Minh" in text


def test_more_than_six_are_cut_and_named(client) -> None:
    query = "&".join(f"unit={code}" for code in ("01", "79", "48", "31", "92", "46", "02"))
    text = Page(client.get(f"/papi/2023/compare?{query}")).text
    assert "So sánh nhiều nhất 6 tỉnh; đã bỏ ra: Hà Giang." in text


@pytest.mark.parametrize("query", ["", "?unit=01", "?unit=", "?unit=zzz", "?unit=01&unit=01"])
def test_fewer_than_two_show_the_form_and_an_example(client, query: str) -> None:
    response = client.get(f"/papi/2023/compare{query}")
    page = Page(response)
    assert response.status_code == 200
    assert "table" not in page.tags
    assert response.content.decode().count('name="unit"') == 6
    assert "/papi/2023/compare?unit=01&unit=48&unit=79" in page.links


def test_years_without_errors_say_so(client) -> None:
    text = Page(client.get("/papi/2024/compare?unit=01&unit=79")).text
    assert "PAPI không công bố sai số của năm này; thứ hạng chỉ để tham khảo." in text
    assert "±" not in text
    assert "Chiso cộng từ điểm PAPI đã công bố" in text


def test_province_without_an_error_is_not_said_to_stand_for_the_whole_year(client) -> None:
    # PAPI 2022 printed errors of 58 provinces; none of Sóc Trăng (94), Bạc Liêu (95), Cà Mau (96)
    text = Page(client.get("/en/papi/2022/compare?unit=94&unit=95")).text
    assert "PAPI published no error of Bac Lieu and Soc Trang, so it cannot be said" in text
    assert "PAPI published no errors for this year" not in text


def test_verdict_of_one_pair_is_not_said_of_pairs_without_an_error(client) -> None:
    # 44.91 of Bạc Liêu (95) is highest, its error unknown; 01 and 79 have errors
    text = Page(client.get("/en/papi/2022/compare?unit=95&unit=01&unit=79")).text
    assert "1 of 1 pairs" in text or "0 of 1 pairs" in text
    assert "PAPI published no error of Bac Lieu, so it cannot be said" in text
    assert "The difference is" not in text


def test_province_without_a_total_is_told_with_the_reason(client) -> None:
    # PAPI 2023 withheld Quảng Ninh
    text = Page(client.get("/papi/2023/compare?unit=22&unit=01")).text
    assert "Quảng Ninh: PAPI không công bố kết quả năm 2023 của tỉnh này" in text


def test_best_of_each_dimension_is_marked_by_word(client) -> None:
    # PAPI 2023, table of dimensions: 8 of Hà Nội 3.97, of TP. Hồ Chí Minh 3.53
    text = Page(client.get(HA_NOI_HCM)).text
    assert re.search(r"8 Quản trị điện tử .{0,40}3,97 3,53 Hà Nội", text)


def test_other_years_keep_the_provinces(client) -> None:
    assert "/papi/2022/compare?unit=01&unit=79" in Page(client.get(HA_NOI_HCM)).links


def test_file_has_every_part_and_the_errors_of_totals(client) -> None:
    response = client.get("/papi/2023/compare.csv?unit=01&unit=79")
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert len(rows) == 2 * (1 + 8 + 28)
    assert float(rows[0]["se"]) == 0.157685
    assert "papi-2023-01-79.csv" in response["Content-Disposition"]


def test_file_of_one_province_is_a_page_that_leads_to_the_choice(client) -> None:
    response = client.get("/papi/2023/compare.csv?unit=01")
    assert response.status_code == 404
    assert "/papi/2023/compare" in Page(response).links


@pytest.mark.parametrize(
    "query", ["?unit=%00&unit=%00", "?unit=" + "x" * 3000, "?" + "unit=01&" * 900, "?unit[]=1"]
)
def test_absurd_queries_end_in_a_page(client, query: str) -> None:
    assert client.get(f"/papi/2023/compare{query}").status_code == 200


def test_what_was_typed_is_shown_as_text_only(client) -> None:
    body = client.get("/papi/2023/compare?unit=<script>x</script>").content.decode()
    assert "<script>" not in body


def test_unknown_year_offers_others(client) -> None:
    assert client.get("/papi/1999/compare").status_code == 404


def test_page_asks_the_database_six_times(client, django_assert_num_queries) -> None:
    # years, provinces, years with errors; scores, printed totals, rank ranges
    with django_assert_num_queries(6):
        client.get(HA_NOI_HCM)


def test_letters_that_would_cover_each_other_stand_below_each_other() -> None:
    # 94 percent of the width for 10 points: 0.1 points are under 1 percent apart
    drawn = lettered(Axis(0, 10, 1), [(5.0, "A"), (5.1, "B"), (9.0, "C")])
    assert [(mark.letter, mark.middle) for mark in drawn.marks] == [("A", 10), ("B", 28), ("C", 10)]
    assert drawn.height == 38
