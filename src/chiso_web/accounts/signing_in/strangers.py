"""What strangers try, in the trail: so much a minute for all of them, beyond that only how much.

A trail can never be emptied, so nobody who has not signed in may fill it. What they typed is
never written: it may be a password. Nor does it name what is counted.
"""

import time
from collections.abc import Mapping

from django.core.cache import caches
from django.db import transaction

from chiso_web.accounts.frequency import MINUTE
from chiso_web.accounts.models import User
from chiso_web.accounts.sealing import look_up_digest
from chiso_web.audit.services import NOBODY, chains_lock, record

ENTRIES_A_MINUTE = 60
COUNTED = "chiso:strangers"
DIGEST_LENGTH = 12


def person_named(name: str) -> User | None:
    """Whom a typed sign-in name belongs to."""
    return User.objects.filter(username__iexact=name.strip().replace("\x00", "")).first()


def name_told(name: str, person: User | None) -> str:
    """A typed name as the trail keeps it: a person's, or that nobody has it, with a digest by
    which equal ones are seen to be equal.
    """
    if person is not None:
        return f"name {person.username}"
    return f"unknown name {look_up_digest(name)[:DIGEST_LENGTH]}"


def stranger_happened(
    action: str, subject: str, *, after: Mapping[str, object] | None = None
) -> None:
    """An entry for somebody unknown, while there are not too many in this minute.

    Those left out are counted, and told in one entry as soon as there is room again.
    """
    kept, minute = caches["trail"], int(time.time() // MINUTE)
    with transaction.atomic():
        chains_lock("accounts", [""])  # so that two servers count one after the other
        counted, told, left_out = kept.get(COUNTED) or (minute, 0, 0)
        if counted != minute:
            _left_out_record(left_out)
            told, left_out = 0, 0
        if told < ENTRIES_A_MINUTE:
            record(
                app="accounts", unit="", actor=NOBODY, action=action, subject=subject, after=after
            )
            told += 1
        else:
            left_out += 1
        kept.set(COUNTED, (minute, told, left_out), timeout=None)


def _left_out_record(count: int) -> None:
    if count:
        record(
            app="accounts",
            unit="",
            actor=NOBODY,
            action="strangers.left_out",
            subject="strangers",
            after={"entries": count},
        )
