"""Rank sets and comparisons on PAPI's published totals and standard errors."""

import math
from functools import cache
from statistics import NormalDist

import numpy as np
import pytest

from chiso.datasets import papi
from chiso.inference import RankSet, compare, left_out, papi_rule, rank_sets, ranks_taking_part
from chiso.values import Estimate, Missing, Observation

pytestmark = pytest.mark.reference

SEED = 2023


@cache
def totals(year: int) -> dict[str, Observation]:
    """The provinces with a published total."""
    found = papi.records(years=[year], level="total")
    return {one.unit: one for one in found if not isinstance(one.value, Missing)}


def columns(year: int) -> tuple[list[float], list[float | None]]:
    rows = totals(year).values()
    return [float(one.value) for one in rows], [one.se for one in rows]


@cache
def sets(year: int, kind: str) -> tuple[RankSet | None, ...]:
    return rank_sets(*columns(year), seed=SEED, kind=kind)


def pairwise(year: int, comparisons: int) -> list[RankSet]:
    """Sets from all pairwise differences, each tested at 5% over a number of comparisons."""
    points, ses = (np.array(column, float) for column in columns(year))
    limit = NormalDist().inv_cdf(1 - 0.025 / comparisons)
    gap = (points[:, None] - points) / np.hypot(ses[:, None], ses)
    below = (gap > limit).sum(axis=1)
    return [
        RankSet(1 + above, len(points) - under)
        for above, under in zip((gap < -limit).sum(axis=1).tolist(), below.tolist(), strict=True)
    ]


def within(inner: RankSet | None, outer: RankSet) -> bool:
    return inner is not None and outer.lowest <= inner.lowest and inner.highest <= outer.highest


def test_pairwise_sets_are_those_of_the_drawn_league_table() -> None:
    """The first four rows of the project's drawn page for 2023 (Bonferroni over 60 others)."""
    units = list(totals(2023))
    found = dict(zip(units, pairwise(2023, 60), strict=True))
    assert [found[unit] for unit in ("46", "19", "27", "94")] == [
        RankSet(1, 20),
        RankSet(1, 38),
        RankSet(1, 25),
        RankSet(1, 18),
    ]


@pytest.mark.parametrize("year", [2019, 2023])
def test_own_sets_lie_within_the_pairwise_ones(year: int) -> None:
    wide = pairwise(year, len(totals(year)) - 1)
    assert all(within(one, other) for one, other in zip(sets(year, "marginal"), wide, strict=True))


@pytest.mark.parametrize("year", [2019, 2023])
def test_joint_sets_lie_within_the_pairwise_ones_over_all_pairs(year: int) -> None:
    units = len(totals(year))
    wide = pairwise(year, units * (units - 1) // 2)
    joint = sets(year, "simultaneous")
    assert all(within(one, other) for one, other in zip(joint, wide, strict=True))


@pytest.mark.parametrize("year", [2019, 2022, 2023])
def test_own_sets_lie_within_the_joint_ones_and_hold_the_rank(year: int) -> None:
    ranks = ranks_taking_part(*columns(year))
    for rank, own, joint in zip(
        ranks, sets(year, "marginal"), sets(year, "simultaneous"), strict=True
    ):
        if rank is not None:
            assert joint is not None
            assert within(own, joint)
            assert within(RankSet(rank, rank), joint)


def test_three_provinces_of_2022_have_no_error_and_no_set() -> None:
    """Sóc Trăng, Bạc Liêu and Cà Mau: the table of 2022 prints a total without an error."""
    units = list(totals(2022))
    assert {units[place] for place in left_out(*columns(2022))} == {"94", "95", "96"}
    assert sum(one is None for one in sets(2022, "simultaneous")) == 3


@pytest.mark.parametrize("year", [2018, 2020, 2021, 2024])
def test_years_without_errors_have_no_sets(year: int) -> None:
    assert set(rank_sets(*columns(year), seed=SEED)) == {None}


def relative_changes(before: int, after: int) -> dict[str, tuple[float, int]]:
    earlier, later = totals(before), totals(after)
    found = {
        unit: papi_rule(float(earlier[unit].value), float(later[unit].value))
        for unit in earlier.keys() & later.keys()
    }
    return {unit: (one.share, one.direction) for unit, one in found.items() if one}


def test_papi_rule_gives_the_seven_provinces_of_the_2017_report() -> None:
    """Bạc Liêu, Quảng Ninh, Trà Vinh, Kiên Giang, Bà Rịa-Vũng Tàu, Đồng Nai, An Giang rose; none
    fell; the next, Hậu Giang, rose by 4.5% (a CECODES post quoting the report).
    """
    changes = relative_changes(2016, 2017)
    assert {unit for unit, (_, way) in changes.items() if way > 0} == {
        *("95", "22", "84", "91", "77", "75", "89")
    }
    assert not [unit for unit, (_, way) in changes.items() if way < 0]
    assert round(100 * changes["93"][0], 1) == 4.5


def estimate(one: Observation) -> Estimate:
    return Estimate(float(one.value), se=one.se)


def test_error_and_the_papi_rule_disagree_from_2022_to_2023() -> None:
    """Of the 59 provinces of both years 9 pass 5% and 16 differ by more than 1.96 errors (counted
    once on the published tables by other code).
    """
    changes = relative_changes(2022, 2023)
    assert len(changes) == 59
    assert sum(way != 0 for _, way in changes.values()) == 9
    found = [
        compare(estimate(totals(2022)[unit]), estimate(totals(2023)[unit])) for unit in changes
    ]
    assert sum(one.beyond_error is True for one in found) == 16
    assert all(one.se is None or math.isfinite(one.se) for one in found)
