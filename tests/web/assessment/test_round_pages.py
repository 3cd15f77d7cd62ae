"""Pages of whoever runs a round: the list, who has not submitted, exceptions."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from chiso_web.accounts.roles import Role
from chiso_web.assessment.models import Entrant, Reopening
from chiso_web.assessment.moves import DecisionKind, FormState
from chiso_web.units.models import Unit
from tests.people import BO_DE, LONG_BIEN, person_with, signed_in
from tests.web.assessment.rounds import (
    appraised,
    cast_made,
    entrant_of,
    filled,
    round_running,
    signed,
)

pytestmark = pytest.mark.django_db
ROUND = "/rounds/ha-noi-2026"
QUERIES = 12  # six on who asks and for what unit; round, calendar, groups, forms, lines, exceptions


def browser_of(person) -> Client:
    """The browser of a person."""
    return signed_in(Client(HTTP_HOST="localhost"), person)


def test_first_screen_says_who_has_not_submitted(client: Client) -> None:
    today, cast = timezone.localdate(), cast_made()
    one = round_running(today=today)
    signed(entrant_of(one), cast, today=today)
    answer = signed_in(client, cast.runner).get(ROUND)
    assertContains(answer, "1/2 đơn vị chưa nộp.")
    assertContains(answer, f"{ROUND}/of/{BO_DE}")


def test_overdue_forms_stand_first(client: Client) -> None:
    today, cast = timezone.localdate(), cast_made()
    one = round_running(today=today)
    one.groups.update(self_until=today - timedelta(14))
    answer = signed_in(client, cast.runner).get(ROUND)
    assertContains(answer, "2 đơn vị quá hạn")
    assertContains(answer, "late-row", count=2)


def test_number_of_queries_is_fixed(client: Client, django_assert_max_num_queries) -> None:
    cast, today = cast_made(), timezone.localdate()
    round_running(today=today)
    browser = signed_in(client, cast.runner)
    browser.get(ROUND)  # names of kinds are looked up once a process
    with django_assert_max_num_queries(QUERIES):
        browser.get(ROUND)


def test_number_of_queries_is_the_same_for_many_units(
    client: Client, django_assert_max_num_queries
) -> None:
    cast, today = cast_made(), timezone.localdate()
    units = ["00145@2025-07-01", *_wards(19)]
    round_running(*units, today=today)
    browser = signed_in(client, cast.runner)
    browser.get(ROUND)  # names of kinds are looked up once a process
    with django_assert_max_num_queries(QUERIES):
        answer = browser.get(ROUND)
    assertContains(answer, "20/20 đơn vị chưa nộp.")


def _wards(count: int) -> list[str]:
    found = Unit.objects.filter(kind="ward", parent__code="01", valid_until=None, until_known=True)
    return list(found.exclude(uid=LONG_BIEN).values_list("uid", flat=True)[:count])


def test_list_shows_a_reporter_their_form_and_not_the_round(client: Client) -> None:
    cast = cast_made()
    round_running(today=timezone.localdate())
    answer = signed_in(client, cast.reporter).get("/rounds")
    assertContains(answer, f"{ROUND}/of/{LONG_BIEN}")
    assertNotContains(answer, f'"{ROUND}"')


def test_empty_list_has_the_one_button_that_starts(client: Client) -> None:
    answer = signed_in(client, cast_made().runner).get("/rounds")
    assertContains(answer, 'href="/rounds/new"', count=1)


def test_form_is_reopened_until_a_working_day(client: Client) -> None:
    cast, today = cast_made(), timezone.localdate()
    one = round_running(today=today)
    form = signed(entrant_of(one), cast, today=today)
    address = f"{ROUND}/of/{LONG_BIEN}/reopen"
    answer = signed_in(client, cast.runner).post(address, {"until": "3", "reason": "Mưa bão"})
    assert answer["Location"] == ROUND
    form.refresh_from_db()
    assert form.state == FormState.RETURNED
    assert Reopening.objects.get(entrant=form).until > today


def test_exception_without_reason_keeps_what_was_typed(client: Client) -> None:
    cast = cast_made()
    one = round_running(today=timezone.localdate())
    address = f"{ROUND}/of/{LONG_BIEN}/reopen"
    answer = signed_in(client, cast.runner).post(address, {"until": "31/02/2026"})
    assertContains(answer, "31/02/2026", status_code=400)
    assertContains(answer, "Ghi lý do", status_code=400)
    assert not Reopening.objects.filter(entrant__round=one).exists()


def test_a_ward_cannot_reopen_its_own_form(client: Client) -> None:
    round_running(today=timezone.localdate())
    person = person_with(Role.ADMINISTRATOR, LONG_BIEN)
    answer = signed_in(client, person).get(f"{ROUND}/of/{LONG_BIEN}/reopen")
    assert answer.status_code == 403


def test_pace_of_five_days_says_what_is_hard_to_make(client: Client) -> None:
    cast, today = cast_made(), timezone.localdate()
    one = round_running(today=today)
    filled(entrant_of(one), cast.reporter, today=today)
    answer = signed_in(client, cast.runner).get(ROUND)
    assertContains(answer, "1 đơn vị khó kịp")  # Bồ Đề has done nothing in five working days
    assertContains(answer, "Đứng yên")


def test_appraisal_is_counted_by_group(client: Client) -> None:
    cast, today = cast_made(), timezone.localdate()
    one = round_running(today=today)
    form = appraised(signed(entrant_of(one), cast, today=today), cast)
    line = form.lines.first()
    line.decision, line.reason = DecisionKind.RETURN, "Thiếu"
    line.save()
    lines = form.lines.count()
    answer = signed_in(client, cast.runner).get(ROUND)
    assertContains(answer, f"{lines - 1}/{lines}")


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_units_are_a_file(client: Client, kind: str) -> None:
    cast = cast_made()
    round_running(today=timezone.localdate())
    answer = signed_in(client, cast.runner).get(f"{ROUND}/units.{kind}")
    assert answer.status_code == 200
    assert f"ha-noi-2026-units.{kind}" in answer["Content-Disposition"]


def test_page_reads_in_english(client: Client) -> None:
    cast = cast_made()
    round_running(today=timezone.localdate())
    answer = signed_in(client, cast.runner).get(f"/en{ROUND}")
    assertContains(answer, "2/2 units have not submitted.")
    assert Entrant.objects.count() == 2
