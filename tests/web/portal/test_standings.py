"""Who stands where in a reform index, every index with results, and the way to them.

The figures are synthetic: expected numbers are recomputed here from the stored scores.
"""

import csv
import io
import json
import re
import zipfile
from dataclasses import replace
from statistics import median

import numpy as np
import pytest
from django.test import Client
from django.utils.translation import override

from chiso.definition.model import ROOT
from chiso.synthesis import MARK
from chiso_web.portal.choice import Choice, ordered
from chiso_web.portal.outcome.reading import outcome_get
from chiso_web.portal.standings.files import standings_columns
from chiso_web.portal.standings.pictures import picture_of, strip_of
from chiso_web.portal.standings.reading import table_list
from chiso_web.portal.standings.sentences import held_text, quote
from chiso_web.portal.standings.table import table_of
from chiso_web.results.models import Evaluation, Score
from tests.web.reading import Page, rows

pytestmark = pytest.mark.django_db

COMMUNES = "/results/ha-noi-communes/2025"
WARDS = "/results/long-bien-wards/2018"
DEPARTMENTS = "/results/long-bien-departments/2018"
DISTRICT = "/results/long-bien-district/2018"
EVERY = [COMMUNES, "/results/ha-noi-departments/2025", WARDS, DEPARTMENTS, DISTRICT]


def totals(index: str, group: str = "") -> list[Score]:
    """The stored totals of a group, best first."""
    found = Score.objects.filter(evaluation__index=index, node="total").select_related("unit")
    chosen = found.filter(rank_group=group) if group else found
    return sorted(chosen, key=lambda one: -(one.points or 0))


def vietnamese(value: float | None) -> str:
    return f"{value:.2f}".replace(".", ",")


def lines_of(client: Client, address: str) -> list[str]:
    response = client.get(address)
    assert response.status_code == 200, address
    return rows(response)


def file_lines(client: Client, address: str) -> list[dict[str, str]]:
    content = client.get(address).content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content)))


# every index


def test_results_list_papi_and_every_reform_index(client) -> None:
    page = Page(client.get("/results"))
    assert {"/papi/2024", "/papi/2014", *EVERY} <= set(page.links)
    assert "PAPI, khảo sát người dân về 63 tỉnh, thành phố: 2014–2024." in page.text
    assert "51 phường và 75 xã" in page.text
    assert "Phòng Nội vụ quận Long Biên" in page.text


def test_each_line_of_the_list_says_synthetic_and_illustrative(client) -> None:
    body = client.get("/en/results").content.decode()
    table = body[body.index("<tbody") : body.index("</tbody")]
    assert table.count(MARK.en) == table.count("Illustrative set of criteria.") == 5


def test_list_without_results_says_what_will_be_here(client) -> None:
    Evaluation.objects.all().delete()
    text = Page(client.get("/results")).text
    assert "chiso manage papi_load" in text
    assert "chiso manage synthetic_load" in text


def test_menu_leads_to_every_index_on_every_page(client) -> None:
    assert all("/results" in Page(client.get(path)).links for path in ("/", "/papi/2023", WARDS))


@pytest.mark.parametrize(
    ("address", "own"),
    [
        ("/results/papi", "/papi"),
        ("/results/papi/2023", "/papi/2023"),
        ("/results/papi/2023/01/4?a=1", "/papi/2023/01/4?a=1"),
        ("/en/results/papi/2023", "/en/papi/2023"),
        ("/results/papi/2023.csv", "/papi/2023.csv"),
        ("/results/papi/2023%3Fa=1", "/papi/2023%3Fa%3D1"),
        ("/results/long-bien-wards", WARDS),
    ],
)
def test_short_addresses_lead_to_the_pages(client, address: str, own: str) -> None:
    response = client.get(address)
    assert (response.status_code, response["Location"]) == (302, own)


# who stands where


def test_lead_names_best_last_median_and_middle_half_of_the_group(client) -> None:
    found = totals("ha-noi-communes", "ward")
    points = [one.points for one in found]
    quarter, middle, three_quarters = map(vietnamese, np.percentile(points, [25, 50, 75]))
    text = Page(client.get(COMMUNES)).text
    assert f"Phường {found[0].unit.name_vi} có điểm tổng cao nhất" in text
    assert f"{vietnamese(points[0])} điểm; thấp nhất là phường {found[-1].unit.name_vi}" in text
    assert f"Trung vị của 51 phường là {middle} điểm" in text
    assert f"từ {quarter} đến {three_quarters} điểm" in text


def test_communes_and_wards_are_ranked_apart(client) -> None:
    wards, communes = (lines_of(client, f"{COMMUNES}{end}") for end in ("", "?group=rural_commune"))
    assert (len(wards), len(communes)) == (51, 75)
    assert wards[0].startswith(f"1 {totals('ha-noi-communes', 'ward')[0].unit.name_vi} ")
    assert communes[0].startswith(
        f"1 {totals('ha-noi-communes', 'rural_commune')[0].unit.name_vi} "
    )


def test_the_other_group_stands_in_print_with_class_and_mark(client) -> None:
    body = client.get(COMMUNES).content.decode()
    printed = body[body.index('<section class="printed">') :]
    best = totals("ha-noi-communes", "rural_commune")[0]
    assert "75 xã, thành phố Hà Nội" in printed
    assert MARK.vi in printed
    row = re.sub(r"<[^>]+>", " ", printed[printed.index("<tbody>") :].split("</tr>")[0])
    assert row.split()[:1] == ["1"]
    assert f"{best.unit.name_vi} Xuất sắc {vietnamese(best.points)}" in re.sub(r"\s+", " ", row)


def test_each_line_has_class_total_loss_and_points_by_content(client) -> None:
    best = totals("long-bien-wards")[0]
    own = Score.objects.filter(evaluation=best.evaluation, unit=best.unit, kind="content")
    points = " ".join(vietnamese(one.points) for one in own.order_by("place"))
    lost = vietnamese((best.maximum or 0) - (best.points or 0))
    line = lines_of(client, WARDS)[0]
    assert line == f"1 {best.unit.name_vi} Xuất sắc {vietnamese(best.points)} {lost} {points}"


def test_first_screen_says_where_most_is_lost_by_share_and_in_points(client) -> None:
    # medians of the table below it: 4.71 of 16 (29%) on 8, 4.96 of 20 (25%) on 3
    text = Page(client.get("/en/results/ha-noi-communes/2025")).text
    assert "lost on 8 Impact on society and the economy: half of them lost at least 4.71" in text
    assert (
        "In points most is lost on 3 Procedures and the one-stop shop: half lost at least" in text
    )


def test_bonus_and_penalty_stand_apart_from_what_was_lost(client) -> None:
    for line in file_lines(client, f"{COMMUNES}.csv"):
        parts = float(line["scale"]) - float(line["lost"])
        extras = float(line["bonus"]) + float(line["penalty"])
        assert float(line["scale"]) == 100
        assert float(line["bonus"]) >= 0 >= float(line["penalty"])
        assert float(line["total"]) == pytest.approx(parts + extras, abs=1e-9)


def test_units_on_a_smaller_base_are_starred_and_told_what_was_left_out(client) -> None:
    reduced = [one for one in totals("long-bien-wards") if one.reduced]
    starred = [line for line in lines_of(client, WARDS) if re.match(r"\d+\*", line)]
    assert len(starred) == len(reduced) > 0
    text = Page(client.get(WARDS)).text
    for one in reduced:
        gone = Score.objects.filter(evaluation=one.evaluation, unit=one.unit, points=None).order_by(
            "place"
        )
        assert f"phường {one.unit.name_vi}: không tính {gone[0].code} " in text


def test_dot_of_a_smaller_base_is_hollow(client) -> None:
    body = client.get(WARDS).content.decode()
    reduced = sum(one.reduced for one in totals("long-bien-wards"))
    assert body.count('<circle class="dot o"') == reduced
    assert body.count('<circle class="dot"') == 14 - reduced


def test_every_unit_and_point_leads_to_its_own_page(client) -> None:
    links = set(Page(client.get(WARDS)).links)
    units = [one.unit.uid for one in totals("long-bien-wards")]
    assert {f"{WARDS}/{unit}/{node}" for unit in units for node in "1234567"} <= links
    assert {f"{WARDS}/part", f"{WARDS}/part/3", f"{WARDS}/compare"} <= links
    assert "/editions/long-bien-wards@2018-01-01" in links


@pytest.mark.parametrize(("node", "most"), [("3", 28), ("2", 10)])  # all lost on 3, not on 2
def test_points_lost_by_content_are_those_of_the_stored_scores(
    client, node: str, most: int
) -> None:
    own = Score.objects.filter(evaluation__index="long-bien-wards", node=node)
    lost = {
        one.unit.name_vi: (one.maximum or 0) - (one.points or 0)
        for one in own.select_related("unit")
    }
    worst = max(lost, key=lambda name: lost[name])
    losing = sum(one > 1e-9 for one in lost.values())
    text = Page(client.get(WARDS)).text
    share = f"{100 * losing / 14:.0f}% ({losing}/14)"
    shown = f"{most} {vietnamese(median(lost.values()))} {share} {worst} {vietnamese(lost[worst])}"
    assert shown in text


def test_unit_that_a_condition_keeps_in_a_lower_class_is_named() -> None:
    drawn = outcome_get("long-bien-wards", "2018")
    best = drawn.groups[0].units[0]  # excellent by its points
    lower = {**drawn.placed[best.pk], ROOT: replace(drawn.at(best), class_id="good")}
    held = replace(drawn, placed={**drawn.placed, best.pk: lower})
    with override("en"):
        assert held_text(table_of(held, held.groups[0])).endswith(f"{best.full_name_en}.")
        assert held_text(table_of(drawn, drawn.groups[0])) == ""


def test_quote_of_a_group_leads_to_that_group(client) -> None:
    body = client.get(f"{COMMUNES}?group=rural_commune&sort=name&q=a").content.decode()
    quoted = body[body.index("<blockquote>") : body.index("</blockquote>")]
    assert quoted.endswith(f"http://localhost{COMMUNES}?group=rural_commune")
    assert f'<link rel="canonical" href="{COMMUNES}?group=rural_commune">' in body


# filter and order


def test_filter_by_name_with_or_without_marks(client) -> None:
    for typed in ("ngoc thuy", "Ngọc Thụy", "NGỌC THỤY"):
        assert [line.split()[1:3] for line in lines_of(client, f"{WARDS}?q={typed}")] == [
            ["Ngọc", "Thụy"]
        ]


def test_departments_that_share_a_code_are_filtered_one_by_one(client) -> None:
    # the twelve departments of Long Biên all have the district's code, 004
    assert len(lines_of(client, f"{DEPARTMENTS}?q=tư pháp")) == 1


def test_class_of_one_unit_is_headed_by_one_number(client) -> None:
    best = totals("long-bien-wards")[0]  # alone in its class
    assert f"Xuất sắc · 1 đơn vị, {vietnamese(best.points)} điểm" in Page(client.get(WARDS)).text


def test_filter_by_class_shows_that_class_only(client) -> None:
    good = [one for one in totals("ha-noi-communes", "ward") if one.class_id == "good"]
    lines = lines_of(client, f"{COMMUNES}?class=good")
    assert len(lines) == len(good)
    assert (
        f"Đang hiện {len(good)} trong 51 đơn vị." in Page(client.get(f"{COMMUNES}?class=good")).text
    )


@pytest.mark.parametrize(
    ("order", "column"), [("total", "total"), ("lost", "lost"), ("bonus", "bonus"), ("3", "3")]
)
def test_columns_sort_both_ways(client, order: str, column: str) -> None:
    address = f"{COMMUNES}.csv?group=ward&sort="
    down, up = (
        [float(line[column]) for line in file_lines(client, f"{address}{sign}{order}")]
        for sign in ("", "-")
    )
    assert down == sorted(down, reverse=True)
    assert up == sorted(up)


def test_largest_penalty_comes_first(client) -> None:
    found = file_lines(client, f"{COMMUNES}.csv?group=ward&sort=penalty")
    penalties = [float(line["penalty"]) for line in found]
    assert penalties[0] < 0
    assert penalties == sorted(penalties)


def test_link_of_the_present_order_turns_it_round_and_keeps_the_rest(client) -> None:
    address = f"{COMMUNES}?group=rural_commune&class=good&sort=lost"
    links = Page(client.get(address)).links
    assert f"{COMMUNES}?group=rural_commune&class=good&sort=-lost#table" in links
    assert f"{COMMUNES}?group=rural_commune&class=good#table" in links


def test_rows_without_a_value_come_last_either_way() -> None:
    rows_found = [("a", 1.0), ("b", None), ("c", 2.0)]
    for downwards, expected in ((True, "cab"), (False, "acb")):
        found = ordered(rows_found, lambda row: row[1], downwards=downwards)
        assert "".join(name for name, _value in found) == expected


def test_name_that_fits_nothing_is_echoed_with_the_nearest(client) -> None:
    response = client.get(f"{WARDS}", {"q": "Ngoc Thuyy<b>"})
    assert "Không có đơn vị nào khớp với “Ngoc Thuyy&lt;b&gt;”." in response.content.decode()
    response = client.get(f"{WARDS}", {"q": "Ngoc Thuyy"})
    assert f"{WARDS}/00118@unknown" in Page(response).links


@pytest.mark.parametrize(
    "query",
    ["group=x", "class=x&sort=x", "sort=--total", "q=%00%E2%80%AE", f"q={'x' * 3000}", "group[]=1"],
)
def test_absurd_queries_are_left_aside(client, query: str) -> None:
    assert client.get(f"{COMMUNES}?{query}").status_code == 200
    assert client.get(f"{COMMUNES}.csv?{query}").status_code == 200


# marks


@pytest.mark.parametrize("address", EVERY)
def test_mark_stands_at_the_top_in_table_heads_and_in_the_quote(client, address: str) -> None:
    body = client.get(address).content.decode()
    assert body.index(f'<p class="synthetic-bar"><span>{MARK.vi}') < body.index("<header")
    heads = re.findall(r"<thead.*?</thead>", body, flags=re.DOTALL)
    assert heads
    assert all(MARK.vi in head.split("</tr>")[0] for head in heads)
    quoted = body[body.index("<blockquote>") : body.index("</blockquote>")]
    assert "số liệu giả lập, không phải kết quả thật" in quoted


@pytest.mark.parametrize("address", [COMMUNES, WARDS, DEPARTMENTS])
def test_mark_stands_twice_inside_the_picture(client, address: str) -> None:
    body = client.get(address).content.decode()
    figure = body[body.index("<figure") : body.index("</figure>")]
    picture = figure[: figure.index("</svg>") if "/part" in figure else len(figure)]
    assert picture.count(f">{MARK.vi}</text>") in (2, 4)  # a map has an inset with its own


def test_real_results_carry_no_mark() -> None:
    drawn = outcome_get("long-bien-wards", "2018")
    own = Evaluation(index=drawn.index, period=drawn.period, edition=drawn.evaluation.edition)
    real = replace(drawn, evaluation=own)
    table = table_of(real, real.groups[0])
    assert strip_of(table).stamp is None
    assert not any(MARK.en in str(note) for note in standings_columns([table], Choice())["note"])
    assert "synthetic" not in quote(table, "").lower()


# pictures


def test_map_draws_each_of_the_126_units_with_a_link(client) -> None:
    with override("vi"):
        found = picture_of(outcome_get("ha-noi-communes", "2025"))
    assert len(found.pieces) == 126
    assert all(
        piece.area.tone.startswith("c") and piece.area.tone != "c0" for piece in found.pieces
    )
    assert {piece.area.address for piece in found.pieces} <= {
        f"{COMMUNES}/{one.unit.uid}" for one in totals("ha-noi-communes")
    }


def test_picture_names_the_ends_of_each_group(client) -> None:
    with override("en"):
        finding = picture_of(outcome_get("ha-noi-communes", "2025")).finding
    for group, kind in (("ward", "wards"), ("rural_commune", "communes")):
        found = totals("ha-noi-communes", group)
        assert f"Of {len(found)} {kind}, {found[0].unit.full_name_en} is highest" in finding
        assert f"{found[-1].unit.full_name_en} lowest ({found[-1].points:.2f})" in finding


def test_map_names_the_ends_of_each_group_with_their_points(client) -> None:
    text = Page(client.get(f"/en{COMMUNES}")).text
    for group, kind in (("ward", "wards"), ("rural_commune", "communes")):
        best, *_between, last = totals("ha-noi-communes", group)
        assert f"{best.unit.name_en} {best.points:.2f}, highest of {kind}" in text
        assert f"{last.unit.name_en} {last.points:.2f}, lowest of {kind}" in text


def test_tiles_stand_for_wards_that_no_map_is_at_hand_for(client) -> None:
    body = client.get(WARDS).content.decode()
    assert body.count('<g class="tile ') == 14


def test_dots_stand_for_units_without_a_place() -> None:
    outcome = outcome_get("long-bien-departments", "2018")
    strip = strip_of(table_list(outcome)[0])
    found = totals("long-bien-departments")
    assert len(strip.dots) == 12
    assert strip.median == pytest.approx(median(one.points for one in found))
    assert strip.dots[-1].tone == "c5"  # the best of them is excellent


@pytest.mark.parametrize(
    ("address", "name"), [(COMMUNES, "ha-noi-communes-2025"), (WARDS, "long-bien-wards-2018")]
)
def test_picture_is_a_file_that_says_synthetic_in_name_and_drawing(
    client, address: str, name: str
) -> None:
    response = client.get(f"{address}/map.svg")
    assert f'filename="gia-lap_{name}-map.svg"' in response["Content-Disposition"]
    assert response["Content-Type"] == "image/svg+xml"
    assert response.content.decode().count(MARK.vi) >= 3  # top, bottom, source


# files


def test_file_has_all_digits_of_every_group(client) -> None:
    lines = file_lines(client, f"{COMMUNES}.csv")
    stored = {one.unit.uid: one for one in totals("ha-noi-communes")}
    assert len(lines) == 126
    for line in lines:
        one = stored[line["unit"]]
        assert float(line["total"]) == one.points
        assert (line["group"], int(line["rank"])) == (one.rank_group, one.rank)
        assert line["reduced"].lower() == str(one.reduced).lower()


def test_file_says_synthetic_in_its_name_and_in_each_row(client) -> None:
    response = client.get(f"{WARDS}.csv")
    assert 'filename="gia-lap_long-bien-wards-2018.csv"' in response["Content-Disposition"]
    lines = file_lines(client, f"{WARDS}.csv")
    assert all(line["note"].startswith(f"{MARK.vi}.") for line in lines)
    assert all("long-bien-wards@2018-01-01" in line["source"] for line in lines)


def test_part_of_the_table_is_named_as_a_part(client) -> None:
    for query, name in (
        ("group=rural_commune", "rural_commune"),
        ("q=long", "ward-filtered"),
        ("group=rural_commune&class=good", "rural_commune-filtered"),
    ):
        response = client.get(f"{COMMUNES}.xlsx?{query}")
        assert (
            f'filename="gia-lap_ha-noi-communes-2025-{name}.xlsx"'
            in response["Content-Disposition"]
        )


def test_json_has_the_same_columns(client) -> None:
    found = json.loads(client.get(f"{WARDS}.json").content)
    lines = file_lines(client, f"{WARDS}.csv")
    assert len(found) == len(lines) == 14
    assert list(found[0]) == list(lines[0])
    assert found[0]["note"] == lines[0]["note"]


@pytest.mark.parametrize("address", [COMMUNES, DISTRICT])
def test_data_package_is_one_click_away(client, address: str) -> None:
    index, period = address.split("/")[-2:]
    link = f"/data/{index}-{period}.zip"
    assert link in Page(client.get(address)).links
    assert client.get(link)["Content-Type"] == "application/zip"


# one unit


def test_single_unit_has_no_ranking_and_leads_straight_to_its_result(client) -> None:
    page = Page(client.get(DISTRICT))
    total = totals("long-bien-district")[0]
    assert f"Quận Long Biên được {vietnamese(total.points)} trên 100 điểm" in page.text
    assert "Chỉ một đơn vị được chấm nên không có thứ hạng." in page.text
    assert "Hạng" not in page.text
    assert f"{DISTRICT}/004@unknown" in page.links


# what is not there


@pytest.mark.parametrize(
    ("address", "nearest"),
    [
        ("/results/long-bien-ward/2018", WARDS),
        ("/results/long-bien-ward", WARDS),
        (f"{WARDS[:-4]}2017", WARDS),
        (f"{WARDS[:-4]}2017.csv", WARDS),
        ("/results/nothing-like-it/2018", "/results"),
        (f"{DEPARTMENTS}/map.svg", DEPARTMENTS),
    ],
)
def test_what_is_not_there_offers_the_nearest(client, address: str, nearest: str) -> None:
    response = client.get(address)
    assert response.status_code == 404
    assert nearest in Page(response).links


@pytest.mark.parametrize(
    "address", ["/results/%00", "/results/x%0Ay/2026", f"{COMMUNES}.pdf", "/results/papi/%0d%0ax:y"]
)
def test_odd_addresses_are_no_pages(client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_missing_index_in_english_offers_pages_in_english(client) -> None:
    assert f"/en{WARDS}" in Page(client.get("/en/results/long-bien-ward")).links


# the first page


def test_first_page_shows_papi_first_then_reform_indices_with_the_mark(client) -> None:
    body = client.get("/").content.decode()
    section = body[body.index('aria-labelledby="reform"') :]
    section = section[: section.index("</section>")]
    assert body.index('id="latest"') < body.index('id="reform"')
    assert set(EVERY) <= set(re.findall(r'href="([^"]+)"', section))
    assert section.count(MARK.vi) == 6  # the head, and each line


# cost


@pytest.mark.parametrize("address", [*EVERY, "/results"])
def test_warm_page_takes_few_queries(client, address: str, django_assert_max_num_queries) -> None:
    client.get(address)
    with django_assert_max_num_queries(2):
        client.get(address)


def test_sheet_of_an_excel_file_bears_the_mark_in_its_name(client: Client) -> None:
    # a sheet that is copied into another workbook keeps its name
    content = client.get(f"{WARDS}.xlsx").content
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        assert '<sheet name="gia-lap_scores"' in book.read("xl/workbook.xml").decode()
