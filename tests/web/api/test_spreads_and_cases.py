"""How points lie over the units, and the worked cases of editions."""

from statistics import fmean, median

import pytest

from chiso.definition.editions import edition_list
from tests.web.api.conftest import Reader

PAPI = "/results/papi/2023"
COMMUNES = "/results/ha-noi-communes/2025"


@pytest.mark.parametrize(
    ("result", "node", "group"),
    [(PAPI, "total", "province"), (PAPI, "4.1", "province"), (COMMUNES, "1.1", "ward")],
)
def test_spread_is_that_of_the_scores(api: Reader, result: str, node: str, group: str) -> None:
    (found,) = api.json(f"{result}/spreads", node=node, group=group)["items"]
    scores = api.json(f"{result}/scores", node=node, group=group, limit="1000")["items"]
    there = [one for one in scores if one["points"] is not None]
    points = [one["points"] for one in there]
    assert (found["units"], found["without"]) == (len(points), len(scores) - len(points))
    assert (found["lowest"], found["highest"]) == (min(points), max(points))
    assert (found["median"], found["mean"]) == (median(points), fmean(points))
    assert found["lost"] == fmean(one["max"] - one["points"] for one in there)


def test_spreads_go_through_the_tree_group_by_group(api: Reader) -> None:
    items = api.json(f"{COMMUNES}/spreads", limit="1000")["items"]
    nodes = [one["node"] for one in api.json("/editions/ha-noi-communes@2025/nodes")["items"]]
    groups = api.json(COMMUNES)["groups"]
    assert [(one["group"], one["node"]) for one in items] == [
        (group, node) for group in groups for node in nodes
    ]


def test_spreads_of_a_level_are_those_of_its_nodes(api: Reader) -> None:
    items = api.json(f"{PAPI}/spreads", kind="dimension")["items"]
    assert [one["node"] for one in items] == list("12345678")


@pytest.mark.parametrize("name", [one.name for one in edition_list()])
def test_every_case_of_an_edition_passes_and_names_its_nodes(api: Reader, name: str) -> None:
    found = api.json(f"/editions/{name}/cases", limit="1000")["items"]
    nodes = {one["node"] for one in api.json(f"/editions/{name}/nodes", limit="1000")["items"]}
    assert found
    assert all(one["passes"] for one in found)
    assert {two["node"] for one in found for two in one["demanded"]} <= nodes
