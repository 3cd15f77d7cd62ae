"""Recording survey results: all units or none, with source, trail, history; then the total."""

import numpy as np
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chiso_web.accounts.refusals import ActRefused
from chiso_web.assessment.models import Event, Value
from chiso_web.assessment.moves import RoundState, Step
from chiso_web.assessment.observations import round_observations
from chiso_web.assessment.publishing.shown import result_now
from chiso_web.assessment.services.publishing import Decided, publication_prepare
from chiso_web.assessment.services.surveying import survey_record
from chiso_web.assessment.surveyed import survey_kept, told_of
from chiso_web.assessment.surveying.standing import group_standings, lacking_count
from chiso_web.audit.models import Entry
from chiso_web.audit.services import SYSTEM
from chiso_web.results.selectors import edition_named
from tests.people import BO_DE, HA_NOI, LONG_BIEN, person_with
from tests.web.assessment.rounds import (
    TODAY,
    appraised,
    cast_made,
    entrant_of,
    round_running,
    signed,
)
from tests.web.assessment.surveys import SOURCE, figures_of, surveyed

pytestmark = pytest.mark.django_db
OF_TRAIL = 6  # the trail locks, reads and moves one chain more
TOTAL = edition_named("ha-noi-communes@2026").place("total")


def recorded(one, *found, **told):
    by = told.pop("by", None) or person_with("council_member", HA_NOI, name="member")
    return survey_record(one.pk, found, **({"source": SOURCE, "by": by, "actor": SYSTEM} | told))


def test_figures_are_kept_with_source_person_history_and_trail():
    one = round_running()
    changes = recorded(one, surveyed(one), digest="ab" * 32)
    assert [change.is_new for change in changes] == [True]
    entrant = entrant_of(one)
    value = Value.objects.get(entrant=entrant, measure="hn.survey.attitude")
    assert (value.value, value.held, value.held_source) == (4.25, 4.25, SOURCE)
    assert value.entered_by.username == "member"
    event = Event.objects.get(entrant=entrant, node="5.4")
    assert (event.step, event.why) == (Step.SURVEYED, SOURCE)
    assert event.points == pytest.approx(4 * (4.25 - 1) / 4)
    entry = Entry.objects.get(action="survey.recorded")
    assert entry.unit == LONG_BIEN
    assert '"hn.survey.attitude":4.25' in entry.after.replace(" ", "")
    assert "ab" * 32 in entry.after


def test_recorded_again_nothing_changes_and_a_change_keeps_what_was_before():
    one = round_running()
    by = person_with("council_member", HA_NOI, name="member")
    recorded(one, surveyed(one), by=by)
    assert recorded(one, surveyed(one), by=by) == []
    recorded(one, surveyed(one, figures={"hn.survey.attitude": 3.0}), by=by)
    told = Event.objects.filter(node="5.4").order_by("pk").values_list("values", flat=True)
    assert [one["hn.survey.attitude"] for one in told] == [4.25, 3.0]
    last = Entry.objects.filter(action="survey.recorded").order_by("pk").last()
    assert "4.25" in last.before
    assert Value.objects.get(measure="hn.survey.attitude").version == 2


def test_a_unit_that_was_not_surveyed_has_its_ground_and_then_figures_take_its_place():
    one = round_running()
    by = person_with("council_member", HA_NOI, name="member")
    recorded(one, surveyed(one, figures={}, ground="Phường mới thành lập"), by=by)
    entrant = entrant_of(one)
    kept = survey_kept([entrant])[entrant.pk]
    assert {one.ground for one in kept.values()} == {"Phường mới thành lập"}
    assert set(kept) == set(figures_of(entrant))
    recorded(one, surveyed(one), by=by)
    assert told_of(survey_kept([entrant])[entrant.pk]) == figures_of(entrant)


def test_figures_are_taken_away_where_none_is_told():
    one = round_running()
    by = person_with("council_member", HA_NOI, name="member")
    recorded(one, surveyed(one), by=by)
    recorded(one, surveyed(one, figures=dict.fromkeys(figures_of(entrant_of(one)))), by=by)
    assert not Value.objects.filter(measure__startswith="hn.survey.").exists()
    assert Event.objects.filter(node="5.4").last().values == {}


def test_one_faulty_unit_lets_nothing_be_recorded():
    one = round_running()
    bad = surveyed(one, BO_DE, figures={"hn.survey.attitude": 7.0})
    with pytest.raises(ActRefused, match="7"):
        recorded(one, surveyed(one), bad)
    assert not Value.objects.filter(measure__startswith="hn.survey.").exists()
    assert not Event.objects.exists()


@pytest.mark.parametrize("state", [RoundState.DRAFT, RoundState.PUBLISHED])
def test_a_round_that_is_not_open_takes_nothing(state):
    one = round_running()
    one.state = state
    one.save()
    with pytest.raises(ActRefused):
        recorded(one, surveyed(one))


def test_without_a_source_or_against_what_somebody_recorded_it_is_refused():
    one = round_running()
    by = person_with("council_member", HA_NOI, name="member")
    with pytest.raises(ActRefused, match="báo cáo"):
        recorded(one, surveyed(one), by=by, source="  ")
    recorded(one, surveyed(one), by=by)
    with pytest.raises(ActRefused):
        recorded(
            one,
            surveyed(one, figures={"hn.survey.attitude": 3.0}),
            by=by,
            seen={entrant_of(one).pk: {}},
        )


def test_another_report_for_the_same_figures_is_recorded():
    one = round_running()
    by = person_with("council_member", HA_NOI, name="member")
    recorded(one, surveyed(one), by=by, source="Báo cáo nhầm")
    assert len(recorded(one, surveyed(one), by=by)) == 1
    assert set(Value.objects.values_list("held_source", flat=True)) == {SOURCE}
    last = Entry.objects.filter(action="survey.recorded").order_by("pk").last()
    assert "Báo cáo nhầm" in last.before
    assert Event.objects.filter(node="5.4", why=SOURCE).exists()


def test_texts_are_kept_as_any_database_can():
    one = round_running()
    found = surveyed(one, figures={}, ground="Mới \x00 lập\n trong  năm")
    recorded(one, found, source="512/BC-SNV\x00")
    value = Value.objects.filter(measure="hn.survey.attitude").get()
    assert (value.ground, value.held_source) == ("Mới \ufffd lập trong năm", "512/BC-SNV\ufffd")


def test_nobody_records_the_survey_of_a_unit_in_which_they_hold_a_role():
    one = round_running()
    by = person_with("head", LONG_BIEN, name="both")
    with pytest.raises(ActRefused, match="Phường Long Biên") as refused:
        recorded(one, surveyed(one), surveyed(one, BO_DE), by=by)
    assert refused.value.kept
    assert not Value.objects.exists()
    recorded(one, surveyed(one, BO_DE), by=by)


def test_while_a_version_waits_for_confirmation_nothing_is_recorded():
    one, cast = round_running(LONG_BIEN), cast_made()
    appraised(signed(entrant_of(one), cast), cast)
    told = Decided(decision="1/QĐ", decided_on=TODAY, signer="Chủ tịch", left_out="x")
    publication_prepare(one.pk, told, by=cast.chair, actor=SYSTEM, today=TODAY)
    with pytest.raises(ActRefused, match="Phiên bản 1"):
        recorded(one, surveyed(one))


def test_a_second_unit_costs_few_questions_more():
    one = round_running()
    by = person_with("council_member", HA_NOI, name="member")
    recorded(one, surveyed(one, figures={"hn.survey.attitude": 3.0}), by=by)
    recorded(one, surveyed(one, BO_DE, figures={"hn.survey.attitude": 3.0}), by=by)
    counts = []
    for units in ((LONG_BIEN,), (LONG_BIEN, BO_DE)):
        value = 3.0 + len(units) / 4
        found = [surveyed(one, unit, figures={"hn.survey.attitude": value}) for unit in units]
        with CaptureQueriesContext(connection) as asked:
            recorded(one, *found, by=by)
        counts.append(len(asked))
    assert counts[1] - counts[0] <= OF_TRAIL


def test_the_total_needs_them_and_their_source_stands_beside_the_observations():
    one, cast = round_running(), cast_made()
    entrants = [
        appraised(signed(entrant_of(one, unit), cast, seed=seed), cast)
        for seed, unit in enumerate((LONG_BIEN, BO_DE))
    ]
    assert np.isnan(result_now(one).computed[0].evaluation.points[:, TOTAL]).all()
    assert lacking_count(one) == 2
    recorded(one, surveyed(one), surveyed(one, BO_DE))
    assert lacking_count(one) == 0
    assert (result_now(one).computed[0].evaluation.points[:, TOTAL] > 10).all()
    found = {seen.measure: seen.source for seen in round_observations(one, entrants)}
    assert found["hn.survey.attitude"] == SOURCE
    assert found["hn.plan.days_late"] != SOURCE


def test_units_are_counted_by_how_much_is_recorded():
    one = round_running()
    recorded(one, surveyed(one, figures={"hn.survey.attitude": 3.0}))
    line = group_standings(one)[0]
    assert (line.counts["part"], line.counts["none"], line.lacking) == (1, 1, 2)
    assert {unit.told for unit in line.lines} == {"1/17", ""}
