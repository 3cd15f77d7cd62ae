"""The fields of the question as they were typed; what cannot be meant has its fault beside it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.http import QueryDict
from django.utils.translation import gettext as _

from chiso_web.look.formats import echoed, language

DAY, TIME, NUMBER, UNIT = "day", "time", "number", "unit"
HOURS, BEGINS, AFTER_HOURS, RULE, SEALED = "hours", "begins", "after_hours", "rule", "sealed"
SINCE, UNTIL, DOCUMENT, AUTHOR = "since", "until", "document", "author"
PAUSE = (SINCE, UNTIL, DOCUMENT, AUTHOR)
SINGLE = (DAY, TIME, NUMBER, UNIT, HOURS, BEGINS, AFTER_HOURS, RULE, SEALED)
ASKED = (DAY, TIME, NUMBER)
MOST_PAUSES = 12
LONGEST = 200
EXAMPLE = date(2026, 2, 12)

_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_WRITTEN = re.compile(r"(?P<d>[0-9]{1,2})[/.-](?P<m>[0-9]{1,2})[/.-](?P<y>[0-9]{4})")
_TIME = re.compile(r"([0-9]{1,2})(?:[:hg.]([0-9]{2})?)", re.IGNORECASE)
_MOMENT = re.compile(r"(?P<day>[0-9-]{10})[T ](?P<time>[0-9]{2}:[0-9]{2})")


@dataclass(slots=True)
class Typed:
    """What stands in the fields, pause by pause too; faults are gathered by the field's id."""

    values: dict[str, str]
    pauses: tuple[Mapping[str, str], ...]
    asked: bool
    faults: dict[str, str] = field(default_factory=dict)

    def fault(self, name: str, sentence: str) -> None:
        """Note what is wrong with a field; the first fault of a field stays."""
        self.faults.setdefault(name, sentence)


def typed_read(query: QueryDict) -> Typed:
    """The fields of an address; blank ones are empty."""
    values = {name: echoed(query.get(name, ""), most=LONGEST) for name in SINGLE}
    columns = {name: query.getlist(name) for name in PAUSE}
    length = min(max(map(len, columns.values())), MOST_PAUSES + 1)
    rows = [
        {
            name: echoed(cells[place], most=LONGEST) if place < len(cells) else ""
            for name, cells in columns.items()
        }
        for place in range(length)
    ]
    pauses = tuple(row for row in rows if any(row.values()))
    typed = Typed(values, pauses[:MOST_PAUSES], asked=any(name in query for name in ASKED))
    if len(pauses) > MOST_PAUSES:
        sentence = _("More than %(most)s pauses cannot be counted here.") % {"most": MOST_PAUSES}
        typed.fault(pause_field(SINCE, MOST_PAUSES - 1), sentence)
    return typed


def pause_field(name: str, place: int) -> str:
    """The id of a field of the pause at a place, counted from 0."""
    return f"{name}-{place + 1}"


def day_read(text: str) -> date | None:
    """A day as a browser sends it or as people write it; None for anything else."""
    iso, written = _ISO.fullmatch(text), _WRITTEN.fullmatch(text)
    try:
        if iso:
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
        if written:
            return date(int(written["y"]), int(written["m"]), int(written["d"]))
    except ValueError:
        pass
    return None


def time_read(text: str) -> time | None:
    """A time of day such as 16:50 or 16h50; None for anything else."""
    found = _TIME.fullmatch(text)
    try:
        return time(int(found[1]), int(found[2] or 0)) if found else None
    except ValueError:
        return None


def moment_read(text: str, *, otherwise: time) -> datetime | None:
    """A day, or a day with its time; a day alone is meant at ``otherwise``."""
    moment = _MOMENT.fullmatch(text)
    day = day_read(moment["day"] if moment else text)
    hour = time_read(moment["time"]) if moment else otherwise
    return datetime.combine(day, hour) if day is not None and hour is not None else None


def no_day(found: str) -> str:
    """The fault of a day that is none."""
    example = EXAMPLE.strftime("%d/%m/%Y") if language() == "vi" else EXAMPLE.isoformat()
    return _("“%(found)s” is no day; write one such as %(example)s.") % {
        "found": found,
        "example": example,
    }
