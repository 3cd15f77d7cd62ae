"""Where PAPI's years are not compared (docs/method/papi.md#breaks)."""

import pytest

from chiso.errors import ComparisonBroken
from tests.reference.published import evaluated

pytestmark = pytest.mark.reference


@pytest.mark.parametrize(
    ("earlier", "later", "node"),
    [
        (2017, 2018, "total"),
        (2015, 2016, "5"),
        (2015, 2016, "5.1"),  # a break of the dimension binds what stands below
        (2018, 2019, "1.1"),
        (2021, 2022, "1.1"),
        (2020, 2021, "3.2"),
        (2020, 2021, "6.4"),
        (2018, 2019, "8.2"),
        (2019, 2020, "8.3"),
        (2011, 2024, "4"),
    ],
)
def test_comparing_across_a_break_is_refused(earlier: int, later: int, node: str) -> None:
    with pytest.raises(ComparisonBroken):
        evaluated(later).change(evaluated(earlier), node)


@pytest.mark.parametrize(
    ("earlier", "later", "node"),
    [(2011, 2017, "4"), (2018, 2024, "4"), (2011, 2015, "total"), (2022, 2023, "total")],
)
def test_years_without_a_break_are_compared(earlier: int, later: int, node: str) -> None:
    change = evaluated(later).change(evaluated(earlier), node)
    assert not change.broken_by
    assert not change.marked_by


def test_dimension_above_a_break_is_marked_not_refused() -> None:
    change = evaluated(2021).change(evaluated(2020), "6")
    assert [row.node for row in change.marked_by] == ["6.4"]


def test_total_of_2016_is_marked_for_the_rebuilt_dimensions() -> None:
    change = evaluated(2016).change(evaluated(2015), "total")
    assert {row.node for row in change.marked_by} == {"1", "3", "5"}
