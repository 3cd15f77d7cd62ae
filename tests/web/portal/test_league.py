"""The league table: what it shows, in which order, and what it says where PAPI is silent."""

import re

import pytest

from chiso.datasets import papi
from chiso.inference import rank_sets
from chiso.values import Missing, Observation
from chiso_web.results.ranks import SEED
from tests.builders import YEARS
from tests.web.reading import Page, rows


def test_best_and_last_province_of_2023_are_those_that_papi_printed(client) -> None:
    # PAPI 2023, table of totals: Thừa Thiên Huế 46.04, Đắk Nông 38.97
    lines = rows(client.get("/papi/2023"))
    assert lines[0].startswith("1 1–25 Thừa Thiên Huế Cao nhất 46,04 ±1,02 5,34")
    assert lines[60].startswith("61 19–61 Đắk Nông Thấp nhất 38,97 ±2,17")


def test_country_median_and_spread_are_said(client) -> None:
    # percentiles of the 61 published totals of 2023, computed apart with numpy.percentile
    text = Page(client.get("/papi/2023")).text
    assert "trung vị 42,33" in text
    assert "từ 40,83 đến 43,95" in text


@pytest.mark.parametrize(
    ("year", "groups"),
    [
        ("2023", "Cao nhất 16 Trung bình cao 15 Trung bình thấp 15 Thấp nhất 15 không công bố 2"),
        ("2018", "Cao nhất 16 Trung bình cao 15 Trung bình thấp 15 Thấp nhất 15 không công bố 2"),
    ],
)
def test_classes_are_quarters_with_their_sizes(client, year: str, groups: str) -> None:
    assert groups in Page(client.get(f"/papi/{year}")).text


def test_withheld_provinces_stand_last_with_the_reason_and_without_a_rank(client) -> None:
    lines = rows(client.get("/papi/2023"))
    assert len(lines) == 63
    assert lines[61].startswith(
        "– Bình Dương Không công bố PAPI không công bố kết quả năm 2023 của tỉnh này"
    )


def test_province_keeps_the_dimensions_that_papi_published(client) -> None:
    # PAPI 2018 left D2 and D4 of Quảng Ninh blank and printed D1 5.86
    line = next(line for line in rows(client.get("/papi/2018")) if "Quảng Ninh" in line)
    assert "chỉ số nội dung 2 và 4" in line
    assert "5,86 – 5,10 – 7,95" in line


def test_rank_without_error_carries_the_sentence_that_papi_published_none(client) -> None:
    text = Page(client.get("/papi/2024")).text
    assert "PAPI không công bố sai số của năm này; thứ hạng chỉ để tham khảo." in text
    assert "±" not in text


@pytest.mark.parametrize("name", ["Sóc Trăng", "Bạc Liêu", "Cà Mau"])
def test_three_provinces_of_2022_have_no_error_which_is_not_certainty(client, name: str) -> None:
    line = next(line for line in rows(client.get("/papi/2022")) if name in line)
    assert "không công bố" in line
    assert "±" not in line


def test_factor_of_the_printed_intervals_is_told_with_a_link(client) -> None:
    page = Page(client.get("/papi/2023"))
    assert "1,645 lần và ghi là 95%; khoảng đó ứng với độ tin cậy 90%" in page.text
    assert "xấp xỉ chuẩn; bậc tự do không được công bố" in page.text
    assert "/method/papi" in page.links


def test_totals_added_up_by_chiso_say_so(client) -> None:
    sentence = "Chiso cộng từ điểm PAPI đã công bố; bảng tổng của năm đó chưa đọc được"
    assert sentence in Page(client.get("/papi/2024")).text
    assert sentence not in Page(client.get("/papi/2023")).text


def test_totals_added_up_by_chiso_are_not_credited_to_papi(client) -> None:
    clause = "PAPI 2024; điểm tổng do Chiso cộng từ điểm PAPI đã công bố."
    assert clause in Page(client.get("/papi/2024")).text
    assert clause in Page(client.get("/papi/2024/01")).text
    english = "PAPI 2024; totals added up by Chiso from published PAPI scores."
    assert english in Page(client.get("/en/papi/2024")).text
    assert "do Chiso cộng" not in Page(client.get("/papi/2023/01")).text


def test_quote_does_not_call_the_highest_total_surely_the_highest(client) -> None:
    caveat = "do sai số chọn mẫu, chưa chắc cao hơn các tỉnh có khoảng tin cậy chồng lên"
    assert caveat in Page(client.get("/papi/2023")).text
    assert "not certain to be higher" in Page(client.get("/en/papi/2023")).text


def test_provinces_without_error_are_not_counted_as_unclear(client) -> None:
    # PAPI 2022: 61 totals; Sóc Trăng, Bạc Liêu, Cà Mau are printed without a standard error
    text = Page(client.get("/papi/2022")).text
    assert "25 tỉnh chưa phân biệt được (chấm rỗng)" in text
    assert "3 tỉnh không có sai số công bố (chấm xám)" in text
    assert "Chấm xám: PAPI không công bố sai số của tỉnh đó" in text
    assert "chấm xám" not in Page(client.get("/papi/2023")).text.lower()


def test_page_of_the_last_year_says_that_published_data_end(client) -> None:
    assert "Số liệu công bố đến năm 2024" in Page(client.get("/papi/2024")).text


def test_six_dimensions_stand_in_a_year_before_2018(client) -> None:
    text = client.get("/papi/2014").content.decode()
    assert "/papi/2014/01/6" in text
    assert "/papi/2014/01/7" not in text


@pytest.mark.parametrize("typed", ["ha noi", "Hà Nội", "HA NOI", "noi"])
def test_filter_finds_a_name_with_or_without_marks(client, typed: str) -> None:
    lines = rows(client.get("/papi/2023", {"q": typed}))
    assert any("Hà Nội" in line for line in lines)


def test_filter_that_finds_nothing_offers_the_nearest_names(client) -> None:
    text = Page(client.get("/papi/2023", {"q": "ha noy"})).text
    assert "Không có tỉnh, thành phố nào khớp với “ha noy”" in text
    assert "Hà Nội" in text


def test_class_filter_shows_that_class_only(client) -> None:
    lines = rows(client.get("/papi/2023", {"class": "highest"}))
    assert len(lines) == 16
    assert all("Cao nhất" in line for line in lines)


def test_sorting_by_a_dimension_puts_its_best_first(client) -> None:
    # PAPI 2023, D4: Sóc Trăng 8.15 is the highest
    assert "Sóc Trăng" in rows(client.get("/papi/2023", {"sort": "4"}))[0]


def test_dimensions_are_shown_on_a_phone_when_the_table_is_sorted_by_one(client) -> None:
    shown = 'class="tog show8" checked'
    assert shown in client.get("/papi/2023", {"sort": "4"}).content.decode()
    assert shown not in client.get("/papi/2023", {"sort": "name"}).content.decode()


def test_rank_and_error_lead_to_the_explanation_of_the_total(client) -> None:
    page = client.get("/papi/2023").content.decode()
    assert '<td role="cell" class="r"><a href="/papi/2023/01">15</a>' in page
    assert '<a href="/papi/2023/01">±0,31</a>' in page


def test_ranges_are_those_of_the_published_scores_and_errors(client) -> None:
    # recomputed here from PAPI's printed totals and standard errors of 2022, with the stored seed
    found = [one for one in papi.observations(2022).observations() if one.measure == "papi.total"]
    sets = rank_sets([_value(one) for one in found], [one.se for one in found], seed=SEED)
    expected = {
        one.unit: f"{s.lowest}–{s.highest}" for one, s in zip(found, sets, strict=True) if s
    }
    page = client.get("/papi/2022").content.decode()
    shown = re.findall(r'class="rg"><a href="/unit/(\d\d)[^"]*">([\d–]+)</a>', page)
    assert dict(shown) == expected
    assert len(shown) == 58


def _value(one: Observation) -> float | None:
    return None if isinstance(one.value, Missing) else one.value


def test_ranges_say_among_how_many_and_that_units_are_taken_as_independent(client) -> None:
    # PAPI 2022: 61 totals, three of them without a standard error
    text = Page(client.get("/papi/2022")).text
    assert "trong 58 tỉnh có sai số công bố" in text
    assert "độc lập với nhau" in text
    assert "Khoảng thứ hạng" not in Page(client.get("/papi/2024")).text


def test_lead_says_which_ranks_the_error_of_the_first_leaves_open(client) -> None:
    text = Page(client.get("/papi/2023")).text
    assert (
        "Xếp thứ 1; do sai số chọn mẫu, thứ hạng thực có thể nằm trong khoảng từ thứ 1 "
        "đến thứ 25 (độ tin cậy 95%)"
    ) in text


def test_name_leads_to_the_unit_and_head_to_the_part(client) -> None:
    page = client.get("/papi/2023").content.decode()
    assert '<th role="rowheader" scope="row" class="nm"><a href="/unit/01@unknown/2023">' in page
    assert '<a href="/papi/2023/part/4" title="Kiểm soát tham nhũng' in page


def test_changes_are_offered_only_since_a_year_that_compares(client) -> None:
    # loaded here: 2014, 2018, 2022, 2023, 2024; from 2018 totals have eight dimensions, not six
    assert "/papi/2023/since/2022" in Page(client.get("/papi/2023")).links
    assert not any("/since/" in link for link in Page(client.get("/papi/2018")).links)


def test_sorting_by_name_follows_the_vietnamese_alphabet(client) -> None:
    names = rows(client.get("/papi/2023", {"sort": "name"}))
    places = {
        name: place
        for place, line in enumerate(names)
        for name in ("Bạc Liêu", "Bắc Giang", "Bến Tre", "Cao Bằng", "Đà Nẵng", "Gia Lai")
        if name in line
    }
    assert list(places) == ["Bạc Liêu", "Bắc Giang", "Bến Tre", "Cao Bằng", "Đà Nẵng", "Gia Lai"]


def test_smallest_error_comes_first_and_unknown_errors_last(client) -> None:
    lines = rows(client.get("/papi/2022", {"sort": "error"}))
    assert "±0,32" in lines[0]
    assert "±" not in lines[-1]


def test_unknown_sort_and_class_are_left_out(client) -> None:
    plain = rows(client.get("/papi/2023"))
    assert rows(client.get("/papi/2023", {"sort": "colour", "class": "best"})) == plain


def test_break_of_comparability_stands_between_2014_and_2018(client) -> None:
    text = Page(client.get("/papi/2023")).text
    assert text.index("2014") < text.index("gián đoạn so sánh") < text.index("2018")


def test_quote_carries_interval_source_and_address(client) -> None:
    text = Page(client.get("/papi/2023")).text
    quote = text[text.index("Theo PAPI 2023") :]
    assert "46,04 điểm (khoảng tin cậy 95%: 45,02–47,06)" in quote
    assert "Nguồn: CECODES, RTA, UNDP" in quote
    assert "http://localhost/papi/2023" in quote


@pytest.mark.parametrize("year", YEARS)
def test_number_of_queries_does_not_grow(client, django_assert_num_queries, year: int) -> None:
    # years, units, scores, printed totals, ranges of ranks, years with error
    with django_assert_num_queries(6):
        client.get(f"/papi/{year}")


def test_page_weighs_little_on_the_wire(client, collected_files) -> None:
    page = client.get("/papi/2023", headers={"accept-encoding": "gzip"})
    sheet = next((collected_files / "look").glob("chiso.*.css.gz"))
    assert page.headers["Content-Encoding"] == "gzip"
    assert len(page.content) + sheet.stat().st_size < 100_000
