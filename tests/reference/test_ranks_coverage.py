"""Rank sets hold the truth as often as they say: `scripts/rank_coverage.py` on fewer tables."""

import pytest

from scripts.rank_coverage import DESIGNS, coverage

pytestmark = [pytest.mark.reference, pytest.mark.slow]


@pytest.mark.parametrize("design", DESIGNS)
def test_joint_sets_hold_every_rank_in_95_of_100_tables(design: str) -> None:
    """Over 200 tables the share has a standard error of 1.5 points: 3.5 of them below 95%."""
    found = coverage(design, "simultaneous", tables=200, seed=11, draws=400)
    assert found.share >= 0.90


def test_joint_sets_are_not_wider_than_they_must_be() -> None:
    """With all scores equal nothing is to spare: 95% within three standard errors either way."""
    found = coverage("all equal", "simultaneous", tables=600, seed=12, draws=400)
    assert 0.92 <= found.share <= 0.98


@pytest.mark.parametrize("design", DESIGNS)
def test_own_sets_hold_their_rank_in_95_of_100_units(design: str) -> None:
    found = coverage(design, "marginal", tables=60, seed=13, draws=400)
    assert found.share >= 0.93
