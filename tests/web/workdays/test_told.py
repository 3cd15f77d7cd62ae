"""The trail tells in words what was changed in the office's calendar: before and after."""

import json
from datetime import date

import pytest

from chiso.calendar import Begins, CountingRule
from chiso_web.audit.models import Entry
from chiso_web.audit.services import SYSTEM
from chiso_web.workdays.drafts import draft_of
from chiso_web.workdays.models import Loading
from chiso_web.workdays.reading import rule_text
from chiso_web.workdays.services import loading_add, loading_withdraw
from tests.web.workdays.lists import LOCAL, WINDOWS, decision_2027

pytestmark = pytest.mark.django_db

Kind = Loading.Kind
DATED = {"applies_from": date(2027, 1, 1), "document": "12/QĐ-UBND"}


def loaded(kind: Kind, text: str, **facts) -> Loading:
    return loading_add(draft_of(kind, text, **facts), by=SYSTEM)


def told() -> tuple[dict[str, object], dict[str, object]]:
    """The newest entry's values before and after."""
    entry = Entry.objects.filter(app="workdays").order_by("number").last()
    assert entry
    return json.loads(entry.before), json.loads(entry.after)


def test_hours_old_and_new() -> None:
    loaded(Kind.HOURS, "07:30-11:30,13:00-16:30", **DATED)
    before, after = told()
    assert before["hours"] == "08:00–12:00, 13:00–17:00 (minh họa)"
    assert after["hours"] == "07:30–11:30, 13:00–16:30 (12/QĐ-UBND, áp dụng từ 01/01/2027)"
    assert after["applies_from"] == "2027-01-01"
    assert after["document"] == "12/QĐ-UBND"


def test_rule_old_and_new() -> None:
    rule = CountingRule(begins=Begins.SAME_DAY, document="12/QĐ-UBND")
    loaded(Kind.RULE, rule_text(rule), **DATED)
    before, after = told()
    assert "ngày làm việc sau ngày" in str(before["rule"])
    assert "(minh họa)" in str(before["rule"])
    assert "12/QĐ-UBND" in str(after["rule"])
    assert before["rule"] != after["rule"]


def test_decision_tells_year_number_and_days() -> None:
    loaded(Kind.DECISION, decision_2027(), year=2027, file_name="2027.csv")
    before, after = told()
    assert after["year"] == 2027
    assert after["days_off"] == int(str(before["days_off"])) + 1
    assert after["makeup_days"] == int(str(before["makeup_days"])) + 1
    assert after["days_off_added"] == "23/12/2027"
    assert after["makeup_days_added"] == "25/12/2027"
    assert "days_off_taken_away" not in after


def test_withdrawn_decision_takes_its_days_away() -> None:
    found = loaded(Kind.DECISION, decision_2027(), year=2027, file_name="2027.csv")
    loading_withdraw(found, by=SYSTEM, reason="nhầm tệp")
    _before, after = told()
    assert after["days_off_taken_away"] == "23/12/2027"
    assert after["makeup_days_taken_away"] == "25/12/2027"


def test_local_exception_tells_its_day() -> None:
    loaded(Kind.LOCAL, LOCAL, file_name="a.csv")
    assert told()[1]["days_off_added"] == "07/12/2026"


def test_windows_tell_their_regimes() -> None:
    loaded(Kind.WINDOWS, WINDOWS, file_name="w.csv")
    before, after = told()
    assert (before["regimes"], after["regimes"]) == ("–", "Phường")
