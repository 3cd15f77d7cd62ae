"""What a synthetic observation's note says, and reading its ground back."""

from chiso.synthesis import MARK, ground_of
from chiso.synthesis.marking import note_of
from chiso.values import MissingKind
from chiso.wording import Text


def test_ground_is_read_back_in_both_languages() -> None:
    ground = Text(vi="có kèm diễn giải", en="with an account")
    assert ground_of(note_of(ground=ground)) == ground


def test_note_that_only_marks_has_no_ground() -> None:
    assert ground_of(note_of()) == Text(vi="", en="")


def test_ground_of_what_did_not_arise_leaves_the_mark_out() -> None:
    found = ground_of(note_of(MissingKind.NOT_APPLICABLE))
    assert MARK.vi not in found.vi
    assert found.vi == "không phát sinh trong kỳ"


def test_note_of_a_real_observation_is_its_own_ground() -> None:
    text = "Không có hồ sơ quá hạn / theo báo cáo số 12"
    assert ground_of(text) == Text(vi=text, en=text)
