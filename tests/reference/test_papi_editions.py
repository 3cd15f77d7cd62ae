"""PAPI's editions stand for the tables that are packaged: rows, slots, scales, measures, years."""

import csv
from pathlib import Path

import pytest

from chiso.datasets import papi
from chiso.definition.editions import edition, edition_list
from chiso.definition.load import INDICES, read_measures
from chiso.definition.model import Edition, Node
from chiso.definition.rules import Given
from chiso.errors import EditionNotInForce
from tests.reference.published import evaluated

pytestmark = pytest.mark.reference

TABLES = Path(papi.__file__).parent


def rows(name: str) -> list[dict[str, str]]:
    with (TABLES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def given(node: Node) -> Given:
    assert isinstance(node.rule, Given)
    return node.rule


def items_of(year: int, subdimension: str) -> list[str]:
    found = [
        row
        for row in rows("indicators")
        if row["year"] == str(year) and row["subdimension"] == subdimension
    ]
    return [f"papi.{row['indicator']}" for row in sorted(found, key=lambda row: int(row["order"]))]


def nodes_of_kind(one: Edition, kind: str) -> list[Node]:
    return [node for node in one.nodes if node.kind == kind]


@pytest.mark.parametrize("year", papi.YEARS)
def test_subdimensions_slots_and_scales_are_those_of_the_year(year: int) -> None:
    printed = [
        (row["subdimension"], row["slot"], float(row["scale_min"]), float(row["scale_max"]))
        for row in rows("subdimension_years")
        if row["year"] == str(year)
    ]
    nodes = nodes_of_kind(edition(f"papi@{year}"), "sub_dimension")
    assert [(node.id, node.code, *(node.scale or ())) for node in nodes] == printed


@pytest.mark.parametrize("year", papi.YEARS)
def test_given_subdimension_takes_its_range_from_the_printed_scale(year: int) -> None:
    leaves = [node for node in nodes_of_kind(edition(f"papi@{year}"), "sub_dimension") if node.rule]
    for node in leaves:
        assert given(node).measure == f"papi.{node.id}"
        assert (given(node).low, given(node).high) == node.scale


@pytest.mark.parametrize("year", papi.YEARS)
def test_every_indicator_is_counted_or_shown_once(year: int) -> None:
    one = edition(f"papi@{year}")
    counted = [given(node).measure for node in nodes_of_kind(one, "indicator")]
    shown = [measure for node in one.nodes for measure in node.shown]
    published = {
        f"papi.{row['indicator']}" for row in rows("indicators") if row["year"] == str(year)
    }
    assert sorted(counted + shown) == sorted(published)


@pytest.mark.parametrize("year", [2018, 2019, 2022, 2023])
def test_leaf_number_is_its_row_in_the_table_of_the_year(year: int) -> None:
    one = edition(f"papi@{year}")
    for leaf in nodes_of_kind(one, "indicator"):
        if leaf.id != "4.2.03":
            row = int(leaf.id.rpartition(".")[2])
            assert given(leaf).measure == items_of(year, str(leaf.parent))[row - 1]
        assert leaf.code == ""


@pytest.mark.parametrize("year", [2018, 2019, 2022, 2023])
def test_third_item_of_4_2_is_the_first_row_of_4_4(year: int) -> None:
    assert given(edition(f"papi@{year}").node("4.2.03")).measure == "papi.4.4.01"


def test_second_row_of_8_1_in_2018_is_the_measure_8_1_03() -> None:
    assert given(edition("papi@2018").node("8.1.02")).measure == "papi.8.1.03"


@pytest.mark.parametrize(
    ("year", "node", "low", "high"),
    # By hand from the formulas, e.g. 3.3: 0.22 + 0.99 × (0 … 2); 8.3: 0.334 + 3.006 × (0 … 1).
    [
        (2018, "8.1", 0.5, 5.0),
        (2019, "3.2", 0.33, 3.3),
        (2022, "3.2", 0.33, 3.3),
        (2023, "1.1", 0.25, 2.5),
        (2023, "3.3", 0.22, 2.2),
        (2023, "4.3", 0.25, 2.5),
        (2023, "7.2", 1 / 3, 10 / 3),
        (2023, "8.3", 0.334, 3.34),
        (2023, "4", 1.0, 10.0),
    ],
)
def test_range_of_a_node_follows_its_formula(year: int, node: str, low: float, high: float) -> None:
    score = evaluated(year).score("01", node)
    assert (score.minimum, score.maximum) == pytest.approx((low, high), abs=1e-12)


def test_catalogue_holds_every_published_measure_once_and_no_other() -> None:
    measures, faults = read_measures(INDICES / "measures.yaml")
    published = {measure for year in papi.YEARS for measure in papi.measures_of(year)}
    of_papi = {name for name in measures if name.startswith("papi.")}
    assert not faults
    assert of_papi == published


def test_names_are_clean() -> None:
    measures, _ = read_measures(INDICES / "measures.yaml")
    for measure in measures.values():
        for text in (measure.name.vi, measure.name.en):
            assert text == " ".join(text.split())
            assert text
            assert "*" not in text


@pytest.mark.parametrize("year", papi.YEARS)
def test_survey_year_has_its_edition(year: int) -> None:
    starts = {2012: 2011, 2013: 2011, 2014: 2011, 2015: 2011, 2017: 2016}
    assert edition(f"papi@{year}").name == f"papi@{starts.get(year, year)}-01-01"


@pytest.mark.parametrize("name", ["papi@2010", "papi@2025", "papi-weighted@2020"])
def test_year_without_an_edition_is_refused(name: str) -> None:
    with pytest.raises(EditionNotInForce):
        edition(name)


def test_every_node_is_cited_and_every_break_has_both_languages() -> None:
    for one in edition_list():
        if one.id.startswith("papi"):
            assert all(node.cite and node.cite.place.vi for node in one.nodes)
            assert all(row.reason.vi and row.reason.en for row in one.breaks)
