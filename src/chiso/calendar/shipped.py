"""The calendar that comes with Chiso, read once."""

from functools import cache
from pathlib import Path

from chiso.calendar.reading import read_shipped_days, read_years
from chiso.calendar.windows import WindowRule, read_windows
from chiso.calendar.workdays import Calendar

_FOLDER = Path(__file__).parent / "data"


@cache
def shipped() -> Calendar:
    """State offices' working days 2010–2030: sealed to 2026, a forecast from 2027."""
    days = [
        day for name in ("days", "forecast") for day in read_shipped_days(_FOLDER / f"{name}.csv")
    ]
    return Calendar(days, read_years(_FOLDER / "years.csv"))


@cache
def shipped_windows() -> tuple[WindowRule, ...]:
    """The reporting windows that the sources read so far give."""
    return read_windows(_FOLDER / "windows.csv")
