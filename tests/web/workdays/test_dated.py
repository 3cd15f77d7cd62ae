"""Hours and rules apply from a day, by a document: past due dates stay as they were."""

from datetime import UTC, date, datetime
from importlib import import_module

import pytest
from django.db.models import DateField
from django.test import Client

from chiso.calendar import ILLUSTRATIVE_HOURS, AfterHours, Begins, CountingRule
from chiso_web.accounts.refusals import ActRefused
from chiso_web.audit.services import SYSTEM
from chiso_web.workdays.drafts import carried, carried_back, draft_of
from chiso_web.workdays.models import Loading
from chiso_web.workdays.reading import rule_text
from chiso_web.workdays.selectors import office_get
from chiso_web.workdays.services import loading_add
from tests.web.reading import Page

pytestmark = pytest.mark.django_db

Kind = Loading.Kind
NEW_YEAR = date(2027, 1, 1)
DATED = {"applies_from": NEW_YEAR, "document": "12/QĐ-UBND"}
HOURS = "07:30-11:30,13:00-16:30"
CITED = "Giờ làm việc 07:30–11:30, 13:00–16:30 (12/QĐ-UBND, áp dụng từ 01/01/2027)"


def hours_loaded(text: str = HOURS, **facts) -> Loading:
    return loading_add(draft_of(Kind.HOURS, text, **{**DATED, **facts}), by=SYSTEM)


def asked(client: Client, day: str, **fields: str) -> Page:
    return Page(client.get("/deadline", {"day": day, "time": "09:00", "number": "2", **fields}))


def old_row(kind: Kind, text: str) -> Loading:
    """A row as it was stored before there was a day or a document."""
    return Loading.objects.create(
        kind=kind,
        text=text,
        sha256="0" * 64,
        loaded_at=datetime(2026, 12, 1, 2, tzinfo=UTC),
        loaded_by="lan",
    )


def test_day_of_receipt_picks_the_hours() -> None:
    hours_loaded()
    hours_loaded("08:00-12:00,13:00-17:30", applies_from=date(2027, 6, 1), document="30/QĐ-UBND")
    office = office_get()
    assert office.hours_on(date(2026, 12, 31)) == ILLUSTRATIVE_HOURS
    assert office.hours_on(NEW_YEAR).document == "12/QĐ-UBND"
    assert office.hours_on(date(2027, 6, 1)).document == "30/QĐ-UBND"


def test_hours_of_a_day_that_are_loaded_later_do_not_take_the_place_of_the_next() -> None:
    hours_loaded(applies_from=date(2027, 6, 1), document="30/QĐ-UBND")
    hours_loaded("08:00-12:00,13:00-17:30")
    assert office_get().hours_on(date(2027, 7, 1)).document == "30/QĐ-UBND"


def test_day_of_receipt_picks_the_rule() -> None:
    rule = CountingRule(
        begins=Begins.SAME_DAY, after_hours=AfterHours.SAME_DAY, document="12/QĐ-UBND"
    )
    loading_add(draft_of(Kind.RULE, rule_text(rule), **DATED), by=SYSTEM)
    office = office_get()
    assert office.rule_on(date(2026, 12, 31)).illustrative
    assert office.rule_on(NEW_YEAR).begins is Begins.SAME_DAY


@pytest.mark.parametrize("lacking", [{"applies_from": None}, {"document": " "}])
def test_day_and_document_are_required(lacking) -> None:
    with pytest.raises(ActRefused, match="QĐ-UBND"):
        hours_loaded(**lacking)
    assert not Loading.objects.exists()


def test_draft_carries_its_day_and_document() -> None:
    back = carried_back(carried(draft_of(Kind.HOURS, HOURS, **DATED)))
    assert (back.applies_from, back.document) == (NEW_YEAR, "12/QĐ-UBND")


def test_past_due_dates_stay_and_the_grounds_name_the_document(client: Client) -> None:
    before = asked(client, "2026-12-14").text
    hours_loaded()
    after = asked(client, "2026-12-14").text
    assert "chậm nhất 17:00" in before
    assert "chậm nhất 17:00" in after
    assert "08:00–12:00, 13:00–17:00 là minh họa" in after
    later = asked(client, "2027-01-11").text
    assert "chậm nhất 16:30" in later
    assert CITED in later


def test_form_of_an_answer_leaves_hours_and_rule_to_the_day(client: Client) -> None:
    hours_loaded()
    page = client.get("/deadline", {"day": "2027-01-11", "time": "09:00", "number": "2"})
    assert 'name="hours" value=""' in page.content.decode()
    # what such a form sends, with another day
    blank = {"hours": "", "begins": "", "after_hours": "", "rule": ""}
    assert "chậm nhất 17:00" in asked(client, "2026-12-14", **blank).text


def test_hours_that_were_typed_are_said_to_be_so(client: Client) -> None:
    text = asked(client, "2026-12-14", hours="07:00-11:00,13:00-17:00").text
    assert "Giờ làm việc 07:00–11:00, 13:00–17:00, theo câu hỏi" in text


def test_old_row_applies_from_the_day_of_its_loading(client: Client) -> None:
    old_row(Kind.HOURS, HOURS)
    old_row(Kind.RULE, '{"after_hours": "same-day", "begins": "same-day", "document": "9/QĐ"}')
    office = office_get()
    assert office.hours_on(date(2026, 11, 30)) == ILLUSTRATIVE_HOURS
    assert office.hours_on(date(2026, 12, 1)).closes.hour == 16
    assert office.rule_on(date(2026, 12, 1)).document == "9/QĐ"
    text = asked(client, "2026-12-14").text
    assert "07:30–11:30, 13:00–16:30 (áp dụng từ 01/12/2026; chưa nêu văn bản)" in text


def test_migration_lets_old_rows_stay_without() -> None:
    migration = import_module("chiso_web.workdays.migrations.0002_day_and_document").Migration
    added = {one.name: one.field for one in migration.operations}
    assert isinstance(added["applies_from"], DateField)
    assert added["applies_from"].null
    assert added["document"].blank
