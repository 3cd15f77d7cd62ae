"""docs/method/ranks.md and its Vietnamese twin say what the code gives."""

import math
import re
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from chiso.inference import RankSet, rank_sets
from chiso.inference.critical import Sample, joint_limit, own_limits
from chiso.inference.ranks import Kind
from tests.reference.test_ranks_papi import pairwise, sets, totals

pytestmark = pytest.mark.reference

METHOD = Path(__file__).resolve().parents[2] / "docs" / "method"
ENGLISH = (METHOD / "ranks.md").read_text(encoding="utf-8")
VIETNAMESE = (METHOD / "ranks.vi.md").read_text(encoding="utf-8")
SCORES, ERRORS = np.array([10.0, 7.0, 6.5]), np.ones(3)
DRAWS = 400_000


@cache
def sample() -> Sample:
    return Sample.of(SCORES, ERRORS, draws=DRAWS, generator=np.random.default_rng(1))


def stated(number: float, digits: int) -> bool:
    text = f"{number:.{digits}f}"
    return text in ENGLISH and text.replace(".", ",") in VIETNAMESE


def test_limits_of_the_table_by_hand_are_those_of_many_draws() -> None:
    """The quantiles have a standard error of about 0.004."""
    first = joint_limit(sample(), level=0.95, limit=math.inf)
    assert first == pytest.approx(2.344, abs=0.01)
    assert joint_limit(sample(), level=0.95, limit=first) == pytest.approx(2.283, abs=0.01)
    own = own_limits(sample(), np.array([0]), level=0.95, limits=np.array([math.inf]))
    assert own[0] == pytest.approx(2.209, abs=0.01)
    next_one = own_limits(sample(), np.array([0]), level=0.95, limits=own)
    assert next_one[0] == pytest.approx(2.102, abs=0.01)
    assert all(stated(limit, 3) for limit in (2.344, 2.283, 2.209, 2.102))


def test_sets_of_the_table_by_hand() -> None:
    joint = rank_sets(SCORES, ERRORS, draws=DRAWS, seed=1)
    assert joint == (RankSet(1, 2), RankSet(1, 3), RankSet(2, 3))
    assert rank_sets(SCORES, ERRORS, draws=DRAWS, seed=1, kind="marginal")[0] == RankSet(1, 1)


def mean_width(found: tuple[RankSet | None, ...] | list[RankSet]) -> float:
    return float(np.mean([one.highest - one.lowest + 1 for one in found if one]))


@pytest.mark.parametrize(("kind", "highest"), [("simultaneous", 26), ("marginal", 18)])
def test_figures_of_2023_on_the_page_are_those_computed(kind: Kind, highest: int) -> None:
    found = sets(2023, kind)
    assert stated(mean_width(found), 1)
    assert found[list(totals(2023)).index("46")] == RankSet(1, highest)
    assert re.search(rf"1\s+to {highest}\b", ENGLISH)
    assert re.search(rf"1\s+đến {highest}\b", VIETNAMESE)


def test_mean_of_the_pairwise_sets_on_the_page() -> None:
    assert stated(mean_width(pairwise(2023, 60)), 1)


def test_both_pages_have_the_same_sections_and_table_rows() -> None:
    for pattern in (r"^## ", r"^\| ", r"^- ", r"^\d\. "):
        counts = [len(re.findall(pattern, page, re.MULTILINE)) for page in (ENGLISH, VIETNAMESE)]
        assert counts[0] == counts[1]
