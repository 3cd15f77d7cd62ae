"""Editions, their trees, and measures."""

import csv
import io

import pytest
from django.test import Client

from chiso.definition.editions import edition, edition_list
from tests.web.api.conftest import Reader


def test_every_shipped_edition_is_listed_with_its_fingerprint(api: Reader) -> None:
    listed = {one["edition"]: one["sha256"] for one in api.json("/editions", limit="1000")["items"]}
    assert listed == {one.name: one.sha256 for one in edition_list()}


@pytest.mark.parametrize("name", ["papi@2023", "papi@2023-06-01", "papi@2023-01-01"])
def test_edition_is_found_by_year_and_by_day(api: Reader, name: str) -> None:
    assert api.json(f"/editions/{name}")["edition"] == "papi@2023-01-01"


def test_edition_has_owners_sources_classes_and_parts(api: Reader) -> None:
    found = api.json("/editions/ha-noi-communes@2025", lang="en")
    assert [one["name"] for one in found["owners"]] == ["Department of Home Affairs of Hà Nội"]
    assert {one["id"]: one["points"] for one in found["parts"]} == {"appraisal": 75, "survey": 25}
    assert [one["id"] for one in found["classes"]] == [
        *("weak", "average", "fair", "good", "excellent")
    ]
    assert found["conditions"][0]["at_best"] == "good"
    assert found["illustrative"] is True


def test_breaks_of_comparability_are_cited(api: Reader) -> None:
    breaks = api.json("/editions/papi@2023")["breaks"]
    assert breaks
    assert all(one["citation"]["place"] for one in breaks)


@pytest.mark.parametrize("name", [one.name for one in edition_list()])
def test_tree_is_that_of_the_edition(api: Reader, name: str) -> None:
    found, shipped = api.json(f"/editions/{name}/nodes", limit="1000")["items"], edition(name)
    assert [(one["node"], one["parent"], one["weight"]) for one in found] == [
        (one.id, one.parent, one.weight) for one in shipped.nodes
    ]
    assert all(one["rule_in_words"] for one in found)
    assert {one["node"] for one in found if one["rule"]} == {one.id for one in shipped.leaves}


def test_rule_has_its_kind_and_parameters(api: Reader) -> None:
    nodes = {
        one["node"]: one["rule"]
        for one in api.json("/editions/ha-noi-communes@2025/nodes", limit="1000")["items"]
    }
    assert nodes["1.1"] == {  # index.yaml, node 1.1
        "kind": "on_time",
        "measure": "hn.plan.days_late",
        "steps": [
            {"up_to": 0.0, "points": 1.5},
            {"up_to": 5.0, "points": 0.75},
            {"up_to": None, "points": 0.0},
        ],
    }
    assert nodes["1.2"]["then"]["kind"] == "bands"


def test_measures_of_an_edition_are_those_that_it_reads_or_shows(api: Reader) -> None:
    found = {
        one["measure"] for one in api.json("/measures", edition="papi@2023", limit="1000")["items"]
    }
    assert found == set(edition("papi@2023").measures_read())


def test_measure_names_the_editions_that_read_it(api: Reader) -> None:
    found = api.json("/measures/hn.plan.days_late")
    assert "ha-noi-communes@2025-01-01" in found["editions"]
    assert found["direction"] == "lower"


@pytest.mark.parametrize("year", ["2018", "2021", "2023"])
def test_changes_of_an_edition_are_those_of_the_page(
    api: Reader, client: Client, year: str
) -> None:
    found = api.json(f"/editions/papi@{year}/changes", limit="1000", lang="en")
    file = client.get(f"/en/editions/papi@{year}-01-01/changes.csv").content.decode("utf-8-sig")
    page = list(csv.DictReader(io.StringIO(file)))
    assert found["since"] == page[0]["before_edition"]
    assert [(one["before"], one["after"], one["counts"]) for one in found["items"]] == [
        (row["before"], row["after"], row["counts"] in ("true", "True")) for row in page
    ]


def test_changes_since_an_edition_that_is_named(api: Reader) -> None:
    found = api.json("/editions/papi@2018/changes", since="papi@2011", limit="1000")
    assert found["since"].startswith("papi@2011")
    assert {one["node"] for one in found["items"] if one["aspect"] == "added"} >= {"7", "8"}


@pytest.mark.parametrize("since", ["papi@2023", "papi@2024", "ha-noi-communes@2025", "x"])
def test_edition_is_compared_with_an_earlier_one_of_its_index(api: Reader, since: str) -> None:
    told = api.problem("/editions/papi@2023/changes", 404, since=since)
    assert told["errors"][0]["parameter"] == "since"
    assert all(one.startswith("papi@") for one in told["nearest"])


def test_first_edition_changed_nothing(api: Reader) -> None:
    told = api.problem("/editions/ha-noi-communes@2025/changes", 404)
    assert told["type"] == "urn:chiso:problem:comparison"
