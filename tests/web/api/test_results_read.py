"""Results: scores, classes, rank ranges, observations, explanations."""

import csv
import io
import math
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import pytest

from chiso.datasets import papi
from chiso.values import MissingKind
from chiso_web.api.asked import LARGEST_PAGE
from chiso_web.results.models import Evaluation, Score
from tests.web.api.conftest import Reader

PAPI = "/results/papi/2023"
COMMUNES = "/results/ha-noi-communes/2025"
Assert = Callable[..., object]


def nodes(item: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A node of an explanation and all below it."""
    yield item
    for child in item["children"]:
        yield from nodes(child)


def test_every_published_result_is_listed(api: Reader) -> None:
    listed = {(one["index"], one["period"]) for one in api.json("/results")["items"]}
    assert listed == set(Evaluation.objects.values_list("index", "period"))


def test_result_says_what_it_can_be_computed_by(api: Reader) -> None:
    found, stored = api.json(PAPI), Evaluation.objects.get(index="papi", period="2023")
    assert (found["edition"], found["edition_sha256"], found["units"]) == (
        "papi@2023-01-01",
        stored.edition_sha256,
        61,  # Quảng Ninh and Bắc Ninh were withheld (PAPI 2023)
    )


@pytest.mark.parametrize(
    ("query", "where"),
    [
        ({"unit": "22"}, {"unit__code": "22"}),
        ({"node": "4.1"}, {"node": "4.1"}),
        ({"kind": "dimension"}, {"kind": "dimension"}),
        ({"group": "province", "kind": "index"}, {"rank_group": "province", "kind": "index"}),
        ({"class": "highest"}, {"class_id": "highest"}),
        ({"missing": "withheld"}, {"missing": "withheld"}),
        ({"missing": "any"}, {"missing__gt": ""}),
        ({"missing": "none", "node": "1"}, {"missing": "", "node": "1"}),
    ],
)
def test_filter_leaves_the_scores_that_fit(
    api: Reader, query: dict[str, str], where: dict[str, str]
) -> None:
    stored = Score.objects.filter(evaluation__period="2023", **where).order_by("pk")
    wanted = [f"{one.unit.uid} {one.node}" for one in stored.select_related("unit")]
    table = csv.DictReader(io.StringIO(api.csv(f"{PAPI}/scores", **query)))
    assert [f"{row['unit']} {row['node']}" for row in table] == wanted
    assert wanted


def test_every_reason_for_missing_can_be_asked_for(api: Reader) -> None:
    for kind in MissingKind:
        api.json(f"{PAPI}/scores", missing=kind.value, limit="1")


def test_points_are_given_in_full(api: Reader) -> None:
    item = api.json(f"{PAPI}/scores", unit="01", node="total")["items"][0]
    stored = Score.objects.get(evaluation__period="2023", unit__code="01", node="total")
    assert (item["points"], item["rank"], item["class"]) == (stored.points, 15, "highest")


def test_missing_points_are_null_with_the_reason(api: Reader) -> None:
    item = api.json(f"{PAPI}/scores", unit="22", node="total")["items"][0]
    assert (item["points"], item["rank"], item["missing"]) == (None, None, "withheld")


def test_classes_count_every_unit_once(api: Reader) -> None:
    classes = api.json(f"{PAPI}/classes", node="total")["items"]
    scored = Score.objects.filter(evaluation__period="2023", node="total").exclude(class_id="")
    counted = Counter(scored.values_list("class_id", flat=True))
    assert {one["class"]: one["units"] for one in classes} == counted
    assert [one["class"] for one in classes] == [
        "lowest",
        "lower_middle",
        "upper_middle",
        "highest",
    ]
    assert all(low["highest"] <= high["lowest"] for low, high in pairwise(classes))


def test_ranks_have_seed_and_draws(api: Reader) -> None:
    first = api.json(f"{PAPI}/ranks", unit="01")["items"][0]
    assert first["lowest"] <= first["rank"] <= first["highest"] <= first["among"] == 61
    assert (first["seed"], first["draws"]) == (2024, 1000)


def test_result_without_published_errors_has_no_ranks(api: Reader) -> None:
    assert api.json("/results/papi/2018/ranks")["items"] == []


def test_observations_are_those_of_the_data_set(api: Reader) -> None:
    table = list(csv.DictReader(io.StringIO(api.csv(f"{PAPI}/observations", unit="01"))))
    own = papi.observations(2023)
    wanted = {
        one.measure: one.value if isinstance(one.value, float) else None
        for one in own.observations()
        if one.unit == "01"
    }
    read = {row["measure"]: float(row["value"]) if row["value"] else None for row in table}
    assert set(read) <= set(wanted)
    assert read == {measure: wanted[measure] for measure in read}
    assert "papi.4.1.01" in read


def test_observations_of_one_measure(api: Reader) -> None:
    items = api.json(f"{PAPI}/observations", measure="papi.total", limit="1000")["items"]
    assert len(items) == 63
    assert {one["measure"] for one in items} == {"papi.total"}


def test_note_of_an_observation_is_a_sentence_in_the_language(api: Reader) -> None:
    said = {
        lang: api.json(f"{PAPI}/observations", measure="papi.total", unit="22", lang=lang)
        for lang in ("vi", "en")
    }
    assert said["vi"]["items"][0]["note"] != said["en"]["items"][0]["note"]


@pytest.mark.parametrize("base", [f"{PAPI}/explanations/01", f"{COMMUNES}/explanations/00145"])
def test_points_are_the_offset_and_what_the_parts_contribute(api: Reader, base: str) -> None:
    whole = list(nodes(api.json(base)["explanation"]))
    for item in whole:
        counted = [child for child in item["children"] if not child["left_out"]]
        if counted and item["points"] is not None:
            total = math.fsum([item["offset"], *(child["contribution"] for child in counted)])
            assert item["points"] == pytest.approx(total, abs=1e-9)
    assert len(whole) > 50


@pytest.mark.parametrize(("result", "unit"), [(PAPI, "01"), (COMMUNES, "00145")])
def test_explanation_has_the_points_of_the_scores(api: Reader, result: str, unit: str) -> None:
    explained = nodes(api.json(f"{result}/explanations/{unit}")["explanation"])
    scores = api.json(f"{result}/scores", unit=unit, limit=str(LARGEST_PAGE))["items"]
    assert {one["node"]: one["points"] for one in explained} == {
        one["node"]: one["points"] for one in scores
    }


def test_leaf_says_what_it_read_and_where_its_rule_stands(api: Reader) -> None:
    leaf = api.json(f"{PAPI}/explanations/01/4.1.01", lang="en")["explanation"]
    assert [one["measure"] for one in leaf["inputs"]] == ["papi.4.1.01"]
    assert leaf["citation"]["source"] == "papi_2023"
    assert leaf["rule"]
    assert leaf["children"] == []


@pytest.mark.parametrize(
    ("address", "count"),
    [
        (f"{PAPI}/scores", 3),  # evaluations, lists of units, scores
        (f"{PAPI}/scores?node=4&unit=01", 3),
        (f"{PAPI}/observations", 3),
        (f"{PAPI}/classes", 3),
        (f"{PAPI}/ranks", 3),
        (f"{PAPI}/explanations/01", 2),  # and nothing else, once the evaluation is in memory
        (f"{PAPI}/changes?since=2022", 7),  # result, units, results; twice scores and errors
        (f"{PAPI}/restated", 4),  # and scores, and whether totals were added up
        (f"{PAPI}/spreads", 2),
        ("/units/01@unknown/results", 3),  # unit, its results, scores
        ("/editions/papi@2023/cases", 0),
        (PAPI, 3),  # evaluations, units counted, groups
        ("/results", 2),
        ("/units", 3),  # kinds' lists, lists, units
        ("/units?parent=01&kind=ward", 5),  # and the unit above, by id and by code
        ("/units/01@unknown", 1),
        ("/editions/papi@2023/nodes", 0),
        ("/measures?index=papi", 0),
    ],
)
def test_number_of_queries_does_not_grow(
    api: Reader, django_assert_num_queries: Assert, address: str, count: int
) -> None:
    api.client.get(f"/api/v1{address}")
    with django_assert_num_queries(count):
        assert api.client.get(f"/api/v1{address}").status_code == 200
