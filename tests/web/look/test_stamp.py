"""The sentence inside pictures, by reading what was drawn."""

import re

from django.template.loader import render_to_string

from chiso_web.look.stamp import Stamp, band, stamped, stamped_strip

SENTENCE = "Synthetic figures, not real results"


def drawn(stamp: Stamp | None) -> str:
    return render_to_string("look/stamp.svg", {"stamp": stamp})


def test_sentence_occurs_twice_within_one_frame() -> None:
    text = drawn(stamped(SENTENCE, x=-10, y=-20, width=400, height=300, size=20))
    assert text.count(f">{SENTENCE}</text>") == 2
    assert text.count("<rect") == 1


def test_lines_stand_in_the_bands_that_a_picture_leaves_free() -> None:
    # frame from -20 to 280 with letters of 20: bands end at 20 and begin at 240
    stamp = stamped(SENTENCE, x=-10, y=-20, width=400, height=300, size=20)
    assert stamp is not None
    assert band(20) == 40
    assert -20 + 20 <= int(stamp.top) < -20 + 40
    assert 240 + 20 <= int(stamp.bottom) < 280


def test_frame_lies_wholly_inside_the_picture() -> None:
    # letters of 18 have a line of 3: half of it stands inside each edge
    stamp = stamped(SENTENCE, x=0, y=0, width=100, height=50, size=18)
    assert stamp is not None
    assert (stamp.frame_x, stamp.frame_y, stamp.width, stamp.height) == ("1.5", "1.5", "97", "47")


def test_strip_is_framed_in_its_full_width() -> None:
    text = drawn(stamped_strip(SENTENCE, height=120))
    assert re.search(r'<rect x="0" y="0" width="100%" height="120"', text)
    assert text.count(SENTENCE) == 2


def test_no_sentence_draws_nothing() -> None:
    assert stamped("", x=0, y=0, width=10, height=10) is None
    assert stamped_strip("", height=100) is None
    assert drawn(None) == ""
