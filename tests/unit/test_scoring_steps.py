"""Which step of a rule a unit stands on, and what full points would have taken; all by hand."""

import pytest

from chiso.definition.rules import (
    Appraised,
    Band,
    Bands,
    Bonus,
    Check,
    LateStep,
    Linear,
    LowestOf,
    OnTime,
    Penalty,
    PerCount,
    Proportional,
    Ratio,
    Requires,
    Rule,
    Scale,
    SumOfChecks,
)
from chiso.scoring.aims import Need, rule_aims
from chiso.scoring.steps import Seen, rule_ladders

BANDS = Bands(
    measure="m",
    bands=(
        Band(lower=None, includes_lower=False, points=0.0),
        Band(lower=80.0, includes_lower=True, points=1.0),
        Band(lower=95.0, includes_lower=False, points=2.0),
    ),
)
RATIO = Ratio(numerator="a", denominator="b", times=100.0, zero_denominator="full", then=BANDS)
LATE = OnTime(
    measure="days",
    steps=(
        LateStep(up_to=0.0, points=1.0),
        LateStep(up_to=5.0, points=0.5),
        LateStep(up_to=None, points=0.0),
    ),
)
CHECKS = SumOfChecks(checks=(Check(measure="plan", points=0.5), Check(measure="report", points=1)))


def stands_on(rule: Rule, **values: float) -> list[bool]:
    (ladder,) = rule_ladders(rule, Seen(values, {}))
    return [step.applies for step in ladder.steps]


@pytest.mark.parametrize(("value", "place"), [(79.9, 0), (80.0, 1), (95.0, 1), (95.1, 2)])
def test_ends_of_bands_belong_where_the_rule_says(value: float, place: int) -> None:
    assert stands_on(BANDS, m=value) == [at == place for at in range(3)]


def test_a_ratio_stands_on_the_step_of_its_quotient() -> None:
    assert stands_on(RATIO, a=19, b=20) == [False, True, False]  # 95 per cent


def test_nothing_to_divide_by_stands_on_no_step() -> None:
    assert stands_on(RATIO, a=0, b=0) == [False, False, False]


def test_what_is_missing_stands_on_no_step() -> None:
    assert stands_on(BANDS) == [False, False, False]


@pytest.mark.parametrize(("days", "place"), [(0, 0), (1, 1), (5, 1), (6, 2)])
def test_a_day_late_is_the_next_step(days: float, place: int) -> None:
    assert stands_on(LATE, days=days) == [at == place for at in range(3)]


def test_every_check_that_holds_is_marked() -> None:
    assert stands_on(CHECKS, plan=1, report=0) == [True, False]


def test_the_points_given_by_an_appraiser_are_marked() -> None:
    assert stands_on(Appraised(measure="m", allowed=(0.0, 1.0, 2.0)), m=1.0) == [False, True, False]


def test_no_step_applies_while_the_line_has_no_points() -> None:
    rule = Requires(line="1", then=BANDS)
    (ladder,) = rule_ladders(rule, Seen({"m": 99.0}, {"1": 0.0}))
    assert not any(step.applies for step in ladder.steps)


def test_a_rule_of_several_has_a_ladder_for_each_with_steps() -> None:
    linear = Linear(measure="x", zero_at=0, full_at=1, points=2.0, capped=True)
    rule = LowestOf(rules=(BANDS, LATE, linear))
    assert len(rule_ladders(rule, Seen({"m": 90, "days": 0, "x": 1}, {}))) == 2


def aims(rule: Rule, **values: float) -> list[tuple[float, float]]:
    """Points, and the value that would earn them, of aims with one need."""
    found = rule_aims(rule, Seen(values, {}))
    return [(aim.points, aim.needs[0].value) for aim in found]


def test_next_step_and_full_points_of_bands() -> None:
    assert aims(BANDS, m=50.0) == [(1.0, 80.0), (2.0, 95.0)]


def test_an_end_that_does_not_count_must_be_passed() -> None:
    (aim,) = rule_aims(BANDS, Seen({"m": 90.0}, {}))
    assert aim.needs == (Need("m", 90.0, 95.0, beyond=True),)


def test_a_ratio_asks_for_whole_cases() -> None:
    # of 222: 80 per cent is 177.6, so 178; above 95 per cent is above 210.9, so 211
    assert aims(RATIO, a=100, b=222) == [(1.0, 178.0), (2.0, 211.0)]


def test_a_whole_number_that_does_not_count_itself_is_passed_by_one() -> None:
    assert aims(RATIO, a=18, b=20) == [(2.0, 20.0)]  # above 95 per cent of 20 is above 19


def test_a_linear_rule_asks_for_its_full_end() -> None:
    rule = Linear(measure="m", zero_at=60.0, full_at=95.0, points=3.0, capped=True)
    assert aims(rule, m=70.0) == [(3.0, 95.0)]
    assert aims(rule, m=96.0) == []


def test_a_falling_linear_rule_asks_for_less() -> None:
    rule = Linear(measure="m", zero_at=10.0, full_at=2.0, points=1.0, capped=True)
    (aim,) = rule_aims(rule, Seen({"m": 5.0}, {}))
    assert aim.needs == (Need("m", 5.0, 2.0, at_most=True),)


def test_checks_ask_for_all_that_do_not_hold() -> None:
    (aim,) = rule_aims(CHECKS, Seen({"plan": 0.0, "report": 0.0}, {}))
    assert [need.measure for need in aim.needs] == ["plan", "report"]


def test_lateness_asks_for_the_latest_days_that_would_do() -> None:
    assert aims(LATE, days=9) == [(0.5, 5.0), (1.0, 0.0)]
    assert aims(LATE, days=0) == []


def test_events_are_counted_back_to_where_points_begin() -> None:
    rule = PerCount(measure="m", points=2.0, each=0.5, floor=0.0)
    assert aims(rule, m=9) == [(0.5, 3.0), (2.0, 0.0)]  # the fourth event takes the last half
    assert aims(rule, m=1) == [(2.0, 0.0)]


def test_proportion_asks_for_the_target() -> None:
    rule = Proportional(measure="m", target=0.7, floor=0.0, points=3.0)
    assert aims(rule, m=0.5) == [(3.0, 0.7)]


def test_bonus_asks_for_as_many_cases_as_the_cap_needs() -> None:
    assert aims(Bonus(measure="m", each=0.5, cap=2.0), m=1) == [(2.0, 4.0)]


def test_penalty_asks_for_none() -> None:
    assert aims(Penalty(measure="m", each=1.0, cap=3.0), m=2) == [(0.0, 0.0)]


def test_reversed_scale_asks_for_its_low_end() -> None:
    rule = Scale(measure="m", low=1, high=5, reversed=True, points_low=0, points_high=4)
    assert aims(rule, m=2.0) == [(4.0, 1.0)]


def test_nothing_is_asked_before_the_line_has_points() -> None:
    rule = Requires(line="1", then=BANDS)
    assert rule_aims(rule, Seen({"m": 50.0}, {"1": 0.0})) == ()
    assert rule_aims(rule, Seen({"m": 50.0}, {"1": 1.0})) != ()


def test_lowest_of_asks_for_all_that_is_short_together() -> None:
    rule = LowestOf(rules=(RATIO, OnTime(measure="days", steps=LATE.steps)))
    (aim,) = rule_aims(rule, Seen({"a": 100.0, "b": 222.0, "days": 2.0}, {}))
    assert [(need.measure, need.value) for need in aim.needs] == [("a", 211.0), ("days", 0.0)]
    assert aim.points == 1.0  # the lowest of the highest


def test_what_is_missing_has_no_aim() -> None:
    assert rule_aims(BANDS, Seen({}, {})) == ()
    assert rule_aims(RATIO, Seen({"a": 0.0, "b": 0.0}, {})) == ()
