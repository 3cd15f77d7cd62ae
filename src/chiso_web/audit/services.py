"""Writing the trail: every service that changes something calls ``record`` as it does so."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import connection

from chiso_web.audit.canonical import HASHED, entry_digest, json_text, writable
from chiso_web.audit.models import Entry
from chiso_web.audit.words import entry_words
from chiso_web.audit.writing import entry_insert, head_locked, head_move

APP = re.compile(r"[a-z_]{1,32}")
UNIT = re.compile("[^\\s\x00\ud800-\udfff]{0,80}")
ACTION = re.compile(r"(?=.{3,64}$)[a-z0-9_]+(\.[a-z0-9_]+)+")
LIMITS = {"name": 150, "full_name": 200, "role": 200, "unit": 80}


class TrailMisused(Exception):
    """A call of ``record`` that cannot be right wherever it comes from: a fault of the program."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who acts: sign-in name, full name, the role held and the unit it is held in.

    No name: nobody has signed in.
    """

    name: str = ""
    full_name: str = ""
    role: str = ""
    unit: str = ""


NOBODY = Actor()
SYSTEM = Actor(name="chiso")


def record(
    *,
    app: str,
    unit: str,
    actor: Actor,
    action: str,
    subject: str,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
    reason: str = "",
) -> Entry:
    """Add an entry to the chain of (``app``, ``unit``); what it tells stands or falls with it.

    ``app`` is the room ("files"), ``unit`` a unit's id or "", ``action`` says what was done
    ("file.uploaded"), ``subject`` to what ("file 3f2a…"). The chain stays locked until the
    transaction ends: record last. Who writes to several chains in one transaction takes them in
    order of app and unit, since PostgreSQL ends one of two transactions that wait for each other.

    Raises:
        TrailMisused: outside a transaction; a room, unit or action that is none; too long a name.
        TypeError, ValueError: ``before`` or ``after`` is not JSON.
    """
    _call_check(app=app, unit=unit, action=action, actor=actor)
    told = {"before": json_text(before), "after": json_text(after), "reason": writable(reason)}
    who = {f"actor_{name}": writable(getattr(actor, name)) for name in LIMITS}
    facts = {"app": app, "unit": unit, "action": action, "subject": writable(subject)}
    head = head_locked(app, unit)
    place = {
        "number": head.number + 1,
        "previous": head.digest,
        "recorded_at": datetime.now(UTC),  # under the lock, so that time follows the numbers
    }
    written = Entry(**facts, **told, **who, **place)
    written.digest = entry_digest([getattr(written, name) for name in HASHED])
    written.words = entry_words(written)
    entry_insert(written)
    head_move(head, written)
    return written


def chains_lock(app: str, units: Iterable[str]) -> None:
    """Take several chains of a room in order, until the transaction ends.

    For whoever calls ``record`` for several units in one transaction and cannot order the calls.
    Rows that two writers share, such as people, are locked before.

    Raises TrailMisused outside a transaction.
    """
    if not connection.in_atomic_block:
        raise TrailMisused("chains_lock() was called outside a transaction, which keeps no lock.")
    for unit in sorted(set(units)):
        head_locked(app, unit)


def _call_check(*, app: str, unit: str, action: str, actor: Actor) -> None:
    if not connection.in_atomic_block:
        raise TrailMisused(
            "record() was called outside a transaction, so the change and its entry could part; "
            "expected: call it within the transaction.atomic() that makes the change."
        )
    for name, value, pattern in (
        ("app", app, APP),
        ("unit", unit, UNIT),
        ("action", action, ACTION),
    ):
        if not pattern.fullmatch(value):
            raise TrailMisused(f"record({name}=…) was “{value}”; expected {pattern.pattern}.")
    for name, most in LIMITS.items():
        if len(getattr(actor, name)) > most:
            raise TrailMisused(f"The actor’s {name} is longer than {most} letters.")
