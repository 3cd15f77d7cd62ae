"""Each rule kind by numbers worked out by hand, the ends included."""

import math

import numpy as np
import pytest

from chiso.definition import rules as r
from chiso.scoring.rules import Points, linear_points, score_rule
from chiso.values import Missing, MissingKind, missing_kind
from tests.builders_library import given, sheet, text


def points(rule: r.Rule, *values: float | Missing, **scored: Points) -> list[float | str]:
    """The rule's points on the given values of its one measure, or the kind that is missing."""
    return found(score_rule(rule, sheet({rule.measures[0]: values}, scored=scored)))


def found(scored: Points) -> list[float | str]:
    reasons = np.zeros(len(scored.values)) if scored.missing is None else scored.missing
    kinds = [missing_kind(int(code)) for code in reasons]
    return [
        float(value) if kind is None else str(kind)
        for value, kind in zip(scored.values, kinds, strict=True)
    ]


def test_given_stands_as_it_was_published() -> None:
    assert points(given("x", low=0.25, high=2.5), 0.25, 1.599492, 2.5) == [0.25, 1.599492, 2.5]


def line(*, zero_at: float, full_at: float, points: float = 1.0, capped: bool = True) -> r.Linear:
    return r.Linear(measure="x", zero_at=zero_at, full_at=full_at, points=points, capped=capped)


def test_linear_goes_from_zero_to_full() -> None:
    # (65 - 50) / (80 - 50) × 2 = 1
    assert points(line(zero_at=50, full_at=80, points=2), 49, 50, 65, 80, 81) == [0, 0, 1, 2, 2]


def test_linear_may_fall_and_go_beyond_its_ends() -> None:
    # 10 days: 1, 20 days: 0; at 25 days (20 - 25) / 10 = -0.5, at 5 days 1.5
    falling = line(zero_at=20, full_at=10, capped=False)
    assert points(falling, 5, 10, 15, 20, 25) == [1.5, 1, 0.5, 0, -0.5]


@pytest.mark.parametrize("full_at", range(1, 200))
def test_linear_is_exactly_full_at_its_end(full_at: int) -> None:
    """49 × (1 / 49) is 0.9999999999999999 in binary: the quotient must be taken first."""
    rule = line(zero_at=0, full_at=full_at, points=0.7)
    assert linear_points(rule, np.array([float(full_at)]))[0] == 0.7


@pytest.mark.parametrize("target", [0.49, 0.7, 0.9, 49.0, 93.0])
def test_proportional_is_exactly_full_at_its_target(target: float) -> None:
    rule = r.Proportional(measure="x", target=target, floor=0.0, points=0.7)
    assert points(rule, target) == [0.7]


def band(
    lower: float | None, given: float | None, *, includes: bool = True, unknown: str = ""
) -> r.Band:
    return r.Band(
        lower=lower,
        includes_lower=includes and lower is not None,
        points=given,
        unknown=text(unknown) if unknown else None,
    )


def test_bands_honour_which_end_belongs_to_which() -> None:
    """ "Trên 90%: 2; từ 70% - 90%: 1; dưới 70%: 0"."""
    rule = r.Bands(measure="x", bands=(band(None, 0), band(70, 1), band(90, 2, includes=False)))
    below = math.nextafter(70, 0)
    above = math.nextafter(90, 100)
    assert points(rule, -5, below, 70, 90, above, 1e9) == [0, 0, 1, 1, 2, 2]


@pytest.mark.parametrize(("includes", "at_the_cut"), [(True, 1.0), (False, 0.0)])
def test_bands_of_one_sort_of_ends_honour_them_too(includes: bool, at_the_cut: float) -> None:
    rule = r.Bands(measure="x", bands=(band(None, 0), band(70, 1, includes=includes)))
    assert points(rule, 69, 70, 71) == [0, at_the_cut, 1]


def test_a_single_value_may_be_a_band() -> None:
    # below 0: 1; exactly 0: 0.5; above 0: 0
    rule = r.Bands(measure="x", bands=(band(None, 1), band(0, 0.5), band(0, 0, includes=False)))
    assert points(rule, -1, 0, 1) == [1, 0.5, 0]


def test_an_unknown_band_is_not_classified() -> None:
    rule = r.Bands(
        measure="x", bands=(band(None, 0), band(50, None, unknown="not stated"), band(80, 1))
    )
    assert points(rule, 49, 50, 79, 80) == [0, "not_classified", "not_classified", 1]


def ratio(then: r.Linear | r.Bands, policy: str, times: float = 100.0) -> r.Ratio:
    return r.Ratio(numerator="a", denominator="b", times=times, zero_denominator=policy, then=then)


def of_counts(rule: r.Ratio, *pairs: tuple[float | Missing, float | Missing]) -> list[float | str]:
    columns = {"a": [pair[0] for pair in pairs], "b": [pair[1] for pair in pairs]}
    return found(score_rule(rule, sheet(columns)))


def test_ratio_is_divided_before_it_is_scored() -> None:
    # 45 of 50 are 90%: (90 - 80) / (100 - 80) × 2 = 1
    rule = ratio(line(zero_at=80, full_at=100, points=2), "zero")
    assert of_counts(rule, (45, 50), (50, 50), (0, 50)) == [1, 2, 0]


@pytest.mark.parametrize(
    ("policy", "expected"), [("zero", 0.0), ("full", 2.0), ("not_applicable", "not_applicable")]
)
@pytest.mark.parametrize("capped", [True, False])
def test_nothing_to_divide_by_follows_the_stated_policy(
    policy: str, expected: float | str, capped: bool
) -> None:
    rule = ratio(line(zero_at=80, full_at=100, points=2, capped=capped), policy)
    assert of_counts(rule, (0, 0), (45, 50)) == [expected, 1]


@pytest.mark.parametrize(
    ("policy", "expected"), [("zero", 0.0), ("full", 1.0), ("not_applicable", "not_applicable")]
)
@pytest.mark.parametrize("place", [0, 1, 2])
def test_nothing_to_divide_by_never_falls_into_an_unknown_band(
    policy: str, expected: float | str, place: int
) -> None:
    known = [band(None, 0), band(50, 0.5), band(80, 1, includes=False)]
    lower = known[place].lower
    unknown = band(lower, None, includes=known[place].includes_lower, unknown="not stated")
    bands = (*known[:place], unknown, *known[place + 1 :], band(99, 1))
    assert of_counts(ratio(r.Bands(measure="", bands=bands), policy), (0, 0)) == [expected]


@pytest.mark.parametrize("policy", ["zero", "full", "not_applicable"])
@pytest.mark.parametrize("kind", MissingKind)
def test_a_missing_numerator_stays_missing_over_a_zero_denominator(
    policy: str, kind: MissingKind
) -> None:
    bands = (band(None, 0), band(50, 1), band(80, None, unknown="not stated"))
    for then in (r.Bands(measure="", bands=bands), line(zero_at=80, full_at=100)):
        assert of_counts(ratio(then, policy), (Missing(kind), 0), (0, 0))[0] == str(kind)


def test_a_ratio_that_states_zero_may_fall_below_its_bands() -> None:
    rule = ratio(r.Bands(measure="", bands=(band(None, 1), band(50, 2))), "zero")
    assert (rule.minimum, rule.maximum) == (0.0, 2.0)
    assert (ratio(rule.then, "full").minimum, ratio(rule.then, "full").maximum) == (1.0, 2.0)


def test_proportional_is_zero_below_its_floor_and_full_at_its_target() -> None:
    # 0.4 / 0.8 × 1 = 0.5; the floor itself still counts: 0.2 / 0.8 = 0.25
    rule = r.Proportional(measure="x", target=0.8, floor=0.2, points=1.0)
    assert points(rule, -1, 0.19, 0.2, 0.4, 0.8, 0.9) == [0, 0, 0.25, 0.5, 1, 1]


def test_sum_of_checks_adds_what_holds() -> None:
    rule = r.SumOfChecks(
        checks=(r.Check(measure="a", points=0.5), r.Check(measure="b", points=0.25))
    )
    columns = {"a": [1, 1, 0, 0], "b": [1, 0, 1, 0]}
    assert found(score_rule(rule, sheet(columns))) == [0.75, 0.5, 0.25, 0]
    assert rule.maximum == 0.75


def test_on_time_takes_the_first_step_not_exceeded() -> None:
    rule = r.OnTime(
        measure="x",
        steps=(
            r.LateStep(up_to=0, points=1),
            r.LateStep(up_to=5, points=0.5),
            r.LateStep(up_to=None, points=0),
        ),
    )
    assert points(rule, -3, 0, 0.5, 5, 5.5, 400) == [1, 1, 0.5, 0.5, 0, 0]


def test_per_count_stops_at_its_floor() -> None:
    """ "Mỗi … trừ 0,25 điểm, trừ tối đa không quá 1 điểm": 1 - 3 × 0.25 = 0.25."""
    rule = r.PerCount(measure="x", points=1.0, each=0.25, floor=0.0)
    assert points(rule, 0, 3, 4, 5) == [1, 0.25, 0, 0]


def test_requires_gives_nothing_unless_its_line_scored() -> None:
    rule = r.Requires(line="line", then=line(zero_at=0, full_at=10))
    scored = Points(np.array([0.0, 0.5, 1.0]))
    assert points(rule, 5, 5, 10, line=scored) == [0, 0.5, 1]


def test_requires_is_missing_where_its_line_is() -> None:
    rule = r.Requires(line="line", then=line(zero_at=0, full_at=10))
    scored = Points(np.array([np.nan]), np.array([MissingKind.WITHHELD.code], np.int8))
    assert points(rule, 5, line=scored) == ["withheld"]


def test_requires_can_always_give_zero() -> None:
    rule = r.Requires(line="line", then=given("x", low=-3, high=-1))
    assert (rule.minimum, rule.maximum) == (-3, 0)


def test_bonus_and_penalty_stop_at_their_cap() -> None:
    bonus = r.Bonus(measure="x", each=0.5, cap=1.0)
    penalty = r.Penalty(measure="x", each=0.5, cap=1.0)
    assert points(bonus, 0, 1, 2, 3) == [0, 0.5, 1, 1]
    assert points(penalty, 0, 1, 2, 3) == [0, -0.5, -1, -1]
    assert (penalty.minimum, penalty.maximum) == (-1, 0)


def test_no_violation_is_no_negative_zero() -> None:
    [none] = points(r.Penalty(measure="x", each=0.5, cap=1.0), 0)
    assert str(none) == "0.0"


@pytest.mark.parametrize(("reversed", "expected"), [(False, [0, 1.25, 2]), (True, [2, 0.75, 0])])
def test_scale_is_rescaled_between_theoretical_ends(reversed: bool, expected: list[float]) -> None:
    # (3.5 - 1) / (5 - 1) × 2 = 1.25, reversed (5 - 3.5) / 4 × 2 = 0.75
    rule = r.Scale(measure="x", low=1, high=5, reversed=reversed, points_low=0, points_high=2)
    assert points(rule, 1, 3.5, 5) == expected


def observed(units: tuple[str, ...] = (), *, reversed: bool = False) -> r.ObservedRange:
    return r.ObservedRange(
        measure="x", units=units, reversed=reversed, points_low=1.0, points_high=10.0
    )


def test_observed_range_runs_between_the_extremes_seen() -> None:
    # 1 + 9 × (30 - 20) / (40 - 20) = 5.5
    assert points(observed(), 20, 30, 40) == [1, 5.5, 10]
    assert points(observed(reversed=True), 20, 30, 40) == [10, 5.5, 1]


def test_observed_range_of_named_units_holds_others_inside() -> None:
    # u1 and u2 are named: 20…40; u0 (10) and u3 (50) lie outside
    assert points(observed(("u1", "u2")), 10, 20, 40, 50) == [1, 1, 10, 10]


def test_observed_range_passes_over_missing_units() -> None:
    absent = Missing(MissingKind.TOO_FEW)
    assert points(observed(), 20, absent, 40) == [1, "too_few", 10]


def test_an_observed_range_without_width_is_not_classified() -> None:
    assert points(observed(), 7, 7) == ["not_classified", "not_classified"]
    assert points(observed(("u0",)), 7, 9) == ["not_classified", "not_classified"]


def satisfaction(*shares: float) -> r.AnswerShares:
    options = [r.Option(measure=f"o{place}", share=share) for place, share in enumerate(shares)]
    return r.AnswerShares(options=tuple(options), points=10.0)


def test_answer_shares_weigh_every_answer() -> None:
    # (50 × 100% + 30 × 60% + 15 × 20% + 5 × 0%) / 100 = 71% of 10
    columns = {"o0": [50.0], "o1": [30.0], "o2": [15.0], "o3": [5.0]}
    [earned] = found(score_rule(satisfaction(1, 0.6, 0.2, 0), sheet(columns)))
    assert earned == pytest.approx(7.1, abs=1e-12)


def test_answer_shares_read_counts_and_shares_alike() -> None:
    counts = {"o0": [30.0], "o1": [10.0]}
    shares = {"o0": [0.75], "o1": [0.25]}
    rule = satisfaction(1, 0.6)
    assert score_rule(rule, sheet(counts)).values == pytest.approx(
        score_rule(rule, sheet(shares)).values, abs=1e-12
    )


def test_nobody_answering_is_not_applicable() -> None:
    columns = {"o0": [0.0, 1.0], "o1": [0.0, 0.0]}
    assert found(score_rule(satisfaction(1, 0), sheet(columns))) == ["not_applicable", 10]


def test_appraised_points_stand() -> None:
    rule = r.Appraised(measure="x", allowed=(0.0, 0.5, 1.0))
    assert points(rule, 0.5, 1.0) == [0.5, 1.0]
    assert (rule.minimum, rule.maximum) == (0.0, 1.0)


def test_a_measure_that_nobody_observed_is_not_reported() -> None:
    seen = sheet({"other": [1.0]})
    assert found(score_rule(given("x"), seen)) == ["not_reported"]
