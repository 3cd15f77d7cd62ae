"""Lists of days as iCalendar (RFC 5545): written for any calendar program, and read strictly.

An event holds the day, the kind in CATEGORIES, the Vietnamese name in SUMMARY, the English one in
COMMENT, and the document in X-CHISO-DOCUMENT. The stamp is the day itself, so that the same days
always give the same bytes.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from chiso.calendar.kinds import kind_of, unknown_kind
from chiso.calendar.model import Day
from chiso.calendar.rows import Source, name_of, text_of
from chiso.errors import CalendarInvalid, Fault, mark
from chiso.wording import Text

_HEAD = (
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Chiso//Working days//VI",
    "CALSCALE:GREGORIAN",
)
_OCTETS = 75
_ONE_DAY = timedelta(days=1)
_LONGEST = 31
_LINE = re.compile(r"(?P<name>[A-Za-z0-9-]+)(?:;[^:]*)?:(?P<value>.*)", re.DOTALL)
_ESCAPED = re.compile(r"\\([\\;,nN])")

_NO_CALENDAR = mark("found “{found}”; expected BEGIN:VCALENDAR")
_UNFINISHED = mark("the event does not end; expected END:VEVENT")
_NO_LINE = mark("found “{found}”; expected a property, as in SUMMARY:Quốc khánh")
_LACKS = mark("the event has no {found}; expected one")
_DAY = mark("found “{found}”; expected a whole day, such as 20260216")
_SPAN = mark("the event ends on {found}; expected a day after its start, at most {most} days on")
_TWICE = mark("found {day} a second time")

Property = tuple[int, str]
Event = tuple[int, dict[str, Property]]


def ical(days: Iterable[Day]) -> str:
    """The days as one iCalendar file, with CRLF line ends, an event a day."""
    lines = [*_HEAD]
    for day in sorted(days, key=lambda one: one.date):
        lines += _event(day)
    return "".join(f"{part}\r\n" for line in [*lines, "END:VCALENDAR"] for part in folded(line))


def _event(day: Day) -> Iterator[str]:
    begins = f"{day.date:%Y%m%d}"
    yield "BEGIN:VEVENT"
    yield f"UID:{begins}-{day.kind}@chiso"
    yield f"DTSTAMP:{begins}T000000Z"
    yield f"DTSTART;VALUE=DATE:{begins}"
    yield f"DTEND;VALUE=DATE:{day.date + _ONE_DAY:%Y%m%d}"
    yield f"SUMMARY:{escaped(day.name.vi)}"
    yield f"COMMENT:{escaped(day.name.en)}"
    yield f"CATEGORIES:{day.kind}"
    if day.document:
        yield f"X-CHISO-DOCUMENT:{escaped(day.document)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def escaped(text: str) -> str:
    """The text with the signs that part values made plain."""
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\n", "\\n")


def _plain(text: str) -> str:
    return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], text)


def folded(line: str) -> Iterator[str]:
    """The line in parts of at most 75 octets; those after the first begin with a blank."""
    part = ""
    for sign in line:
        if len((part + sign).encode()) > _OCTETS:
            yield part
            part = " "
        part += sign
    yield part


def read_ical(source: Source) -> tuple[Day, ...]:
    """The days of an iCalendar file; an event of several days gives each of them.

    Raises CalendarInvalid with all faults, with file and line.
    """
    name, faults = name_of(source), list[Fault]()
    days: dict[date, Day] = {}
    for line, event in _events(text_of(source), name, faults):
        for day in _days(event, f"{name}:{line}", faults):
            if day.date in days:
                faults.append(Fault(day.place, _TWICE, {"day": day.date}))
            days[day.date] = day
    if faults:
        raise CalendarInvalid(what=name, faults=faults)
    return tuple(days.values())


def _unfolded(text: str) -> Iterator[Property]:
    held: Property | None = None
    for number, line in enumerate(text.splitlines(), start=1):
        if line[:1] in (" ", "\t") and held is not None:
            held = (held[0], held[1] + line[1:])
        elif line:
            if held is not None:
                yield held
            held = (number, line)
    if held is not None:
        yield held


def _events(text: str, name: str, faults: list[Fault]) -> Iterator[Event]:
    event: Event | None = None
    lines = list(_unfolded(text))
    if not lines or lines[0][1].upper() != "BEGIN:VCALENDAR":
        found = lines[0][1][:40] if lines else ""
        faults.append(Fault(f"{name}:1", _NO_CALENDAR, {"found": found}))
        return
    for number, line in lines:
        read = _LINE.fullmatch(line)
        if read is None:
            faults.append(Fault(f"{name}:{number}", _NO_LINE, {"found": line[:40]}))
        elif line.upper() == "BEGIN:VEVENT":
            event = (number, {})
        elif line.upper() == "END:VEVENT" and event is not None:
            yield event
            event = None
        elif event is not None:
            event[1].setdefault(read["name"].upper(), (number, _plain(read["value"])))
    if event is not None:
        faults.append(Fault(f"{name}:{event[0]}", _UNFINISHED))


def _days(event: dict[str, Property], where: str, faults: list[Fault]) -> Iterator[Day]:
    file = where.rpartition(":")[0]
    lacking = [
        one for one in ("DTSTART", "SUMMARY", "CATEGORIES", "X-CHISO-DOCUMENT") if one not in event
    ]
    faults += [Fault(where, _LACKS, {"found": one}) for one in lacking]
    if lacking:
        return
    first = _date(event["DTSTART"], file, faults)
    after = _date(event["DTEND"], file, faults) if "DTEND" in event else None
    line, word = event["CATEGORIES"]
    kind = kind_of(word)
    if kind is None:
        faults.append(Fault(f"{file}:{line}", *unknown_kind(word)))
    if first is None or kind is None:
        return
    length = 1 if after is None else (after - first).days
    if not 1 <= length <= _LONGEST:
        facts = {"found": after, "most": _LONGEST}
        faults.append(Fault(f"{file}:{event['DTEND'][0]}", _SPAN, facts))
        return
    summary = event["SUMMARY"][1]
    for place in range(length):
        yield Day(
            date=first + timedelta(days=place),
            kind=kind,
            name=Text(summary, event.get("COMMENT", (0, summary))[1]),
            document=event["X-CHISO-DOCUMENT"][1],
            place=where,
        )


def _date(given: Property, file: str, faults: list[Fault]) -> date | None:
    line, value = given
    if re.fullmatch(r"[0-9]{8}", value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    faults.append(Fault(f"{file}:{line}", _DAY, {"found": value}))
    return None
