"""Declaring values: what is kept, what is refused, and two people on one form."""

from datetime import timedelta

import pytest
from django.utils.translation import activate, override

from chiso_web.assessment.models import Entrant, Event, Line, Value
from chiso_web.assessment.moves import DecisionKind, FormState, LineState
from chiso_web.assessment.services.filling import Change, account_save, values_save
from chiso_web.assessment.services.signing import form_reopen
from chiso_web.assessment.shown import outdated_text
from chiso_web.audit.models import Entry
from chiso_web.audit.services import SYSTEM
from chiso_web.results.models import Observation
from chiso_web.units.models import Unit
from tests.people import BO_DE, LONG_BIEN
from tests.web.assessment.refusals import refused
from tests.web.assessment.rounds import TODAY, cast_made, entrant_of, round_running, signed

pytestmark = pytest.mark.django_db
DONE, PLANNED = "hn.plan.done", "hn.plan.planned"  # 1.2: the share of a plan that was done
HELD = 22.0
DAY = timedelta(1)


@pytest.fixture
def people():
    return cast_made()


@pytest.fixture
def form() -> Entrant:
    Observation.objects.filter(unit__uid=LONG_BIEN, period="2026").delete()
    unit = Unit.objects.get(uid=LONG_BIEN)
    told = {"unit": unit, "period": "2026", "source": "Hệ thống một cửa", "note": "Đã chốt"}
    Observation.objects.create(measure=PLANNED, value=HELD, **told)
    return entrant_of(round_running(LONG_BIEN))


def save(form: Entrant, people, *changes: Change, today=TODAY):
    return values_save(form.pk, changes, by=people.reporter, actor=SYSTEM, today=today)


def typed(text: str, *, seen: int = 0, measure: str = DONE, **told) -> Change:
    return Change(measure=measure, seen=seen, typed=text, **told)


def value(form: Entrant, measure: str = DONE) -> Value:
    return Value.objects.get(entrant=form, measure=measure)


def account(form: Entrant, people, how: str, *, node: str = "1.2", seen: int = 0, counted="Tỷ lệ"):
    return account_save(
        form.pk,
        node,
        how=how,
        counted=counted,
        seen=seen,
        by=people.reporter,
        actor=SYSTEM,
        today=TODAY,
    )


def test_what_the_platform_holds_is_there_with_its_source(form) -> None:
    found = value(form, PLANNED)
    assert (found.value, found.held, found.held_source) == (HELD, HELD, "Hệ thống một cửa")


def test_points_follow_at_once(form, people) -> None:
    saved = save(form, people, typed("22"))
    assert saved.found["1.2"].points == 3.0  # 22 of 22 planned: the whole of 3 points
    assert Line.objects.get(entrant=form, node="1.2").points == 3.0


def test_text_that_is_no_number_is_kept_with_its_fault(form, people) -> None:
    saved = save(form, people, typed("hai mươi"))
    assert DONE in saved.found["1.2"].faults
    assert (value(form).typed, value(form).value) == ("hai mươi", None)
    assert Line.objects.get(entrant=form, node="1.2").state == LineState.FAULT


def test_part_larger_than_its_whole_is_a_fault_with_the_excess(form, people) -> None:
    activate("en")
    saved = save(form, people, typed("25"))
    assert saved.found["1.2"].faults[DONE].startswith("25 is 3 more than")


def test_number_is_taken_away_by_an_empty_field(form, people) -> None:
    save(form, people, typed("20"))
    save(form, people, typed("", seen=1))
    assert (value(form).value, value(form).typed, value(form).version) == (None, "", 2)
    assert Line.objects.get(entrant=form, node="1.2").state == LineState.EMPTY


def test_same_twice_is_one_change(form, people) -> None:
    save(form, people, typed("20"))
    saved = save(
        form, people, typed("20")
    )  # the page was sent twice, with the version of the first
    assert saved.conflicts == ()
    assert value(form).version == 1
    assert Entry.objects.filter(action="form.filled").count() == 1


def test_two_people_on_one_value_are_told_and_the_first_stands(form, people) -> None:
    save(form, people, typed("20"))
    saved = values_save(form.pk, [typed("21")], by=people.head, actor=SYSTEM, today=TODAY)
    (conflict,) = saved.conflicts
    assert (conflict.change.typed, conflict.standing.value) == ("21", 20.0)
    assert conflict.standing.entered_by == people.reporter
    assert value(form).value == 20.0


def test_conflict_keeps_nobody_elses_change_from_being_made(form, people) -> None:
    save(form, people, typed("20"))
    saved = save(form, people, typed("21"), typed("3", measure="hn.plan.days_late"))
    assert len(saved.conflicts) == 1
    assert value(form, "hn.plan.days_late").value == 3.0


def test_measure_twice_in_one_save_is_a_conflict_with_oneself(form, people) -> None:
    saved = save(form, people, typed("20"), typed("21"))
    assert len(saved.conflicts) == 1
    assert value(form).value == 20.0


def test_not_applicable_takes_the_number_and_needs_its_ground(form, people) -> None:
    save(form, people, typed("20"))
    bare = Change(measure=DONE, seen=1, typed="20", not_applicable=True, ground="  ")
    assert "legal ground" in refused(lambda: save(form, people, bare))
    assert value(form).value == 20.0
    save(
        form, people, Change(measure=DONE, seen=1, typed="20", not_applicable=True, ground="Điều 3")
    )
    assert (value(form).value, value(form).typed, value(form).ground) == (None, "", "Điều 3")


def test_another_figure_than_the_platforms_needs_a_reason(form, people) -> None:
    other = {"measure": PLANNED, "typed": "24"}
    save(form, people, typed("20"), Change(seen=0, **other))
    assert Line.objects.get(entrant=form, node="1.2").state == LineState.FAULT
    save(form, people, Change(seen=1, difference="Bổ sung hai nhiệm vụ", **other))
    assert Line.objects.get(entrant=form, node="1.2").state == LineState.ACCOUNT


def test_reason_goes_with_the_difference(form, people) -> None:
    save(form, people, Change(measure=PLANNED, seen=0, typed="24", difference="Bổ sung"))
    save(form, people, Change(measure=PLANNED, seen=1, typed="22", difference="Bổ sung"))
    assert (value(form, PLANNED).value, value(form, PLANNED).difference) == (HELD, "")


def test_what_no_database_can_hold_is_replaced(form, people) -> None:
    save(form, people, typed("hai\x00 mươi\ud800"))
    assert value(form).typed == "hai\ufffd mươi\ufffd"
    account(form, people, "Sổ\x00")
    assert Line.objects.get(entrant=form, node="1.2").how == "Sổ\ufffd"


@pytest.mark.parametrize(
    "change",
    [
        typed("x" * 201),
        typed("24", measure=PLANNED, difference="x" * 501),
        Change(measure=DONE, seen=0, not_applicable=True, ground="x" * 501),
    ],
)
def test_too_long_a_text_is_refused_and_never_cut(form, people, change: Change) -> None:
    assert "Shorten it" in refused(lambda: save(form, people, change))
    assert not Value.objects.filter(entrant=form, measure=DONE).exists()


def test_forged_measure_line_and_form_are_refused(form, people) -> None:
    for forged in ("papi.1", "1.2.awarded", "", "hn.survey.people"):
        change = typed("1", measure=forged)
        assert "does not ask" in refused(lambda change=change: save(form, people, change))
    assert "no such line" in refused(lambda: account(form, people, "x", node="99"))
    gone = Entrant(pk=10**9)
    assert "no such round" in refused(lambda: save(gone, people, typed("1")))


def test_nothing_of_a_save_is_kept_where_a_part_is_refused(form, people) -> None:
    refused(lambda: save(form, people, typed("20"), typed("1", measure="papi.1")))
    assert not Value.objects.filter(entrant=form, measure=DONE).exists()
    assert not Entry.objects.filter(action="form.filled").exists()


def test_closed_window_is_refused_and_an_exception_opens_it(form, people) -> None:
    late = form.group.self_until + DAY
    assert "closed on" in refused(lambda: save(form, people, typed("20"), today=late))
    told = {"reason": "Thiên tai", "by": people.runner, "actor": SYSTEM, "today": late}
    form_reopen(form.pk, until=late, **told)
    assert save(form, people, typed("20"), today=late).conflicts == ()
    assert "closed on" in refused(lambda: save(form, people, typed("21"), today=late + DAY))


def test_account_of_two_people_is_told(form, people) -> None:
    account(form, people, "Đối chiếu sổ")
    standing = account(form, people, "Đối chiếu báo cáo")
    assert isinstance(standing, Line)
    assert standing.how == "Đối chiếu sổ"
    account(form, people, "Đối chiếu báo cáo", seen=1)
    assert Line.objects.get(entrant=form, node="1.2").how == "Đối chiếu báo cáo"
    assert "Shorten it" in refused(lambda: account(form, people, "x" * 4001, seen=2))


def test_account_makes_a_line_done_and_its_history_says_who(form, people) -> None:
    save(form, people, typed("22"))
    account(form, people, "Đối chiếu sổ")
    line = Line.objects.get(entrant=form, node="1.2")
    assert (line.state, line.filled_by) == (LineState.DONE, people.reporter)
    assert [one.by for one in Event.objects.filter(entrant=form, node="1.2")] == [
        people.reporter
    ] * 2


def test_account_of_other_points_says_so_until_it_is_written_again(form, people) -> None:
    save(form, people, typed("22"))
    account(form, people, "Đối chiếu sổ")
    assert outdated_text(Line.objects.get(entrant=form, node="1.2")) == ""
    save(form, people, typed("11", seen=1))
    line = Line.objects.get(entrant=form, node="1.2")
    assert line.points != line.account_points
    with override("en"):  # all of the plan is 3 points, under 80% none
        said = "The account was written for 3.00 points; they are 0.00 now."
        assert outdated_text(line) == said
    save(form, people, typed("", seen=2))
    assert outdated_text(Line.objects.get(entrant=form, node="1.2")) == ""  # it has no points
    save(form, people, typed("11", seen=3))
    account(form, people, "Đối chiếu sổ lần hai", seen=1)
    assert outdated_text(Line.objects.get(entrant=form, node="1.2")) == ""


def test_line_that_hangs_on_another_follows_it(form, people) -> None:
    checks = [typed("1", measure=one) for one in ("hn.inspection.plan", "hn.inspection.report")]
    half = [typed("2", measure="hn.inspection.mended"), typed("4", measure="hn.inspection.found")]
    save(form, people, *half)
    assert Line.objects.get(entrant=form, node="1.5").points == 0.0  # 1.4 is not done yet
    save(form, people, *checks)
    line = Line.objects.get(entrant=form, node="1.5")
    assert line.points == pytest.approx(0.5)  # 2 of 4, of one point
    assert [one.points for one in Event.objects.filter(entrant=form, node="1.5")][-1] == line.points


def test_value_of_a_returned_line_alone_is_open(people) -> None:
    form = signed(entrant_of(round_running(BO_DE), BO_DE), people)
    line = form.lines.get(node="1.2")
    Line.objects.filter(pk=line.pk).update(
        decision=DecisionKind.RETURN, reason="Thiếu", decided_by=people.appraiser
    )
    Entrant.objects.filter(pk=form.pk).update(state=FormState.RETURNED)
    seen = {one.measure: one.version for one in form.values.all()}
    assert save(form, people, typed("0", seen=seen[DONE])).conflicts == ()
    frozen = typed("9", measure="hn.plan.days_late", seen=seen["hn.plan.days_late"])
    assert "Only what was returned" in refused(lambda: save(form, people, frozen))
