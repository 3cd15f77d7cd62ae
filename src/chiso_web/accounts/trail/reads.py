"""Who reads the trail is in the trail: it tells of persons."""

from collections.abc import Mapping
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from chiso_web.audit.selectors import entry_recorded_since
from chiso_web.audit.services import Actor, record

ONCE_IN = timedelta(hours=1)


def reading_record(actor: Actor, filters: Mapping[str, str]) -> None:
    """Write down that somebody reads the trail; once an hour is enough."""
    since = timezone.now() - ONCE_IN
    if entry_recorded_since(since, actor=actor.name, action="trail.read"):
        return
    _record(actor, "trail.read", filters)


def export_record(actor: Actor, filters: Mapping[str, str], *, kind: str, count: int) -> None:
    """Write down that somebody took entries away as a file."""
    _record(actor, "trail.exported", {**filters, "kind": kind, "entries": count})


def verification_record(actor: Actor, *, entries: int, faults: int) -> None:
    """Write down that somebody verified the trail, and what came of it."""
    _record(actor, "trail.verified", {"entries": entries, "faults": faults})


@transaction.atomic
def _record(actor: Actor, action: str, after: Mapping[str, object]) -> None:
    facts = after or None
    record(
        app="accounts", unit=actor.unit, actor=actor, action=action, subject="trail", after=facts
    )
