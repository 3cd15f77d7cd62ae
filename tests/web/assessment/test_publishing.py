"""Publishing: prepared and confirmed by two, computed anew, whole; corrected by a version."""

from dataclasses import replace
from datetime import timedelta

import pytest

from chiso_web.assessment.models import Entrant, Line, Publication, RankGroup, Round
from chiso_web.assessment.moves import DecisionKind, FormState, RoundState
from chiso_web.assessment.services.appraising import Verdict, line_decide
from chiso_web.assessment.services.opening import round_make
from chiso_web.assessment.services.publishing import (
    Decided,
    correction_begin,
    publication_confirm,
    publication_prepare,
    publication_withdraw,
)
from chiso_web.audit.models import Entry
from chiso_web.audit.services import SYSTEM
from chiso_web.results.models import Evaluation, Score
from tests.people import BO_DE, LONG_BIEN
from tests.web.assessment.refusals import refused
from tests.web.assessment.rounds import (
    TODAY,
    appraised,
    cast_made,
    entrant_of,
    plan_of,
    round_running,
    signed,
)

pytestmark = pytest.mark.django_db
DECIDED = Decided(decision="12/QĐ-UBND", decided_on=TODAY, signer="Nguyễn Văn Ký")


@pytest.fixture
def people():
    return cast_made()


@pytest.fixture
def form(people) -> Entrant:
    return appraised(signed(entrant_of(round_running(LONG_BIEN)), people), people)


def prepare(form: Entrant, people, told: Decided = DECIDED) -> Publication:
    return publication_prepare(form.round_id, told, by=people.runner, actor=SYSTEM, today=TODAY)


def confirm(made: Publication, people) -> Publication:
    return publication_confirm(made.pk, by=people.chair, actor=SYSTEM)


def change(form: Entrant, people, points: float = 0.5) -> Line:
    seen = form.lines.get(node="1.2").decision_version
    verdict = Verdict(kind=DecisionKind.CHANGE, seen=seen, points=points, reason="Sót văn bản")
    told = {"by": people.appraiser, "actor": SYSTEM, "today": TODAY}
    found = line_decide(form.pk, "1.2", verdict, **told)
    assert isinstance(found, Line)
    return found


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        (replace(DECIDED, decision=" "), "Enter number, day and signer"),
        (replace(DECIDED, signer=""), "Enter number, day and signer"),
        (replace(DECIDED, decided_on=TODAY + timedelta(1)), "has not come yet"),
        (replace(DECIDED, decision="x" * 101), "Shorten it"),
        (replace(DECIDED, signer="x" * 201), "Shorten it"),
    ],
)
def test_decision_that_is_none_publishes_nothing(form, people, told, sentence: str) -> None:
    assert sentence in refused(lambda: prepare(form, people, told))
    assert not Publication.objects.exists()


def test_one_version_is_prepared_at_a_time_and_withdrawn_once(form, people) -> None:
    made = prepare(form, people)
    assert "prepared already" in refused(lambda: prepare(form, people))
    told = {"actor": SYSTEM}
    assert "Give the reason" in refused(lambda: publication_withdraw(made.pk, reason=" ", **told))
    publication_withdraw(made.pk, reason="Sai số quyết định", **told)
    again = refused(lambda: publication_withdraw(made.pk, reason="Sai số", **told))
    assert "no such version" in again
    assert "no such version" in refused(lambda: confirm(made, people))
    assert prepare(form, people).number == 1


def test_version_is_published_once_and_by_another_person(form, people) -> None:
    made = prepare(form, people)
    by_same = refused(lambda: publication_confirm(made.pk, by=people.runner, actor=SYSTEM))
    assert "Another person" in by_same
    confirm(made, people)
    assert "published already" in refused(lambda: confirm(made, people))
    withdrawn = refused(lambda: publication_withdraw(made.pk, actor=SYSTEM, reason="Sai"))
    assert "published already" in withdrawn
    assert "Begin a correction" in refused(lambda: prepare(form, people))
    assert Entry.objects.filter(action="round.published").count() == 1


def test_change_after_preparing_is_prepared_anew(form, people) -> None:
    made = prepare(form, people)
    change(form, people)
    assert "Points have changed" in refused(lambda: confirm(made, people))
    assert Round.objects.get(pk=form.round_id).state == RoundState.OPEN
    assert not Evaluation.objects.filter(decision=DECIDED.decision).exists()


def test_units_left_out_are_named_with_a_reason(people) -> None:
    one = round_running(LONG_BIEN, BO_DE)
    form = signed(entrant_of(one), people)
    assert "nothing to publish" in refused(lambda: prepare(form, people))
    appraised(form, people)
    assert "of 1 unit is not finished" in refused(lambda: prepare(form, people))
    made = prepare(form, people, replace(DECIDED, left_out="Chưa nộp phiếu"))
    confirm(made, people)
    scored = Score.objects.filter(evaluation__decision=DECIDED.decision)
    assert set(scored.values_list("unit__uid", flat=True)) == {LONG_BIEN}


def test_form_whose_lines_are_not_all_decided_is_left_out(form, people) -> None:
    Line.objects.filter(entrant=form, node="1.2").update(decision="", decided_by=None)
    assert "nothing to publish" in refused(lambda: prepare(form, people))
    Entrant.objects.filter(pk=form.pk).update(state=FormState.RETURNED)
    assert "nothing to publish" in refused(lambda: prepare(form, people))


def test_other_text_of_the_edition_publishes_nothing(form, people) -> None:
    made = prepare(form, people)
    RankGroup.objects.filter(pk=form.group_id).update(edition_sha256="0" * 64)
    assert "another text of" in refused(lambda: confirm(made, people))
    assert Round.objects.get(pk=form.round_id).state == RoundState.OPEN


def test_second_round_of_an_index_and_period_takes_nothings_place(form, people) -> None:
    other = round_make(plan_of(slug="ha-noi-2026-lan-2"), actor=SYSTEM)
    Round.objects.filter(pk=other.pk).update(state=RoundState.PUBLISHED)
    rival = Publication(round=other, number=1, decision="9", decided_on=TODAY, signer="x")
    rival.prepared_by, rival.confirmed_by = people.runner, people.chair
    rival.prepared_at = rival.confirmed_at = form.signed_at
    rival.save()
    assert "has published the result" in refused(lambda: prepare(form, people))


def test_correction_is_begun_with_a_reason_and_published_with_a_note(form, people) -> None:
    confirm(prepare(form, people), people)
    begin = {"actor": SYSTEM}
    assert "Give the reason" in refused(lambda: correction_begin(form.round_id, reason="", **begin))
    correction_begin(form.round_id, reason="Sót một văn bản", **begin)
    again = refused(lambda: correction_begin(form.round_id, reason="Sót", **begin))
    assert "being corrected" in again
    change(form, people)
    second = replace(DECIDED, decision="15/QĐ-UBND")
    assert "public note" in refused(lambda: prepare(form, people, second))
    made = prepare(form, people, replace(second, note="Bổ sung một văn bản"))
    confirm(made, people)
    found = Evaluation.objects.get(index="ha-noi-communes", period="2026")
    assert (found.version, found.decision, found.note) == (2, "15/QĐ-UBND", "Bổ sung một văn bản")
    assert Score.objects.get(evaluation=found, node="1.2").points == 0.5
    assert Round.objects.get(pk=form.round_id).state == RoundState.PUBLISHED


def test_queries_of_a_publication_do_not_grow_with_its_units(
    people, django_assert_max_num_queries
) -> None:
    one = round_running(LONG_BIEN, BO_DE)
    for unit in (LONG_BIEN, BO_DE):
        form = appraised(signed(entrant_of(one, unit), people), people)
    with django_assert_max_num_queries(40):
        made = prepare(form, people)
    with django_assert_max_num_queries(60):
        confirm(made, people)
