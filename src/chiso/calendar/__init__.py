"""Working days of Vietnamese state offices 2010–2030, reporting windows, and clocks that explain
themselves.

Years are sealed by the decisions that have been read (to 2026) or are a forecast (2027 to 2030);
SOURCES.md says where each day is from, docs/method/calendar.md how days are counted.
"""

from chiso.calendar.clock import (
    AfterHours,
    Begins,
    Counted,
    CountingRule,
    Outcome,
    TimeLimit,
    Unit,
    count,
)
from chiso.calendar.explaining import Explanation, Line, LineKind, explain, grounds, summary
from chiso.calendar.feed import Entry, feed
from chiso.calendar.hours import ILLUSTRATIVE_HOURS, OfficeHours, read_hours
from chiso.calendar.ical import ical, read_ical
from chiso.calendar.model import Day, DayKind, Year
from chiso.calendar.pauses import Pause, read_pauses
from chiso.calendar.reading import columns_of, read_days
from chiso.calendar.rows import decoded
from chiso.calendar.sealing import seal, with_local
from chiso.calendar.shipped import shipped, shipped_windows
from chiso.calendar.windows import DayOfYear, Window, WindowRule, read_windows, windows
from chiso.calendar.workdays import Calendar

__all__ = [
    "ILLUSTRATIVE_HOURS",
    "AfterHours",
    "Begins",
    "Calendar",
    "Counted",
    "CountingRule",
    "Day",
    "DayKind",
    "DayOfYear",
    "Entry",
    "Explanation",
    "Line",
    "LineKind",
    "OfficeHours",
    "Outcome",
    "Pause",
    "TimeLimit",
    "Unit",
    "Window",
    "WindowRule",
    "Year",
    "columns_of",
    "count",
    "decoded",
    "explain",
    "feed",
    "grounds",
    "ical",
    "read_days",
    "read_hours",
    "read_ical",
    "read_pauses",
    "read_windows",
    "seal",
    "shipped",
    "shipped_windows",
    "summary",
    "windows",
    "with_local",
]
