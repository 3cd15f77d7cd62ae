"""Somebody who loses a role while they work is told so, and nothing of theirs is lost."""

from datetime import timedelta

import pytest
from django.test import Client

from tests.web.assessment.form_pages import Desk, desk_made, typed

pytestmark = pytest.mark.django_db
MEASURE = "hn.plan.days_late"


@pytest.fixture
def desk(client: Client) -> Desk:
    return desk_made(client)


def test_role_that_has_ended_saves_nothing_more_and_loses_nothing(desk: Desk) -> None:
    assert desk.save("1", typed(MEASURE, "3"), script=True).status_code == 200
    desk.cast.reporter.holdings.update(until=desk.today - timedelta(1))
    for script in (True, False):
        answer = desk.save("1", typed(MEASURE, "9", seen=1), script=script)
        assert answer.status_code == 403
    assert desk.entrant.values.get(measure=MEASURE).value == 3.0


def test_person_who_is_no_longer_active_saves_nothing(desk: Desk) -> None:
    desk.cast.reporter.is_active = False
    desk.cast.reporter.save()
    assert desk.save("1", typed(MEASURE, "3"), script=True).status_code in (302, 401, 403)
    assert not desk.entrant.values.exists()


def test_form_of_a_unit_that_merged_says_where_its_figures_are(desk: Desk) -> None:
    desk.save("1", typed(MEASURE, "3"))
    unit = desk.entrant.unit
    type(unit).objects.filter(pk=unit.pk).update(valid_until=desk.today - timedelta(1))
    answer = desk.save("1", typed(MEASURE, "9", seen=1), script=True)
    assert answer.status_code in (403, 409)
    assert desk.entrant.values.get(measure=MEASURE).value == 3.0


@pytest.mark.parametrize("unit", ["00118@2025-07-01", "x@2025-07-01", "01@unknown"])
def test_forged_unit_is_refused(desk: Desk, unit: str) -> None:
    address = f"/rounds/{desk.entrant.round.slug}/of/{unit}/1/save"
    assert desk.client.post(address, typed(MEASURE, "3")).status_code in (403, 404)
    assert desk.client.post(address.replace("ha-noi", "x"), {}).status_code in (403, 404)
