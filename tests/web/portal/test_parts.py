"""A dimension, sub-dimension or indicator over all provinces."""

import csv
import io

import pytest

from tests.web.reading import Page


def file_rows(client, address: str) -> list[dict[str, str]]:
    """A CSV file's rows."""
    return list(csv.DictReader(io.StringIO(client.get(address).content.decode("utf-8-sig"))))


def test_first_sentence_says_who_has_most_and_least_and_the_median(client) -> None:
    # PAPI 2023, table of dimensions, dimension 4: Sóc Trăng 8.15, Quảng Ngãi 5.86; numpy.median
    text = Page(client.get("/papi/2023/part/4")).text
    assert "Sóc Trăng có điểm cao nhất, 8,15; Quảng Ngãi có điểm thấp nhất, 5,86." in text
    assert "Trung vị của 61 tỉnh, thành phố là 6,76, trên thang 1–10." in text


def test_missing_error_is_said_beside_ranks(client) -> None:
    text = Page(client.get("/papi/2023/part/4")).text
    assert "không nên coi chênh lệch nhỏ là khác biệt thực" in text
    assert "thứ hạng ở đây chỉ để tham khảo" in text


def test_provinces_without_a_score_stand_last_with_the_reason(client) -> None:
    # PAPI 2018 left dimension 2 of Quảng Ninh blank and printed its dimension 1
    rows = file_rows(client, "/papi/2018/part/2.csv")
    assert [row["name"] for row in rows[-2:]] == ["Đồng Tháp", "Quảng Ninh"]
    assert rows[-1]["points"] == ""
    text = Page(client.get("/papi/2018/part/2")).text
    assert "Quảng Ninh không có điểm vì thiếu một phần" in text


def test_parts_show_their_medians_and_who_is_lowest_and_highest(client) -> None:
    # PAPI 2023, table of sub-dimensions, 4.3: Bình Phước 0.95, Sóc Trăng 1.71
    page = Page(client.get("/papi/2023/part/4"))
    assert "4.3 Công bằng trong tuyển dụng" in page.text
    assert "1,20 0,95 Bình Phước 1,71 Sóc Trăng" in page.text
    assert "/papi/2023/part/4.3" in page.links


def test_rule_and_citation_of_the_edition_are_said(client) -> None:
    text = Page(client.get("/papi/2023/part/4.1")).text
    assert "bảng nội dung thành phần, mục 4.1" in text
    assert "hệ số do Chiso tìm lại từ bảng chỉ tiêu" in text


def test_indicator_shows_what_was_observed_beside_its_points(client) -> None:
    # PAPI 2023, indicator table, 4.1.01 of Hà Nội
    rows = file_rows(client, "/papi/2023/part/4.1.01.csv")
    ha_noi = next(row for row in rows if row["unit"] == "01")
    assert float(ha_noi["points"]) == float(ha_noi["papi.4.1.01"])
    assert "Số liệu ghi nhận" in Page(client.get("/papi/2023/part/4.1.01")).text


def test_indicators_are_shown_in_the_years_that_have_them_only(client) -> None:
    assert client.get("/papi/2024/part/4.1.01").status_code == 404
    text = Page(client.get("/papi/2024/part/4.1")).text
    assert "Chỉ có chỉ tiêu của các năm 2018, 2019, 2022 và 2023" in text


def test_indicators_shown_but_never_counted_stand_apart(client) -> None:
    # PAPI 2023, 6.2 is taken as published: its four indicators only show
    text = Page(client.get("/papi/2023/part/6.2")).text
    assert "Chỉ hiển thị, không tính điểm" in text


def test_other_years_have_their_breaks_between(client) -> None:
    # breaks.yaml: the total in 2018, dimension 5 in 2016 and 2021
    page = Page(client.get("/papi/2023/part/5"))
    assert "2014 gián đoạn so sánh 2018 gián đoạn so sánh 2022 2023 2024" in page.text
    assert "/papi/2014/part/5" in page.links


def test_trend_is_cut_at_breaks_and_has_its_table(client) -> None:
    response = client.get("/papi/2023/part/5")
    text = Page(response).text
    assert "Gián đoạn so sánh: 2016, 2018, 2021; không so sánh hai bên các mốc này." in text
    assert response.content.decode().count('class="brk"') == 3


def test_place_in_the_tree_is_shown_and_led_through(client) -> None:
    page = Page(client.get("/papi/2023/part/4.1.01"))
    assert {"/papi/2023", "/papi/2023/part", "/papi/2023/part/4", "/papi/2023/part/4.1"} <= set(
        page.links
    )


def test_each_province_leads_to_its_profile_and_its_explanation(client) -> None:
    links = Page(client.get("/papi/2023/part/4")).links
    assert "/papi/2023/01/4" in links
    assert any(link.startswith("/unit/01@") and link.endswith("/2023") for link in links)


def test_scores_added_up_by_chiso_are_not_credited_to_papi(client) -> None:
    # PAPI 2024: the tables of totals and of dimensions could not be read, that of 2023 could
    added, printed = (Page(client.get(f"/en/papi/{year}/part/4")).text for year in (2024, 2023))
    assert "PAPI 2024; scores added up by Chiso from published PAPI scores" in added
    assert "added up by Chiso" not in printed
    notes = client.get("/en/papi/2024/part/4.csv").content.decode("utf-8-sig")
    assert notes.count("Added up by Chiso from published PAPI scores") == 61


def test_overview_lists_dimensions_and_sub_dimensions_with_medians(client) -> None:
    # PAPI 2023 has 8 dimensions and 28 sub-dimensions; 4: median 6.76
    page = Page(client.get("/papi/2023/part"))
    assert "8 chỉ số nội dung, gồm 28 nội dung thành phần" in page.text
    assert "6,76 5,86 Quảng Ngãi 8,15 Sóc Trăng" in page.text
    assert len(file_rows(client, "/papi/2023/part.csv")) == 36


def test_year_of_six_dimensions_lists_those(client) -> None:
    assert "6 chỉ số nội dung, gồm 22 nội dung" in Page(client.get("/papi/2014/part")).text


def test_root_leads_to_the_league_table(client) -> None:
    assert client.get("/papi/2023/part/total")["Location"] == "/papi/2023"
    assert client.get("/papi/2023/part/total.csv")["Location"] == "/papi/2023.csv"


@pytest.mark.parametrize(
    "address",
    ["/papi/2023/part/99", "/papi/2023/part/4.1.99.csv", "/papi/x/part", "/papi/x/part/4"],
)
def test_unknown_parts_and_years_offer_others(client, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 404
    assert any(link.startswith("/papi/2") for link in Page(response).links)


def test_part_called_by_nothing_sensible_is_a_page_of_offers(client) -> None:
    for node in ("%00", "..", "x" * 2000, "<b>", "4 1", "total.total"):
        assert client.get(f"/papi/2023/part/{node}").status_code == 404


def test_page_of_a_part_asks_the_database_few_times(client, django_assert_max_num_queries) -> None:
    # years, units, scores, what was read, and the medians of each id that the part goes by
    with django_assert_max_num_queries(8):
        client.get("/papi/2023/part/4.1.01")


def test_overview_asks_the_database_three_times(client, django_assert_num_queries) -> None:
    with django_assert_num_queries(3):
        client.get("/papi/2023/part")
