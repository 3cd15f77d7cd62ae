"""Loading is repeatable and keeps what is needed to compute again."""

import pytest
from django.db import IntegrityError, transaction

from chiso import __version__
from chiso.datasets import papi
from chiso.definition.editions import edition
from chiso_web.config import preparing
from chiso_web.config.preparing import database_prepare
from chiso_web.results.loading import (
    PAPI,
    fingerprint,
    papi_is_loaded,
    papi_load,
    papi_mark_loaded,
    papi_year_load,
)
from chiso_web.results.models import Dataset, Evaluation, Observation, Score
from chiso_web.results.selectors import evaluation_list_stale
from chiso_web.units.loading import provinces_load, units_are_loaded
from chiso_web.units.models import Unit, UnitList

pytestmark = pytest.mark.django_db


def test_evaluation_keeps_edition_hash_and_versions() -> None:
    found = Evaluation.objects.get(index="papi", period="2023")
    assert found.edition == "papi@2023-01-01"
    assert found.edition_sha256 == edition("papi@2023").sha256
    assert found.package_version == __version__


def test_loading_a_year_again_changes_nothing() -> None:
    def state() -> list[tuple[object, ...]]:
        scores = Score.objects.filter(evaluation__period="2024").order_by("place", "unit__code")
        return list(scores.values_list("node", "unit__code", "points", "rank", "class_id"))

    before, count = state(), Observation.objects.count()
    papi_year_load(2024, provinces_load(papi.provinces()))
    assert state() == before
    assert Observation.objects.count() == count


def test_reloading_papi_leaves_what_others_observed() -> None:
    unit = Unit.objects.get(uid="01@unknown")
    for measure in ("papix.1", "ward.satisfaction"):
        Observation.objects.create(unit=unit, period="2024", measure=measure, value=0.5)
    papi_year_load(2024, provinces_load(papi.provinces()))
    others = Observation.objects.filter(unit=unit).exclude(measure__startswith="papi.")
    assert set(others.values_list("measure", flat=True)) == {"papix.1", "ward.satisfaction"}


def test_observation_that_papi_no_longer_has_is_gone_after_reloading() -> None:
    unit = Unit.objects.get(uid="01@unknown")
    Observation.objects.create(unit=unit, period="2024", measure="papi.9.9", value=0.5)
    papi_year_load(2024, provinces_load(papi.provinces()))
    assert not Observation.objects.filter(measure="papi.9.9").exists()


def test_two_loads_may_both_mark_the_data_set() -> None:
    papi_mark_loaded()
    papi_mark_loaded()
    assert papi_is_loaded()


@pytest.mark.parametrize(
    "changed",
    [
        {"edition_sha256": "0" * 64},
        {"rule_set_version": "0"},
        {"package_version": "0.0.1"},
        {"edition": "papi@1999-01-01"},
    ],
)
def test_result_of_another_version_is_stale_and_loaded_anew(changed: dict[str, str]) -> None:
    papi_mark_loaded()
    Evaluation.objects.filter(index=PAPI, period="2023").update(**changed)
    assert [one.period for one in evaluation_list_stale(PAPI)] == ["2023"]
    assert not papi_is_loaded()


def test_second_start_of_the_demo_loads_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    Dataset.objects.create(name=PAPI, fingerprint=fingerprint())
    monkeypatch.setattr(preparing, "demo_is_loaded", lambda: True)  # its rounds have tests apart
    shown: list[str] = []
    database_prepare(lambda step, done, total: shown.append(step))
    assert shown == []


def test_changed_list_of_units_is_loaded_anew() -> None:
    papi_mark_loaded()
    UnitList.objects.update(fingerprint="0" * 64)
    assert not papi_is_loaded()
    assert next(papi_load()) == "units"
    assert units_are_loaded()


def test_changed_package_is_loaded_anew() -> None:
    Dataset.objects.create(name=PAPI, fingerprint="0" * 64)
    assert not papi_is_loaded()


def test_observation_has_a_value_or_a_reason() -> None:
    unit = Unit.objects.first()
    with pytest.raises(IntegrityError), transaction.atomic():
        Observation.objects.create(unit=unit, period="1999", measure="papi.total")


def test_zero_is_never_stored_for_what_papi_withheld() -> None:
    blank = Observation.objects.filter(period="2023", unit__code="22", measure="papi.total").get()
    assert blank.value is None
    assert blank.missing == "not_published"
