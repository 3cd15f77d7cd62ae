"""Dots with intervals: what they drew."""

from chiso_web.look.axis import Axis
from chiso_web.look.interval_dots import interval_dot

AXIS = Axis(-5, 5, 1)  # 94 percent of the width for 10 points, from 3 percent on


def test_dot_and_both_ends_stand_where_their_values_are() -> None:
    dot = interval_dot(AXIS, 1.0, interval=(0.0, 2.0), clear=True)
    assert (dot.low, dot.place, dot.high) == ("50.0%", "59.4%", "68.8%")


def test_dot_is_solid_where_clear_hollow_where_not_and_grey_without_an_error() -> None:
    assert interval_dot(AXIS, 1.0, interval=(0.5, 1.5), clear=True).style == "dot"
    assert interval_dot(AXIS, 1.0, interval=(-1, 3), clear=False).style == "dot o"
    unknown = interval_dot(AXIS, 1.0, interval=None, clear=True)
    assert (unknown.style, unknown.low, unknown.high) == ("dot u", "", "")
