"""An entry as a reader sees it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from chiso_web.accounts.trail.codes import code_label, subject_label
from chiso_web.accounts.trail.labels import action_label, app_label, place_of, value_label
from chiso_web.accounts.trail.values import (
    Units,
    moment_shown,
    role_told,
    shown,
    unit_shown,
    values_read,
)
from chiso_web.audit.models import Entry
from chiso_web.look.formats import DASH

BRIEF_CHANGES, BRIEF_LETTERS = 2, 60
ROLES = ("role.given", "role.ended")


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
    """One entry in the reader's words; ``told`` is a sentence that stands for its values, empty
    where there is none.
    """

    entry: Entry
    moment: str
    who: str
    role: str
    unit: str
    app: str
    action: str
    subject: str
    told: str
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


def line_of(entry: Entry, units: Units) -> Line:
    """The entry in the language of the page; ``units`` by id, for their names."""
    return Line(
        entry=entry,
        moment=moment_shown(entry.recorded_at),
        who=_who(entry),
        role=code_label("role", entry.actor_role),
        unit=unit_shown(entry.unit, units),
        app=app_label(entry.app),
        action=action_label(entry.action),
        subject=subject_label(entry.subject),
        told=role_told(values_read(entry.after), units) if entry.action in ROLES else "",
        changes=tuple(changes(entry.before, entry.after, units)),
    )


def changes(before: str, after: str, units: Units) -> Iterator[Change]:
    """The values of an entry, those that changed first, in each part what matters first."""
    old, new = values_read(before), values_read(after)
    found = [
        (name, name in old and name in new and old[name] == new[name])
        for name in dict.fromkeys((*new, *old))
    ]
    for name, same in sorted(found, key=lambda one: (one[1], place_of(one[0]))):
        was, now = (shown(name, side.get(name), units) for side in (old, new))
        yield Change(value_label(name), was, now, same)


def _who(entry: Entry) -> str:
    if entry.actor_full_name:
        return entry.actor_full_name
    if entry.actor_name == "chiso":
        return _("the system")
    return entry.actor_name or _("nobody signed in")


def _cut(text: str) -> str:
    return text if len(text) <= BRIEF_LETTERS else f"{text[: BRIEF_LETTERS - 1]}…"
