"""What the trail says of a person: the last of what was done to them and their roles."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.utils.dateparse import parse_date
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chiso_web.accounts.models import User
from chiso_web.accounts.roles import Role
from chiso_web.audit.models import Entry
from chiso_web.audit.words import HasWords, words_of
from chiso_web.look.formats import day, language
from chiso_web.units.models import Unit

SHOWN = 12
WORDS: Mapping[str, Promise] = {
    "person.made": gettext_lazy("entered"),
    "person.changed": gettext_lazy("name or e-mail changed"),
    "person.deactivated": gettext_lazy("deactivated"),
    "person.reactivated": gettext_lazy("let in again"),
    "person.read": gettext_lazy("e-mail read"),
    "role.given": gettext_lazy("role given"),
    "role.ended": gettext_lazy("role ended"),
    "invitation.made": gettext_lazy("invited"),
    "invitation.used": gettext_lazy("account activated"),
    "invitation.revoked": gettext_lazy("invitation revoked"),
    "people.refused": gettext_lazy("attempt refused"),
}


@dataclass(frozen=True, slots=True)
class Done:
    """One thing that was done."""

    at: datetime
    what: str
    by: str
    unit: str
    reason: str


def history(person: User) -> list[Done]:
    """The latest first."""
    subject = f"person {person.username}"
    words = words_of([subject])
    found = Entry.objects.filter(Q(HasWords(words)) if words else Q(), app="accounts")
    mine = found.filter(subject=subject, action__in=list(WORDS)).order_by("-recorded_at", "-pk")
    entries = list(mine[:SHOWN])
    names = _unit_names(entries)
    return [_done(one, names) for one in entries]


def _done(entry: Entry, names: Mapping[str, str]) -> Done:
    by = entry.actor_full_name or entry.actor_name
    role = _role(entry, names)
    unit = "" if role else names.get(entry.unit, entry.unit)
    return Done(entry.recorded_at, role or str(WORDS[entry.action]), by, unit, entry.reason)


def _unit_names(entries: Sequence[Entry]) -> dict[str, str]:
    found = Unit.objects.filter(uid__in={one.unit for one in entries})
    return {one.uid: one.full_name(language()) for one in found}


def _role(entry: Entry, names: Mapping[str, str]) -> str:
    """A role that was given or ended, with its unit and days; nothing for another entry."""
    if not entry.action.startswith("role.") or not entry.after:
        return ""
    after: dict[str, Any] = json.loads(entry.after)
    facts = {
        "role": Role(after["role"]).label if after["role"] in Role.values else after["role"],
        "unit": names.get(after["unit"], after["unit"]),
        "since": _day(after["since"]),
        "until": _day(after["until"]),
    }
    return _role_sentence(entry.action, after) % facts


def _role_sentence(action: str, after: Mapping[str, Any]) -> str:
    if action == "role.ended" and after.get("revoked"):
        return _("role taken back: %(role)s, %(unit)s")
    if action == "role.ended":
        return _("role ended: %(role)s, %(unit)s, last day %(until)s")
    if after["until"]:
        return _("role given: %(role)s, %(unit)s, from %(since)s to %(until)s")
    return _("role given: %(role)s, %(unit)s, from %(since)s")


def _day(text: str | None) -> str:
    found: date | None = parse_date(text) if text else None
    return day(found) if found else ""
