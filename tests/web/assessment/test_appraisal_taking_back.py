"""Taking a decision back: the line is undecided again, and its history keeps both steps."""

import pytest

from chiso_web.accounts.refusals import ActRefused
from chiso_web.assessment.models import Event, Line
from chiso_web.assessment.moves import DecisionKind, FormState, Step
from chiso_web.assessment.services.appraising import (
    Overtaken,
    Verdict,
    form_accept,
    line_decide,
    lines_accept,
)
from chiso_web.assessment.services.filling import account_save
from chiso_web.assessment.services.signing import form_reopen
from chiso_web.assessment.services.taking_back import decision_take_back
from chiso_web.audit.models import Entry
from chiso_web.audit.services import SYSTEM
from tests.people import LONG_BIEN
from tests.web.assessment.rounds import TODAY, cast_made, entrant_of, round_running, signed

pytestmark = pytest.mark.django_db
RETURN = Verdict(kind=DecisionKind.RETURN, seen=0, reason="Thiếu báo cáo quý III")
ACCEPT = Verdict(kind=DecisionKind.ACCEPT, seen=0)


@pytest.fixture
def people():
    return cast_made()


@pytest.fixture
def form(people):
    return signed(entrant_of(round_running(LONG_BIEN)), people)


def decided(form, people, verdict: Verdict, node: str = "1.1") -> Line:
    found = line_decide(form.pk, node, verdict, by=people.appraiser, actor=SYSTEM, today=TODAY)
    assert isinstance(found, Line)
    return found


def taken_back(form, people, *, seen: int, node: str = "1.1", **told):
    return decision_take_back(
        form.pk, node, seen=seen, by=people.appraiser, actor=SYSTEM, today=TODAY, **told
    )


def test_line_is_undecided_again_and_history_keeps_both_steps(form, people) -> None:
    line = decided(form, people, ACCEPT)
    found = taken_back(form, people, seen=line.decision_version)
    assert (found.decision, found.decided_by, found.decision_version) == ("", None, 2)
    steps = Event.objects.filter(entrant=form, node="1.1").values_list("step", flat=True)
    assert list(steps)[-2:] == [Step.APPRAISED, Step.TAKEN_BACK]
    assert Entry.objects.filter(action="line.undecided").count() == 1


def test_return_that_is_taken_back_leaves_the_form_signed(form, people) -> None:
    decided(form, people, RETURN)
    form.refresh_from_db()
    turn = form.turn
    taken_back(form, people, seen=1)
    form.refresh_from_db()
    assert (form.state, form.turn) == (FormState.SIGNED, turn + 1)


def test_form_stays_returned_while_another_line_is(form, people) -> None:
    decided(form, people, RETURN)
    decided(form, people, RETURN, "1.2")
    taken_back(form, people, seen=1)
    form.refresh_from_db()
    assert form.state == FormState.RETURNED


def test_form_stays_open_where_an_exception_keeps_it_open(form, people) -> None:
    decided(form, people, RETURN)
    told = {"until": TODAY, "reason": "Sót tài liệu", "by": people.runner, "today": TODAY}
    form_reopen(form.pk, actor=SYSTEM, **told)
    taken_back(form, people, seen=1)
    form.refresh_from_db()
    assert form.state == FormState.RETURNED


def test_return_stands_once_the_unit_has_begun_to_mend(form, people) -> None:
    decided(form, people, RETURN)
    told = {"by": people.reporter, "actor": SYSTEM, "today": TODAY}
    account_save(form.pk, "1.1", how="Đối chiếu lại", counted="Theo bậc", seen=0, **told)
    with pytest.raises(ActRefused):
        taken_back(form, people, seen=1)


def test_decision_that_was_not_seen_stands(form, people) -> None:
    decided(form, people, ACCEPT)
    assert isinstance(taken_back(form, people, seen=0), Overtaken)
    assert Line.objects.get(entrant=form, node="1.1").decision == DecisionKind.ACCEPT


def test_who_is_named_for_another_criterion_takes_nothing_back(form, people) -> None:
    decided(form, people, ACCEPT)
    with pytest.raises(ActRefused):
        taken_back(form, people, seen=1, criteria=["ha-noi-communes:3"])


def test_what_was_taken_back_is_accepted_with_the_rest(form, people) -> None:
    decided(form, people, ACCEPT)
    taken_back(form, people, seen=1)
    told = {"by": people.appraiser, "today": TODAY}
    made = lines_accept([form.pk], "1.1", actors={form.pk: SYSTEM}, **told)
    assert [one.decision_version for one in made] == [3]
    rest = form_accept(form.pk, ["1.1", "1.2", "1.3"], actor=SYSTEM, **told)
    assert [one.node for one in rest] == ["1.2", "1.3"]
