"""Two estimates side by side; figures by hand or from tables of the normal distribution."""

import math

import pytest

from chiso.errors import FaultsFound
from chiso.inference import Comparison, compare, compare_many, papi_rule
from chiso.inference.compare import bonferroni, holm
from chiso.values import Estimate

ZERO = Estimate(0.0, se=0.0)


def changed(*differences: float) -> list[tuple[Estimate, Estimate]]:
    """Pairs whose differences have the error 1."""
    return [(ZERO, Estimate(one, se=1.0)) for one in differences]


def test_errors_of_a_difference_add_as_squares() -> None:
    """√(0.3² + 0.4²) = 0.5; ± 1.959964 × 0.5 = ± 0.979982; z = 2 has p = 0.0455 (normal table)."""
    one = compare(Estimate(40.0, se=0.3), Estimate(41.0, se=0.4))
    assert one.difference == 1.0
    assert one.se == 0.5
    assert one.interval == pytest.approx((0.020018, 1.979982), abs=1e-6)
    assert one.p == pytest.approx(0.0455003, abs=1e-7)
    assert one.beyond_error is True


@pytest.mark.parametrize(
    ("z", "p"), [(0.0, 1.0), (1.0, 0.317311), (1.959964, 0.05), (-2.575829, 0.01)]
)
def test_p_value_is_the_two_sided_tail_of_the_normal(z: float, p: float) -> None:
    assert compare(ZERO, Estimate(z, se=1.0)).p == pytest.approx(p, abs=1e-6)


@pytest.mark.parametrize("difference", [0.0, 0.5, -1.0, 1.9599, -1.9599])
def test_a_change_inside_its_error_is_not_called_real(difference: float) -> None:
    one = compare(ZERO, Estimate(difference, se=1.0))
    assert one.beyond_error is False
    assert one.interval is not None
    assert one.interval[0] <= 0 <= one.interval[1]


@pytest.mark.parametrize("errors", [(None, 1.0), (1.0, None), (None, None)])
def test_without_an_error_nothing_is_said_but_the_difference(
    errors: tuple[float | None, float | None],
) -> None:
    one = compare(Estimate(1.0, se=errors[0]), Estimate(9.0, se=errors[1]))
    assert (one.difference, one.se, one.interval, one.p) == (8.0, None, None, None)
    assert one.beyond_error is None


def test_exact_values_differ_or_do_not() -> None:
    assert compare(ZERO, Estimate(0.1, se=0.0)).p == 0.0
    assert compare(ZERO, Estimate(0.1, se=0.0)).beyond_error is True
    assert compare(ZERO, ZERO).p == 1.0
    assert compare(ZERO, ZERO).beyond_error is False


def test_holm_multiplies_by_how_many_are_left() -> None:
    """By hand: 0.01 × 4, 0.02 × 3, 0.03 × 2, then 0.04 × 1 raised to the 0.06 before it."""
    assert holm([0.04, 0.01, 0.03, 0.02]) == pytest.approx([0.06, 0.04, 0.06, 0.06])
    assert bonferroni([0.04, 0.01, 0.3]) == pytest.approx([0.12, 0.03, 0.9])
    assert holm([0.6, 0.9]) == [1.0, 1.0]
    assert holm([]) == []


def verdicts(found: tuple[Comparison, ...]) -> list[bool | None]:
    return [one.beyond_error for one in found]


def test_corrections_decide_less_and_holm_no_less_than_bonferroni() -> None:
    """p = 0.0124, 0.0278, 0.3173 for z = 2.5, 2.2, 1: times 3 0.037, 0.083, 0.95; Holm 0.037,
    0.056.
    """
    pairs = changed(2.5, 2.2, 1.0)
    assert [compare(*pair).beyond_error for pair in pairs] == [True, True, False]
    assert verdicts(compare_many(pairs)) == [True, False, False]
    assert verdicts(compare_many(changed(2.5, 2.3), correction="holm")) == [True, True]
    assert verdicts(compare_many(changed(2.5, 2.2), correction="bonferroni")) == [True, False]


def test_joint_intervals_share_the_error_between_the_pairs() -> None:
    """Two pairs: each at 97.5%, whose factor is 2.241403 (normal table)."""
    first, _ = compare_many(changed(2.5, 1.0), correction="bonferroni")
    assert first.together == 2
    assert first.joint_interval == pytest.approx((2.5 - 2.241403, 2.5 + 2.241403), abs=1e-6)
    assert first.interval == compare(*changed(2.5)[0]).interval


def test_pairs_without_error_are_not_counted() -> None:
    pairs = [*changed(2.0), (ZERO, Estimate(3.0))]
    tested, untested = compare_many(pairs)
    assert (tested.together, tested.adjusted_p) == (1, tested.p)
    assert untested.adjusted_p is None
    assert compare_many([]) == ()


def test_papi_rule_counts_five_percent_and_more() -> None:
    """2.1 of 42 is 5% exactly, though the binary quotient lies beside it."""
    rises = [papi_rule(42.0, after) for after in (44.1, 44.09, 39.9, 39.91, 42.0)]
    assert [one.direction for one in rises if one] == [1, 0, -1, 0, 0]
    assert papi_rule(0.0, 1.0) is None
    assert papi_rule(40.0, math.nan) is None


@pytest.mark.parametrize(
    ("second", "level", "named"),
    [
        (Estimate(math.nan, se=1.0), 0.95, "second"),
        (Estimate(1.0, se=-1.0), 0.95, "second"),
        (Estimate(1.0, se=math.nan), 0.95, "second"),
        (Estimate(1.0, se=1.0), 1.0, "level"),
    ],
)
def test_numbers_that_mean_nothing_are_refused(second: Estimate, level: float, named: str) -> None:
    with pytest.raises(FaultsFound) as raised:
        compare(ZERO, second, level=level)
    assert [fault.where for fault in raised.value.faults] == [named]


def test_unknown_correction_is_refused() -> None:
    with pytest.raises(FaultsFound, match="holm or bonferroni"):
        compare_many(changed(1.0), correction="none")
