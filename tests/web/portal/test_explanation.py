"""Every number opens to its explanation."""

import pytest
from django.urls import resolve

from chiso.definition.editions import edition
from tests.web.reading import Page


def test_dimension_four_of_ha_noi_is_the_sum_of_its_four_parts(client) -> None:
    # PAPI 2023, Hà Nội: 4.1 1.5995, 4.2 1.9141, 4.3 1.1505, 4.4 2.0707; D4 6.7348
    page = Page(client.get("/papi/2023/01/4"))
    assert "vì sao chỉ số nội dung 4 là 6,73 điểm" in page.text
    for part in ("1,5995", "1,9141", "1,1505", "2,0707", "6,7348"):
        assert part in page.text
    assert "Chỉ số nội dung 4 = 4.1 + 4.2 + 4.3 + 4.4" in page.text


def test_indicator_shows_value_weight_points_and_national_median(client) -> None:
    # PAPI 2023, indicator 4.1.01 of Hà Nội: 0.675724; × 0.75 = 0.506793
    text = Page(client.get("/papi/2023/01/4.1")).text
    assert "67,57% × 0,75 điểm 0,5068 66,56% 0,4992" in text


def test_uncounted_items_are_shown_as_such(client) -> None:
    text = Page(client.get("/papi/2023/01/4.1")).text
    assert "23,89% không tính điểm –" in text


def test_score_taken_as_published_says_so(client) -> None:
    text = Page(client.get("/papi/2023/01/4")).text
    assert "Lấy điểm PAPI công bố: chưa tìm được công thức" in text
    assert "chưa rõ cách tính" in text


def test_rounding_that_the_printed_parts_miss_has_its_own_line(client) -> None:
    # 0.2500 + 0.4838 + 0.4659 + 0.7143 = 1.9140, printed 1.9141
    text = Page(client.get("/papi/2023/01/4")).text
    assert "Lệch do làm tròn: tính bằng mọi chữ số, in bốn chữ số +0,0001" in text


def test_published_value_and_error_stand_beside_the_computed_one(client) -> None:
    # PAPI 2023, Hà Nội: total 43.960304, standard error 0.1577
    text = Page(client.get("/papi/2023/01")).text
    assert "PAPI công bố 43,960304" in text
    assert "±0,31 1,96 × sai số chuẩn 0,1577" in text


def test_dimension_without_error_does_not_call_a_difference_real(client) -> None:
    text = Page(client.get("/papi/2023/01/4")).text
    assert "không có sai số công bố nên chưa thể nói là khác biệt thực" in text


def test_withheld_total_names_what_is_missing_and_why(client) -> None:
    text = Page(client.get("/papi/2018/22")).text
    assert "Quảng Ninh 2018: vì sao không có điểm tổng" in text
    assert "Còn thiếu: 2 Công khai, minh bạch" in text
    assert "PAPI không công bố; lý do không được nêu" in text
    assert "Ô trống không phải là 0" in text


def test_withheld_dimension_is_called_so_and_its_quote_says_that_no_reason_is_given(client) -> None:
    text = Page(client.get("/papi/2018/22/2")).text
    assert "Quảng Ninh 2018: vì sao chỉ số nội dung 2 không có điểm" in text
    quote = text[text.index("PAPI 2018 không có điểm công bố của Quảng Ninh") :]
    assert "; lý do không được nêu. Nguồn:" in quote
    assert "why dimension 2 has no score" in Page(client.get("/en/papi/2018/22/2")).text


def test_dimension_added_up_by_chiso_is_not_credited_to_papi(client) -> None:
    clause = "PAPI 2024; điểm này do Chiso cộng từ điểm PAPI đã công bố."
    assert clause in Page(client.get("/papi/2024/01/4")).text
    assert "do Chiso cộng" not in Page(client.get("/papi/2023/01/4")).text


def test_indicator_has_a_short_heading_and_its_name_and_number_in_the_lead(client) -> None:
    text = Page(client.get("/papi/2023/01/4.1.01")).text
    assert "Hà Nội 2023: vì sao chỉ tiêu này là 0,68 điểm" in text
    name = edition("papi@2023").node("4.1.01").name.vi
    assert f"4.1.01 {name} : 0,68 điểm" in text.replace(":", " :").replace("  ", " ")


def test_every_node_of_ha_noi_opens(client) -> None:
    seen, waiting = set(), ["/papi/2023/01"]
    while waiting:
        address = waiting.pop()
        seen.add(address)
        response = client.get(address)
        assert response.status_code == 200, address
        links = {link for link in Page(response).links if link.startswith("/papi/2023/01/")}
        files = {link for link in links if link.endswith((".csv", ".xlsx", ".json"))}
        waiting += sorted(links - files - seen - set(waiting))
    assert len(seen) == len(edition("papi@2023").nodes)


def test_every_link_of_a_league_table_leads_to_a_page(client) -> None:
    response = client.get("/papi/2023")
    links = {link.split("#")[0] for link in Page(response).links if link.startswith("/papi/2023/")}
    assert len(links) == 63 * 9
    assert {resolve(link).url_name for link in links} == {"unit", "node"}
    for link in sorted(links)[::40]:
        assert client.get(link).status_code == 200


def test_number_of_queries_does_not_grow(client, django_assert_num_queries) -> None:
    for address in ("/papi/2023/01", "/papi/2023/01/4", "/papi/2023/01/4.1.01", "/papi/2014/01"):
        with django_assert_num_queries(4):  # years, provinces, scores, observations
            client.get(address)


@pytest.mark.parametrize("name", ["ha-noi", "Hà Nội", "Ha Noi", "HA NOI"])
def test_province_is_found_by_name(client, name: str) -> None:
    response = client.get(f"/papi/2023/{name}/4")
    assert response.headers["Location"] == "/papi/2023/01/4"
