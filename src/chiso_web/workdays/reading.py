"""What a loading's text says, read by the library as strictly as a file on disk."""

import io
import json

from chiso.calendar import (
    AfterHours,
    Begins,
    CountingRule,
    Day,
    WindowRule,
    read_days,
    read_ical,
    read_windows,
)
from chiso_web.workdays.models import Loading


class _File(io.StringIO):
    """A text that faults name as its file."""

    def __init__(self, text: str, name: str) -> None:
        super().__init__(text, newline="")
        self.name = name


def days_of(loading: Loading) -> tuple[Day, ...]:
    """The days of a decision or of local exceptions. Raises CalendarInvalid, FileUnreadable."""
    file = _File(loading.text, loading.file_name)
    if loading.file_name.lower().endswith(".ics"):
        return read_ical(file)
    return read_days(file)


def windows_of(loading: Loading) -> tuple[WindowRule, ...]:
    """The rules of the office's own windows. Raises CalendarInvalid, FileUnreadable."""
    return read_windows(_File(loading.text, loading.file_name))


def rule_of(loading: Loading) -> CountingRule:
    """The counting rule that ``rule_text`` wrote."""
    held = json.loads(loading.text)
    return CountingRule(
        begins=Begins(held["begins"]),
        after_hours=AfterHours(held["after_hours"]),
        document=held["document"],
    )


def rule_text(rule: CountingRule) -> str:
    """A counting rule as the text of a loading."""
    held = {
        "after_hours": rule.after_hours.value,
        "begins": rule.begins.value,
        "document": rule.document,
    }
    return json.dumps(held, ensure_ascii=False, sort_keys=True)
