"""Which criteria cost a group the most points, and one criterion over its units."""

import csv
import io
import json
import re
from statistics import fmean, median

import pytest
from django.test import Client

from chiso.synthesis import MARK
from chiso_web.look.axis import axis_over
from chiso_web.look.dots import piled
from chiso_web.results.models import Evaluation, Score
from chiso_web.results.selectors import edition_named
from tests.web.reading import Page

COMMUNES = "/results/ha-noi-communes/2025"


def page(client: Client, address: str) -> Page:
    response = client.get(address)
    assert response.status_code == 200, address
    return Page(response)


def rows(client: Client, address: str) -> list[dict[str, str]]:
    response = client.get(address)
    assert response.status_code == 200
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


def scores(node: str, group: str) -> list[Score]:
    found = Score.objects.filter(
        evaluation__index="ha-noi-communes", node=node, rank_group=group, points__isnull=False
    )
    return list(found.select_related("unit"))


@pytest.mark.parametrize("group", ["ward", "rural_commune"])
@pytest.mark.parametrize("node", ["3.2", "7.4", "8.4", "3"])
def test_figures_are_those_of_the_stored_scores(client, group, node) -> None:
    own = scores(node, group)
    found = next(
        row for row in rows(client, f"{COMMUNES}/part.csv?group={group}") if row["node"] == node
    )
    points = [one.points or 0.0 for one in own]
    lost = [(one.maximum or 0.0) - (one.points or 0.0) for one in own]
    assert float(found["median"]) == pytest.approx(median(points))
    assert float(found["mean_lost"]) == pytest.approx(fmean(lost))
    assert int(found["full"]) == sum(1 for one in lost if one < 1e-9)
    assert int(found["zero"]) == sum(1 for one in points if abs(one) < 1e-9)


def test_lead_names_the_three_criteria_that_cost_most(client) -> None:
    table = rows(client, f"{COMMUNES}/part.csv?group=ward")
    leaves = [row for row in table if row["level"] == "criterion" and row["mean_lost"]]
    worst = sorted(leaves, key=lambda row: -float(row["mean_lost"]))[:3]
    lead = re.search(r'<p class="lead">(.*?)</p>', body(client, f"{COMMUNES}/part"))
    assert lead is not None
    places = [lead[1].index(f"{row['code']} {row['name']}") for row in worst]
    assert places == sorted(places)


def body(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_by_loss_the_most_costly_criterion_stands_first(client) -> None:
    table = body(client, f"{COMMUNES}/part?sort=lost").split("<tbody", 1)[1]
    lost = re.findall(r"<b>([\d,]+)</b>", table.split("</tbody>")[0])
    values = [float(one.replace(",", ".")) for one in lost]
    assert len(values) == 41  # the edition's criteria without its four of bonus and penalty
    assert values == sorted(values, reverse=True)


def test_in_the_editions_order_every_node_stands_once(client) -> None:
    links = page(client, f"{COMMUNES}/part").links
    nodes = edition_named("ha-noi-communes@2025-01-01").nodes[1:]
    assert [links.count(f"{COMMUNES}/part/{node.id}") for node in nodes] == [1] * len(nodes)


def test_groups_have_their_own_page_and_keep_to_it(client) -> None:
    found = page(client, f"/en{COMMUNES}/part?group=rural_commune")
    assert "Points lost by criterion: 75 communes" in found.text
    assert f"/en{COMMUNES}/part/3.2?group=rural_commune" in found.links


def test_bonus_and_penalty_lose_nothing(client) -> None:
    table = rows(client, f"{COMMUNES}/part.csv")
    assert {row["mean_lost"] for row in table if row["node"].startswith("9")} == {""}


def test_criterion_lists_every_unit_of_the_group_most_points_first(client) -> None:
    table = rows(client, f"{COMMUNES}/part/3.2.csv?group=ward")
    points = [float(row["points"]) for row in table]
    assert len(table) == 51
    assert points == sorted(points, reverse=True)


def test_every_row_leads_to_its_explanation(client) -> None:
    links = page(client, f"{COMMUNES}/part/3.2").links
    expected = {f"{COMMUNES}/{one.unit.uid}/3.2" for one in scores("3.2", "ward")}
    assert expected <= set(links)


def test_picture_has_a_dot_a_unit_and_the_mark_at_both_ends(client) -> None:
    figure = body(client, f"{COMMUNES}/part/3.2").split("<figure", 1)[1].split("</figure>")[0]
    assert figure.count("<circle") == 51
    assert figure.count(f">{MARK.vi}</text>") == 2
    assert 'role="img" aria-label="' in figure


def test_rule_stands_with_its_steps_and_its_place(client) -> None:
    text = page(client, f"/en{COMMUNES}/part/3.2").text
    assert "from 95% to below 98%: 2" in re.sub(r"\s+", " ", text)
    assert "Laid down in: item 3.2, set by Chiso" in text


def test_whole_leads_to_the_standings(client) -> None:
    assert client.get(f"{COMMUNES}/part/total")["Location"] == COMMUNES


def test_unit_without_points_says_why(client) -> None:
    gone = Score.objects.filter(evaluation__index="ha-noi-communes", points=None, node="8.5")[0]
    text = page(client, f"/en{COMMUNES}/part/8.5?group={gone.rank_group}").text
    assert "does not apply" in text


@pytest.mark.parametrize("address", ["part", "part/3.2", "part/3", "part/9.1"])
def test_every_row_of_a_file_is_marked(client, address) -> None:
    response = client.get(f"{COMMUNES}/{address}.json")
    assert "gia-lap_ha-noi-communes-2025-part" in response["Content-Disposition"]
    assert all(row["note"].startswith(MARK.vi) for row in json.loads(response.content))


@pytest.mark.parametrize("address", ["part", "part/3.2", "part/3"])
def test_every_table_is_marked(client, address) -> None:
    text = body(client, f"{COMMUNES}/{address}")
    assert text.count("<thead") == text.count('class="mk"') > 0


@pytest.mark.parametrize(
    "address",
    [
        f"{COMMUNES}/part/99",
        f"{COMMUNES}/part/3.2.1.csv",
        "/results/ha-noi-communes/1999/part",
        "/results/nothing/2026/part/3.2",
    ],
)
def test_what_is_not_there_offers_the_nearest(client, address) -> None:
    response = client.get(address)
    assert response.status_code == 404
    assert Page(response).links


@pytest.mark.parametrize("query", ["?group=none&sort=%00", "?sort=-lost", "?group=" + "x" * 3000])
def test_what_a_query_cannot_mean_is_left_aside(client, query) -> None:
    assert "51 phường" in page(client, f"{COMMUNES}/part{query}").text
    assert "51 phường" in page(client, f"{COMMUNES}/part/3.2{query}").text


def test_warm_pages_take_one_query(client, django_assert_num_queries) -> None:
    for address in ("part", "part/3.2"):
        client.get(f"{COMMUNES}/{address}")
        with django_assert_num_queries(1):  # the list of results
            client.get(f"{COMMUNES}/{address}")


def test_every_index_has_its_criteria(client) -> None:
    for evaluation in Evaluation.objects.filter(synthetic=True):
        address = f"/en/results/{evaluation.index}/{evaluation.period}/part"
        assert client.get(address).status_code == 200
        for node in edition_named(evaluation.edition).nodes[1:]:
            assert client.get(f"{address}/{node.id}").status_code == 200, node.id


def test_piles_of_equal_values_grow_sideways() -> None:
    axis = axis_over([0.0, 4.0])
    dots = piled(axis, [(4.0, "c4", str(number)) for number in range(40)], highest=10)
    assert len({(dot.place, dot.height) for dot in dots}) == 40  # none covers another
    assert max(dot.height for dot in dots) <= 9 * 9  # ten rows, nine pixels apart


def test_piles_that_are_low_stay_one_dot_wide() -> None:
    axis = axis_over([0.0, 4.0])
    dots = piled(axis, [(1.0, "", "a"), (1.0, "", "b"), (3.0, "", "c")])
    assert len({dot.place for dot in dots}) == 2


def test_lead_counts_full_points_of_those_scored(client) -> None:
    own = scores("3.2", "ward")
    full = sum(1 for one in own if one.points == 4.0)
    text = page(client, f"/en{COMMUNES}/part/3.2").text
    assert f"The full 4.00 points: {full} of 51 wards; the median is" in text


def test_a_single_unit_has_no_mean(client) -> None:
    text = page(client, "/en/results/long-bien-district/2018/part").text
    assert "Most points were lost on 8.3" in text
    lead = page(client, "/en/results/long-bien-district/2018/part/1.2").text
    assert "3.00 of 6.00 points." in lead


def test_bonus_counts_who_has_it(client) -> None:
    touched = sum(1 for one in scores("9.1", "ward") if one.points)
    text = page(client, f"/en{COMMUNES}/part/9.1").text
    assert f"Points other than 0: {touched} of 51 wards." in text
