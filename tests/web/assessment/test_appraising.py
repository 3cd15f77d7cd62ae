"""Deciding on lines: who may, when, on what they saw; double submits and forged ids."""

from datetime import timedelta

import pytest

from chiso_web.assessment.models import Entrant, Event, Line, Phrase
from chiso_web.assessment.moves import DecisionKind, FormState, RoundState
from chiso_web.assessment.observations import entrant_list_appraised
from chiso_web.assessment.services.appraising import (
    Overtaken,
    Verdict,
    form_accept,
    is_mine,
    line_decide,
    lines_accept,
)
from chiso_web.audit.models import Entry
from chiso_web.audit.services import SYSTEM
from chiso_web.results.selectors import edition_named
from tests.people import BO_DE, LONG_BIEN
from tests.web.assessment.refusals import refused
from tests.web.assessment.rounds import TODAY, cast_made, entrant_of, round_running, signed

pytestmark = pytest.mark.django_db
KINDS = DecisionKind
ACCEPT = Verdict(kind=KINDS.ACCEPT, seen=0)
RETURN = Verdict(kind=KINDS.RETURN, seen=0, reason="Thiếu báo cáo")


def change(points: float | None, *, seen: int = 0, reason: str = "Chưa đủ căn cứ") -> Verdict:
    return Verdict(kind=KINDS.CHANGE, seen=seen, points=points, reason=reason)


@pytest.fixture
def people():
    return cast_made()


@pytest.fixture
def form(people) -> Entrant:
    return signed(entrant_of(round_running(LONG_BIEN)), people)


def decide(form, people, verdict: Verdict, node: str = "1.2", *, by=None, today=TODAY, **told):
    by = by or people.appraiser
    return line_decide(form.pk, node, verdict, by=by, actor=SYSTEM, today=today, **told)


def with_points(form: Entrant) -> Line:
    return form.lines.filter(node="1.2").first()


def test_decision_is_kept_with_who_when_and_why(form, people) -> None:
    found = decide(form, people, change(0.5))
    kept = Line.objects.get(pk=found.pk)
    assert (kept.decision, kept.appraised_points, kept.decided_by) == (
        "change",
        0.5,
        people.appraiser,
    )
    assert (kept.reason, kept.decision_version) == ("Chưa đủ căn cứ", 1)
    assert Event.objects.filter(entrant=form, node="1.2").last().points == 0.5
    assert Phrase.objects.get(user=people.appraiser).used == 1


def test_decision_sent_twice_is_one(form, people) -> None:
    for verdict, node in ((change(0.5), "1.2"), (ACCEPT, "1.3"), (RETURN, "1.1")):
        first, second = (decide(form, people, verdict, node) for _ in range(2))
        assert (first.pk, second.decision_version) == (second.pk, 1)
    assert Entry.objects.filter(action__startswith="line.").count() == 3
    assert Entrant.objects.get(pk=form.pk).state == FormState.RETURNED


def test_second_appraiser_is_told_what_the_first_decided(form, people) -> None:
    decide(form, people, change(0.5))
    found = decide(form, people, change(0.25), by=people.chair)
    assert isinstance(found, Overtaken)
    assert found.line.decided_points == 0.5
    assert isinstance(decide(form, people, change(0.25, seen=1), by=people.chair), Line)


@pytest.mark.parametrize(
    ("verdict", "sentence"),
    [
        (change(0.5, reason=" \n "), "Give a reason"),
        (Verdict(kind=KINDS.RETURN, seen=0), "Give a reason"),
        (change(None), "Enter the points"),
        (change(-0.5), "expected 0 to 3"),
        (change(3.5), "expected 0 to 3"),
        (change(float("nan")), "expected 0 to 3"),
        (change(float("inf")), "expected 0 to 3"),
        (change(0.5, reason="x" * 2001), "Shorten it"),
    ],
)
def test_verdict_that_cannot_stand_is_refused(form, people, verdict, sentence: str) -> None:
    assert sentence in refused(lambda: decide(form, people, verdict))
    assert Line.objects.get(pk=with_points(form).pk).decision == ""


def test_points_are_among_those_of_the_scale_and_others_than_the_units(form, people) -> None:
    assert "expected one of: 0; 1; 2" in refused(lambda: decide(form, people, change(1.5), "1.7"))
    own = with_points(form).points
    assert "Accept them instead" in refused(lambda: decide(form, people, change(own)))


def test_appraiser_named_for_a_part_decides_on_it_alone(form, people) -> None:
    edition = edition_named(form.group.edition)
    named = {f"{edition.id}:1"}
    assert is_mine(edition, "1.2", named)
    assert not is_mine(edition, "2.1", named)
    assert is_mine(edition, "2.1", ())
    sentence = refused(lambda: decide(form, people, ACCEPT, "2.1", criteria=named))
    assert "not named to appraise" in sentence
    assert isinstance(decide(form, people, ACCEPT, "1.2", criteria=named), Line)


def test_who_filled_or_signed_does_not_appraise(form, people) -> None:
    for by in (people.reporter, people.head):
        sentence = refused(lambda by=by: decide(form, people, ACCEPT, by=by))
        assert "somebody else must appraise" in sentence


def test_forged_line_and_form_are_refused(form, people) -> None:
    assert "no such line" in refused(lambda: decide(form, people, ACCEPT, "99"))
    survey = next(
        one.id for one in edition_named(form.group.edition).leaves if one.part == "survey"
    )
    assert "no such line" in refused(lambda: decide(form, people, ACCEPT, survey))
    assert "no such round" in refused(lambda: decide(Entrant(pk=10**9), people, ACCEPT))


def test_closed_window_is_refused(form, people) -> None:
    late = form.group.appraisal_until + timedelta(1)
    assert "Appraisal closed" in refused(lambda: decide(form, people, ACCEPT, today=late))


def test_published_round_is_decided_on_in_a_correction_only_and_nothing_returned(
    form, people
) -> None:
    rounds = type(form.round).objects.filter(pk=form.round_id)
    rounds.update(state=RoundState.PUBLISHED)
    assert "is published" in refused(lambda: decide(form, people, ACCEPT))
    rounds.update(state=RoundState.CORRECTING)
    assert "nothing is returned" in refused(lambda: decide(form, people, RETURN))
    late = form.group.appraisal_until + timedelta(100)
    assert isinstance(decide(form, people, change(0.5), today=late), Line)


def test_returned_line_waits_for_the_unit_and_others_do_not(form, people) -> None:
    decide(form, people, RETURN, "1.1")
    again = Verdict(kind=KINDS.ACCEPT, seen=1)
    assert "unit’s turn" in refused(lambda: decide(form, people, again, "1.1"))
    assert isinstance(decide(form, people, ACCEPT, "1.2"), Line)


def test_many_are_accepted_but_those_decided_on_or_closed(people) -> None:
    one = round_running(LONG_BIEN, BO_DE)
    forms = [signed(entrant_of(one, unit), people) for unit in (LONG_BIEN, BO_DE)]
    decide(forms[0], people, change(0.5))
    told = {"by": people.appraiser, "today": TODAY}
    keys = [form.pk for form in forms]
    actors = dict.fromkeys(keys, SYSTEM)
    found = lines_accept([*keys, 10**9], "1.2", actors=actors, **told)
    assert [line.entrant_id for line in found] == [forms[1].pk]
    assert lines_accept(keys, "1.2", actors=actors, **told) == []
    Entrant.objects.filter(pk=forms[0].pk).update(
        state=FormState.FILLING, signed_at=None, signed_by=None
    )
    assert len(lines_accept(keys, "1.3", actors=actors, **told)) == 1
    late = told | {"today": forms[0].group.appraisal_until + timedelta(1)}
    assert "closed" in refused(lambda: lines_accept(keys, "1.1", actors=actors, **late))
    assert lines_accept(keys, "1.1", actors={}, **told) == []  # nobody's to accept


def test_form_is_appraised_once_every_line_is_decided(form, people) -> None:
    assert entrant_list_appraised(form.round) == []
    nodes = list(form.lines.values_list("node", flat=True))
    told = {"by": people.appraiser, "actor": SYSTEM, "today": TODAY}
    assert len(form_accept(form.pk, nodes, **told)) == len(nodes)
    assert entrant_list_appraised(form.round) == [form]
