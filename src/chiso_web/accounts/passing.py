"""What becomes of roles when their unit ends: they pass to the unit that it passed to, by rule.

The rule: a role passes to the one successor; where a unit was divided, to the successor with the
largest part that a source gives. Of several heads who would lead one unit none does: they pass as
reporters, and an administrator names the head. What the rule cannot decide is reported and stays.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import partial

from django.db import transaction

from chiso_web.accounts.holdings import holding_end, holding_give
from chiso_web.accounts.models import Holding
from chiso_web.accounts.refusals import ActRefused
from chiso_web.accounts.roles import Role
from chiso_web.audit.services import Actor
from chiso_web.units.models import Link, Unit

ONE_DAY = timedelta(days=1)


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
    """A role of an ended unit, and the unit and role that it passes to, if the rule finds one."""

    holding: Holding
    outcome: Outcome
    unit: Unit | None = None
    role: Role | None = None

    @property
    def first_day(self) -> date:
        """The day after the old unit's last."""
        return self.holding.unit.last_day + ONE_DAY


def passing_list(day: date) -> list[Passing]:
    """The open roles of units that have ended before a day, with what the rule says of each."""
    held = Holding.objects.filter(until=None).select_related("unit__parent", "user")
    ended = [one for one in held if one.unit.last_day < day]
    found = [(one, _successor(one.unit, day)) for one in ended]
    heads = Counter(unit.pk for one, unit in found if unit and one.role == Role.HEAD)
    led = _led([unit.pk for _, unit in found if unit is not None])
    return [_passing(one, unit, heads=heads, led=led) for one, unit in found]


def _passing(holding: Holding, unit: Unit | None, *, heads: Counter[int], led: set[int]) -> Passing:
    if unit is None:
        divided = Link.objects.filter(old=holding.unit_id).exists()
        return Passing(holding, Outcome.DIVIDED if divided else Outcome.NO_SUCCESSOR)
    role, outcome = Role(holding.role), Outcome.PASSES
    if role == Role.HEAD and (heads[unit.pk] > 1 or unit.pk in led):
        role, outcome = Role.REPORTER, Outcome.AS_REPORTER
    if _held_there(holding, unit, role):
        return Passing(holding, Outcome.HELD_THERE, unit, role)
    return Passing(holding, outcome, unit, role)


def _held_there(holding: Holding, unit: Unit, role: Role) -> bool:
    """Whether its person holds the role in the new unit already."""
    there = Holding.objects.filter(user=holding.user_id, role=role, unit=unit, until=None)
    return there.exists()


def _led(units: Iterable[int]) -> set[int]:
    """The units, of some keys, that have a head already."""
    heads = Holding.objects.filter(role=Role.HEAD, unit__in=list(units), until=None)
    return set(heads.values_list("unit", flat=True))


def _successor(unit: Unit, day: date) -> Unit | None:
    """The unit that this one passed to, however many steps after; None if none can be told."""
    while unit.last_day < day:
        links = Link.objects.filter(old=unit).select_related("new__parent")
        found = _largest(list(links))
        if found is None:
            return None
        unit = found
    return unit


def _largest(links: Sequence[Link]) -> Unit | None:
    if len(links) == 1:
        return links[0].new
    known = [(one.share, one.new) for one in links if one.share is not None]
    if not known or len(known) < len(links):
        return None
    most = max(share for share, _ in known)
    largest = [unit for share, unit in known if share == most]
    return largest[0] if len(largest) == 1 else None


def holdings_pass(day: date, *, by: Actor) -> list[Passing]:
    """End the roles of units that have ended, and give what they pass to; what happened to each.

    Repeatable: a role that has passed is open no more. What the rule cannot decide stays open, and
    lets nobody act, since no role outlives its unit.
    """
    listed = passing_list(day)
    return [_passed(one, by=by) for one in listed]


def _passed(found: Passing, *, by: Actor) -> Passing:
    if found.unit is None or found.role is None:
        return found
    old = found.holding
    reason = f"{old.unit.uid} → {found.unit.uid}"
    # asked anew: the same person's role in another unit of the merger may just have passed
    there = _held_there(old, found.unit, found.role)
    try:
        with transaction.atomic():
            steps = {old.unit.uid: partial(_ended, found, by=by, reason=reason)}
            if not there:
                give = partial(_given_on, found, found.unit, found.role, by=by, reason=reason)
                steps[found.unit.uid] = give
            for unit in sorted(steps):  # the trail locks chains in one order, whoever writes
                steps[unit]()
    except ActRefused:  # another role stands against it: an administrator decides
        return replace(found, outcome=Outcome.EXCLUDED)
    return replace(found, outcome=Outcome.HELD_THERE) if there else found


def _ended(found: Passing, *, by: Actor, reason: str) -> None:
    holding_end(found.holding, until=found.holding.unit.last_day, by=by, reason=reason)


def _given_on(found: Passing, unit: Unit, role: Role, *, by: Actor, reason: str) -> None:
    holding_give(
        found.holding.user,
        role,
        unit,
        since=max(found.first_day, unit.valid_from or found.first_day),
        by=by,
        criteria=found.holding.criteria,
        reason=reason,
        passed_from=found.holding,
    )
