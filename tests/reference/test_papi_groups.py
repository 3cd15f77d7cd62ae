"""PAPI's four groups: what the 2022 report prints on page 82 for dimension 6."""

from collections import Counter

import numpy as np
import pytest

from tests.reference.published import evaluated

pytestmark = pytest.mark.reference

# PAPI 2022 report, p. 82, legend of the map of dimension 6: lowest and highest score of each group.
LIMITS = {
    "highest": (7.8579, 8.3148),
    "upper_middle": (7.5189, 7.8072),
    "lower_middle": (7.2294, 7.5173),
    "lowest": (6.4132, 7.2275),
}
SIZES = {"highest": 16, "upper_middle": 16, "lower_middle": 15, "lowest": 16}


def scores_by_class() -> dict[str, list[float]]:
    evaluation = evaluated(2022)
    place = evaluation.edition.place("6")
    found: dict[str, list[float]] = {}
    for row, name in enumerate(evaluation.classes("6")):
        found.setdefault(str(name), []).append(float(evaluation.points[row, place]))
    return found


@pytest.mark.parametrize("name", LIMITS)
def test_limits_of_the_groups_agree_to_four_decimals(name: str) -> None:
    scores = scores_by_class()[name]
    assert (round(min(scores), 4), round(max(scores), 4)) == LIMITS[name]


def test_groups_have_the_published_sizes() -> None:
    assert {name: len(scores) for name, scores in scores_by_class().items()} == SIZES


def test_province_on_the_median_belongs_to_the_upper_group() -> None:
    scores = scores_by_class()
    median = float(np.median([score for group in scores.values() for score in group]))
    assert min(scores["upper_middle"]) == median


def test_groups_of_the_total_of_2019_have_the_published_sizes() -> None:
    """A page of Lào Cai gives 16/16/15/16 for the totals of 2019 (ddcilaocai.vn)."""
    assert Counter(evaluated(2019).classes("total")) == SIZES
