"""The scale of a criterion: its steps in a row, the one that holds, what the next one takes."""

from chiso.scoring.steps import Seen
from chiso_web.assessment.scale import scale_blank, scale_of
from chiso_web.results.selectors import edition_named

WARDS = edition_named("ha-noi-communes@2025")


def test_step_with_most_points_comes_first_and_the_one_that_holds_is_marked():
    seen = Seen({"hn.dossiers.on_time": 96.0, "hn.dossiers.handled": 100.0}, {})
    (ladder,) = scale_of(WARDS, WARDS.node("3.2"), seen).ladders
    assert [step.points for step in ladder.steps] == ["4", "3", "2", "0"]
    assert [step.points for step in ladder.steps if step.applies] == ["2"]


def test_next_step_is_told_in_cases():
    seen = Seen({"hn.dossiers.on_time": 96.0, "hn.dossiers.handled": 100.0}, {})
    aim = scale_of(WARDS, WARDS.node("3.2"), seen).aim
    assert aim.startswith("Để được 3 điểm:")
    assert "thêm 2 (thành 98 trên 100)" in aim


def test_rule_without_steps_is_told_in_words_and_nothing_is_marked_for_nobody():
    assert scale_blank(WARDS, WARDS.node("3.3")).text
    (ladder,) = scale_blank(WARDS, WARDS.node("3.2")).ladders
    assert not any(step.applies for step in ladder.steps)
