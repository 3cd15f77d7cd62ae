"""Why a unit has its points on a node of a reform index, down to what was observed."""

import csv
import io
import json

import pytest
from django.test import Client

from chiso.synthesis import MARK
from chiso_web.results.models import Evaluation, Observation, Score
from chiso_web.results.selectors import edition_named
from tests.web.reading import Page

COMMUNES = "/results/ha-noi-communes/2025"
LONG_BIEN = f"{COMMUNES}/00145@2025-07-01"


def page(client: Client, address: str) -> Page:
    response = client.get(address)
    assert response.status_code == 200, address
    return Page(response)


def observed(unit: str, measure: str) -> float:
    return float(Observation.objects.get(unit__uid=unit, measure=measure).value or 0)


def scores(**which: object) -> list[Score]:
    found = Score.objects.filter(evaluation__index="ha-noi-communes", **which)
    return list(found.select_related("unit").order_by("pk"))


def test_leaf_shows_what_its_ratio_divides(client) -> None:
    on_time = observed("00145@2025-07-01", "hn.dossiers.on_time")
    handled = observed("00145@2025-07-01", "hn.dossiers.handled")
    shown = f"{on_time:,.0f} ÷ {handled:,.0f} = {100 * on_time / handled:.2f}%"
    assert shown in page(client, f"/en{LONG_BIEN}/3.2").text


def test_the_step_that_applied_is_marked_once(client) -> None:
    body = client.get(f"/en{LONG_BIEN}/3.2").content.decode()
    share = observed("00145@2025-07-01", "hn.dossiers.on_time") / observed(
        "00145@2025-07-01", "hn.dossiers.handled"
    )
    # the edition's own bands: below 95: 0; from 95: 2; from 98: 3; 100: 4
    bands = [(0.95, "below 95%"), (0.98, "from 95% to below 98%"), (1.0, "from 98% to below 100%")]
    words = next((text for end, text in bands if share < end), "from 100%")
    assert body.count('<li class="on">') == 1
    assert f'<li class="on">{words}: ' in body


def test_next_step_asks_for_whole_dossiers(client) -> None:
    unit = next(
        one.unit.uid for one in scores(node="3.2", points=2.0)
    )  # from 95 to below 98 per cent: the next step begins at 98
    handled, on_time = observed(unit, "hn.dossiers.handled"), observed(unit, "hn.dossiers.on_time")
    more = next(n for n in range(int(handled)) if (on_time + n) * 100 >= 98 * handled)
    text = page(client, f"/en{COMMUNES}/{unit}/3.2").text
    assert f"For 3.00 points “Dossiers on time or early”: {more:,} more" in text


def test_full_points_ask_for_nothing_more(client) -> None:
    unit = scores(node="3.2", points=4.0)[0].unit.uid
    text = page(client, f"/en{COMMUNES}/{unit}/3.2").text
    assert "no point lost" in text
    assert "For 4.00 points" not in text


def test_arithmetic_of_a_linear_rule_is_written_out(client) -> None:
    unit = next(one.unit.uid for one in scores(node="6.2") if 0 < (one.points or 0) < 3)
    value = observed(unit, "hn.budget.disbursed")  # zero at 60, 3 points at 95 per cent
    points = (value - 60) / 35 * 3
    text = page(client, f"/en{COMMUNES}/{unit}/6.2").text
    assert f"({value:g} − 60) ÷ (95 − 60) × 3 = {round(points, 4):g}" in text


def test_what_was_not_reported_says_so_and_what_follows(client) -> None:
    one = scores(missing="not_reported")[0]
    text = page(client, f"/en{COMMUNES}/{one.unit.uid}/{one.node}").text
    assert "The unit did not report it. Under this edition that gives 0 points." in text
    assert "Ground noted: not reported by the unit." in text


def test_what_did_not_arise_has_full_points_and_its_ground(client) -> None:
    one = next(one for one in scores(missing="not_applicable") if one.points)
    text = page(client, f"/en{COMMUNES}/{one.unit.uid}/{one.node}").text
    assert "Under this edition that gives full points." in text
    assert "Ground noted: did not arise." in text


def test_what_was_left_out_is_left_out_of_the_sum_above(client) -> None:
    one = next(one for one in scores(missing="not_applicable") if one.points is None)
    parent = edition_named("ha-noi-communes@2025-01-01").node(one.node).parent
    assert (
        "Left out: It did not arise" in page(client, f"/en{COMMUNES}/{one.unit.uid}/{parent}").text
    )
    whole = page(client, f"/en{COMMUNES}/{one.unit.uid}/A").text
    assert f"Left out for this unit: {one.node}." in whole


def test_smaller_base_is_set_to_the_scale_of_a_hundred(client) -> None:
    one = next(one for one in scores(missing="not_applicable") if one.points is None)
    lost = edition_named("ha-noi-communes@2025-01-01").node(one.node).rule.maximum
    text = page(client, f"/en{COMMUNES}/{one.unit.uid}/A").text
    assert f"Of the {100 - lost:g} points that applied" in text
    assert f"times {100 / (100 - lost):.6f}".rstrip("0") in text


def test_group_is_counted_by_full_some_and_no_points(client) -> None:
    found = scores(node="3.2", rank_group="ward")
    full = sum(1 for one in found if one.points == 4.0)
    none = sum(1 for one in found if one.points == 0.0)
    text = page(client, f"/en{LONG_BIEN}/3.2").text
    assert f"full points {full} " in text.replace("here is Long Bien Ward ", "")
    assert f"0 points {none} " in text.replace("here is Long Bien Ward ", "")


def test_group_is_not_counted_where_there_is_but_one_unit(client) -> None:
    text = page(client, "/en/results/long-bien-district/2018/004@unknown/3.3").text
    assert "How the" not in text
    assert "Full points" not in text


def test_full_points_are_counted_among_those_that_have_points(client) -> None:
    # 7.3 was left out for Thượng Thanh, so 13 of the 14 wards have points
    text = page(client, "/en/results/long-bien-wards/2018/00115@unknown/7.3").text
    assert "of 13 wards" in text
    assert "Median of 13 wards" in text


def test_penalty_is_taken_off_not_got(client) -> None:
    own = next(one for one in scores(node="9.3") if (one.points or 0) < 0)
    text = page(client, f"{COMMUNES}/{own.unit.uid}/9.3").text
    assert "Vì sao tiêu chí 9.3 bị trừ 1,00 điểm" in text
    assert "được −" not in text


def test_table_of_parts_calls_them_as_the_edition_does(client) -> None:
    body = client.get(f"{LONG_BIEN}/3").content.decode()
    assert '<th role="columnheader" scope="col">Tiêu chí</th>' in body


def test_days_are_said_in_the_language_of_the_page(client) -> None:
    # 2.2 of the wards of 2018: days late
    text = page(client, "/results/long-bien-wards/2018/00136@unknown/2.2").text
    assert " day" not in text
    assert "ngày" in text


def test_bonus_is_not_lost(client) -> None:
    text = page(client, f"/en{LONG_BIEN}/9.1").text
    assert "Lost" not in text
    assert "Bonus: initiatives recognised by the city" in text


def test_parts_of_a_content_add_up(client) -> None:
    rows = list(csv.DictReader(io.StringIO(file(client, f"{LONG_BIEN}/3.csv"))))
    nodes = {row["node"]: row for row in rows if not row["measure"]}
    parts = [float(nodes[name]["points"]) for name in nodes if name != "3"]
    assert sum(parts) == pytest.approx(float(nodes["3"]["points"]), abs=1e-9)


def file(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode("utf-8-sig")


@pytest.mark.parametrize("node", ["3.2", "3", "A", "total", "9.1"])
def test_every_row_of_a_file_is_marked(client, node) -> None:
    response = client.get(f"{LONG_BIEN}/{node}.json")
    name = f"gia-lap_ha-noi-communes-2025-00145@2025-07-01-{node}.json"
    assert name in response["Content-Disposition"]
    assert all(MARK.vi in row["note"] for row in json.loads(response.content))


def test_page_says_synthetic_at_its_top_in_its_tables_and_its_quote(client) -> None:
    body = client.get(f"{LONG_BIEN}/3").content.decode()
    assert f'<p class="synthetic-bar"><span>{MARK.vi}' in body
    assert body.count("<thead") == body.count('class="mk"') > 0
    assert f"<blockquote>{MARK.vi}: " in body


def test_page_leads_to_the_nodes_beside_above_and_over_all_units(client) -> None:
    links = page(client, f"{LONG_BIEN}/3.2").links
    expected = {f"{LONG_BIEN}/3.1", f"{LONG_BIEN}/3.3", f"{LONG_BIEN}/3", f"{COMMUNES}/part/3.2"}
    assert expected <= set(links)


@pytest.mark.parametrize(
    "address",
    [
        f"{LONG_BIEN}/99",
        f"{LONG_BIEN}/3.2.csv.csv",
        f"{COMMUNES}/nowhere/3.2",
        "/results/ha-noi-communes/1999/00145@2025-07-01/3.2",
        "/results/nothing/2026/00145@2025-07-01/3.2",
    ],
)
def test_what_is_not_there_offers_the_nearest(client, address) -> None:
    response = client.get(address)
    assert response.status_code == 404
    assert Page(response).links


def test_unit_by_its_bare_code_is_led_to_its_own_address(client) -> None:
    response = client.get(f"{COMMUNES}/00145/3.2")
    assert response.status_code == 302
    assert response["Location"] == f"{LONG_BIEN}/3.2"


def test_warm_page_takes_one_query(client, django_assert_num_queries) -> None:
    client.get(f"{LONG_BIEN}/3.2")
    with django_assert_num_queries(1):  # the list of results
        client.get(f"{LONG_BIEN}/3.3")


@pytest.mark.parametrize("language", ["", "/en"])
def test_every_node_of_every_index_has_a_page(client, language) -> None:
    for evaluation in Evaluation.objects.filter(synthetic=True):
        unit = evaluation.scores.filter(node="total").select_related("unit")[0].unit.uid
        for node in edition_named(evaluation.edition).nodes:
            address = f"{language}/results/{evaluation}".replace(" ", "/")
            assert client.get(f"{address}/{unit}/{node.id}").status_code == 200, node.id
