"""What an administrator had before their eyes when they filled in a form, so that nobody
overwrites what another has done meanwhile without knowing.
"""

from collections.abc import Iterator
from typing import Any

from django.core import signing
from django.utils.translation import gettext as _

from chiso_web.accounts.models import Holding, User
from chiso_web.accounts.refusals import ActRefused
from chiso_web.look.formats import language

SALT = "people.seen"
Facts = dict[str, Any]


class PersonChanged(ActRefused):
    """Another administrator was faster; ``changes`` say what they did."""

    def __init__(self, changes: list[str]) -> None:
        self.changes = tuple(changes)
        super().__init__(
            _("Since you opened this page the person was changed: %(changes)s Nothing was saved.")
            % {"changes": " ".join(changes)}
        )


def seen_now(person: User) -> str:
    """The facts of a person as a form carries them, signed."""
    return signing.dumps(_facts(person), salt=SALT)


def seen_check(person: User, seen: str) -> None:
    """Raises PersonChanged where the facts are not those that the form was made with."""
    try:
        before: Facts = signing.loads(seen, salt=SALT)
    except signing.BadSignature:
        before = {}
    changes = list(_changes(before, _facts(person), person))
    if changes:
        raise PersonChanged(changes)


def _facts(person: User) -> Facts:
    held = Holding.objects.filter(user=person).order_by("pk")
    return {
        "person": person.pk,
        "name": person.full_name,
        "email": person.email_digest[:16],
        "active": person.is_active,
        "roles": {str(one.pk): one.until.isoformat() if one.until else "" for one in held},
    }


def _changes(before: Facts, now: Facts, person: User) -> Iterator[str]:
    if before.get("person") != now["person"]:
        yield _("The page stood open in another form.")
        return
    if before["name"] != now["name"]:
        names = {"before": before["name"], "now": now["name"]}
        yield _("The name is now %(now)s (was %(before)s).") % names
    if before["email"] != now["email"]:
        yield _("The e-mail address was changed.")
    if before["active"] != now["active"]:
        yield (
            _("The person may sign in again.")
            if now["active"]
            else _("The person was deactivated.")
        )
    yield from _role_changes(before["roles"], now["roles"], person)


def _role_changes(before: Facts, now: Facts, person: User) -> Iterator[str]:
    held = Holding.objects.filter(user=person).select_related("unit").in_bulk()
    for key, until in now.items():
        if before.get(key) == until:
            continue
        facts = {
            "role": held[int(key)].get_role_display(),
            "unit": held[int(key)].unit.full_name(language()),
        }
        yield (
            _("The role %(role)s, %(unit)s was ended.")
            if key in before
            else _("The role %(role)s, %(unit)s was given.")
        ) % facts
