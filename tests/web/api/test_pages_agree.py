"""Every number on a page is the open interface's (all of them: scripts/pages_agree.py)."""

from functools import cache

import pytest
from django.test import Client

from chiso.datasets import papi
from scripts.pages_agree import (
    Compared,
    Figures,
    file_agrees,
    page_agrees,
    tree_agrees,
    unit_pages,
)
from tests.web.api.conftest import Reader

PAPI, COMMUNES, WARDS = ("papi", "2023"), ("ha-noi-communes", "2025"), ("long-bien-wards", "2018")
RESULTS = [
    PAPI,
    COMMUNES,
    WARDS,
    ("ha-noi-departments", "2025"),
    ("long-bien-departments", "2018"),
    ("long-bien-district", "2018"),
]
LANGUAGES = ["vi", "en"]
PROVINCES = [one.code for one in papi.provinces()]
WITH_LEAVES = {"01", "22", "46"}  # the first, one without a total, the highest
SOME_COMMUNES = ["00004@2025-07-01", "00145@2025-07-01", "09871@2025-07-01"]
pytestmark = [pytest.mark.slow, pytest.mark.django_db]


@cache
def figures(index: str, period: str, lang: str) -> Figures:
    """A result as the interface has it, read once a worker."""
    return Figures(Client(headers={"Host": "localhost"}), index, period, lang)


def agreed(*found: Compared, at_least: int) -> bool:
    """Whether all that was compared agrees, and enough was."""
    assert [fault for one in found for fault in one.faults] == []
    return sum(one.count for one in found) >= at_least


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("result", RESULTS, ids=lambda result: result[0])
def test_ranking_and_parts_agree(result: tuple[str, str], lang: str) -> None:
    own = figures(*result, lang)
    parts = [f"{own.base}/part/{node}" for node in own.nodes if node != "total"]
    pages = [own.base, f"{own.base}/part", *parts]
    found = [page_agrees(own, page) for page in pages]
    files = [file_agrees(own, f"{page}.json") for page in pages]
    assert agreed(*found, *files, at_least=3 * len(own.nodes))


@pytest.mark.parametrize("province", PROVINCES)
def test_explanations_of_a_province_agree(province: str) -> None:
    own = figures(*PAPI, "vi")
    pages = unit_pages(own, province, leaves=province in WITH_LEAVES)
    found = [page_agrees(own, page) for page in pages]
    assert agreed(*found, tree_agrees(own, province), at_least=400)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("unit", SOME_COMMUNES)
def test_explanations_of_a_commune_agree(unit: str, lang: str) -> None:
    own = figures(*COMMUNES, lang)
    found = [page_agrees(own, page) for page in unit_pages(own, unit, leaves=True)]
    files = [file_agrees(own, f"{own.base}/{unit}.json"), tree_agrees(own, unit)]
    assert agreed(*found, *files, at_least=1000)


@pytest.mark.parametrize("result", [COMMUNES, WARDS], ids=lambda result: result[0])
def test_page_of_every_unit_agrees(result: tuple[str, str]) -> None:
    own = figures(*result, "vi")
    found = [page_agrees(own, f"{own.base}/{unit}") for unit in own.units]
    assert agreed(*found, at_least=50 * len(own.units))


def test_a_number_that_differs_is_seen(api: Reader) -> None:
    own = Figures(api.client, *WARDS, "vi")
    unit = own.units[0]
    own.scores[unit, "total"]["points"] += 0.01
    found = [page_agrees(own, own.base), page_agrees(own, f"{own.base}/{unit}")]
    found.append(file_agrees(own, f"{own.base}.json"))
    assert all(one.faults for one in found)


def items(api: Reader, path: str, **query: str) -> dict[tuple[str, str], dict[str, object]]:
    """The items of a list about PAPI 2023 by unit and node."""
    found = api.json(f"/results/papi/2023{path}", limit="1000", **query)["items"]
    return {(one["unit"], one.get("node", "total")): one for one in found}


def test_file_of_changes_agrees(api: Reader) -> None:
    found = items(api, "/changes", since="2022")
    rows = api.client.get("/papi/2023/since/2022.json").json()
    assert len(rows) == len(found) == 63
    for row in rows:
        ours = found[f"{row['unit']}@unknown", "total"]
        for name in ("change", "se", "low", "high", "p", "p_together", "relative_change"):
            assert row[name] == ours[name]
        assert (row["points_earlier"], row["points_later"]) == (
            ours["points_since"],
            ours["points"],
        )


def test_file_of_todays_provinces_agrees(api: Reader) -> None:
    found = items(api, "/restated")
    rows = api.client.get("/papi/2023/restated.json").json()
    assert len(rows) == 34
    compared = 0
    for row in rows:
        for node in ("total", *"12345678"):
            ours = found[row["unit"], node]
            assert row[node] == ours["points"]
            compared += ours["points"] is not None
        assert row["approximate"] == found[row["unit"], "total"]["approximate"]
    assert compared > 9 * 30


def test_ranges_of_ranks_and_errors_agree(api: Reader) -> None:
    ranks = items(api, "/ranks")
    errors = items(api, "/observations", measure="papi.total")
    rows = api.client.get("/papi/2023.json").json()
    assert len(ranks) == 61
    for row in rows:
        own = ranks.get((f"{row['unit']}@unknown", "total"), {"lowest": None, "highest": None})
        assert (row["rank_low"], row["rank_high"]) == (own["lowest"], own["highest"])
        assert row["se"] == errors[f"{row['unit']}@unknown", "total"]["se"]
