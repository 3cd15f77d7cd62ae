"""Due dates and deadlines as iCalendar (RFC 5545), for any calendar program.

A moment is written in universal time: Viet Nam has been seven hours ahead of it since 1975. The
stamp is the day itself, so that the same entries always give the same bytes.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from chiso.calendar.ical import escaped, folded

_HEAD = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Chiso//Deadlines//VI", "CALSCALE:GREGORIAN")
_AHEAD = timedelta(hours=7)
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Something due ``at`` a moment on the office's wall, or on a whole day."""

    key: str
    """What tells it from every other entry, in letters, digits, dots and hyphens."""
    at: date
    summary: str
    description: str = ""
    address: str = ""


def feed(entries: Iterable[Entry], *, name: str) -> str:
    """The entries as one iCalendar file called ``name``, with CRLF line ends.

    >>> entry = Entry(key="a", at=datetime(2026, 2, 26, 17, 0), summary="Hạn")
    >>> "DTSTART:20260226T100000Z" in feed([entry], name="Hạn")
    True
    """
    lines = [*_HEAD, f"X-WR-CALNAME:{escaped(name)}"]
    for entry in entries:
        lines += _event(entry)
    return "".join(f"{part}\r\n" for line in [*lines, "END:VCALENDAR"] for part in folded(line))


def _event(entry: Entry) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{entry.key}@chiso"
    yield f"DTSTAMP:{entry.at:%Y%m%d}T000000Z"
    if isinstance(entry.at, datetime):
        yield f"DTSTART:{entry.at - _AHEAD:%Y%m%dT%H%M%SZ}"
    else:
        yield f"DTSTART;VALUE=DATE:{entry.at:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{entry.at + _ONE_DAY:%Y%m%d}"
    yield f"SUMMARY:{escaped(entry.summary)}"
    if entry.description:
        yield f"DESCRIPTION:{escaped(entry.description)}"
    if entry.address:
        yield f"URL:{entry.address}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"
