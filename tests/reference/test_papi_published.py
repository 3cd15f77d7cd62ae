"""The editions give back what PAPI published, through the whole engine.

Expected numbers: PAPI's tables as packaged (datasets/papi/SOURCES.md). The published dimensions and
totals are never read by an edition, so they check it; sums that Chiso added itself check nothing.
"""

import pytest

from chiso.datasets import papi
from chiso.values import Missing
from tests.reference.published import (
    PRINTED_DIMENSIONS,
    PRINTED_TOTALS,
    checked,
    coefficients,
    evaluated,
    exact_cells,
    pairs,
)

pytestmark = pytest.mark.reference

WITHIN = 1e-5
ROUNDED_AT_SOURCE_WITHIN = 1e-3

# papi.md §3 of the study: the cells whose formula is known exactly, 42 in all.
FOUR_YEARS = ("1.1", "3.2", "3.3", "4.1", "4.2", "4.3", "7.2", "7.3", "8.2")
EXACT = {(year, node) for year in (2018, 2019, 2022, 2023) for node in FOUR_YEARS} | {
    (2018, "7.1"),
    *((year, "8.1") for year in (2018, 2019, 2022)),
    *((year, "8.3") for year in (2022, 2023)),
}


@pytest.mark.parametrize("year", PRINTED_TOTALS)
def test_totals_agree_with_the_printed_ones(year: int) -> None:
    errors = checked(year, kind="index")
    assert len(errors) >= 60  # 63 provinces less those withheld, less Hà Nội in 2022
    assert max(errors) < WITHIN


@pytest.mark.parametrize("year", PRINTED_DIMENSIONS)
def test_dimensions_agree_with_the_printed_ones(year: int) -> None:
    errors = checked(year, kind="dimension")
    assert len(errors) >= 366  # 61 provinces × 6 dimensions in 2014
    assert max(errors) < WITHIN


def test_sums_that_chiso_made_check_nothing() -> None:
    assert [year for year in papi.YEARS if not checked(year, kind="index")] == [
        *(2017, 2020, 2021, 2024)
    ]
    assert [year for year in papi.YEARS if not checked(year, kind="dimension")] == [
        *(2020, 2021, 2024)
    ]


@pytest.mark.parametrize("node", ["1", "total"])
def test_ha_noi_2022_differs_by_the_rounding_of_the_source(node: str) -> None:
    (pair,) = (pair for pair in pairs(2022) if pair.rounded_at_source and pair.node.id == node)
    assert pair.error is not None
    assert WITHIN < pair.error < ROUNDED_AT_SOURCE_WITHIN


def test_exact_cells_are_the_42_known_ones() -> None:
    assert set(exact_cells()) == EXACT
    assert len(EXACT) == 42


@pytest.mark.parametrize(("year", "node"), sorted(EXACT))
def test_exact_cell_is_within_the_rounding_of_its_indicators(year: int, node: str) -> None:
    bound = 5e-7 * (1 + coefficients(evaluated(year), node))
    errors = [pair.error for pair in pairs(year) if pair.node.id == node and pair.error is not None]
    assert len(errors) >= 61
    assert max(errors) <= bound


def test_weighted_totals_of_2019_agree_with_the_printed_ones() -> None:
    errors = checked(2019, kind="index", index="papi-weighted")
    assert len(errors) == 63
    assert max(errors) < WITHIN


def test_eight_weights_give_the_printed_total_from_the_printed_dimensions() -> None:
    """No indicator and no sum comes between: what is left is the rounding of PAPI's figures."""
    nodes = evaluated(2019, "papi-weighted").edition.children("total")
    assert sum(node.weight for node in nodes) == pytest.approx(8.1230671, abs=1e-12)
    table = papi.observations(2019)
    printed, _ = table.column("papi.total.weighted")
    total = sum(node.weight * table.column(f"papi.{node.id}")[0] for node in nodes)
    assert abs(total - printed).max() < 4.4e-6


def test_dimensions_below_the_weighted_total_are_the_unweighted_ones() -> None:
    weighted = {(pair.unit, pair.node.id): pair.points for pair in pairs(2019, "papi-weighted")}
    for pair in pairs(2019):
        if pair.node.id != "total":
            assert weighted[pair.unit, pair.node.id] == pair.points


@pytest.mark.parametrize("year", papi.YEARS)
def test_what_has_points_is_exactly_what_was_published(year: int) -> None:
    assert len(pairs(year)) == 63 * len(evaluated(year).edition.nodes)
    for pair in pairs(year):
        missing = isinstance(pair.published.value, Missing)
        assert isinstance(pair.points, Missing) == missing, (pair.unit, pair.node.id)


# Provinces without a total: papi.org.vn and the tables; see SOURCES.md, "Not published".
WITHHELD = {
    2014: {"24", "87"},
    2018: {"22", "87"},
    2021: {"22", "24", "27"},
    2022: {"24", "27"},
    2023: {"22", "74"},
    2024: {"26", "82"},
}


@pytest.mark.parametrize("year", papi.YEARS)
def test_withheld_provinces_have_no_total_rank_or_class(year: int) -> None:
    evaluation = evaluated(year)
    without = {one.unit for one in evaluation.ranking("total") if one.rank is None}
    assert without == WITHHELD.get(year, set())
    classes = dict(zip(evaluation.table.units, evaluation.classes("total"), strict=True))
    assert {unit for unit, found in classes.items() if found is None} == without


def test_withheld_province_keeps_the_dimensions_it_has() -> None:
    """2022 Bắc Ninh: D2, D3, D4 and D8 are blank in PAPI's table, the others are printed."""
    evaluation = evaluated(2022)
    missing = {
        node.id
        for node in evaluation.edition.children("total")
        if isinstance(evaluation.score("27", node.id).points, Missing)
    }
    assert missing == {"2", "3", "4", "8"}
