"""The profile of a unit with PAPI results: its figures, pictures, sentences and files.

The test database holds 2014, 2018, 2022, 2023 and 2024.
"""

import re
from collections.abc import Mapping

import pytest
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import override

from chiso_web.look.not_found import PageMissing
from chiso_web.portal.profile.context import profile_facts, profile_title
from chiso_web.portal.profile.country import (
    best_units,
    error_years,
    median_by_measure,
    median_by_year,
    spread_by_node,
)
from chiso_web.portal.profile.files import profile_columns
from chiso_web.units.models import Unit
from chiso_web.units.selectors import unit_list_provinces
from tests.web.reading import Page

pytestmark = pytest.mark.django_db


def _unit(code: str) -> Unit:
    return next(unit for unit in unit_list_provinces() if unit.code == code)


def _facts(code: str, year: str | None, lang: str = "vi") -> Mapping[str, object]:
    with override(lang):
        found = profile_facts(_unit(code), year, site="https://chiso.example")
    assert found is not None
    return found


def _page(code: str, year: str | None, lang: str = "vi") -> Page:
    with override(lang):
        text = render_to_string("portal/profile.html", {"profile": _facts(code, year, lang)})
    return Page(HttpResponse(text))


def _html(code: str, year: str) -> str:
    with override("vi"):
        return render_to_string("portal/profile.html", {"profile": _facts(code, year)})


def test_total_median_best_class_and_respondents_are_those_that_papi_printed() -> None:
    # PAPI 2023, table of totals: Hà Nội 43.96, SE 0.158 (1.96 × 0.158 = 0.31), 1,120 people; the
    # highest Thừa Thiên Huế 46.04; median of 61 by numpy.percentile
    total, median, group, _rank, people = _facts("01", "2023")["facts"]
    assert (total.value, total.note) == ("43,96", "khoảng tin cậy 95%: 43,65–44,27")
    assert (median.value, median.note) == ("42,33", "cao nhất 46,04 (Thừa Thiên Huế)")
    assert (group.value, group.tone) == ("Cao nhất", "c4")
    assert people.value == "1.120"


def test_rank_stands_with_the_range_that_error_leaves_open() -> None:
    rank = _facts("01", "2023")["facts"][3]
    assert rank.value == "15/61"
    assert re.search(
        r"có thể nằm trong khoảng từ thứ \d+ đến thứ \d+ \(độ tin cậy 95%\)", rank.note
    )


def test_rank_of_2022_is_among_the_provinces_with_an_error() -> None:
    # PAPI 2022 prints no standard error of three of its 61 totals
    assert "58" in _facts("01", "2022")["facts"][3].note


def test_province_without_an_error_in_2022_has_no_range() -> None:
    note = _facts("96", "2022")["facts"][3].note  # Cà Mau
    assert "thứ hạng thực" not in note
    assert "sai số" in note


def test_dimensions_are_sorted_by_their_distance_from_the_median() -> None:
    # medians by hand from the table of dimensions of 2023: D8 3.97 − 3.17, D7 2.87 − 3.43
    lines = _facts("01", "2023")["dimensions"]
    assert [line.name[0] for line in lines] == ["8", "2", "1", "6", "3", "4", "5", "7"]
    assert (lines[0].points, lines[0].median, lines[0].difference) == ("3,97", "3,17", "+0,80")
    assert (lines[-1].difference, lines[-1].best) == ("−0,56", "4,29 Đồng Tháp")


def test_strengths_and_weaknesses_are_the_largest_gaps_in_points() -> None:
    # table of sub-dimensions of 2023: 8.2 Hà Nội 2.92, median 2.27; 7.2 1.62, median 1.93
    facts = _facts("01", "2023")
    first, worst = facts["strengths"][0], facts["weaknesses"][0]
    assert (first.difference, first.name[:3]) == ("+0,64", "8.2")
    assert first.note == "2,92 điểm, trung vị 2,27; thứ 1 trong 61"
    assert (worst.difference, worst.address) == ("−0,31", "/papi/2023/01/7.2")


def test_what_it_would_take_is_marked_as_computed_by_chiso() -> None:
    # by hand from the table of sub-dimensions: the gaps below add up to 1.20; 43.96 + 1.20
    text = str(_facts("01", "2023")["what_if"])
    assert "45,16" in text
    assert "Chiso tính toán, chưa được công bố" in text


def test_lead_says_that_the_change_is_within_the_error() -> None:
    # 43.96 ± 0.31 against 43.91 ± 0.46: the interval of the difference holds 0
    lead = str(_facts("01", "2023")["change"])
    assert lead.startswith("So với năm 2022: chênh lệch +0,05 điểm")
    assert "chưa đủ căn cứ" in lead


def test_change_without_published_error_is_not_called_real() -> None:
    change = str(_facts("01", "2024")["change"])
    assert change.startswith("So với năm 2023:")
    assert "Không có sai số công bố nên chưa thể nói" in change


def test_nothing_is_compared_across_the_break_of_2018() -> None:
    facts = _facts("01", "2018")
    assert str(facts["change"]).startswith("Không so sánh với năm 2014: Từ sáu lên tám")
    assert facts["changes_address"] == ""


def test_year_without_errors_says_so_beside_the_rank() -> None:
    facts = _facts("01", "2024")
    assert facts["facts"][0].note == "sai số không được công bố"
    assert "PAPI không công bố sai số của năm này" in facts["facts"][3].note
    assert "±" not in str(facts["quote"])


def test_trend_of_the_total_is_cut_at_2018_in_the_picture() -> None:
    trend = _facts("01", "2023")["total_trends"][0]
    # 2014 | 2018 | 2022, 2023, 2024: the break, and years that this database does not hold
    assert [len(line.split()) for line in trend.panel.own] == [2, 2, 3]
    assert [cut.text for cut in trend.panel.cuts] == ["gián đoạn so sánh 2018"]


def test_dimensions_carry_their_own_breaks_and_those_above() -> None:
    trends = {one.name[0]: one for one in _facts("01", "2023")["dimension_trends"]}
    assert trends["5"].caption.startswith("Gián đoạn so sánh: 2016, 2018, 2021.")
    assert [cut.text for cut in trends["5"].panel.cuts] == ["gián đoạn 2016", "2018", "2021"]
    assert trends["8"].caption.startswith("Gián đoạn so sánh: 2019.")


def test_interval_is_drawn_only_in_years_with_an_error() -> None:
    dots = _facts("01", "2023")["total_trends"][0].panel.dots
    # 2014 and 2018 none; 2022 and 2023 published; 2024 none and added up by Chiso
    assert [bool(dot.low) for dot in dots] == [False, False, True, True, False]
    assert [dot.style for dot in dots] == ["dot", "dot", "dot", "dot", "dot o"]


def test_small_pictures_show_the_same_points_per_pixel() -> None:
    panels = [one.panel for one in _facts("01", "2023")["dimension_trends"]]
    steps = {
        round(float(low.place) - float(high.place), 0)
        for panel in panels
        for low, high in zip(panel.grid, panel.grid[1:], strict=False)
    }
    assert len(steps) == 1


def test_withheld_year_says_so_and_is_hatched() -> None:
    # PAPI 2023 leaves Quảng Ninh blank
    page = _page("22", "2023")
    assert "PAPI không công bố kết quả năm 2023 của tỉnh này" in page.text
    assert 'class="blank"' in _html("22", "2023")
    assert "Xếp thứ" not in page.text


def test_withheld_year_leads_to_the_nearest_years_with_a_total() -> None:
    # Quảng Ninh: 2018 and 2023 withheld, 2022 and 2024 published
    years = [(year, address[-5:]) for year, _total, address in _facts("22", "2023")["nearest"]]
    assert years == [("2022", "/2022"), ("2024", "/2024")]


def test_unit_with_some_dimensions_shows_these_and_the_blank_ones_last() -> None:
    # PAPI 2018 left D2 and D4 of Quảng Ninh blank and printed D1 5.86
    facts = _facts("22", "2018")
    lines = facts["dimensions"]
    assert {line.name[0] for line in lines[-2:]} == {"2", "4"}
    assert all(line.reason and not line.drawn.dot for line in lines[-2:])
    assert "5,86" in {line.points for line in lines}
    assert facts["facts"] == ()


def test_latest_year_with_a_total_is_shown_without_a_year() -> None:
    assert profile_title(_facts("01", None)) == "Hà Nội: kết quả PAPI 2024"
    assert _facts("26", None)["period"] == "2023"  # PAPI 2024 leaves Vĩnh Phúc blank


@pytest.mark.parametrize("year", ["1999", "2019x", "", "²⁰²³", "9" * 400])
def test_year_without_results_offers_the_nearest(year: str) -> None:
    with override("vi"), pytest.raises(PageMissing) as caught:
        profile_facts(_unit("01"), year)
    assert caught.value.offers[0].address.startswith("/unit/01")


def test_unit_without_results_has_no_profile() -> None:
    district = Unit.objects.exclude(level="province").first()
    if district is None:
        district = Unit.objects.exclude(pk__in=[one.pk for one in unit_list_provinces()]).first()
    assert district is not None
    assert profile_facts(district, None) is None
    assert profile_columns(district, "2023") is None


def test_table_says_the_break_between_2014_and_2018() -> None:
    lines = _facts("01", "2023")["lines"]
    assert [line.year for line in lines] == ["2024", "2023", "2022", "2018", "2014"]
    assert [bool(line.gap) for line in lines] == [False, False, False, True, False]
    assert [line.error for line in lines][:3] == ["không công bố", "±0,31", "±0,46"]
    assert [cell.text for cell in lines[-1].cells][-2:] == ["–", "–"]


def test_quote_gives_error_source_and_permanent_address() -> None:
    text = str(_facts("01", "2023")["quote"])
    assert "43,65–44,27" in text
    assert "CECODES" in text
    assert text.endswith(f"https://chiso.example/unit/{_unit('01').id_text}/2023")


def test_parts_show_indicators_as_they_were_measured() -> None:
    groups = _facts("01", "2023")["groups"]
    lines = {line.address: line for line in groups[3].lines}
    assert lines["/papi/2023/01/4.4"].value == "2,07"
    assert any(line.depth == 2 and line.value.endswith("%") for line in groups[3].lines)


def test_file_holds_every_year_with_all_digits() -> None:
    columns = profile_columns(_unit("01"), "2023")
    assert columns is not None
    # 6 dimensions and a total in 2014, 8 and a total in four years
    assert len(columns["points"]) == 7 + 4 * 9
    place = next(
        at
        for at, where in enumerate(zip(columns["period"], columns["node"], strict=True))
        if where == ("2023", "total")
    )
    assert round(float(str(columns["points"][place])), 2) == 43.96
    assert columns["not_before"][place] == 2018


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_fragment_has_unique_ids_no_styles_and_no_heading_of_its_own(lang: str) -> None:
    page = _page("01", "2023", lang)
    assert len(page.ids) == len(set(page.ids))
    assert "style" not in page.attributes
    assert "h1" not in page.tags


def test_fragment_links_to_explanation_league_comparison_and_other_years() -> None:
    links = _page("01", "2023").links
    own = _unit("01").id_text
    for address in ("/papi/2023/01", "/papi/2023", "/papi/2023/compare?unit=01"):
        assert address in links
    assert f"/unit/{own}/2018" in links
    assert f"/unit/{own}/2023.csv" in links


def test_every_picture_says_its_finding() -> None:
    found = re.findall(r'<svg class="trend"[^>]*aria-label="([^"]*)"', _html("01", "2023"))
    assert len(found) == 10  # the total twice (wide and narrow) and eight dimensions
    assert all("Hà Nội đạt" in text for text in found)


def test_profile_is_read_in_few_queries(django_assert_max_num_queries) -> None:
    for cached in (spread_by_node, median_by_measure, median_by_year, best_units, error_years):
        cached.cache_clear()
    unit = _unit("01")
    with django_assert_max_num_queries(9):  # four, and five for what all units have
        profile_facts(unit, "2023")
    with django_assert_max_num_queries(4):
        profile_facts(unit, "2023")
