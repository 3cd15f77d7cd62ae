"""What an administrator does to people, each with its record in the trail."""

from django.db import transaction
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext as _

from chiso_web.accounts.models import Token, User
from chiso_web.accounts.people.names import folded, tidy
from chiso_web.accounts.refusals import ActRefused
from chiso_web.accounts.sealing import look_up_digest
from chiso_web.accounts.signing_in.invitations import invitation_revoke, open_invitations
from chiso_web.accounts.signing_in.passwords import sessions_end
from chiso_web.audit.services import Actor, chains_lock, record


@transaction.atomic
def person_make(*, full_name: str, username: str, email: str, unit: str, by: Actor) -> User:
    """A person who cannot sign in yet. Raises ActRefused where the sign-in name is taken."""
    if username_is_taken(username):
        raise ActRefused(
            _("The sign-in name “%(name)s” is taken. Choose another one.") % {"name": username}
        )
    made = User(username=username)
    names_set(made, full_name=full_name, email=email)
    made.set_unusable_password()
    made.full_clean(exclude=["password"])
    made.save()
    _trail(made, "person.made", unit=unit, by=by, after=person_facts(made))
    return made


@transaction.atomic
def person_change(person: User, *, full_name: str, email: str | None, unit: str, by: Actor) -> bool:
    """Change a name, or an e-mail address unless it is None; whether anything changed."""
    before, had = person_facts(person), person.email_digest
    names_set(person, full_name=full_name, email=person.email if email is None else email)
    after = person_facts(person)
    if before == after and had == person.email_digest:
        return False
    person.full_clean(exclude=["password"])
    person.save(update_fields=["full_name", "fold", "email", "email_digest"])
    told = {**after, "email_changed": had != person.email_digest}
    _trail(person, "person.changed", unit=unit, by=by, before=before, after=told)
    return True


@transaction.atomic
def person_deactivate(person: User, *, reason: str, unit: str, by: Actor) -> None:
    """Let a person in no more: sessions, tokens and open invitations end; roles stay as they are.

    Raises ActRefused where that has been done already.
    """
    if not person.is_active:
        raise ActRefused(_("%(person)s was deactivated before.") % {"person": person.full_name})
    person.is_active = False
    person.save(update_fields=["is_active"])
    chains_lock("accounts", [by.unit, unit])
    tokens = Token.objects.filter(user=person, revoked_at=None)
    ended: dict[str, object] = {
        "sessions": sessions_end(person),
        "tokens": tokens.update(revoked_at=timezone.now()),
    }
    for one in open_invitations(person):
        invitation_revoke(one, by=by)
    _trail(person, "person.deactivated", unit=unit, by=by, after=ended, reason=reason)


@transaction.atomic
def person_reactivate(person: User, *, reason: str, unit: str, by: Actor) -> None:
    """Let a person sign in again, with the roles that they still hold.

    Raises ActRefused where they may.
    """
    if person.is_active:
        raise ActRefused(_("%(person)s may sign in already.") % {"person": person.full_name})
    person.is_active = True
    person.save(update_fields=["is_active"])
    _trail(person, "person.reactivated", unit=unit, by=by, reason=reason)


@transaction.atomic
def email_read(person: User, *, unit: str, by: Actor) -> str:
    """The e-mail address of a person; that it was read is recorded."""
    _trail(person, "person.read", unit=unit, by=by, after={"what": "email"})
    return person.email


def names_set(person: User, *, full_name: str, email: str) -> None:
    """Put names and address on a person, with what they are found by; saves nothing."""
    person.full_name = tidy(full_name)
    person.fold = folded(person.full_name, person.username)
    person.email = email.strip()
    person.email_digest = look_up_digest(person.email) if person.email else ""


def username_is_taken(username: str) -> bool:
    """Whether somebody has the sign-in name, in large letters or small."""
    lower = User.objects.annotate(lower=Lower("username"))
    return lower.filter(lower=username.lower()).exists()


def person_facts(person: User) -> dict[str, object]:
    """A person as the trail keeps them; an e-mail address is never written there."""
    return {
        "username": person.username,
        "full_name": person.full_name,
        "has_email": bool(person.email),
    }


def _trail(
    person: User,
    action: str,
    *,
    unit: str,
    by: Actor,
    before: dict[str, object] | None = None,
    after: dict[str, object] | None = None,
    reason: str = "",
) -> None:
    record(
        app="accounts",
        unit=unit,
        actor=by,
        action=action,
        subject=f"person {person.username}",
        before=before,
        after=after,
        reason=reason,
    )
