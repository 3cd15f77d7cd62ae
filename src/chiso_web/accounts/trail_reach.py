"""Whose entries of the trail an auditor reads: those of units that a role of theirs reaches.

Entries of no unit (who signed in, who was refused) are read by auditors of a unit that has none
above it.
"""

from chiso_web.accounts.acting import Acting
from chiso_web.accounts.permissions import TRAIL
from chiso_web.audit.models import Head
from chiso_web.units.models import Unit

NOBODYS = ""


def units_read(acting: Acting) -> list[str]:
    """The ids of units with entries that the person reads, in order; "" for entries of no unit."""
    held = acting.holdings_with(TRAIL)
    if not held:
        return []
    chains = set(Head.objects.values_list("unit", flat=True).distinct()) - {NOBODYS}
    below = _below({one.unit_id for one in held})
    # what was another's before it passed to one of these is rare: asked one by one
    read = {unit for unit in chains if unit in below or acting.may(TRAIL, unit)}
    highest = any(one.unit.parent_id is None for one in held)
    return sorted(read | ({NOBODYS} if highest else set()))


def _below(roots: set[int]) -> set[str]:
    """The ids of some units and of all under them."""
    found = dict(Unit.objects.filter(pk__in=roots).values_list("pk", "uid"))
    last = set(found)
    while last:
        under = Unit.objects.filter(parent__in=last).exclude(pk__in=found)
        fresh = dict(under.values_list("pk", "uid"))
        last = set(fresh)
        found |= fresh
    return set(found.values())
