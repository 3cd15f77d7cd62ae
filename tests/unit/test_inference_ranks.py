"""Confidence sets for ranks: what can be checked by hand, and the plain computation beside."""

import math
from statistics import NormalDist

import numpy as np
import pytest

from chiso.errors import FaultsFound, ObservationsInvalid
from chiso.inference import RankSet, left_out, rank_sets, ranks_taking_part
from chiso.inference.critical import Sample, joint_limit, order_statistic, own_limits
from chiso.values import Missing, MissingKind

KINDS = ("simultaneous", "marginal")


def sample(errors: list[float], *, draws: int, seed: int = 1) -> Sample:
    generator = np.random.default_rng(seed)
    points = np.zeros(len(errors))
    return Sample.of(points, np.array(errors), draws=draws, generator=generator)


@pytest.mark.parametrize("kind", KINDS)
def test_two_units_are_told_apart_past_the_normal_quantile(kind: str) -> None:
    """One pair: the critical value is 1.96; the difference 1 over √(0.3² + 0.4²) = 0.5 is 2, over
    0.6 it is 1.67. With 40,000 draws the quantile is within ± 0.03 (four standard errors).
    """
    apart = rank_sets([2.0, 1.0], [0.3, 0.4], draws=40_000, seed=5, kind=kind)
    near = rank_sets([2.0, 1.0], [0.36, 0.48], draws=40_000, seed=5, kind=kind)
    assert apart == (RankSet(1, 1), RankSet(2, 2))
    assert near == (RankSet(1, 2), RankSet(1, 2))


@pytest.mark.parametrize("level", [0.8, 0.95, 0.99])
def test_critical_value_of_two_units_is_that_of_the_normal(level: float) -> None:
    wanted = NormalDist().inv_cdf((1 + level) / 2)
    found = joint_limit(sample([1.0, 7.0], draws=100_000), level=level, limit=math.inf)
    assert found == pytest.approx(wanted, abs=0.03)


def test_critical_value_of_equal_errors_is_that_of_the_studentised_range() -> None:
    """The upper 5% point of the range of ten normals is 4.474 (tables of Harter, infinite degrees
    of freedom); a difference over its error is the range over √2: 3.164.
    """
    found = joint_limit(sample([2.0] * 10, draws=100_000), level=0.95, limit=math.inf)
    assert found == pytest.approx(4.474 / math.sqrt(2), abs=0.02)


def test_own_critical_value_beside_exact_units_is_that_of_one_normal() -> None:
    """Against units without error every difference is the same draw: 1.96, however many there
    are.
    """
    many = sample([1.0, 0.0, 0.0, 0.0], draws=100_000)
    found = own_limits(many, np.array([0]), level=0.95, limits=np.array([math.inf]))
    assert found[0] == pytest.approx(1.959964, abs=0.03)


@pytest.mark.parametrize("kind", KINDS)
def test_equal_scores_leave_every_rank_open(kind: str) -> None:
    assert rank_sets([3.0] * 6, [0.5] * 6, seed=1, kind=kind) == (RankSet(1, 6),) * 6


@pytest.mark.parametrize("kind", KINDS)
def test_scores_far_apart_have_one_rank_each(kind: str) -> None:
    found = rank_sets([10.0, 40.0, 20.0, 30.0], [0.1, 0.2, 0.3, 0.1], seed=1, kind=kind)
    assert found == (RankSet(4, 4), RankSet(1, 1), RankSet(3, 3), RankSet(2, 2))


def test_tied_units_share_the_places_that_they_occupy() -> None:
    found = rank_sets([50.0, 50.0, 10.0, 90.0], [0.1] * 4, seed=1)
    assert found == (RankSet(2, 3), RankSet(2, 3), RankSet(4, 4), RankSet(1, 1))


@pytest.mark.parametrize("kind", KINDS)
def test_exact_scores_have_their_ranks_and_exact_ties_share_theirs(kind: str) -> None:
    found = rank_sets([5.0, 7.0, 5.0, 5.0 - 1e-9], [0.0] * 4, seed=1, kind=kind)
    assert found == (RankSet(2, 3), RankSet(1, 1), RankSet(2, 3), RankSet(4, 4))


def test_an_exact_unit_is_compared_by_the_error_of_the_other() -> None:
    assert rank_sets([1.0, 0.0], [0.0, 0.4], seed=1) == (RankSet(1, 1), RankSet(2, 2))
    assert rank_sets([1.0, 0.0], [0.0, 0.6], seed=1) == (RankSet(1, 2), RankSet(1, 2))


def test_units_without_error_or_score_take_no_part() -> None:
    blank = Missing(MissingKind.NOT_PUBLISHED)
    scores, errors = [9.0, 8.0, blank, 1.0, math.nan], [0.1, None, 0.1, 0.1, 0.1]
    found = rank_sets(scores, errors, seed=1)
    assert found == (RankSet(1, 1), None, None, RankSet(2, 2), None)
    assert left_out(scores, errors) == (1, 2, 4)
    assert ranks_taking_part(scores, errors) == (1, None, None, 2, None)


@pytest.mark.parametrize("kind", KINDS)
def test_one_unit_is_first_and_none_have_no_sets(kind: str) -> None:
    assert rank_sets([1.0], [0.5], seed=1, kind=kind) == (RankSet(1, 1),)
    assert rank_sets([], [], seed=1, kind=kind) == ()
    assert rank_sets([1.0, 2.0], [None, None], seed=1, kind=kind) == (None, None)


def test_same_seed_gives_the_same_sets_and_a_generator_goes_on() -> None:
    scores, errors = np.linspace(0, 3, 20), np.full(20, 0.5)
    assert rank_sets(scores, errors, seed=3) == rank_sets(scores, errors, seed=3)
    fresh = rank_sets(scores, errors, seed=np.random.default_rng(3))
    assert fresh == rank_sets(scores, errors, seed=3)


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"level": 0.0}, "level"),
        ({"level": 1.0}, "level"),
        ({"level": math.nan}, "level"),
        ({"draws": 18}, "draws"),
        ({"draws": 0}, "draws"),
        ({"kind": "joint"}, "kind"),
        ({"seed": None}, "seed"),
        ({"errors": [0.1]}, "errors"),
    ],
)
def test_wrong_arguments_are_refused_by_name(changed: dict[str, object], named: str) -> None:
    given = {"scores": [1.0, 2.0], "errors": [0.1, 0.1], "seed": 1} | changed
    with pytest.raises(FaultsFound) as raised:
        rank_sets(**given)
    assert [fault.where for fault in raised.value.faults] == [named]


def test_fewest_draws_for_a_level_are_enough() -> None:
    assert order_statistic(0.95, 19) == 19
    assert rank_sets([1.0, 1.0], [0.1, 0.1], draws=19, seed=1) == (RankSet(1, 2),) * 2


@pytest.mark.parametrize(("score", "error"), [(math.inf, 0.1), (1.0, -0.1), (1.0, math.inf)])
def test_numbers_that_mean_nothing_are_refused_with_their_place(score: float, error: float) -> None:
    with pytest.raises(ObservationsInvalid, match="number 2"):
        rank_sets([1.0, score], [0.1, error], seed=1)


@pytest.mark.parametrize("size", [1e-200, 1e200])
def test_unit_of_measurement_does_not_matter(size: float) -> None:
    scores, errors = [3.0, 2.0, 1.9, 0.0], [0.2, 0.1, 0.1, 0.3]
    scaled = rank_sets([one * size for one in scores], [one * size for one in errors], seed=1)
    assert scaled == rank_sets(scores, errors, seed=1)
