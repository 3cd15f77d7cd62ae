"""Setting a round up, copying one, opening it; what is typed wrong is told at once."""

from datetime import date

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.asserts import assertContains

from chiso.calendar import shipped
from chiso_web.assessment.deadlines import deadline_of, window_text
from chiso_web.assessment.models import Entrant, Line, Round
from chiso_web.assessment.moves import RoundState
from chiso_web.assessment.running.copying import working_year_on, year_on
from chiso_web.assessment.running.fitting import editions_fitting
from chiso_web.audit.models import Entry
from tests.people import HA_NOI, signed_in
from tests.web.assessment.rounds import cast_made, round_running

pytestmark = pytest.mark.django_db
WARDS = {
    "ward-chosen": "1",
    "ward-edition": "ha-noi-communes@2025-01-01",
    "ward-self_from": "02/11/2026",
    "ward-self_until": "15",
    "ward-appraisal_from": "2026-11-02",
    "ward-appraisal_until": "25/12/2026",
    "ward-publication_on": "10",
}
TYPED = {
    "unit": HA_NOI,
    "period": "2026",
    "reported_from": "01/11/2025",
    "reported_until": "31/10/2026",
    **WARDS,
}


@pytest.fixture
def browser(client: Client) -> Client:
    """The browser of who runs rounds in Hà Nội."""
    return signed_in(client, cast_made().runner)


def test_round_is_set_up_with_working_days(browser: Client) -> None:
    answer = browser.post("/rounds/new", TYPED)
    assert answer["Location"] == "/rounds/ha-noi-2026"
    group = Round.objects.get().groups.get()
    # 2 to 20 November: 15 weekdays; the 24th, a holiday, lies behind them
    assert group.self_until == date(2026, 11, 20)
    assert group.publication_on == date(2027, 1, 11)  # the tenth working day after 25 December
    assert Entrant.objects.filter(group=group).count() == 51


def test_windows_are_told_back_before_anything_is_kept(browser: Client) -> None:
    answer = browser.post("/rounds/new", {**TYPED, "act": "check", "ward-self_until": "20"})
    assertContains(answer, "20 ngày làm việc")
    assertContains(answer, "nghỉ: 24/11/2026")
    assertContains(answer, "Thứ Hai 02/11/2026")
    assert not Round.objects.exists()


def test_every_fault_is_told_at_once_and_typing_kept(browser: Client) -> None:
    wrong = {"period": "năm nay", "reported_until": "31/02/2026", "ward-self_until": "0"}
    answer = browser.post("/rounds/new", {**TYPED, **wrong, "ward-appraisal_until": "01/11/2026"})
    for kept in wrong.values():
        assertContains(answer, f'value="{kept}"', status_code=400)
    assert answer.content.decode().count("errorlist") == 4
    assert not Round.objects.exists()


@pytest.mark.parametrize("typed", ["\0", "x" * 5000, "<script>", "9999999", "31/12/2099", "٣"])
def test_odd_typing_is_a_sentence(browser: Client, typed: str) -> None:
    answer = browser.post("/rounds/new", {**TYPED, "ward-self_until": typed, "period": typed})
    assert answer.status_code == 400
    assert not Round.objects.exists()


def test_edition_of_other_years_is_refused(browser: Client) -> None:
    answer = browser.post("/rounds/new", {**TYPED, "ward-edition": "long-bien-wards@2018-01-01"})
    assertContains(answer, "không áp dụng vào ngày cuối", status_code=400)


def test_edition_in_force_stands_chosen(browser: Client) -> None:
    page = browser.get("/rounds/new")
    assertContains(page, '<option value="ha-noi-communes@2025-01-01" selected>', count=2)


def test_papi_and_sets_of_other_kinds_do_not_fit() -> None:
    fitting = [one.id for one in editions_fitting("ward")]
    assert {"ha-noi-communes", "long-bien-wards"} <= set(fitting)
    assert not {"papi", "papi-weighted", "ha-noi-departments", "par-provinces"} & set(fitting)


def test_second_submission_is_refused(browser: Client) -> None:
    browser.post("/rounds/new", TYPED)
    answer = browser.post("/rounds/new", TYPED)
    assertContains(answer, "đã tham gia kỳ đánh giá ha-noi-2026", status_code=400)
    assert Round.objects.count() == 1


def test_draft_shows_what_will_be_opened_and_opens_once(browser: Client) -> None:
    browser.post("/rounds/new", TYPED)
    page = browser.get("/rounds/ha-noi-2026")
    assertContains(page, Round.objects.get().groups.get().edition_sha256)
    seen = page.context["seen"]
    browser.post("/rounds/ha-noi-2026/open", {"seen": seen})
    lines = Line.objects.count()
    again = browser.post("/rounds/ha-noi-2026/open", {"seen": seen}, follow=True)
    assertContains(again, "chưa làm được việc này")
    assert (Round.objects.get().state, Line.objects.count()) == (RoundState.OPEN, lines)


def test_draft_changed_meanwhile_is_not_opened(browser: Client) -> None:
    browser.post("/rounds/new", TYPED)
    seen = browser.get("/rounds/ha-noi-2026").context["seen"]
    changed = {name.removeprefix("ward-"): value for name, value in WARDS.items()}
    browser.post("/rounds/ha-noi-2026/windows/ward", {**changed, "self_until": "16", "reason": "x"})
    browser.post("/rounds/ha-noi-2026/open", {"seen": seen})
    assert Round.objects.get().state == RoundState.DRAFT


def test_windows_change_only_with_a_reason(browser: Client) -> None:
    one = round_running(today=timezone.localdate())
    changed = {name.removeprefix("ward-"): value for name, value in WARDS.items()}
    answer = browser.post("/rounds/ha-noi-2026/windows/ward", changed)
    assert answer.status_code == 400
    browser.post("/rounds/ha-noi-2026/windows/ward", {**changed, "reason": "Bão số 12"})
    assert one.groups.get().self_until == date(2026, 11, 20)
    assert Entry.objects.filter(action="round.windows_changed").exists()


def test_draft_is_discarded_and_an_open_round_is_not(browser: Client) -> None:
    browser.post("/rounds/new", TYPED)
    browser.post("/rounds/ha-noi-2026/discard")
    assert not Round.objects.exists()
    round_running(today=timezone.localdate())
    browser.post("/rounds/ha-noi-2026/discard")
    assert Round.objects.count() == 1


def test_copy_moves_days_by_a_year_to_working_days(browser: Client) -> None:
    round_running(today=timezone.localdate())
    page = browser.get("/rounds/ha-noi-2026/copy")
    (wards,) = [one for one in page.context["setup"].groups if one.kind == "ward"]
    assert wards.initial["edition"] == "ha-noi-communes@2025-01-01"
    assert page.context["setup"].form.initial["period"] == "2027"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (date(2026, 11, 20), date(2027, 11, 22)),  # a Saturday in 2027
        (date(2026, 12, 4), date(2027, 12, 6)),
        (date(2026, 12, 1), date(2027, 12, 1)),
    ],
)
def test_day_is_moved_to_a_working_day(before: date, after: date) -> None:
    assert working_year_on(before, shipped()) == after


def test_end_of_february_stays_its_end() -> None:
    assert year_on(date(2023, 2, 28)) == date(2024, 2, 29)
    assert year_on(date(2024, 2, 29)) == date(2025, 2, 28)


def test_working_days_leave_today_out_and_count_the_last() -> None:
    # Wednesday 25/11/2026: 26, 27, 30 November and 1 to 4 December are left; since the 13th, 16 to
    # 20, 23 and 25 November, for the 24th is a holiday
    calendar, today = shipped(), date(2026, 11, 25)
    assert deadline_of(calendar, date(2026, 12, 4), today=today).left == 7
    assert deadline_of(calendar, date(2026, 11, 13), today=today).late == 7
    assert deadline_of(calendar, date(2026, 11, 20), today=today).late == 2


def test_forecast_years_are_marked() -> None:
    assert "dự kiến" in window_text(shipped(), date(2028, 1, 3), date(2028, 1, 31))
