"""How many questions the services ask of the database: as many for one as for all."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from chiso_web.assessment.models import Entrant, Round
from chiso_web.assessment.moves import DecisionKind, FormState
from chiso_web.assessment.publishing.shown import result_now
from chiso_web.assessment.services.appraising import Verdict, line_decide
from chiso_web.assessment.services.filling import values_save
from chiso_web.assessment.services.opening import round_make, round_open
from chiso_web.audit.services import SYSTEM
from chiso_web.results.models import Observation
from chiso_web.units.models import Unit
from tests.people import BO_DE, HA_NOI, LONG_BIEN, signed_in
from tests.web.assessment.documents import content_of, document_of, proven
from tests.web.assessment.rounds import (
    TODAY,
    Cast,
    appraised,
    cast_made,
    drawn,
    entrant_of,
    plan_of,
    round_running,
    signed,
)

pytestmark = pytest.mark.django_db
NODE = "3.2"  # dossiers on time of those handled
MANY = 20


def asked(act: Callable[[], object]) -> list[str]:
    """The statements of an act, without those that add rows in batches."""
    with CaptureQueriesContext(connection) as captured:
        act()
    return [one["sql"] for one in captured if not one["sql"].startswith("INSERT")]


def test_one_value_and_forty_are_saved_by_as_many_questions() -> None:
    people, form = cast_made(), entrant_of(round_running(LONG_BIEN))
    form.values.all().delete()
    told = {"by": people.reporter, "actor": SYSTEM, "today": TODAY}
    before, first, *others = drawn(form)
    values_save(form.pk, [before], **told)  # which begins the trail of the unit
    one = asked(lambda: values_save(form.pk, [first], **told))
    many = asked(lambda: values_save(form.pk, others, **told))
    assert len(others) > 40
    assert len(one) == len(many) <= 16


def test_decision_asks_as_much_on_a_long_round_as_on_a_short_one() -> None:
    people = cast_made()
    one = round_running(LONG_BIEN, BO_DE)
    forms = [signed(entrant_of(one, unit), people) for unit in (LONG_BIEN, BO_DE)]
    verdict = Verdict(kind=DecisionKind.ACCEPT, seen=0)
    told = {"by": people.appraiser, "actor": SYSTEM, "today": TODAY}
    counts = {
        len(asked(lambda form=form: line_decide(form.pk, "1.2", verdict, **told))) for form in forms
    }
    assert len(counts) == 1
    assert max(counts) <= 13


def test_round_is_opened_by_as_many_questions_for_two_units_as_for_all() -> None:
    Observation.objects.filter(period="2026").delete()
    few, many = (round_make(plan_of(slug=slug), actor=SYSTEM) for slug in ("few", "many"))
    kept = few.entrants.order_by("pk").values_list("pk", flat=True)[:2]
    Entrant.objects.filter(round=few).exclude(pk__in=list(kept)).delete()
    assert many.entrants.count() > 50
    counts = [len(asked(lambda one=one: round_open(one.pk, actor=SYSTEM))) for one in (few, many)]
    assert counts[0] == counts[1] <= 16


def test_round_is_recomputed_by_as_many_questions_for_one_unit_as_for_two() -> None:
    people = cast_made()
    one = round_running(LONG_BIEN, BO_DE)
    counts = []
    for unit in (LONG_BIEN, BO_DE):
        appraised(signed(entrant_of(one, unit), people), people)
        counts.append(len(asked(lambda: result_now(one))))
    assert counts[0] == counts[1] <= 9


@pytest.fixture
def cast() -> Cast:
    return cast_made()


@pytest.fixture
def queue_round(cast: Cast) -> Round:
    """A round of twenty units, each with a document that has its file and the number and day of
    the others; one form is filled. Pages ask the most where there is all of it.
    """
    wards = Unit.objects.filter(parent__uid=HA_NOI, kind="ward", valid_until=None)
    others = wards.exclude(uid__in=(LONG_BIEN, BO_DE)).values_list("uid", flat=True)
    made = round_running(LONG_BIEN, BO_DE, *others[: MANY - 2], today=timezone.localdate())
    signed(entrant_of(made), cast, today=timezone.localdate())
    for entrant in made.entrants.select_related("unit"):
        uid = entrant.unit.uid
        document = document_of(cast.reporter, unit=uid, file=content_of(uid, "a"))
        proven(entrant, NODE, document)
    return made


@pytest.mark.parametrize(
    ("name", "facts", "told", "most"),
    [
        ("queue", {"kind": "ward", "node": NODE}, {}, 19),
        ("queue", {"kind": "ward", "node": NODE}, {"unit": LONG_BIEN, "only": "hand"}, 19),
        ("queue-unit", {"unit": LONG_BIEN}, {"node": NODE}, 21),
    ],
)
def test_queue_asks_as_often_for_twenty_units_as_for_two(
    client: Client, cast: Cast, queue_round: Round, name, facts, told, most
) -> None:
    browser = signed_in(client, cast.appraiser)
    address = reverse(f"assessment:{name}", kwargs={"round": queue_round.slug, **facts})
    shown = [one.pk for one in queue_round.entrants.order_by("pk")]
    counts = []
    for submitted in (2, MANY):
        state = {"state": FormState.SIGNED, "signed_at": timezone.now(), "signed_by": cast.head}
        Entrant.objects.filter(pk__in=shown[:submitted]).update(**state)
        browser.get(address, told)  # what a process reads once
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(address, told).status_code == 200
        counts.append(len(captured))
    assert counts == [most, most]
