"""The life of a line's points, as a table and a file."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from chiso_web.assessment.library.history import history_lines
from chiso_web.assessment.models import Event
from chiso_web.assessment.moves import DecisionKind, Step
from chiso_web.assessment.services.appraising import Verdict, line_decide
from chiso_web.assessment.services.filling import Change, values_save
from chiso_web.audit.services import SYSTEM
from tests.people import LONG_BIEN, signed_in
from tests.web.assessment.rounds import SLUG, TODAY, cast_made, entrant_of, round_running, signed

pytestmark = pytest.mark.django_db


def declared(entrant, by, *figures: tuple[str, str]) -> None:
    """Figures of 1.2, in one sitting each; the clock of earlier ones is put back."""
    Event.objects.filter(entrant=entrant, node="1.2").update(at=timezone.now() - timedelta(days=1))
    changes = []
    for measure, typed in figures:
        kept = entrant.values.filter(measure=measure).first()
        changes.append(Change(measure=measure, seen=kept.version if kept else 0, typed=typed))
    values_save(entrant.pk, changes, by=by, actor=SYSTEM, today=TODAY)


def test_history_tells_every_step_with_figures_points_and_people() -> None:
    cast, entrant = cast_made(), entrant_of(round_running())
    declared(entrant, cast.reporter, ("hn.plan.done", "8"), ("hn.plan.planned", "10"))
    declared(entrant, cast.reporter, ("hn.plan.done", "10"))
    signed(entrant, cast)
    Event.objects.filter(entrant=entrant, step=Step.SIGNED).exclude(node="1.2").delete()
    verdict = Verdict(kind=DecisionKind.CHANGE, seen=0, points=0.0, reason="Chưa có văn bản.")
    line_decide(entrant.pk, "1.2", verdict, by=cast.appraiser, actor=SYSTEM, today=TODAY)
    found = history_lines(entrant, "1.2", names=True)
    assert (found[0].figures, found[0].points) == ("8/10 = 80%", "1,50")
    assert (found[0].step, found[0].who) == ("Khai", "Người reporter")
    assert [one.step for one in found[1:]] == ["Khai lại", "Ký duyệt", "Thẩm định"]
    last = found[-1]
    assert (last.points, last.who, last.why) == ("0,00", "Người appraiser", "Chưa có văn bản.")


def test_names_are_told_to_those_alone_who_read_the_form() -> None:
    cast, entrant = cast_made(), entrant_of(round_running())
    signed(entrant, cast)
    whos = {one.who for one in history_lines(entrant, "1.2", names=False)}
    assert whos == {"đơn vị"}


def test_figures_typed_at_one_sitting_are_one_step() -> None:
    cast, entrant = cast_made(), entrant_of(round_running())
    for typed in ("1", "2", "3"):
        kept = entrant.values.filter(measure="hn.dialogues").first()
        change = Change(measure="hn.dialogues", seen=kept.version if kept else 0, typed=typed)
        values_save(entrant.pk, [change], by=cast.reporter, actor=SYSTEM, today=TODAY)
    assert [one.figures for one in history_lines(entrant, "1.6", names=True)] == ["3"]


@pytest.mark.parametrize(
    ("prefix", "words"),
    [("", ("Lịch sử điểm 1.2", "Ký duyệt")), ("/en", ("History of points, 1.2", "Signed"))],
)
def test_history_is_a_page_and_a_file(client: Client, prefix: str, words: tuple[str, ...]) -> None:
    cast, entrant = cast_made(), entrant_of(round_running())
    signed(entrant, cast)
    signed_in(client, cast.appraiser)
    facts = {"round": SLUG, "unit": LONG_BIEN, "node": "1.2"}
    with CaptureQueriesContext(connection) as seen:
        page = client.get(prefix + reverse("assessment:line-history", kwargs=facts))
    assert all(one in page.content.decode() for one in words)
    assert len(seen) < 30
    address = reverse("assessment:history-file", kwargs={**facts, "kind": "csv"})
    table = client.get(address).content.decode("utf-8-sig")
    assert table.splitlines()[0] == "at,step,figures,points,by,office,why"
    assert "Người head" in table
