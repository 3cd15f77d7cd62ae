"""Observations, tables of them, estimates and the closed set of missing values."""

import math

import numpy as np
import pytest

from chiso.errors import (
    CovarianceImpossible,
    CovarianceUnknown,
    ObservationsInvalid,
    PeriodInvalid,
    UnknownName,
)
from chiso.values import (
    Estimate,
    Missing,
    MissingKind,
    Observation,
    missing_kind,
    period_key,
    table_from_columns,
    table_of,
)
from chiso.wording import tell


def test_kinds_of_missing_values_are_a_closed_set() -> None:
    assert [str(kind) for kind in MissingKind] == [
        *("not_published", "withheld", "too_few", "not_applicable", "not_reported", "no_key"),
        "not_classified",
    ]
    with pytest.raises(ValueError, match="gone"):
        MissingKind("gone")


def test_codes_of_missing_values_never_move() -> None:
    """They stand in stored arrays: a new kind goes to the end."""
    assert [kind.code for kind in MissingKind] == [1, 2, 3, 4, 5, 6, 7]
    assert [missing_kind(kind.code) for kind in MissingKind] == list(MissingKind)
    assert missing_kind(0) is None


def test_an_unknown_kind_in_a_column_offers_the_nearest() -> None:
    with pytest.raises(UnknownName) as raised:
        table_from_columns(
            unit=["u"], period=["2024"], measure=["m"], value=[math.nan], missing=["not_publishd"]
        )
    assert raised.value.nearest[0] == "not_published"
    assert "loại thiếu số liệu" in tell(raised.value, "vi")


# Estimates.


@pytest.mark.parametrize("other", [Estimate(1.0), 1.0])
def test_two_estimates_are_not_added_without_their_covariance(other: object) -> None:
    with pytest.raises(CovarianceUnknown, match="without their covariance"):
        Estimate(2.0) + other  # type: ignore[operator]
    with pytest.raises(CovarianceUnknown):
        Estimate(2.0) - other  # type: ignore[operator]


def test_a_sum_of_estimates_is_refused_with_the_reason() -> None:
    with pytest.raises(CovarianceUnknown) as raised:
        sum([Estimate(1.0), Estimate(2.0)])
    assert "hiệp phương sai" in tell(raised.value, "vi")


def test_estimates_add_with_their_covariance() -> None:
    # √(3² + 4² + 2 × 5.5) = 6
    total = Estimate(2.0, se=3.0, n=10).plus(Estimate(1.0, se=4.0, n=10), covariance=5.5)
    assert total == Estimate(3.0, se=6.0)


def test_estimates_that_move_against_each_other_may_have_no_error() -> None:
    """0.1² + 0.3² − 2 × 0.1 × 0.3 and the like may fall a hair below zero in binary."""
    for first in (0.1, 0.3, 0.7, 1.1):
        total = Estimate(1.0, se=first).plus(Estimate(1.0, se=first), covariance=-(first**2))
        assert total.se == pytest.approx(0.0, abs=1e-7)


def test_a_covariance_that_no_two_errors_have_is_refused() -> None:
    with pytest.raises(CovarianceImpossible, match=r"covariance 13\.0 .* errors, 12\.0"):
        Estimate(2.0, se=3.0).plus(Estimate(1.0, se=4.0), covariance=13.0)


def test_an_unknown_error_stays_unknown() -> None:
    assert Estimate(2.0).plus(Estimate(1.0, se=4.0), covariance=0.0) == Estimate(3.0)
    assert Estimate(2.0).interval(1.96) is None


def test_an_interval_is_so_many_errors_wide() -> None:
    assert Estimate(2.0, se=0.5).interval(2.0) == (1.0, 3.0)


# Tables.


def test_rows_are_sorted_by_period_then_unit_and_columns_by_measure() -> None:
    found = table_of(
        [
            Observation("02", "2024", "b", 1.0),
            Observation("01", "2024", "a", 2.0),
            Observation("03", "2023", "a", 3.0),
        ]
    )
    assert found.periods == ("2023", "2024", "2024")
    assert found.units == ("03", "01", "02")
    assert found.measures == ("a", "b")
    expected = np.array([[3.0, np.nan], [2.0, np.nan], [np.nan, 1.0]])
    np.testing.assert_array_equal(found.values, expected)
    not_reported = MissingKind.NOT_REPORTED.code
    assert found.missing.tolist() == [[0, not_reported], [0, not_reported], [not_reported, 0]]


def test_a_cell_given_twice_is_refused_by_name() -> None:
    twice = [Observation("01", "2024", "a", 1.0), Observation("01", "2024", "a", 1.0)]
    with pytest.raises(ObservationsInvalid) as raised:
        table_of([*twice, Observation("02", "2024", "a", 1.0)])
    assert [str(fault) for fault in raised.value.faults] == [
        "unit 01, period 2024, measure a: given more than once; expected one value"
    ]


@pytest.mark.parametrize("value", [math.inf, -math.inf])
def test_an_infinite_value_is_refused_by_name(value: float) -> None:
    with pytest.raises(ObservationsInvalid, match=r"2024, measure b: found -?inf"):
        table_of([Observation("01", "2024", "a", 1.0), Observation("01", "2024", "b", value)])


def test_a_value_that_is_no_number_reads_as_not_reported() -> None:
    found = table_from_columns(unit=["u"], period=["2024"], measure=["m"], value=[math.nan])
    assert found.observation(0, "m").value == Missing(MissingKind.NOT_REPORTED)


def test_an_observation_comes_back_as_it_went_in() -> None:
    given = [
        Observation(
            "01", "2024", "a", 0.25, numerator=1, denominator=4, se=0.1, n=12, note="x", source="y"
        ),
        Observation("01", "2024", "b", Missing(MissingKind.TOO_FEW, "n < 30"), note="n < 30"),
        Observation("02", "2024", "a", 0.5),
    ]
    assert table_of(given).observations() == given


def test_a_table_offers_the_nearest_measure() -> None:
    found = table_of([Observation("01", "2024", "papi.4.1.01", 0.5)])
    with pytest.raises(UnknownName) as raised:
        found.place("papi.4.1.1")
    assert raised.value.nearest == ("papi.4.1.01",)


def test_a_measure_that_nobody_observed_reads_as_not_reported() -> None:
    found = table_of([Observation("01", "2024", "a", 0.5)])
    values, reasons = found.column("b")
    assert np.isnan(values).all()
    assert reasons is not None
    assert reasons.tolist() == [MissingKind.NOT_REPORTED.code]
    assert found.observation(0, "b").value == Missing(MissingKind.NOT_REPORTED)


def test_no_observations_make_an_empty_table() -> None:
    found = table_of([])
    assert (len(found), found.measures, found.observations()) == (0, (), [])


def test_a_blank_note_is_no_note() -> None:
    found = table_of([Observation("01", "2024", "a", 0.5, note=" \n")])
    assert found.noted("a").tolist() == [False]


def test_columns_of_unequal_length_are_refused() -> None:
    with pytest.raises(ObservationsInvalid, match="unequal lengths"):
        table_from_columns(unit=["1", "2"], period=["2023"], measure=["a"], value=[1.0])


@pytest.mark.parametrize("period", ["2024-Q5", "2024-M13", "1899", "2200", "hello", ""])
def test_what_is_no_period_has_no_place_in_time(period: str) -> None:
    with pytest.raises(PeriodInvalid):
        period_key(period)


def test_periods_are_ordered_by_their_end_and_a_year_after_its_parts() -> None:
    periods = ["2024", "2024-M12", "2024-Q1", "2023", "2024-H1", "2024-M05"]
    expected = ["2023", "2024-Q1", "2024-M05", "2024-H1", "2024-M12", "2024"]
    assert sorted(periods, key=period_key) == expected
