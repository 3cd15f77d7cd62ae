"""The points of a form leaf by leaf: what counts, what is wrong, what needs no proof."""

from collections.abc import Mapping

from django.utils.translation import override

from chiso.definition.model import Edition
from chiso.definition.rules import Bonus, Penalty
from chiso_web.assessment.asked import fields_of, leaves_asked, takes_not_applicable
from chiso_web.assessment.moves import LineState
from chiso_web.assessment.points import Declared, Found, form_points, points_sum
from chiso_web.results.selectors import edition_named

EDITION: Edition = edition_named("ha-noi-communes@2026")
DONE, PLANNED = "hn.plan.done", "hn.plan.planned"


def found(*told: Declared) -> Mapping[str, Found]:
    declared = {one.measure: one for one in told}
    return form_points(EDITION, declared, period="2026")


def sentence(one: Found, measure: str) -> str:
    return one.faults.get(measure, "")


def test_empty_form_has_every_line_and_no_points() -> None:
    lines = found()
    assert set(lines) == {leaf.id for leaf in leaves_asked(EDITION)}
    assert {one.state(proven=False) for one in lines.values()} == {LineState.EMPTY}
    assert points_sum(lines.values()) == 0.0


def test_half_of_a_ratio_is_no_points_yet() -> None:
    assert found(Declared(DONE, 20.0))["1.2"].state(proven=True) == LineState.EMPTY


def test_whole_line_needs_evidence_or_an_account() -> None:
    line = found(Declared(DONE, 22.0), Declared(PLANNED, 22.0))["1.2"]
    assert (line.points, line.state(proven=False)) == (3.0, LineState.ACCOUNT)
    assert line.state(proven=True) == LineState.DONE


def test_what_did_not_arise_needs_its_ground_only() -> None:
    told = [Declared(one, ground="Điều 3") for one in (DONE, PLANNED)]
    line = found(*told)["1.2"]
    assert (line.missing, line.state(proven=False)) == ("not_applicable", LineState.DONE)


def test_bonus_and_penalty_are_declared_as_nothing_instead_of_not_arisen() -> None:
    leaves = {leaf.id: leaf for leaf in leaves_asked(EDITION)}
    assert takes_not_applicable(leaves["1.2"])
    assert not any(takes_not_applicable(leaves[one]) for one in ("9.1", "9.2", "9.3", "9.4"))


def test_fault_of_one_line_takes_nothing_from_the_others() -> None:
    good = [Declared("hn.plan.days_late", 0.0), Declared("hn.reports.wrong", 0.0)]
    bad = [Declared(DONE, 25.0), Declared(PLANNED, 22.0), Declared("hn.dialogues", typed="hai")]
    alone, beside = found(*good), found(*good, *bad)
    assert beside["1.2"].faults
    assert beside["1.6"].faults
    for node in ("1.1", "1.3"):
        assert beside[node].points == alone[node].points is not None


def test_faults_say_what_to_do_in_both_languages() -> None:
    told = [Declared(DONE, 25.0), Declared(PLANNED, 22.0, held=20.0)]
    with override("en"):
        english = found(*told)["1.2"]
    with override("vi"):
        vietnamese = found(*told)["1.2"]
    assert "is 3 more than" in sentence(english, DONE)
    assert "platform’s own figure is 20" in sentence(english, PLANNED)
    for measure in (DONE, PLANNED):
        assert sentence(vietnamese, measure) != sentence(english, measure)


def test_another_figure_with_a_reason_is_no_fault() -> None:
    told = Declared(PLANNED, 22.0, held=20.0, difference="Bổ sung")
    assert not found(Declared(DONE, 22.0), told)["1.2"].faults
    assert not Declared(PLANNED, 20.0, held=20.0).differs


def test_bonus_that_is_not_claimed_and_penalty_not_incurred_need_no_proof() -> None:
    leaves = [one for one in leaves_asked(EDITION) if isinstance(one.rule, Bonus | Penalty)]
    for leaf in leaves:
        told = [Declared(one.measure, 0.0) for one in fields_of(EDITION, leaf)]
        line = found(*told)[leaf.id]
        assert line.needs_no_proof == (line.points == 0)


def test_share_above_one_that_stands_is_a_fault_without_points() -> None:
    line = found(Declared("hn.payment.share", 62.0))["7.3"]
    assert (line.points, line.state(proven=True)) == (None, LineState.FAULT)
    assert "62" in sentence(line, "hn.payment.share")
