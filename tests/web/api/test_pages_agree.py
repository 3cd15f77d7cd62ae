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

PAPI, COMMUNES, WARDS = ("papi", "2023"), ("ha-noi-communes", "2026"), ("long-bien-wards", "2018")
RESULTS = [
    PAPI,
    COMMUNES,
    WARDS,
    ("ha-noi-departments", "2026"),
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
