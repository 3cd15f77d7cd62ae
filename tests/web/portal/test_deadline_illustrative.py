"""Right under a due date: what of it is illustrative, and that the office's slip is what holds."""

from datetime import date

import pytest
from django.test import Client

from chiso.calendar import AfterHours, Begins, CountingRule
from chiso_web.audit.services import SYSTEM
from chiso_web.workdays.drafts import draft_of
from chiso_web.workdays.models import Loading
from chiso_web.workdays.reading import rule_text
from chiso_web.workdays.services import loading_add
from tests.web.reading import Page

pytestmark = pytest.mark.django_db

DATED = {"applies_from": date(2026, 1, 1), "document": "12/QĐ-UBND"}
BOTH = "Theo giờ làm việc 08:00–17:00 và cách bắt đầu tính minh họa"
HOURS = "Theo giờ làm việc 08:00–17:00 minh họa"
RULE = "Theo cách bắt đầu tính minh họa"
SLIP = "; giấy tiếp nhận và hẹn trả của cơ quan mới là căn cứ."


def answered(client: Client) -> str:
    return Page(client.get("/deadline", {"day": "2026-02-12", "time": "09:00", "number": "5"})).text


def hours_loaded() -> None:
    loading_add(draft_of(Loading.Kind.HOURS, "08:00-12:00,13:00-17:00", **DATED), by=SYSTEM)


def rule_loaded() -> None:
    rule = CountingRule(
        begins=Begins.DAY_AFTER, after_hours=AfterHours.NEXT_DAY, document="12/QĐ-UBND"
    )
    loading_add(draft_of(Loading.Kind.RULE, rule_text(rule), **DATED), by=SYSTEM)


def test_both_are_illustrative_where_the_office_set_neither(client: Client) -> None:
    text = answered(client)
    assert BOTH + SLIP in text
    assert text.index("chậm nhất 17:00") < text.index(BOTH) < text.index("Nộp lúc")


def test_rule_alone_is_named(client: Client) -> None:
    hours_loaded()
    assert RULE + SLIP in answered(client)


def test_hours_alone_are_named(client: Client) -> None:
    rule_loaded()
    assert HOURS + SLIP in answered(client)


def test_nothing_is_said_where_the_office_set_both(client: Client) -> None:
    hours_loaded()
    rule_loaded()
    assert "minh họa" not in answered(client)
