"""A round from opening to publication, as the services play it."""

import pytest

from chiso_web.accounts.refusals import ActRefused
from chiso_web.assessment.models import Event, Line, Publication
from chiso_web.assessment.moves import DecisionKind, FormState, LineState, RoundState
from chiso_web.assessment.services.appraising import Verdict, line_decide
from chiso_web.assessment.services.publishing import (
    Decided,
    correction_begin,
    publication_confirm,
    publication_prepare,
)
from chiso_web.audit.services import SYSTEM
from chiso_web.results.models import Evaluation, Score
from tests.people import BO_DE, LONG_BIEN
from tests.web.assessment.rounds import (
    TODAY,
    appraised,
    cast_made,
    entrant_of,
    filled,
    round_running,
    signed,
)

pytestmark = pytest.mark.django_db
DECIDED = Decided(decision="12/QĐ-UBND", decided_on=TODAY, signer="Nguyễn Văn Ký")


def test_every_line_is_done_once_values_and_accounts_are_there() -> None:
    cast, one = cast_made(), round_running()
    form = filled(entrant_of(one), cast.reporter)
    assert set(form.lines.values_list("state", flat=True)) == {LineState.DONE}


def test_published_result_is_what_was_declared_and_decided() -> None:
    cast, one = cast_made(), round_running()
    for unit, seed in ((LONG_BIEN, 7), (BO_DE, 8)):
        appraised(signed(entrant_of(one, unit), cast, seed=seed), cast)
    made = publication_prepare(one.pk, DECIDED, by=cast.runner, actor=SYSTEM, today=TODAY)
    publication_confirm(made.pk, by=cast.chair, actor=SYSTEM)
    one.refresh_from_db()
    assert one.state == RoundState.PUBLISHED
    result = Evaluation.objects.get(index="ha-noi-communes", period="2026", decision="12/QĐ-UBND")
    line = Line.objects.filter(entrant=entrant_of(one)).first()
    score = Score.objects.get(evaluation=result, unit__uid=LONG_BIEN, node=line.node)
    assert score.points == line.points
    assert Event.objects.filter(entrant=entrant_of(one), node=line.node).count() == 3


def test_who_prepared_a_version_cannot_confirm_it() -> None:
    cast, one = cast_made(), round_running(LONG_BIEN)
    appraised(signed(entrant_of(one), cast), cast)
    made = publication_prepare(one.pk, DECIDED, by=cast.chair, actor=SYSTEM, today=TODAY)
    with pytest.raises(ActRefused):
        publication_confirm(made.pk, by=cast.chair, actor=SYSTEM)
    assert Publication.objects.get(pk=made.pk).confirmed_at is None


def test_change_after_preparing_must_be_prepared_anew() -> None:
    cast, one = cast_made(), round_running(LONG_BIEN)
    form = appraised(signed(entrant_of(one), cast), cast)
    made = publication_prepare(one.pk, DECIDED, by=cast.runner, actor=SYSTEM, today=TODAY)
    _changed(form, cast)
    with pytest.raises(ActRefused):
        publication_confirm(made.pk, by=cast.chair, actor=SYSTEM)


def test_correction_is_a_new_version_with_a_public_note() -> None:
    cast, one = cast_made(), round_running(LONG_BIEN)
    form = appraised(signed(entrant_of(one), cast), cast)
    first = publication_prepare(one.pk, DECIDED, by=cast.runner, actor=SYSTEM, today=TODAY)
    publication_confirm(first.pk, by=cast.chair, actor=SYSTEM)
    with pytest.raises(ActRefused):
        _changed(form, cast)
    correction_begin(one.pk, actor=SYSTEM, reason="Sót một văn bản")
    _changed(form, cast)
    with pytest.raises(ActRefused):  # a correction says in public what it corrects
        publication_prepare(one.pk, DECIDED, by=cast.runner, actor=SYSTEM, today=TODAY)


def test_returned_line_alone_is_open_again() -> None:
    cast, one = cast_made(), round_running(LONG_BIEN)
    form = signed(entrant_of(one), cast)
    line = form.lines.first()
    verdict = Verdict(kind=DecisionKind.RETURN, seen=0, reason="Thiếu báo cáo quý III")
    line_decide(form.pk, line.node, verdict, by=cast.appraiser, actor=SYSTEM, today=TODAY)
    form.refresh_from_db()
    assert form.state == FormState.RETURNED


def _changed(form, cast) -> Line:
    line = form.lines.exclude(points=0).filter(points__isnull=False).first()
    verdict = Verdict(
        kind=DecisionKind.CHANGE,
        seen=line.decision_version or 1,
        points=0.0,
        reason="Chưa có văn bản chứng minh",
    )
    found = line_decide(form.pk, line.node, verdict, by=cast.appraiser, actor=SYSTEM, today=TODAY)
    assert isinstance(found, Line)
    return found
