"""What the trail says of a person: the last of what was done to them and their roles."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from chiso_web.accounts.models import User
from chiso_web.audit.models import Entry
from chiso_web.audit.words import HasWords, words_of

SHOWN = 12
WORDS: Mapping[str, Promise] = {
    "person.made": _("entered"),
    "person.changed": _("name or e-mail changed"),
    "person.deactivated": _("deactivated"),
    "person.reactivated": _("let in again"),
    "person.read": _("e-mail read"),
    "role.given": _("role given"),
    "role.ended": _("role ended"),
    "invitation.made": _("invited"),
    "invitation.used": _("account activated"),
    "invitation.revoked": _("invitation revoked"),
    "people.refused": _("attempt refused"),
}


@dataclass(frozen=True, slots=True)
class Done:
    """One thing that was done."""

    at: datetime
    what: Promise
    by: str
    unit: str
    reason: str


def history(person: User) -> list[Done]:
    """The latest first."""
    subject = f"person {person.username}"
    words = words_of([subject])
    found = Entry.objects.filter(Q(HasWords(words)) if words else Q(), app="accounts")
    mine = found.filter(subject=subject, action__in=list(WORDS)).order_by("-recorded_at", "-pk")
    return [
        Done(
            one.recorded_at,
            WORDS[one.action],
            one.actor_full_name or one.actor_name,
            one.unit,
            one.reason,
        )
        for one in mine[:SHOWN]
    ]
