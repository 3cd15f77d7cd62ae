"""Every number opens to its explanation."""

import re

import pytest
from django.urls import resolve
from django.utils.translation import override

from chiso.definition.editions import edition
from chiso_web.look.formats import differs_as_shown
from chiso_web.portal.explanation.facts import difference_text
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


def test_value_on_another_scale_than_a_share_is_no_percentage(client) -> None:
    # PAPI 2023, 1.1.01 of Hà Nội 0.745272, taken on 0–2; 3.2.01 and 3.2.02 on 0–4
    assert (
        "0,7453 trên thang 0–2 × 0,5625 điểm 0,4192" in Page(client.get("/papi/2023/01/1.1")).text
    )
    assert "0,75 điểm trên thang 0–2" in Page(client.get("/papi/2023/01/1.1.01")).text
    found = Page(client.get("/papi/2023/01/3.2")).text
    assert found.count("trên thang 0–4") >= 4
    assert "%" not in re.sub("95%|0%–100%", "", found[found.index("Từ câu trả lời") :])


def test_indicator_is_not_told_twice_on_its_own_page(client) -> None:
    page = client.get("/papi/2023/01/4.1.01").content.decode()
    assert page.count('<tr class="h"') + page.count('<tr class="i') == 1
    assert "67,57%" in page


def test_difference_from_the_rounded_figures_says_that_it_was_not_rounded_before() -> None:
    assert differs_as_shown(43.96, 42.33)
    assert not differs_as_shown(1.004, 0.996)  # 1.00 and 1.00, but 0.01
    with override("vi"):
        assert difference_text(43.9603063, 43.960304) == "lệch 0,000002"
        assert difference_text(1.0000004, 0.9999996) == "lệch 0,0000008, tính trước khi làm tròn"


def test_same_unit_and_node_are_linked_in_the_other_years(client) -> None:
    page = Page(client.get("/papi/2023/01/4.1.01"))
    assert {"/papi/2018/01/4.1.01", "/papi/2022/01/4.1.01"} <= set(page.links)
    assert not {"/papi/2014/01/4.1.01", "/papi/2024/01/4.1.01"} & set(page.links)
    assert "không có trong bộ chỉ số của các năm 2014, 2024" in page.text
    assert {"/papi/2014/01", "/papi/2024/01"} <= set(Page(client.get("/papi/2023/01")).links)


def test_indicator_is_followed_by_its_measure_not_by_its_place(client) -> None:
    # PAPI 2018 reads indicator 8.1.02 in its third row, PAPI 2022 in its second
    assert "/papi/2018/01/8.1.03" in Page(client.get("/papi/2022/01/8.1.02")).links


def test_break_of_a_node_or_of_one_above_it_stands_between_the_years(client) -> None:
    # breaks.yaml: 3.2 from 2021 on; 4.1 has none after 2018
    for node in ("3.2", "3.2.01"):
        text = Page(client.get(f"/papi/2023/01/{node}")).text
        assert text.index("2018") < text.index("gián đoạn so sánh") < text.index("2022")
    assert "gián đoạn" not in Page(client.get("/papi/2023/01/4.1.01")).text


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
    links = {link.split("#")[0] for link in Page(response).links}
    links = {link for link in links if re.match(r"/papi/2023/\d\d", link)}
    assert len(links) == 63 * 9
    assert {resolve(link).url_name for link in links} == {"unit", "node"}
    for link in sorted(links)[::40]:
        assert client.get(link).status_code == 200


def test_number_of_queries_does_not_grow(client, django_assert_num_queries) -> None:
    for address in ("/papi/2023/01", "/papi/2023/01/4", "/papi/2023/01/4.1.01", "/papi/2014/01"):
        client.get(address)
        with django_assert_num_queries(3):  # years, provinces, scores of the province
            client.get(address)


@pytest.mark.parametrize("name", ["ha-noi", "Hà Nội", "Ha Noi", "HA NOI"])
def test_province_is_found_by_name(client, name: str) -> None:
    response = client.get(f"/papi/2023/{name}/4")
    assert response.headers["Location"] == "/papi/2023/01/4"
