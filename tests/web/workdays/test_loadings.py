"""What an office loads holds until it is withdrawn; each row stays, and the trail has it."""

from datetime import date
from hashlib import sha256

import pytest
from django.db import IntegrityError, transaction

from chiso.calendar import AfterHours, Begins, CountingRule, shipped
from chiso.errors import CalendarInvalid, DateOutsideCalendar, OfficeHoursInvalid
from chiso_web.accounts.refusals import ActRefused
from chiso_web.audit.models import Entry
from chiso_web.audit.services import Actor
from chiso_web.workdays.drafts import draft_of, preview_of
from chiso_web.workdays.models import Loading
from chiso_web.workdays.reading import rule_text
from chiso_web.workdays.selectors import office_get
from chiso_web.workdays.services import loading_add, loading_withdraw
from tests.web.workdays.lists import HEADER, LOCAL, WINDOWS, as_csv, decision_2027

pytestmark = pytest.mark.django_db

Kind = Loading.Kind
LAN = Actor(name="lan", full_name="Trần Thị Lan", role="administrator")
SEVENTH = date(2026, 12, 7)  # a Monday


def loaded(kind: Kind, text: str, **facts) -> Loading:
    return loading_add(draft_of(kind, text, **facts), by=LAN)


def decided(text: str = "", **facts) -> Loading:
    facts = {"year": 2027, "file_name": "2027.csv", **facts}
    return loaded(Kind.DECISION, text or decision_2027(), **facts)


def test_shipped_defaults_hold_where_nothing_is_configured(django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        office = office_get()
    assert office.calendar.days == shipped().days
    assert office.hours_on(SEVENTH).illustrative
    assert office.rule_on(SEVENTH).illustrative
    assert office.own_regimes == frozenset()


def test_decision_seals_its_year_and_changes_its_days() -> None:
    decided()
    calendar = office_get().calendar
    assert calendar.years[2027].sealed
    assert "99/VPCP-KGVX" in calendar.years[2027].documents
    assert not calendar.is_working(date(2027, 12, 23))
    assert calendar.is_working(date(2027, 12, 25))


def test_office_is_asked_for_with_one_query_while_nothing_changes(
    django_assert_num_queries,
) -> None:
    decided()
    office_get()
    with django_assert_num_queries(1):
        office_get()


def test_later_decision_on_a_year_takes_the_place_of_the_earlier() -> None:
    decided()
    decided(decision_2027(swap=False))
    assert office_get().calendar.is_working(date(2027, 12, 23))


def test_withdrawn_decision_lets_the_one_before_hold_again() -> None:
    decided()
    later = decided(decision_2027(swap=False))
    loading_withdraw(later, by=LAN, reason="nhầm tệp")
    assert not office_get().calendar.is_working(date(2027, 12, 23))


def test_local_exceptions_hold_together_and_outrank_the_decision() -> None:
    loaded(Kind.LOCAL, LOCAL, file_name="a.csv")
    text = f"{HEADER}2027-12-23,local_working,Trực,35/TB-UBND\n"
    loaded(Kind.LOCAL, text, file_name="b.csv")
    decided()
    calendar = office_get().calendar
    assert not calendar.is_working(SEVENTH)
    assert calendar.is_working(date(2027, 12, 23))


def test_own_windows_stand_beside_the_national_ones() -> None:
    loaded(Kind.WINDOWS, WINDOWS, file_name="w.csv")
    office = office_get()
    assert office.own_regimes == {"Phường"}
    assert {"581/BNV-CCHC", "Phường"} <= {rule.regime for rule in office.windows}


def test_hours_and_rule_are_no_longer_illustrative() -> None:
    rule = CountingRule(
        begins=Begins.SAME_DAY,
        after_hours=AfterHours.SAME_DAY,
        document="12/QĐ-UBND",
        since=SEVENTH,
    )
    dated = {"applies_from": SEVENTH, "document": "12/QĐ-UBND"}
    loaded(Kind.HOURS, "07:30-11:30,13:30-17:30", **dated)
    loaded(Kind.RULE, rule_text(rule), **dated)
    office = office_get()
    assert str(office.hours_on(SEVENTH)) == "07:30–11:30, 13:30–17:30"
    assert not office.hours_on(SEVENTH).illustrative
    assert office.rule_on(SEVENTH) == rule


def test_row_keeps_text_digest_and_who() -> None:
    kept = Loading.objects.get(pk=decided().pk)
    assert kept.text == decision_2027()
    assert kept.sha256 == sha256(decision_2027().encode()).hexdigest()
    assert kept.loaded_by == "Trần Thị Lan"


def test_loading_and_withdrawing_are_in_the_trail() -> None:
    found = decided()
    loading_withdraw(found, by=LAN, reason="nhầm tệp")
    added, gone = Entry.objects.filter(app="workdays").order_by("number")
    assert (added.action, gone.action) == (
        "calendar.decision.loaded",
        "calendar.decision.withdrawn",
    )
    assert found.sha256 in added.after
    assert gone.reason == "nhầm tệp"
    assert {added.actor_name, gone.actor_name} == {"lan"}


def test_faulty_decision_is_refused_with_all_faults_and_nothing_is_stored() -> None:
    lines = ("2027-01-01,holiday", "2027-01-04,makeup_working", "2026-01-01,holiday")
    text = HEADER + "".join(f"{line},Tết,1/QĐ\n" for line in lines)
    with pytest.raises(CalendarInvalid) as refused:
        decided(text)
    places = {str(fault.where) for fault in refused.value.faults}
    assert {"2027.csv:3", "2027.csv:4"} <= places
    assert not Loading.objects.exists()
    assert not Entry.objects.filter(app="workdays").exists()


def test_decision_on_a_year_out_of_reach_is_refused() -> None:
    with pytest.raises(DateOutsideCalendar):
        decided(year=2031)


def test_office_hours_that_are_none_are_refused() -> None:
    with pytest.raises(OfficeHoursInvalid):
        loaded(Kind.HOURS, "17:00-08:00", applies_from=SEVENTH, document="12/QĐ-UBND")


def test_same_text_is_not_loaded_twice() -> None:
    decided()
    with pytest.raises(ActRefused, match="Trần Thị Lan"):
        decided()


def test_withdrawing_needs_a_reason_and_happens_once() -> None:
    found = decided()
    with pytest.raises(ActRefused):
        loading_withdraw(found, by=LAN, reason="  ")
    loading_withdraw(found, by=LAN, reason="nhầm tệp")
    with pytest.raises(ActRefused):
        loading_withdraw(found, by=LAN, reason="nữa")


def test_withdrawal_that_tears_a_swap_across_years_apart_is_refused() -> None:
    # the list of 2026 takes 31 December off for Saturday 9 January 2027, which 2027 holds too
    days = [day for day in shipped().days.values() if day.date.year == 2026]
    rows = as_csv(days).replace(",,two_sources", ",98/VPCP,two_sources").splitlines()
    rows.append("2026-12-31,Thu,swapped_off,Nghỉ,Off,98/VPCP,,")
    over = "2027-01-09,Sat,makeup_working,Bù,On,98/VPCP,,"
    first = decided("\n".join([*rows, over]) + "\n", year=2026, file_name="2026.csv")
    decided(decision_2027(swap=False) + over + "\n")
    with pytest.raises(ActRefused, match="2"):
        loading_withdraw(first, by=LAN, reason="nhầm tệp")
    assert Loading.objects.get(pk=first.pk).withdrawn_at is None


def test_preview_says_which_days_change() -> None:
    seen = preview_of(draft_of(Kind.DECISION, decision_2027(), year=2027, file_name="a.csv"), [])
    assert seen.newly_off == (date(2027, 12, 23),)
    assert seen.newly_worked == (date(2027, 12, 25),)
    assert not Loading.objects.exists()


def test_stored_loading_that_no_longer_fits_is_left_out_and_told() -> None:
    # as after a change of the shipped calendar: such a row cannot be made by the services
    Loading.objects.create(
        kind=Kind.DECISION,
        year=2027,
        file_name="2027.csv",
        text=f"{HEADER}2027-01-01,holiday,Tết,1/QĐ\n",
        sha256="0" * 64,
        loaded_at="2026-12-01T00:00:00Z",
        loaded_by="lan",
    )
    office = office_get()
    assert len(office.unfit) == 1
    assert not office.calendar.years[2027].sealed


def test_database_refuses_a_withdrawal_without_a_reason() -> None:
    found = decided()
    with pytest.raises(IntegrityError), transaction.atomic():
        Loading.objects.filter(pk=found.pk).update(withdrawn_at="2026-12-01T00:00:00Z")
