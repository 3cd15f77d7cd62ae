"""The rounds of the demonstration, loaded once for all tests of this file."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import Client, override_settings
from django.utils import timezone

from chiso.synthesis import MARK
from chiso.values import AWARDED
from chiso_web.accounts.models import User
from chiso_web.accounts.signing_in.demonstrated import INVENTED
from chiso_web.assessment.demo.cast import BO_DE, FRONT, LONG_BIEN, PEOPLE, PHUC_LOI
from chiso_web.assessment.demo.loading import (
    STEPS,
    demo_is_loaded,
    demo_load,
    past_is_loaded,
    running_is_loaded,
)
from chiso_web.assessment.demo.rounds import FINISHED, HISTORY, RUNNING
from chiso_web.assessment.locks import form_closed
from chiso_web.assessment.models import Document, Entrant, Event, Line, RankGroup, Round, Value
from chiso_web.assessment.moves import FormState, LineState, RoundState
from chiso_web.config.preparing import database_prepare
from chiso_web.config.refusals import DatabaseUnprepared
from chiso_web.results.models import Dataset, Evaluation, Observation
from chiso_web.results.plans import plans_refresh
from tests.web.assessment.rounds import round_running

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(scope="module", autouse=True)
def demo(
    django_db_setup: None, django_db_blocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """All three rounds, taken back when the file's last test is over; the folder of contents."""
    root = tmp_path_factory.mktemp("files") / "files"
    lying = settings.STORAGES["files"] | {"OPTIONS": {"location": root}}
    kept = override_settings(STORAGES=settings.STORAGES | {"files": lying})
    with kept, django_db_blocker.unblock(), transaction.atomic():
        plans_refresh(Entrant, Value, Line, Event)  # PostgreSQL knows them as empty: the worst case
        assert tuple(demo_load()) == STEPS
        yield root
        transaction.set_rollback(True)


def entrant(slug: str, uid: str) -> Entrant:
    return Entrant.objects.select_related("round", "group", "unit").get(
        round__slug=slug, unit__uid=uid
    )


def test_a_second_start_makes_nothing() -> None:
    assert demo_is_loaded()
    before = Event.objects.count(), Document.objects.count(), User.objects.count()
    assert tuple(demo_load()) == STEPS
    assert (Event.objects.count(), Document.objects.count(), User.objects.count()) == before


def test_the_running_round_has_every_department_and_commune_of_ha_noi() -> None:
    found = Round.objects.get(slug=RUNNING)
    counts = {one.kind: one.entrants.count() for one in found.groups.all()}
    assert counts == {"provincial_department": 15, "ward": 51, "rural_commune": 75}
    assert found.state == RoundState.OPEN


def test_units_of_the_running_round_stand_at_every_stage() -> None:
    entrants = Entrant.objects.filter(round__slug=RUNNING)
    assert set(entrants.values_list("state", flat=True)) == set(FormState.values)
    begun = entrants.filter(lines__filled_at__isnull=False).distinct()
    assert 0 < entrants.exclude(pk__in=begun).count() < 20
    assert entrants.filter(lines__decision="accept").distinct().count() > 10


def test_some_departments_are_overdue_and_communes_have_days_left() -> None:
    today = timezone.localdate()
    groups = {one.kind: one for one in RankGroup.objects.filter(round__slug=RUNNING)}
    assert groups["provincial_department"].self_until < today <= groups["ward"].self_until
    late = groups["provincial_department"].entrants.filter(state=FormState.FILLING)
    assert late.count() == 3


def test_long_bien_has_faults_a_figure_that_differs_and_documents() -> None:
    own = entrant(RUNNING, LONG_BIEN)
    assert form_closed(own, [], today=timezone.localdate()) == ""
    assert own.lines.filter(state=LineState.FAULT).count() == 3
    assert own.lines.filter(state=LineState.ACCOUNT).exists()
    differing = [
        one for one in own.values.exclude(held=None) if one.value != one.held and one.difference
    ]
    assert len(differing) == 1
    assert own.proofs.count() > 10


def test_forms_before_the_head_and_after_are_done() -> None:
    lines = Line.objects.filter(entrant__round__slug=RUNNING).exclude(
        entrant__state=FormState.FILLING
    )
    assert not lines.exclude(state=LineState.DONE).exists()


def test_bo_de_sees_why_lines_were_returned_and_phuc_loi_waits() -> None:
    returned = entrant(RUNNING, BO_DE).lines.filter(decision="return")
    assert returned.count() == 2
    assert all(one.reason for one in returned)
    assert entrant(RUNNING, PHUC_LOI).state == FormState.WAITING


def test_finished_rounds_are_published_by_two_people() -> None:
    for slug in (FINISHED, HISTORY):
        found = Round.objects.get(slug=slug)
        made = found.publications.get()
        assert found.state == RoundState.PUBLISHED
        assert made.confirmed_by != made.prepared_by
        indices = [one.index for one in found.groups.all()]
        results = Evaluation.objects.filter(index__in=indices, period=found.period)
        assert {one.decision for one in results} == {made.decision}


def test_results_of_long_bien_2018_are_those_that_are_drawn() -> None:
    """As the library draws and evaluates them: the round changed nothing."""
    observed = Observation.objects.filter(period="2018", measure__startswith="lb.")
    assert not observed.filter(measure__endswith=AWARDED).exists()
    assert Evaluation.objects.get(index="long-bien-wards", period="2018").scores.exists()


def test_what_appraisers_changed_in_2025_is_in_the_result_with_its_reason() -> None:
    changed = Line.objects.filter(entrant__round__slug=FINISHED, decision="change")
    awarded = Observation.objects.filter(period="2025", measure__endswith=AWARDED)
    assert changed.count() == awarded.count() > 0
    assert all(one.note for one in awarded)


def test_all_rounds_their_figures_and_people_are_marked() -> None:
    assert not Round.objects.filter(synthetic=False).exists()
    assert not Evaluation.objects.exclude(index="papi").filter(synthetic=False).exists()
    sources = Observation.objects.filter(measure__startswith="hn.").values_list("source", flat=True)
    assert all(one.startswith(MARK.vi) for one in set(sources))
    assert all(one.username.startswith(INVENTED) for one in User.objects.all())


def test_nobody_of_the_demonstration_has_a_password() -> None:
    assert User.objects.count() > len(PEOPLE)
    assert not any(one.has_usable_password() for one in User.objects.all())


@pytest.mark.postgres
def test_postgresql_plans_for_tables_as_they_are_once_loaded() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE relname = 'assessment_event'")
        (rows,) = cursor.fetchone()
    assert rows > 1_000


def test_documents_are_real_files_that_say_they_are_synthetic(demo: Path) -> None:
    document = Document.objects.filter(unit__uid=LONG_BIEN, file__isnull=False).first()
    assert document is not None
    assert document.file is not None
    content = (demo / document.file.versions.get().place).read_bytes()
    assert content.startswith(b"%PDF-")
    assert b"SYNTHETIC FIGURES, NOT REAL RESULTS" in content


def test_files_may_be_published_only_where_somebody_cleared_them() -> None:
    past = Document.objects.filter(unit__uid__in=FRONT, issued_on__lt=date(2026, 1, 1))
    assert past.filter(cleared_at__isnull=False).exists()
    assert past.filter(cleared_at=None).exists()


def test_the_running_round_is_made_anew_once_its_days_are_over() -> None:
    gone = timezone.localdate() - timedelta(1)
    begun = gone - timedelta(40)
    RankGroup.objects.filter(round__slug=RUNNING).update(self_from=begun, self_until=gone)
    Value.objects.filter(entrant__round__slug=RUNNING).update(note="somebody played")
    assert past_is_loaded()
    assert not running_is_loaded()
    before = Round.objects.get(slug=FINISHED).pk
    assert tuple(demo_load()) == STEPS
    assert running_is_loaded()
    assert Round.objects.get(slug=FINISHED).pk == before
    assert not Value.objects.filter(note="somebody played").exists()


def test_finished_rounds_are_made_anew_when_the_program_draws_them_otherwise() -> None:
    Dataset.objects.filter(name="demo").update(fingerprint="older")
    Evaluation.objects.filter(index="ha-noi-communes", period="2025").update(note="older")
    changed = Line.objects.filter(entrant__round__slug=FINISHED, decision="change")
    before = list(changed.values_list("entrant__unit", "node", "points", "decided_points"))
    assert tuple(demo_load()) == STEPS
    assert demo_is_loaded()
    assert list(changed.values_list("entrant__unit", "node", "points", "decided_points")) == before
    assert not Evaluation.objects.filter(note="older").exists()


def test_beside_a_real_round_nothing_is_loaded() -> None:
    round_running(slug="that")
    with pytest.raises(DatabaseUnprepared, match="rounds of an office"):
        database_prepare(lambda step, done, total: None)


def test_the_public_result_is_the_official_one(client: Client) -> None:
    assert client.get("/results/ha-noi-communes/2025").status_code == 200
