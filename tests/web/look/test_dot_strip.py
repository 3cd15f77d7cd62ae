"""Dots of a group on an axis, the median over them, the sentence at both ends."""

import pytest

from chiso_web.look.axis import axis_over
from chiso_web.look.dot_strip import OVER, DotStrip, dot_strip
from chiso_web.look.dots import DOT, stacked
from chiso_web.look.stamp import band

AXIS = axis_over([0.0, 100.0])


def strip(values: list[float], *, median: float = 50.0, stamp: str = "") -> DotStrip:
    dots = stacked(AXIS, ((value, "c2", str(value)) for value in values))
    return dot_strip(AXIS, dots, median=median, finding="", stamp=stamp)


def test_picture_is_as_high_as_its_highest_pile() -> None:
    assert strip([50.0, 50.0, 50.0]).height == strip([50.0]).height + 2 * DOT


def test_sentence_has_room_above_and_below_the_dots() -> None:
    plain, marked = strip([50.0]), strip([50.0], stamp="Synthetic")
    assert marked.height == plain.height + 2 * band(13)
    assert marked.base - marked.head == plain.base - plain.head >= OVER
    assert plain.stamp is None
    assert marked.stamp is not None


@pytest.mark.parametrize(("median", "anchor"), [(1.0, "start"), (50.0, "middle"), (99.0, "end")])
def test_words_of_the_median_stay_inside_the_picture(median: float, anchor: str) -> None:
    assert strip([50.0], median=median).anchor == anchor
