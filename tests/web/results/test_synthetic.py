"""Synthetic results: drawn, published and marked; taken away without a trace."""

from dataclasses import replace

import numpy as np
import pytest
from django.core.management import call_command

from chiso import territory
from chiso.definition.editions import edition
from chiso.evaluation import evaluate
from chiso.synthesis import MARK, synthetic
from chiso.territory import period_end
from chiso_web.results.models import Dataset, Evaluation, Observation, Score
from chiso_web.results.synthetic import (
    SETS,
    set_publish,
    synthetic_is_loaded,
    synthetic_load,
    synthetic_remove,
)

pytestmark = pytest.mark.django_db


def test_every_set_is_published_and_marked() -> None:
    """126 communes, 15 departments; 14 wards, 12 departments, one district: the lists' counts."""
    found = {
        one.index: one.scores.filter(node="total").count()
        for one in Evaluation.objects.filter(synthetic=True)
    }
    assert found == {
        "ha-noi-communes": 126,
        "ha-noi-departments": 15,
        "long-bien-departments": 12,
        "long-bien-district": 1,
        "long-bien-wards": 14,
    }


def test_papi_is_not_synthetic() -> None:
    assert not Evaluation.objects.filter(index="papi", synthetic=True).exists()


def test_wards_and_communes_are_ranked_apart() -> None:
    """51 phường and 75 xã since 1 July 2025, each with a first."""
    totals = Score.objects.filter(evaluation__index="ha-noi-communes", node="total")
    groups = totals.filter(rank=1).values_list("rank_group", flat=True)
    assert sorted(groups) == ["rural_commune", "ward"]
    assert totals.filter(rank_group="ward").count() == 51
    assert totals.filter(rank_group="rural_commune").count() == 75


def test_scores_are_those_of_the_shell_command() -> None:
    """The same edition, units, period and seed as ``chiso synthesize`` would be told."""
    one = SETS[0]
    listed = territory.shipped().units(period_end("2025"), under="01@unknown", kind="commune")
    definition = edition("ha-noi-communes@2025")
    drawn = synthetic(
        definition,
        [unit.id for unit in listed],
        period="2025",
        generator=np.random.default_rng(one.seed),
    )
    points = evaluate(definition, drawn).score("00145@2025-07-01", "total").points
    stored = Score.objects.get(
        evaluation__index=one.index, unit__uid="00145@2025-07-01", node="total"
    )
    assert stored.points == points


def test_every_observation_says_that_it_is_synthetic() -> None:
    drawn = Observation.objects.filter(period__in=("2018", "2025")).exclude(
        measure__startswith="papi."
    )
    assert drawn.count() > 9_000
    assert not drawn.exclude(source__startswith=MARK.vi).exists()


def test_what_is_on_a_smaller_base_is_kept_as_such() -> None:
    """Some units were not surveyed, so their points are set to the scale of 100 from fewer."""
    totals = Score.objects.filter(evaluation__index="ha-noi-communes", node="total")
    assert 0 < totals.filter(reduced=True).count() < 126


def test_loading_again_gives_the_same_scores() -> None:
    before = list(_totals())
    for _step in synthetic_load():
        pass
    assert list(_totals()) == before


def test_removing_takes_results_and_observations_and_leaves_papi(capsys) -> None:
    papi = Observation.objects.filter(measure__startswith="papi.").count()
    assert synthetic_is_loaded()
    call_command("synthetic_load", "--remove")
    assert "removed: 5" in capsys.readouterr().out
    assert not Evaluation.objects.filter(synthetic=True).exists()
    assert Observation.objects.count() == papi
    assert not Dataset.objects.filter(name="synthetic").exists()


def _made_real() -> Observation:
    """An office's own result and observation in the place of drawn ones."""
    Evaluation.objects.filter(index="long-bien-wards").update(synthetic=False)
    wards = Score.objects.filter(evaluation__index="long-bien-wards").values("unit")
    one = Observation.objects.filter(period="2018", unit__in=wards, measure__startswith="lb.")[0]
    one.source, one.note = "The ward's report", "real"
    one.save()
    return one


def test_loading_leaves_what_an_office_published_itself() -> None:
    own = _made_real()
    before = Evaluation.objects.get(index="long-bien-wards")
    for _step in synthetic_load():
        pass
    assert Evaluation.objects.get(index="long-bien-wards") == before
    assert Observation.objects.get(pk=own.pk).note == "real"
    assert Evaluation.objects.filter(synthetic=True).count() == len(SETS) - 1


def test_loading_leaves_what_an_office_observed_and_has_not_published() -> None:
    own = _made_real()
    Evaluation.objects.filter(index="long-bien-wards").delete()
    for _step in synthetic_load():
        pass
    assert Observation.objects.get(pk=own.pk).note == "real"
    assert not Evaluation.objects.filter(index="long-bien-wards").exists()


def _drawn_before() -> None:
    """What an earlier version drew: Hà Nội's communes and departments of 2026."""
    for one in SETS[:2]:
        set_publish(replace(one, period="2026"), {})


def test_loading_takes_away_what_an_earlier_version_drew_of_another_period() -> None:
    before = Observation.objects.count()
    _drawn_before()
    assert Observation.objects.filter(period="2026", source__startswith=MARK.vi).exists()
    for _step in synthetic_load():
        pass
    drawn = Evaluation.objects.filter(synthetic=True).values_list("index", "period")
    assert sorted(drawn) == sorted((one.index, one.period) for one in SETS)
    assert Observation.objects.count() == before


def test_loading_leaves_what_an_office_has_of_a_period_that_is_no_longer_drawn() -> None:
    _drawn_before()
    departments = Evaluation.objects.filter(index="ha-noi-departments", period="2026")
    departments.update(synthetic=False)
    communes = Score.objects.filter(evaluation__index="ha-noi-communes").values("unit")
    own = Observation.objects.filter(period="2026", unit__in=communes)[0]
    Observation.objects.filter(pk=own.pk).update(source="The commune's report", note="real")
    for _step in synthetic_load():
        pass
    assert departments.get().scores.filter(node="total").count() == 15
    assert not Evaluation.objects.filter(index="ha-noi-communes", period="2026").exists()
    left = Observation.objects.filter(period="2026", unit__in=communes)
    assert [one.note for one in left] == ["real"]


def test_a_decided_result_of_a_synthetic_round_is_neither_drawn_over_nor_removed() -> None:
    _drawn_before()
    ours = Evaluation.objects.filter(index__in=("ha-noi-communes", "long-bien-wards"))
    ours.exclude(period="2025").update(decision="12/QĐ-UBND")
    decided = Evaluation.objects.filter(decision="12/QĐ-UBND")
    before = list(decided)
    units = Score.objects.filter(evaluation__in=before).values("unit")
    observed = Observation.objects.filter(period="2026", unit__in=units)
    count = observed.count()
    for _step in synthetic_load():
        pass
    assert (list(decided), observed.count()) == (before, count)
    assert synthetic_remove() == len(SETS) - 1  # all but the wards of Long Biên
    assert (list(decided), observed.count()) == (before, count)


def test_removing_leaves_what_an_office_observed() -> None:
    own = _made_real()
    Evaluation.objects.filter(index="long-bien-wards").update(synthetic=True)
    synthetic_remove()
    assert Observation.objects.get(pk=own.pk).note == "real"


def test_removing_nothing_removes_nothing() -> None:
    synthetic_remove()
    assert synthetic_remove() == 0


def _totals():
    scores = Score.objects.filter(evaluation__synthetic=True, node="total")
    return scores.order_by("evaluation__index", "unit__uid").values_list("unit__uid", "points")
