"""The common axis of pictures."""

import pytest

from chiso_web.look.axis import axis_over


def test_single_value_stands_in_the_middle_of_an_axis_of_one_point() -> None:
    # 42.5 and 43.5, outwards to marks of 0.2
    axis = axis_over([43.0])
    assert (axis.low, axis.high) == pytest.approx((42.4, 43.6))
    assert axis.place(43.0) == "50.0%"


@pytest.mark.parametrize(("values", "digits"), [([0, 50], 0), ([0, 8], 0), ([1.2, 2.1], 1)])
def test_marks_have_the_decimals_that_their_step_needs(values: list[float], digits: int) -> None:
    assert axis_over(values).digits == digits
