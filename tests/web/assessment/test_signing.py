"""Handing in, signing, taking back, exceptions; what a second signature does to decisions."""

from datetime import timedelta

import pytest

from chiso_web.assessment.models import Entrant, Event, Line, Reopening
from chiso_web.assessment.moves import DecisionKind, FormState, RoundState, Step
from chiso_web.assessment.services.appraising import Verdict, line_decide, lines_accept
from chiso_web.assessment.services.dividing import lines_assign
from chiso_web.assessment.services.filling import Change, values_save
from chiso_web.assessment.services.signing import (
    form_reopen,
    form_sign,
    form_submit,
    form_take_back,
)
from chiso_web.audit.models import Entry
from chiso_web.audit.services import SYSTEM
from chiso_web.units.models import Unit
from tests.people import LONG_BIEN
from tests.web.assessment.refusals import refused
from tests.web.assessment.rounds import (
    TODAY,
    cast_made,
    entrant_of,
    filled,
    round_running,
    signed,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(1)
DAYS_LATE = "hn.plan.days_late"  # 1.1
RETURN = Verdict(kind=DecisionKind.RETURN, seen=0, reason="Thiếu báo cáo quý III")


@pytest.fixture
def people():
    return cast_made()


@pytest.fixture
def form() -> Entrant:
    return entrant_of(round_running(LONG_BIEN))


def submit(form: Entrant, today=TODAY, *, keeps: bool = False) -> Entrant:
    return form_submit(form.pk, actor=SYSTEM, today=today, keeps=keeps)


def sign(form: Entrant, people, *, turn: int = 0, today=TODAY) -> Entrant:
    turn = turn or Entrant.objects.get(pk=form.pk).turn
    return form_sign(form.pk, turn=turn, by=people.head, actor=SYSTEM, today=today)


def take_back(form: Entrant) -> Entrant:
    return form_take_back(form.pk, actor=SYSTEM)


def reopen(form: Entrant, people, *, until=TODAY + DAY, reason="Thiên tai", today=TODAY) -> Entrant:
    return form_reopen(
        form.pk, until=until, reason=reason, by=people.runner, actor=SYSTEM, today=today
    )


def decide(form: Entrant, people, verdict: Verdict, node: str = "1.1"):
    return line_decide(form.pk, node, verdict, by=people.appraiser, actor=SYSTEM, today=TODAY)


def declare(form: Entrant, people, text: str, *, today=TODAY) -> None:
    seen = form.values.get(measure=DAYS_LATE).version
    change = Change(measure=DAYS_LATE, seen=seen, typed=text, difference="Theo sổ")
    saved = values_save(form.pk, [change], by=people.reporter, actor=SYSTEM, today=today)
    assert saved.conflicts == ()


def line(form: Entrant, node: str = "1.1") -> Line:
    return Line.objects.get(entrant=form, node=node)


def test_form_that_is_not_done_is_neither_submitted_nor_signed(form, people) -> None:
    assert "lines are not done yet" in refused(lambda: submit(form))
    assert "The form is being filled in" in refused(lambda: sign(form, people))


def test_form_is_submitted_and_signed_once(form, people) -> None:
    filled(form, people.reporter)
    assert submit(form).state == FormState.WAITING
    assert "waits for the signature" in refused(lambda: submit(form))
    turn = Entrant.objects.get(pk=form.pk).turn
    assert sign(form, people, turn=turn).state == FormState.SIGNED
    assert "has changed since" in refused(lambda: sign(form, people, turn=turn))
    assert "The form is signed" in refused(lambda: sign(form, people))
    assert Entry.objects.filter(action="form.signed").count() == 1


def test_head_signs_what_they_have_read(form, people) -> None:
    filled(form, people.reporter)
    turn = submit(form).turn
    take_back(form)
    submit(form)
    assert "Read it again" in refused(lambda: sign(form, people, turn=turn))


def test_form_is_taken_back_from_the_head_only(form, people) -> None:
    assert "being filled in" in refused(lambda: take_back(form))
    filled(form, people.reporter)
    submit(form)
    assert take_back(form).state == FormState.FILLING
    submit(form)
    sign(form, people)
    assert "The form is signed" in refused(lambda: take_back(form))


def test_nothing_moves_once_the_round_is_published(form, people) -> None:
    filled(form, people.reporter)
    submit(form)
    type(form.round).objects.filter(pk=form.round_id).update(state=RoundState.PUBLISHED)
    for act in (
        lambda: sign(form, people),
        lambda: take_back(form),
        lambda: reopen(form, people),
        lambda: lines_assign(form.pk, ["1.1"], person=None, lead="x", actor=SYSTEM, today=TODAY),
    ):
        assert "is published" in refused(act)


def test_late_signature_needs_an_exception(form, people) -> None:
    filled(form, people.reporter)
    submit(form)
    late = form.group.self_until + DAY
    assert "closed on" in refused(lambda: sign(form, people, today=late))
    reopen(form, people, until=late, today=late)
    assert sign(form, people, today=late).state == FormState.SIGNED


def test_unit_that_merged_cannot_sign(form, people) -> None:
    filled(form, people.reporter)
    submit(form)
    Unit.objects.filter(pk=form.unit_id).update(valid_until=TODAY - DAY)
    assert "read by its successor" in refused(lambda: sign(form, people))
    assert "read by its successor" in refused(lambda: declare(form, people, "3"))


def test_returned_form_is_mended_and_signed_after_its_window(form, people) -> None:
    signed(form, people)
    decide(form, people, RETURN)
    late = form.group.self_until + DAY
    declare(form, people, "7", today=late)
    assert submit(form, today=late).state == FormState.WAITING
    assert sign(form, people, today=late).state == FormState.SIGNED


def test_returned_line_is_touched_or_said_to_be_kept(form, people) -> None:
    signed(form, people)
    decide(form, people, RETURN)
    decide(form, people, RETURN, "1.2")
    declare(form, people, "7")
    assert "1 returned line is as it was: 1.2" in refused(lambda: submit(form))
    assert submit(form, keeps=True).state == FormState.WAITING
    entry = Entry.objects.filter(action="form.submitted").latest("pk")
    assert '"kept_as_returned":["1.2"]' in entry.after.replace(" ", "")


def test_returned_form_is_taken_back_to_where_only_that_line_is_open(form, people) -> None:
    signed(form, people)
    decide(form, people, RETURN)
    submit(form, keeps=True)
    assert take_back(form).state == FormState.RETURNED
    declare(form, people, "7")
    Line.objects.filter(entrant=form).exclude(node="1.1").update(decision="")
    change = Change(measure="hn.reports.wrong", seen=1, typed="7")
    told = {"by": people.reporter, "actor": SYSTEM, "today": TODAY}
    assert "Only what was returned" in refused(lambda: values_save(form.pk, [change], **told))


def test_second_signature_lets_what_was_returned_be_decided_again(form, people) -> None:
    signed(form, people)
    decide(form, people, Verdict(kind=DecisionKind.ACCEPT, seen=0), "1.2")
    decide(form, people, RETURN)
    declare(form, people, "7")
    submit(form)
    sign(form, people)
    assert (line(form).decision, line(form).reason, line(form).decision_version) == ("", "", 2)
    assert line(form, "1.2").decision == DecisionKind.ACCEPT
    steps = Event.objects.filter(entrant=form, step=Step.SIGNED)
    assert steps.filter(node="1.1").count() == 2
    assert steps.filter(node="1.2").count() == 1


def test_page_older_than_the_second_signature_decides_nothing(form, people) -> None:
    signed(form, people)
    decide(form, people, RETURN)
    declare(form, people, "7")
    submit(form)
    sign(form, people)
    stale = Verdict(kind=DecisionKind.ACCEPT, seen=1)  # the page showed the line as returned
    assert not isinstance(decide(form, people, stale), Line)
    actors = {form.pk: SYSTEM}
    told = {"by": people.appraiser, "actors": actors, "today": TODAY}
    assert len(lines_accept([form.pk], "1.1", **told)) == 1


def test_accepted_line_that_an_exception_changed_is_decided_again(form, people) -> None:
    signed(form, people)
    accept = Verdict(kind=DecisionKind.ACCEPT, seen=0)
    decide(form, people, accept)
    decide(form, people, accept, "1.2")
    reopen(form, people)
    declare(form, people, "7")
    open_now = refused(
        lambda: decide(form, people, Verdict(kind=DecisionKind.ACCEPT, seen=1), "1.3")
    )
    assert "open again by an exception" in open_now
    submit(form)
    sign(form, people)
    assert line(form).decision == ""
    assert line(form, "1.2").decision == DecisionKind.ACCEPT


def test_decision_on_what_hangs_on_a_changed_line_is_made_anew(form, people) -> None:
    signed(form, people)
    decide(form, people, Verdict(kind=DecisionKind.ACCEPT, seen=0), "1.5")
    reopen(form, people)
    before = line(form, "1.5").points
    is_done = line(form, "1.4").points == 1.5
    seen = form.values.get(measure="hn.inspection.plan").version
    told = {"measure": "hn.inspection.plan", "seen": seen, "difference": "Theo sổ"}
    change = Change(typed="0" if is_done else "1", **told)
    values_save(form.pk, [change], by=people.reporter, actor=SYSTEM, today=TODAY)
    submit(form)
    sign(form, people)
    after = line(form, "1.5")
    assert (after.points != before) == (after.decision == "")


def test_exception_says_until_when_and_why(form, people) -> None:
    assert "Give the reason" in refused(lambda: reopen(form, people, reason=" "))
    assert "has passed" in refused(lambda: reopen(form, people, until=TODAY - DAY))
    far = form.group.appraisal_until + DAY
    assert "Appraisal ends on" in refused(lambda: reopen(form, people, until=far))
    assert "Shorten it" in refused(lambda: reopen(form, people, reason="x" * 501))
    assert not Reopening.objects.exists()


def test_same_exception_twice_is_one(form, people) -> None:
    reopen(form, people)
    reopen(form, people)
    assert Reopening.objects.count() == 1
    reopen(form, people, until=TODAY + 2 * DAY)
    assert Reopening.objects.count() == 2


def test_form_by_another_text_of_its_edition_is_neither_filled_nor_signed(form, people) -> None:
    filled(form, people.reporter)
    submit(form)
    type(form.group).objects.filter(pk=form.group_id).update(edition_sha256="0" * 64)
    assert "another text of" in refused(lambda: sign(form, people))
    assert "another text of" in refused(lambda: declare(form, people, "7"))


def test_lines_are_divided_among_who_fills_them(form, people) -> None:
    told = {"actor": SYSTEM, "today": TODAY}
    count = lines_assign(form.pk, ["1.1", "1.2"], person=people.reporter, lead="Văn phòng", **told)
    assert (count, line(form).person, line(form).lead) == (2, people.reporter, "Văn phòng")
    other = {"person": people.appraiser, "lead": "", **told}
    assert "no role that fills" in refused(lambda: lines_assign(form.pk, ["1.1"], **other))
    forged = {"person": None, "lead": "", **told}
    assert "no such line" in refused(lambda: lines_assign(form.pk, ["1.1", "99"], **forged))
    long = {"person": None, "lead": "x" * 201, **told}
    assert "Shorten it" in refused(lambda: lines_assign(form.pk, ["1.1"], **long))


def test_person_who_lost_the_role_is_named_for_nothing(form, people) -> None:
    people.reporter.holdings.update(until=TODAY - DAY)
    told = {"person": people.reporter, "lead": "", "actor": SYSTEM, "today": TODAY}
    assert "no role that fills" in refused(lambda: lines_assign(form.pk, ["1.1"], **told))


def test_queries_of_a_signature_do_not_grow_with_the_lines(
    form, people, django_assert_max_num_queries
) -> None:
    filled(form, people.reporter)
    submit(form)
    with django_assert_max_num_queries(45):
        sign(form, people)
