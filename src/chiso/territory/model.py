"""What a unit is: its kind, its name, the days on which it existed; and how one passed to another.

A day that no source gives is unknown, and stays so: it is never filled with a guess.
"""

from dataclasses import dataclass
from datetime import date

from chiso.wording import Text

UNKNOWN = "unknown"
"""What a list writes, and an id carries, for a day that no source gives."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of unit; ``sort_of`` is the kind it belongs to, None for a level of the tree.

    ``under`` are the kinds that may stand above it, none for the top; ``title`` is the word that
    opens a name ("Phường Long Biên"), blank where names have none.
    """

    id: str
    name: Text
    title: Text
    sort_of: str | None
    under: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unit:
    """An administrative unit, or an office of one, over the days on which it existed.

    ``since`` and ``until`` are its first and last day. ``since`` None: the start is unknown;
    ``until`` None: it has not ended, or, where ``until_known`` is false, ended on an unknown day,
    at the latest on ``until_latest``. ``level`` is the kind at the root of ``kind``; ``parent`` is
    the id of the unit above on the last day.
    """

    id: str
    code: str
    office: str
    kind: str
    level: str
    name: Text
    other_names: tuple[str, ...]
    parent: str | None
    since: date | None
    until: date | None
    until_known: bool
    until_latest: date | None
    resolution: str
    resolution_day: date | None
    source: str
    note: Text

    @property
    def since_known(self) -> bool:
        """Whether a source gives the first day."""
        return self.since is not None

    @property
    def last_day(self) -> date:
        """The last day on which the unit can have existed; the end of time if it has not ended."""
        return self.until or self.until_latest or date.max

    def exists_on(self, day: date) -> bool:
        """Whether the unit exists on a day, as far as is known: an unknown start is no late one."""
        return (self.since is None or self.since <= day) and day <= self.last_day

    @property
    def names(self) -> tuple[str, ...]:
        """The name and the other names, in Vietnamese."""
        return (self.name.vi, *self.other_names)


@dataclass(frozen=True, slots=True)
class Link:
    """That an old unit passed, whole or in part, to a new one.

    ``day`` is the first day of the new arrangement, None if unknown; it then had happened ``by``
    a day. ``share`` is the part that a source gives, None where it gives none.
    """

    old: str
    new: str
    day: date | None
    by: date
    share: float | None
    source: str
    note: Text


def unit_id(code: str, office: str, since: date | None) -> str:
    """The id of a unit: ``code[.office]@valid-from``, "unknown" for a start that no source gives.

    >>> unit_id("00145", "", date(2025, 7, 1))
    '00145@2025-07-01'
    """
    return f"{reference(code, office)}@{UNKNOWN if since is None else since.isoformat()}"


def reference(code: str, office: str) -> str:
    """What names a unit without its days: its code, with its office where it has one."""
    return f"{code}.{office}" if office else code
