"""Tables of observations give back what they were made of."""

import numpy as np
from hypothesis import given as when
from hypothesis import settings
from hypothesis import strategies as st

from chiso.values import Missing, MissingKind, Observation, table_of

finite = st.floats(allow_nan=False, allow_infinity=False)
names = st.sampled_from(["01", "02", "10", "A.b", "xã Đông", "é"])
notes = st.sampled_from(["", "ground", "lý do"])
reported = st.sampled_from([kind for kind in MissingKind if kind is not MissingKind.NOT_REPORTED])


@st.composite
def some_observations(draw: st.DrawFn) -> list[Observation]:
    keys = draw(
        st.lists(st.tuples(names, st.sampled_from(["2023", "2024-H1", "2024"]), names), unique=True)
    )
    return [draw(_observation(*key)) for key in keys]


@st.composite
def _observation(draw: st.DrawFn, unit: str, period: str, measure: str) -> Observation:
    note = draw(notes)
    value = draw(finite | reported.map(lambda kind: Missing(kind, note)))
    return Observation(
        unit,
        period,
        measure,
        value,
        numerator=draw(st.none() | finite),
        denominator=draw(st.none() | finite),
        se=draw(st.none() | st.floats(0, 1e6)),
        n=draw(st.none() | st.integers(0, 10**6)),
        note=note,
        source=draw(notes),
    )


def key(one: Observation) -> tuple[str, str, str]:
    return one.period, one.unit, one.measure


@settings(max_examples=150, deadline=None)
@when(rows=some_observations())
def test_observations_survive_the_round_trip(rows: list[Observation]) -> None:
    assert table_of(rows).observations() == sorted(rows, key=key)


@settings(max_examples=100, deadline=None)
@when(rows=some_observations())
def test_a_table_made_of_its_observations_is_the_same(rows: list[Observation]) -> None:
    first = table_of(rows)
    second = table_of(first.observations())
    assert (first.units, first.periods, first.measures) == (
        second.units,
        second.periods,
        second.measures,
    )
    for layer in ("values", "missing", "numerator", "denominator", "se", "n"):
        left, right = getattr(first, layer), getattr(second, layer)
        assert (left is None) == (right is None)
        if left is not None:
            np.testing.assert_array_equal(left, right)


@settings(max_examples=100, deadline=None)
@when(rows=some_observations())
def test_a_cell_is_no_number_exactly_where_a_reason_stands(rows: list[Observation]) -> None:
    found = table_of(rows)
    assert (np.isnan(found.values) == (found.missing > 0)).all()
