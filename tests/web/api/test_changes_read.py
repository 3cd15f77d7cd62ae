"""Changes between two periods, and results on the provinces of today."""

import csv
import io
import math
from typing import Any

import pytest
from django.test import Client

from tests.web.api.conftest import Reader

PAPI = "/results/papi/2023"
COMMUNES = "/results/ha-noi-communes/2025"
PAGE = [  # the page's file and the interface call the same things by these names
    *(("points_earlier", "points_since"), ("points_later", "points"), ("change", "change")),
    *(("se", "se"), ("low", "low"), ("high", "high"), ("p", "p"), ("p_together", "p_together")),
    *(("reading", "reading"), ("relative_change", "relative_change")),
]


def rows(client: Client, address: str) -> list[dict[str, str]]:
    """The rows of a page's CSV file."""
    response = client.get(address)
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


def read(text: str) -> Any:
    """A cell as JSON has it."""
    try:
        return float(text)
    except ValueError:
        return text or None


@pytest.mark.parametrize(("since", "node"), [("2022", "total"), ("2018", "4"), ("2022", "4.1")])
def test_changes_are_those_of_the_page(api: Reader, client: Client, since: str, node: str) -> None:
    items = api.json(f"{PAPI}/changes", since=since, node=node, limit="100")["items"]
    page = {row["unit"]: row for row in rows(client, f"/papi/2023/since/{since}.csv?part={node}")}
    assert {one["unit_code"] for one in items} == set(page)
    for one in items:
        shown = {ours: read(page[one["unit_code"]][theirs]) for theirs, ours in PAGE}
        assert {ours: one[ours] for _theirs, ours in PAGE} == shown


def test_change_is_what_the_scores_differ_by(api: Reader) -> None:
    points = {
        year: api.json(f"/results/papi/{year}/scores", unit="01", node="total")["items"][0][
            "points"
        ]
        for year in ("2022", "2023")
    }
    found = api.json(f"{PAPI}/changes", since="2022", limit="100")["items"]
    own = next(one for one in found if one["unit_code"] == "01")
    assert own["change"] == pytest.approx(points["2023"] - points["2022"], abs=1e-12)


def test_largest_rise_stands_first_and_those_without_points_last(api: Reader) -> None:
    changes = [one["change"] for one in api.json(f"{PAPI}/changes", limit="100")["items"]]
    there = [one for one in changes if one is not None]
    assert there == sorted(there, reverse=True)
    assert None not in changes[: len(there)]


def test_latest_earlier_year_is_meant_where_none_is_named(api: Reader) -> None:
    assert api.json(f"{PAPI}/changes")["since"] == "2022"


def test_years_with_a_break_between_them_are_refused_with_the_reason(api: Reader) -> None:
    told = api.problem("/results/papi/2018/changes", 404, since="2014", lang="en")  # breaks.yaml
    assert told["type"] == "urn:chiso:problem:comparison"
    assert "2018 and 2014 are not compared on total:" in told["detail"]


@pytest.mark.parametrize("since", ["2023", "2024", "1999", "x"])
def test_since_has_to_be_an_earlier_period(api: Reader, since: str) -> None:
    told = api.problem(f"{PAPI}/changes", 404, since=since)
    assert told["errors"][0]["parameter"] == "since"
    assert told["nearest"]


def test_result_of_one_period_has_no_changes(api: Reader) -> None:
    assert api.problem(f"{COMMUNES}/changes", 404)["type"] == "urn:chiso:problem:comparison"


def test_wrong_node_is_told_by_its_parameter(api: Reader) -> None:
    for part in ("changes", "restated"):
        told = api.problem(f"{PAPI}/{part}", 404, node="99")
        assert told["errors"][0]["parameter"] == "node"
        assert told["nearest"]


def test_restated_points_are_those_of_the_page(api: Reader, client: Client) -> None:
    items = api.json(f"{PAPI}/restated", node="total", limit="100")["items"]
    page = {row["unit"]: row for row in rows(client, "/papi/2023/restated.csv")}
    assert {one["unit"]: one["points"] for one in items} == {
        unit: read(row["total"]) for unit, row in page.items()
    }
    assert len(items) == 34  # Resolution 202/2025/QH15


def test_restated_points_lie_between_those_of_the_former_provinces(api: Reader) -> None:
    merged = [one for one in api.json(f"{PAPI}/restated", limit="1000")["items"] if one["lowest"]]
    assert merged
    for one in merged:
        assert one["lowest"] <= one["points"] <= one["highest"]
        assert math.fsum(part["weight"] for part in one["former"]) == pytest.approx(1)


def test_restated_says_which_former_provinces_lack_points(api: Reader) -> None:
    lacking = [one for one in api.json(f"{PAPI}/restated", limit="1000")["items"] if one["lacking"]]
    assert lacking  # Quảng Ninh's score of 2023 was withheld
    assert {one["points"] for one in lacking} == {None}


def test_parts_that_are_not_restated_are_told_with_those_that_are(api: Reader) -> None:
    told = api.problem(f"{PAPI}/restated", 404, node="4.1")
    assert "4" in told["nearest"]


def test_results_of_other_units_are_not_restated(api: Reader) -> None:
    told = api.problem(f"{COMMUNES}/restated", 404, lang="en")
    assert "ha-noi-communes 2025 is no result of the provinces" in told["detail"]
