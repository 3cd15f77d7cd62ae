"""Synthetic results say so in every row, in the head and in the name of a file."""

import csv
import io
import json
from typing import Any

import pytest

from chiso.synthesis import MARK
from tests.web.api.conftest import Reader

COMMUNES = "/results/ha-noi-communes/2025"
SAID = f"{MARK.vi} / {MARK.en}"
LISTS = ["scores", "classes", "observations"]


def values(found: Any) -> list[Any]:
    """Every object inside an answer, at any depth, that has the key ``synthetic``."""
    below = found.values() if isinstance(found, dict) else found if isinstance(found, list) else []
    own = [found] if isinstance(found, dict) and "synthetic" in found else []
    return own + [one for item in below for one in values(item)]


@pytest.mark.parametrize("part", LISTS)
def test_every_row_and_the_head_say_so(api: Reader, part: str) -> None:
    page = api.json(f"{COMMUNES}/{part}")
    marked = [page, *page["items"]]
    assert {(one["synthetic"], one["mark"]) for one in marked} == {(True, SAID)}
    assert len(marked) > 1


@pytest.mark.parametrize("part", [*LISTS, "sdmx.csv", "data-values"])
def test_name_of_a_file_says_so(api: Reader, part: str) -> None:
    response = api.client.get(f"/api/v1{COMMUNES}/{part}", {"format": _format(part)})
    assert 'filename="gia-lap_ha-noi-communes-2025-' in response["Content-Disposition"]


def _format(part: str) -> str:
    return "json" if part == "data-values" else "csv"


@pytest.mark.parametrize("part", LISTS)
def test_every_row_of_a_file_says_so(api: Reader, part: str) -> None:
    table = list(csv.DictReader(io.StringIO(api.csv(f"{COMMUNES}/{part}"))))
    assert {(row["synthetic"], row["mark"]) for row in table} == {("true", SAID)}


def test_sdmx_and_dhis2_say_so_in_every_row(api: Reader) -> None:
    table = list(csv.DictReader(io.StringIO(api.csv(f"{COMMUNES}/sdmx.csv"))))
    assert {row["COMMENT"] for row in table} == {SAID}
    assert {row["OBS_STATUS"] for row in table if row["OBS_VALUE"] != "NaN"} == {"G"}
    sent = api.json(f"{COMMUNES}/data-values", node="total")
    assert {one["comment"] for one in sent["dataValues"]} == {sent["mark"]} == {SAID}


@pytest.mark.parametrize("address", [COMMUNES, f"{COMMUNES}/explanations/00145"])
def test_single_answers_say_so(api: Reader, address: str) -> None:
    found = values(api.json(address))
    assert {(one["synthetic"], one["mark"]) for one in found} == {(True, SAID)}


def test_list_of_results_says_which_are_synthetic(api: Reader) -> None:
    listed = api.json("/results")["items"]
    assert {one["index"] for one in listed if not one["synthetic"]} == {"papi"}
    assert all(bool(one["mark"]) == one["synthetic"] for one in listed)


@pytest.mark.parametrize("part", [*LISTS, "ranks", "explanations/01", "data-values"])
def test_real_results_do_not_say_so(api: Reader, part: str) -> None:
    assert MARK.vi not in json.dumps(api.json(f"/results/papi/2023/{part}"), ensure_ascii=False)


def test_groups_are_ranked_apart(api: Reader) -> None:
    ranked = api.json(f"{COMMUNES}/scores", node="total", limit="1000")["items"]
    firsts = {one["group"] for one in ranked if one["rank"] == 1}
    assert firsts == {"ward", "rural_commune"}
