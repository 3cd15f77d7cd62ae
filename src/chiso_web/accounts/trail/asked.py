"""What a reader of the trail asks for: a text, filters, a page."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from chiso.spelling import fold
from chiso_web.accounts.models import User
from chiso_web.accounts.trail.meant import meant_by
from chiso_web.accounts.trail.scope import Scope
from chiso_web.audit.selectors import Sought
from chiso_web.look.formats import echoed

MOST_PEOPLE = 200
NOTHING = "-"  # the value of the filter for what belongs to no unit


@dataclass(frozen=True, slots=True)
class Asked:
    """The text and the filters, as they were typed; ``before`` and ``after`` are entries' ids."""

    text: str = ""
    unit: str = ""
    person: str = ""
    action: str = ""
    app: str = ""
    since: date | None = None
    until: date | None = None
    before: int | None = None
    after: int | None = None

    @property
    def filters(self) -> dict[str, str]:
        """What is filtered, by the names of the address."""
        facts = {
            "q": self.text,
            "unit": self.unit,
            "person": self.person,
            "action": self.action,
            "room": self.app,
            "from": self.since.isoformat() if self.since else "",
            "to": self.until.isoformat() if self.until else "",
        }
        return {name: value for name, value in facts.items() if value}

    def address(self, *, before: int | None = None, after: int | None = None) -> str:
        """The page before or after an entry; the newest if neither is given."""
        page = {"before": before, "after": after}
        turned = urlencode({name: key for name, key in page.items() if key is not None})
        return _address(reverse("trail:list"), urlencode(self.filters), turned)

    def file(self, kind: str) -> str:
        """The address of the file of all that is filtered."""
        return _address(reverse("trail:file", args=[kind]), urlencode(self.filters))


def _address(path: str, *queries: str) -> str:
    query = "&".join(filter(None, queries))
    return f"{path}?{query}" if query else path


def asked_read(query: QueryDict) -> Asked:
    """What a query string asks for; what it cannot mean is left aside."""
    return Asked(
        text=echoed(query.get("q", "")),
        unit=echoed(query.get("unit", "")),
        person=echoed(query.get("person", "")),
        action=echoed(query.get("action", "")),
        app=echoed(query.get("room", "")),
        since=_day(query.get("from", "")),
        until=_day(query.get("to", "")),
        before=_key(query.get("before", "")),
        after=_key(query.get("after", "")),
    )


def sought_by(asked: Asked, scope: Scope) -> Sought:
    """The entries that are asked for, within what the person may read."""
    return Sought(
        units=_units(asked.unit, scope),
        app=asked.app,
        action=asked.action,
        actors=_actors(asked.person),
        since=_midnight(asked.since),
        until=_midnight(asked.until + timedelta(days=1)) if asked.until else None,
        text=asked.text,
        meant=meant_by(asked.text, scope),
    )


def _units(unit: str, scope: Scope) -> list[str] | None:
    if not unit:
        return None if scope.whole else sorted(scope.units)
    wanted = "" if unit == NOTHING else unit
    return [wanted] if wanted in scope.units else []


def _actors(person: str) -> list[str] | None:
    """The sign-in names of those whose names have what was typed; it may be one of nobody's."""
    if not person:
        return None
    found = User.objects.filter(fold__contains=fold(person)).values_list("username", flat=True)
    return sorted({person, *found[:MOST_PEOPLE]})


def _day(text: str) -> date | None:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if 2000 <= found.year < 9999 else None


def _midnight(day: date | None) -> datetime | None:
    return timezone.make_aware(datetime.combine(day, time.min)) if day else None


def _key(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 18 else None
