"""An entry as a reader sees it."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from chiso_web.accounts.roles import Role
from chiso_web.accounts.trail.labels import action_label, app_label, value_label
from chiso_web.audit.models import Entry
from chiso_web.look.formats import DASH, day, language
from chiso_web.units.models import Unit

BRIEF_CHANGES, BRIEF_LETTERS = 2, 60


@dataclass(frozen=True, slots=True)
class Change:
    """One value before and after, a dash for none; ``same`` where it stayed."""

    name: str
    before: str
    after: str
    same: bool

    @property
    def was(self) -> str:
        """What it was before; empty for none."""
        return "" if self.before == DASH else self.before


@dataclass(frozen=True, slots=True)
class Line:
    """One entry in the reader's words."""

    entry: Entry
    moment: str
    who: str
    role: str
    unit: str
    app: str
    action: str
    changes: tuple[Change, ...]

    @property
    def brief(self) -> tuple[Change, ...]:
        """The first changes, cut short, for the list."""
        moved = self._moved[:BRIEF_CHANGES]
        return tuple(Change(one.name, _cut(one.before), _cut(one.after), one.same) for one in moved)

    @property
    def more(self) -> int:
        """How many changes the list leaves to the entry's page."""
        return len(self._moved) - len(self.brief)

    @property
    def _moved(self) -> list[Change]:
        return [one for one in self.changes if not one.same and one.before != one.after]


def line_of(entry: Entry, units: Mapping[str, Unit | None]) -> Line:
    """The entry in the language of the page; ``units`` by id, for their names."""
    return Line(
        entry=entry,
        moment=moment_shown(entry.recorded_at),
        who=_who(entry),
        role=role_label(entry.actor_role),
        unit=unit_shown(entry.unit, units),
        app=app_label(entry.app),
        action=action_label(entry.action),
        changes=tuple(changes(entry.before, entry.after)),
    )


def moment_shown(moment: Any) -> str:
    """A moment in the office's time, to the second."""
    local = timezone.localtime(moment)
    return f"{day(local.date())} {local:%H:%M:%S}"


def role_label(role: str) -> str:
    """The role held, in the reader's words."""
    return str(Role(role).label) if role in Role.values else role


def unit_shown(uid: str, units: Mapping[str, Unit | None]) -> str:
    """The unit's official name, or its id where it is not known any more."""
    unit = units.get(uid)
    return unit.full_name(language()) if unit else uid or _("no unit’s")


def changes(before: str, after: str) -> Iterator[Change]:
    """The values of an entry, those that changed first."""
    old, new = _values(before), _values(after)
    names = dict.fromkeys((*new, *old))
    found = [
        Change(
            value_label(name),
            _shown(name, old.get(name)),
            _shown(name, new.get(name)),
            same=name in old and name in new and old[name] == new[name],
        )
        for name in names
    ]
    return iter(sorted(found, key=lambda one: one.same))


def _who(entry: Entry) -> str:
    if entry.actor_full_name:
        return entry.actor_full_name
    if entry.actor_name == "chiso":
        return _("the system")
    return entry.actor_name or _("nobody signed in")


def _values(text: str) -> dict[str, Any]:
    """The values of one side; what somebody made unreadable is shown as it stands."""
    if not text:
        return {}
    try:
        found = json.loads(text)
    except ValueError:
        return {"": text}
    return found if isinstance(found, dict) else {"": found}


def _shown(name: str, value: object) -> str:
    if value is None or value == "":
        return DASH
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, str):
        return role_label(value) if name == "role" else value
    return json.dumps(value, ensure_ascii=False)


def _cut(text: str) -> str:
    return text if len(text) <= BRIEF_LETTERS else f"{text[: BRIEF_LETTERS - 1]}…"
