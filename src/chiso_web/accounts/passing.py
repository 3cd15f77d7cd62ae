"""What becomes of roles when their unit ends: they pass to the unit that it passed to, by rule.

The rule: a role passes to the one successor; where a unit was divided, to the successor with the
largest part that a source gives. Of several heads who would lead one unit none does: they pass as
reporters, and an administrator names the head. What the rule cannot decide is reported and stays,
until an administrator says which of the successors it is.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import partial

from django.db import transaction
from django.db.models import F, Q, QuerySet

from chiso_web.accounts.holdings import holding_end, holding_give
from chiso_web.accounts.lineage import heir_of
from chiso_web.accounts.models import Holding
from chiso_web.accounts.refusals import ActRefused
from chiso_web.accounts.roles import Role
from chiso_web.audit.services import Actor
from chiso_web.units.models import Link, Unit

ONE_DAY = timedelta(days=1)
Decided = Mapping[int, int]
"""The key of an ended unit, and of the successor that an administrator chose for it."""


class Outcome(StrEnum):
    """What the rule says of a role whose unit has ended."""

    PASSES = "passes"
    AS_REPORTER = "as_reporter"
    HELD_THERE = "held_there"
    NO_SUCCESSOR = "no_successor"
    DIVIDED = "divided"
    EXCLUDED = "excluded"


@dataclass(frozen=True, slots=True)
class Passing:
    """A role of an ended unit, and the unit and role that it passes to, if the rule finds one.

    ``refusal``: why it could not pass, where another role stands against it.
    """

    holding: Holding
    outcome: Outcome
    unit: Unit | None = None
    role: Role | None = None
    refusal: str = ""

    @property
    def first_day(self) -> date:
        """The day after the old unit's last; that of the new unit, where it began later."""
        after = self.holding.unit.last_day + ONE_DAY
        began = self.unit.valid_from if self.unit else None
        return max(after, began or after)


def holding_list_waiting(day: date) -> QuerySet[Holding]:
    """The roles that would go on, but whose unit ended before a day."""
    ended = Q(unit__valid_until__lt=day) | Q(unit__until_latest__lt=day)
    goes_on = (
        Q(until=None) | Q(until__gt=F("unit__valid_until")) | Q(until__gt=F("unit__until_latest"))
    )
    return Holding.objects.filter(ended & goes_on, revoked_at=None)


def passing_list(
    day: date, *, units: QuerySet[Unit] | None = None, decided: Decided | None = None
) -> list[Passing]:
    """The roles whose unit ended before a day, with what the rule says of each.

    ``units`` narrows the ended units; ``decided`` says where a divided one's roles go.
    """
    waiting = holding_list_waiting(day).select_related("unit__parent", "user")
    if units is not None:
        waiting = waiting.filter(unit__in=units)
    held = list(waiting.order_by("unit__sort_key", "user__fold", "pk"))
    successors = _Successors(day, decided or {})
    found = [(one, successors.of(one.unit)) for one in held]
    there = _There.read(found)
    return [
        _passing(one, unit, there, divided=one.unit_id in successors.divided) for one, unit in found
    ]


def _passing(holding: Holding, unit: Unit | None, there: "_There", *, divided: bool) -> Passing:
    if unit is None:
        return Passing(holding, Outcome.DIVIDED if divided else Outcome.NO_SUCCESSOR)
    role, outcome = Role(holding.role), Outcome.PASSES
    if role == Role.HEAD and there.leads_nobody(holding.user_id, unit.pk):
        role, outcome = Role.REPORTER, Outcome.AS_REPORTER
    if (holding.user_id, role, unit.pk) in there.held:
        outcome = Outcome.HELD_THERE
    return Passing(holding, outcome, unit, role)


@dataclass(frozen=True, slots=True)
class _There:
    """Who holds what in the new units, and who would lead each: (person, role, unit)."""

    held: frozenset[tuple[int, str, int]]
    heads: Mapping[int, set[int]]

    @classmethod
    def read(cls, found: Sequence[tuple[Holding, Unit | None]]) -> "_There":
        units = {unit.pk for _one, unit in found if unit is not None}
        open_ = Holding.objects.filter(unit__in=units, until=None)
        held = frozenset(open_.values_list("user_id", "role", "unit_id"))
        heads: dict[int, set[int]] = defaultdict(set)
        leading = open_.filter(role=Role.HEAD, user__is_active=True)
        for unit, person in leading.values_list("unit_id", "user_id"):
            heads[unit].add(person)
        for one, unit_ in found:
            if unit_ is not None and one.role == Role.HEAD and one.user.is_active:
                heads[unit_.pk].add(one.user_id)
        return cls(held, heads)

    def leads_nobody(self, person: int, unit: int) -> bool:
        """Whether somebody else leads the unit, or would."""
        return bool(self.heads.get(unit, set()) - {person})


@dataclass(slots=True)
class _Successors:
    """The unit that each ended one passed to by a day, looked up once a unit."""

    day: date
    decided: Decided
    divided: set[int] = field(default_factory=set)
    _known: dict[int, Unit | None] = field(default_factory=dict)

    def of(self, unit: Unit) -> Unit | None:
        """However many steps after; None if none can be told."""
        if unit.pk not in self._known:
            self._known[unit.pk] = self._after(unit)
        return self._known[unit.pk]

    def _after(self, unit: Unit) -> Unit | None:
        first = unit
        while unit.last_day < self.day:
            links = list(Link.objects.filter(old=unit).select_related("new__parent"))
            found = self._chosen(first, unit, links) or heir_of(links)
            if found is None:
                if links:
                    self.divided.add(first.pk)
                return None
            unit = found
        return unit

    def _chosen(self, first: Unit, unit: Unit, links: Iterable[Link]) -> Unit | None:
        """The successor that an administrator chose for it, or for the unit it began with."""
        wanted = {self.decided.get(first.pk), self.decided.get(unit.pk)}
        return next((one.new for one in links if one.new_id in wanted), None)


def successor_list_offered(unit: Unit, day: date) -> list[Unit]:
    """The units among which an administrator decides: those of the step that the rule cannot
    take; the one that kept the code, else the name, first.
    """
    while unit.last_day < day:
        links = list(Link.objects.filter(old=unit).select_related("new__parent"))
        found = heir_of(links)
        if found is None:
            named = unit
            return sorted(
                (one.new for one in links),
                key=lambda new: (
                    new.code != named.code,
                    new.name_vi != named.name_vi,
                    new.sort_key,
                ),
            )
        unit = found
    return []


def holdings_pass(found: Iterable[Passing], *, by: Actor) -> list[Passing]:
    """End the roles of units that have ended, and give what they pass to; what happened to each.

    Repeatable: a role that has passed is open no more. What the rule cannot decide stays open, and
    lets nobody act, since no role outlives its unit.
    """
    return [_passed(one, by=by) for one in found]


def _passed(found: Passing, *, by: Actor) -> Passing:
    if found.unit is None or found.role is None:
        return found
    old = found.holding
    reason = f"{old.unit.uid} → {found.unit.uid}"
    # asked anew: the same person's role in another unit of the merger may just have passed
    there = _held_there(found, found.unit, found.role)
    try:
        with transaction.atomic():
            steps = {old.unit.uid: partial(_ended, found, by=by, reason=reason)}
            if not there:
                give = partial(_given_on, found, found.unit, found.role, by=by, reason=reason)
                steps[found.unit.uid] = give
            for unit in sorted(steps):  # the trail locks chains in one order, whoever writes
                steps[unit]()
    except ActRefused as refused:  # another role stands against it: an administrator decides
        return replace(found, outcome=Outcome.EXCLUDED, refusal=refused.sentence)
    return replace(found, outcome=Outcome.HELD_THERE) if there else found


def _held_there(found: Passing, unit: Unit, role: Role) -> bool:
    """Whether its person holds the role in the new unit already, at any time from the first day."""
    held = Holding.objects.filter(user=found.holding.user_id, role=role, unit=unit)
    there = held.filter(revoked_at=None)
    return there.filter(Q(until=None) | Q(until__gte=found.first_day)).exists()


def _ended(found: Passing, *, by: Actor, reason: str) -> None:
    last = max(found.holding.unit.last_day, found.holding.since)
    holding_end(found.holding, until=last, by=by, reason=reason)


def _given_on(found: Passing, unit: Unit, role: Role, *, by: Actor, reason: str) -> None:
    holding_give(
        found.holding.user,
        role,
        unit,
        since=found.first_day,
        until=found.holding.until,
        by=by,
        criteria=found.holding.criteria if role == found.holding.role else (),
        reason=reason,
        passed_from=found.holding,
    )
