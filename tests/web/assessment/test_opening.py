"""Setting rounds up and opening them: what cannot be is refused; windows that move say why."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from chiso_web.assessment.asked import leaves_asked
from chiso_web.assessment.models import Entrant, Guidance, Line, Question, RankGroup, Round
from chiso_web.assessment.moves import RoundState
from chiso_web.assessment.services.opening import round_make, round_open
from chiso_web.assessment.services.questions import guidance_save, question_answer, question_ask
from chiso_web.assessment.services.windows import windows_change
from chiso_web.audit.models import Entry
from chiso_web.audit.services import SYSTEM
from chiso_web.results.selectors import edition_named
from tests.people import LONG_BIEN
from tests.web.assessment.refusals import refused
from tests.web.assessment.rounds import TODAY, cast_made, entrant_of, plan_of, round_running

pytestmark = pytest.mark.django_db
DAY = timedelta(1)


def make(**facts) -> Round:
    return round_make(plan_of(**facts), actor=SYSTEM)


def changed(**facts):
    """The one group of the plan with other facts."""
    (group,) = plan_of().groups
    return replace(group, **facts)


def test_every_unit_of_a_kind_has_its_form_and_every_form_its_lines() -> None:
    one = make()
    count = Entrant.objects.filter(round=one).count()
    round_open(one.pk, actor=SYSTEM)
    asked = leaves_asked(edition_named("ha-noi-communes@2026"))
    assert Line.objects.filter(entrant__round=one).count() == count * len(asked)
    assert Entry.objects.filter(action="round.opened").count() == 1


def test_round_is_opened_once() -> None:
    one = round_running(LONG_BIEN)
    assert "The round is running" in refused(lambda: round_open(one.pk, actor=SYSTEM))
    assert "no such round" in refused(lambda: round_open(10**9, actor=SYSTEM))


def test_address_is_taken_once() -> None:
    make()
    assert "is a round ha-noi-2026 already" in refused(make)


@pytest.mark.parametrize(
    ("groups", "sentence"),
    [
        ([], "at least one kind"),
        ([{}, {}], "named twice"),
        ([{"edition": "ha-noi-comunes@2026"}], "ha-noi-communes"),
        ([{"kind": "province"}], "has no unit of this kind"),
        ([{"self_until": date(2026, 1, 1)}], "out of order"),
        ([{"appraisal_until": date(2026, 11, 20)}], "out of order"),
        ([{"publication_on": TODAY}], "out of order"),
    ],
)
def test_plan_that_cannot_be_is_refused(groups, sentence: str) -> None:
    plans = [changed(**facts) for facts in groups]
    assert sentence in refused(lambda: make(groups=plans))
    assert not Round.objects.exists()


def test_figures_end_after_they_begin() -> None:
    assert "before they begin" in refused(lambda: make(reported_until=date(2025, 1, 1)))


def test_address_that_is_none_is_refused() -> None:
    for slug in ("kỳ-2026", "", "x" * 65, "a/b"):
        assert "expected at most 64" in refused(lambda slug=slug: make(slug=slug))
    assert "Enter the period" in refused(lambda: make(period=""))


def test_round_by_another_text_of_its_edition_is_not_opened() -> None:
    one = make()
    RankGroup.objects.filter(round=one).update(edition_sha256="0" * 64)
    assert "another text of" in refused(lambda: round_open(one.pk, actor=SYSTEM))
    assert Round.objects.get(pk=one.pk).state == RoundState.DRAFT


def test_windows_move_with_a_reason_in_order_and_before_publication() -> None:
    one = round_running(LONG_BIEN)
    group = one.groups.get()

    def move(reason: str = "Bão số 3", **windows: date) -> RankGroup:
        return windows_change(group, windows, actor=SYSTEM, reason=reason)

    assert move(self_until=TODAY + 12 * DAY).self_until == TODAY + 12 * DAY
    assert "Give the reason" in refused(lambda: move(" ", self_until=TODAY))
    assert "out of order" in refused(lambda: move(appraisal_until=TODAY - 30 * DAY))
    with pytest.raises(ValueError, match="edition"):
        move(edition=TODAY)
    Round.objects.filter(pk=one.pk).update(state=RoundState.PUBLISHED)
    assert "windows do not change" in refused(lambda: move(self_until=TODAY))


def test_guidance_of_last_year_is_copied_where_the_criterion_stands() -> None:
    last = make(slug="ha-noi-2025", period="2025")
    guidance_save(last.groups.get(), "1.1", evidence="Kế hoạch", example="", actor=SYSTEM)
    Guidance.objects.create(group=last.groups.get(), node="99", evidence="Cũ")
    made = make(copied_from=last)
    assert list(made.groups.get().guidance.values_list("node", flat=True)) == ["1.1"]


def test_guidance_and_questions_are_of_criteria_that_are_asked() -> None:
    people, form = cast_made(), entrant_of(round_running(LONG_BIEN))
    told = {"evidence": "", "example": "", "actor": SYSTEM}
    assert "no such line" in refused(lambda: guidance_save(form.group, "99", **told))
    asks = {"by": people.reporter, "actor": SYSTEM}
    assert "no such line" in refused(lambda: question_ask(form, "99", "Hỏi", **asks))
    assert "question first" in refused(lambda: question_ask(form, "1.1", " ", **asks))
    assert "Shorten it" in refused(lambda: question_ask(form, "1.1", "x" * 2001, **asks))


def test_question_is_asked_once_and_answered_for_all() -> None:
    people, form = cast_made(), entrant_of(round_running(LONG_BIEN))
    asks = {"by": people.reporter, "actor": SYSTEM}
    asked = question_ask(form, "1.1", "Tính từ ngày nào?", **asks)
    assert question_ask(form, "1.1", "Tính từ ngày nào?", **asks) == asked
    answers = {"by": people.runner, "actor": SYSTEM}
    assert "answer first" in refused(lambda: question_answer(asked.pk, " ", **answers))
    assert "no such question" in refused(lambda: question_answer(10**9, "x", **answers))
    assert question_answer(asked.pk, "Ngày ký", **answers).answered_by == people.runner
    Round.objects.filter(pk=form.round_id).update(state=RoundState.PUBLISHED)
    assert "is published" in refused(lambda: question_ask(form, "1.2", "Hỏi", **asks))
    assert Question.objects.count() == 1
