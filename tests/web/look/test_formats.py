"""Numbers as each language writes them; axes and dots that need no script."""

from datetime import UTC, date, datetime

import pytest
from django.utils.translation import override

from chiso_web.look import formats
from chiso_web.look.axis import axis_over
from chiso_web.look.bars import bar, segment
from chiso_web.look.dots import stacked


@pytest.mark.parametrize(
    ("lang", "text"),
    [("vi", "1.234,50 | ±1,02 | −0,03 | 67,57%"), ("en", "1,234.50 | ±1.02 | −0.03 | 67.57%")],
)
def test_number_follows_the_language(lang: str, text: str) -> None:
    with override(lang):
        found = (
            formats.number(1234.5),
            formats.margin(1.02),
            formats.signed(-0.03),
            formats.share(0.675724),
        )
    assert " | ".join(found) == text


@pytest.mark.parametrize(("lang", "text"), [("vi", "01/07/2025"), ("en", "2025-07-01")])
def test_day_follows_the_language(lang: str, text: str) -> None:
    with override(lang):
        assert formats.day(date(2025, 7, 1)) == text


@pytest.mark.parametrize(("lang", "text"), [("vi", "01/12/2026"), ("en", "2026-12-01")])
def test_day_of_a_moment_is_the_day_here(lang: str, text: str) -> None:
    with override(lang):  # 23:30 in London is the next morning in Hà Nội
        assert formats.day(datetime(2026, 11, 30, 23, 30, tzinfo=UTC)) == text


@pytest.mark.parametrize(("lang", "text"), [("vi", "07/12"), ("en", "7 Dec")])
def test_short_day_cannot_be_read_as_another(lang: str, text: str) -> None:
    with override(lang):
        assert formats.day_short(date(2026, 12, 7)) == text


def test_no_number_is_a_dash_never_zero() -> None:
    assert formats.number(None) == "–"


def test_axis_has_round_marks_that_hold_every_value() -> None:
    axis = axis_over([36.8, 47.98])
    assert [tick.value for tick in axis.ticks] == [36, 38, 40, 42, 44, 46, 48]


def test_dots_that_would_cover_each_other_are_piled_up() -> None:
    axis = axis_over([0, 10])
    dots = stacked(axis, [(5.0, "c1", "a"), (5.01, "c1", "b"), (9.0, "c2", "c")])
    assert [dot.height for dot in dots] == [0, 9, 0]


def test_bar_of_a_negative_part_runs_leftwards() -> None:
    piece = segment(2.0, 1.5, full=10.0, style="bf")
    assert (piece.x, piece.width) == ("15.00%", "5.00%")


def test_what_was_typed_is_echoed_on_one_line_and_not_long() -> None:
    assert formats.echoed(" a\n\x00b\u202ec ") == "a b c"
    assert len(formats.echoed("x" * 100)) == 60


def test_scale_without_an_end_has_no_bar() -> None:
    assert bar([(0, 1, "bf")], full=None) is None
    assert bar([], full=2.0) is None
