"""Small multiples and deviations: what they drew, read back."""

from chiso_web.look.deviation import Range, deviation, deviation_axis
from chiso_web.look.multiples import Frame, Point, Series, common_span, panel, runs

FRAME = Frame(first=2016, last=2020, width=276, height=156, right=44)


def _points(values: dict[int, float]) -> tuple[Point, ...]:
    return tuple(Point(year, value) for year, value in values.items())


def _drawn(series: Series, *, span: float = 4.0):
    return panel(series, FRAME, span=span, names=("", ""), word="break")


def _years(line: str) -> list[float]:
    """The years that a line's points stand at, read from their x."""
    start, end = FRAME.left + 8, FRAME.width - FRAME.right - 8
    found = [float(pair.split(",")[0]) for pair in line.split()]
    return [round(2016 + 4 * (x - start) / (end - start), 1) for x in found]


def test_line_is_cut_at_a_break_and_the_break_stands_between_its_years() -> None:
    own = _points({2016: 1.0, 2017: 2.0, 2018: 3.0, 2019: 3.0})
    drawn = _drawn(Series(own, own, cuts=(2018,)))
    assert [_years(line) for line in drawn.own] == [[2016, 2017], [2018, 2019]]
    assert [_years(line) for line in drawn.median] == [[2016, 2017], [2018, 2019]]
    assert _years(f"{drawn.cuts[0].x},0") == [2017.5]
    assert drawn.cuts[0].text == "break 2018"


def test_break_before_the_first_value_is_not_drawn() -> None:
    own = _points({2018: 3.0, 2019: 3.0})
    assert _drawn(Series(own, own, cuts=(2018, 2019))).cuts[0].text == "break 2019"


def test_year_without_a_value_is_no_bridge() -> None:
    own = _points({2016: 1.0, 2018: 3.0, 2019: 2.0})
    drawn = _drawn(Series(own, own, blank=(2017,)))
    assert len(drawn.own) == 2
    assert _years(f"{drawn.blank[0]},0") == [2017]


def test_single_year_between_breaks_is_a_short_line() -> None:
    own = _points({2016: 1.0, 2017: 2.0})
    line = _drawn(Series(own, own, cuts=(2017,))).own[1]
    (left, _y), (right, _same) = (map(float, pair.split(",")) for pair in line.split())
    assert right - left == 6.0


def test_a_point_is_as_many_pixels_in_every_picture() -> None:
    # by hand: 4 points over 108 pixels of height, so one point is 27 pixels wherever it starts
    low, high = _points({2016: 1.0, 2017: 2.0}), _points({2016: 6.0, 2017: 7.0})
    for own in (low, high):
        first, second = _drawn(Series(own, own)).dots
        assert float(first.y) - float(second.y) == 27.0


def test_span_holds_the_widest_series_with_its_intervals() -> None:
    narrow = Series(_points({2016: 1.0}), _points({2016: 1.5}))
    wide = Series((Point(2016, 5.0, (3.0, 7.0)),), ())
    assert round(common_span([narrow, wide]), 2) == 4.32  # 4 points and 8% of air


def test_computed_points_are_hollow_and_intervals_only_where_known() -> None:
    own = (Point(2016, 1.0, (0.5, 1.5)), Point(2017, 1.0, None, hollow=True))
    first, second = _drawn(Series(own, ())).dots
    assert (first.style, second.style) == ("dot", "dot o")
    assert float(first.low) > float(first.y) > float(first.high)
    assert second.low == ""


def test_labels_of_neighbouring_values_do_not_cover_each_other() -> None:
    drawn = _drawn(Series(_points({2016: 1.0}), _points({2016: 1.1})))
    heights = {label.style: float(label.y) for label in drawn.labels}
    assert heights["own"] - heights["mid"] == 15.0  # the lower value stays below


def test_label_of_an_earlier_year_names_it_beside_the_plot() -> None:
    own, median = _points({2018: 1.0}), _points({2018: 3.0, 2019: 3.0, 2020: 3.0})
    drawn = panel(
        Series(own, median, blank=(2019, 2020)), FRAME, span=4.0, names=("A", "B"), word=""
    )
    assert [label.text.endswith("(2018)") for label in drawn.labels] == [True, False]
    assert len({label.x for label in drawn.labels}) == 1


def test_runs_of_nothing_are_nothing() -> None:
    assert runs((), (2018,)) == []


def test_deviation_axis_goes_through_zero_and_holds_every_bar() -> None:
    ranges = [Range(0.8, -0.5, 0.8), Range(-0.6, -1.2, 0.9)]
    axis = deviation_axis(ranges)
    assert axis.low <= -1.2
    assert axis.high >= 0.9
    assert any(abs(tick.value) < 1e-9 for tick in axis.ticks)


def test_unit_without_value_has_a_bar_and_no_dot() -> None:
    axis = deviation_axis([Range(None, -1.0, 1.0)])
    drawn = deviation(axis, Range(None, -1.0, 1.0))
    assert drawn.dot == ""
    assert (drawn.low, drawn.high) == ("3.0%", "97.0%")  # the axis keeps 3% free at both ends
