"""The people of an administrator's units as a list: counted, ordered, page by page."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from chiso.spelling import fold
from chiso_web.accounts.models import Holding
from chiso_web.accounts.people.choice import NAME, SEEN, STATE, USERNAME, Choice
from chiso_web.accounts.people.names import name_key
from chiso_web.accounts.people.scope import is_over, people_of
from chiso_web.accounts.people.states import State, with_state
from chiso_web.accounts.roles import Role
from chiso_web.look.formats import day as day_text
from chiso_web.look.formats import language
from chiso_web.units.models import Unit

PAGE_LENGTH = 50
COLUMNS = ("pk", "full_name", "username", "state", "last_login")
Found = tuple[int, str, str, str, datetime | None]
Key = Callable[[Found], Any]
ORDER: Mapping[str, Key] = {
    NAME: lambda one: (name_key(one[1]), one[2]),
    USERNAME: lambda one: one[2],
    STATE: lambda one: (State.values.index(one[3]), name_key(one[1])),
    SEEN: lambda one: (one[4] is not None, one[4].timestamp() if one[4] else 0.0),
}


@dataclass(frozen=True, slots=True)
class HeldLine:
    """One role on the list; ``over`` where it is held no more."""

    holding: Holding
    over: bool

    @property
    def said(self) -> str:
        """The role and its unit."""
        role = str(Role(self.holding.role).label)
        return f"{role[:1].upper()}{role[1:]}, {self.holding.unit.full_name(language())}"

    @property
    def days(self) -> str:
        """From when until when."""
        since, until = self.holding.since, self.holding.until
        if until is None:
            return _("from %(day)s") % {"day": day_text(since)}
        return f"{day_text(since)} – {day_text(until)}"


@dataclass(frozen=True, slots=True)
class Line:
    """One person on the list, with their roles in the units that the list is of."""

    key: int
    name: str
    username: str
    state: State
    seen: datetime | None
    roles: tuple[HeldLine, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a list; ``counts`` are of everybody whom the other filters leave, by state."""

    lines: tuple[Line, ...]
    found: int
    counts: Mapping[str, int]
    page: int
    pages: int

    @property
    def everybody(self) -> int:
        """All states together."""
        return sum(self.counts.values())


def listing(
    units: QuerySet[Unit], choice: Choice, day: date, *, narrowed: QuerySet[Unit] | None = None
) -> Listing:
    """The page that was chosen, in three queries however many people there are.

    ``units``: those whose people are listed; ``narrowed``: those of the unit that was chosen.
    """
    shown = units if narrowed is None else narrowed
    everybody = _found(shown, choice, day)
    chosen = [one for one in everybody if choice.state in ("", one[3])]
    chosen.sort(key=ORDER[choice.order], reverse=choice.backwards)
    pages = max(1, -(-len(chosen) // PAGE_LENGTH))
    page = min(choice.page, pages)
    part = chosen[(page - 1) * PAGE_LENGTH : page * PAGE_LENGTH]
    counts = Counter(one[3] for one in everybody)
    return Listing(_lines(part, shown, day), len(chosen), counts, page, pages)


def line_list_chosen(
    units: QuerySet[Unit], choice: Choice, day: date, *, narrowed: QuerySet[Unit] | None = None
) -> tuple[Line, ...]:
    """Everybody that was chosen, for files."""
    shown = units if narrowed is None else narrowed
    chosen = [one for one in _found(shown, choice, day) if choice.state in ("", one[3])]
    chosen.sort(key=ORDER[choice.order], reverse=choice.backwards)
    return _lines(chosen, shown, day)


def _found(units: QuerySet[Unit], choice: Choice, day: date) -> list[Found]:
    people = with_state(people_of(units), units, day)
    for word in fold(choice.text).split():
        people = people.filter(Q(fold__contains=word) | Q(username__contains=word))
    if choice.role:
        people = people.filter(Exists(_held(units).filter(role=choice.role)))
    return list(people.order_by().values_list(*COLUMNS))


def _held(units: QuerySet[Unit]) -> QuerySet[Holding]:
    held = Holding.objects.filter(user=OuterRef("pk"), unit__in=units.values("pk"))
    return held.order_by()


def _lines(part: Sequence[Found], units: QuerySet[Unit], day: date) -> tuple[Line, ...]:
    roles: dict[int, list[HeldLine]] = defaultdict(list)
    keys = [one[0] for one in part]
    shown = set(units.values_list("pk", flat=True))
    held = Holding.objects.select_related("unit").order_by("-since", "-pk")
    if len(keys) <= PAGE_LENGTH:  # of whole lists all are read: a database takes so many names
        held = held.filter(user__in=keys)
    for one in held:
        if one.unit_id in shown:
            roles[one.user_id].append(HeldLine(one, is_over(one, day)))
    return tuple(
        Line(key, name, username, State(state), seen, _in_force_first(roles[key]))
        for key, name, username, state, seen in part
    )


def _in_force_first(roles: Sequence[HeldLine]) -> tuple[HeldLine, ...]:
    return tuple(sorted(roles, key=lambda one: one.over))
