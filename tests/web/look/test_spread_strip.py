"""Strips against a group and bars of points lost, by reading their attributes."""

from django.template.loader import render_to_string

from chiso_web.look.spread_strip import LossBar, Spread, loss_bar, spread_axis, spread_strip

ROWS = (Spread(87.5, 61.0, 84.0, 96.9), Spread(None, 57.8, 81.0, 93.0))


def place(attribute: str) -> float:
    return float(attribute.removesuffix("%"))


def test_axis_begins_below_the_lowest_and_ends_at_the_most_points() -> None:
    # from 57,8 to 100 in at most five round steps: 50, 60, … 100
    assert [tick.value for tick in spread_axis(ROWS).ticks] == [50, 60, 70, 80, 90, 100]


def test_axis_holds_a_unit_that_stands_outside_its_group() -> None:
    assert spread_axis([Spread(12.0, 60.0, 70.0, 80.0)]).low <= 12


def test_right_end_is_the_most_points_also_where_nobody_has_them() -> None:
    assert spread_axis([Spread(10.0, 5.0, 10.0, 20.0)]).high == 100


def test_parts_of_a_strip_stand_in_order() -> None:
    strip = spread_strip(spread_axis(ROWS), ROWS[0])
    places = [place(one) for one in (strip.low, strip.median, strip.dot, strip.high)]
    assert places == sorted(places)


def test_places_are_percent_of_the_axis() -> None:
    # axis 50 to 100 between 3 % and 97 % of the width: 84 stands at 3 + 94 × 0,68
    assert spread_strip(spread_axis(ROWS), ROWS[0]).median == "66.9%"


def test_unit_without_value_has_no_dot() -> None:
    axis = spread_axis(ROWS)
    strip = spread_strip(axis, ROWS[1])
    text = render_to_string("look/spread_strip.html", {"strip": strip, "axis": axis})
    assert strip.dot == ""
    assert "<circle" not in text
    assert 'class="span"' in text


def test_axis_in_words_ends_with_the_percent_sign() -> None:
    text = render_to_string("look/spread_axis.html", {"axis": spread_axis(ROWS)})
    assert text.count("%</text>") == 1
    assert text.index("100%</text>") > text.index(">90</text>")


def test_length_of_a_loss_is_its_share_of_the_largest() -> None:
    # the largest loss, 4 points, takes 84 % of the width; 1 of 2 points: 21 % of 42 %
    assert loss_bar(4, 4, full=4) == LossBar("84.00%", "84.00%", cut=False)
    assert loss_bar(1, 2, full=4) == LossBar("21.00%", "42.00%", cut=False)


def test_most_points_beyond_the_axis_are_cut_and_drawn_so() -> None:
    bar = loss_bar(1, 22, full=4)
    assert bar == LossBar("21.00%", "100.00%", cut=True)
    assert 'class="cut"' in render_to_string("look/loss_bar.html", {"bar": bar})


def test_nothing_lost_and_points_gained_have_no_length() -> None:
    assert loss_bar(0, 2, full=4).lost == "0.00%"
    assert loss_bar(-1, 2, full=4).lost == "0.00%"
    assert loss_bar(0, 2, full=0) == LossBar("0.00%", "0.00%", cut=True)
