"""Ways in that work once: made, revoked and taken up, each with its record in the trail.

A stranger always hears one and the same sentence; the trail says what was wrong.
"""

import secrets
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from chiso_web.accounts.models import Invitation, User
from chiso_web.accounts.refusals import ActRefused
from chiso_web.accounts.signing_in.passwords import password_set
from chiso_web.accounts.signing_in.strangers import name_told, person_named, stranger_happened
from chiso_web.accounts.signing_in.tokens import tokens_end
from chiso_web.audit.services import NOBODY, Actor, record

Way = Invitation.Way
HOLDS = {Way.MAIL: timedelta(days=3), Way.SLIP: timedelta(days=30), Way.FIRST: timedelta(hours=24)}
LINK_BYTES = 32
# read aloud, copied by hand: nothing that is mistaken for another (0 O, 1 I L, 2 Z, 5 S, 8 B)
SLIP_LETTERS = "ACDEFGHJKMNPQRTUVWXY34679"
SLIP_LENGTH, SLIP_GROUP = 15, 5


class InvitationRefused(ActRefused):
    """A way in that does not let this person in; the trail says why."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "This invitation cannot be used. It may have been used already, be too old or "
                "mistyped. Ask the administrator of your unit for a new one."
            )
        )


@transaction.atomic
def invitation_make(
    user: User,
    way: Invitation.Way,
    *,
    by: Actor,
    made_by: User | None,
    for_stranger: bool = False,
) -> tuple[Invitation, str]:
    """A new way in for a person, and its secret, which is told this once; earlier ones end.

    ``for_stranger``: whoever knows a sign-in name asked for it, so that it ends none but those
    asked for in the same way; what an administrator gave stays.

    Raises ActRefused for a person who may not sign in.
    """
    person = User.objects.select_for_update().get(pk=user.pk)
    if not person.is_active:
        raise ActRefused(
            _("%(person)s may not sign in. Let them sign in again before inviting them.")
            % {"person": person.full_name}
        )
    for earlier in open_invitations(person):
        if not for_stranger or (earlier.way == Way.MAIL and earlier.made_by_id is None):
            invitation_revoke(earlier, by=by)
    secret = slip_code() if way == Way.SLIP else secrets.token_urlsafe(LINK_BYTES)
    made = Invitation(
        user=person,
        way=way,
        digest=secret_digest(secret, slip=way == Way.SLIP),
        expires_at=timezone.now() + HOLDS[way],
        made_by=made_by,
    )
    made.full_clean()
    made.save()
    _trail(made, "invitation.made", by=by, after={"expires": made.expires_at})
    return made, secret


@transaction.atomic
def invitation_revoke(invitation: Invitation, *, by: Actor) -> None:
    """End a way in that has not been used; nothing where it has, or was revoked before."""
    found = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if found.used_at is None and found.revoked_at is None:
        found.revoked_at = timezone.now()
        found.save(update_fields=["revoked_at"])
        _trail(found, "invitation.revoked", by=by)


def open_invitations(user: User) -> list[Invitation]:
    """The ways in of a person that have been neither used nor revoked, the newest first."""
    found = Invitation.objects.filter(user=user, used_at=None, revoked_at=None)
    return list(found.order_by("-made_at", "-pk"))


def invitation_check(secret: str, *, username: str | None = None) -> Invitation:
    """The invitation that a secret opens: a link's, or a slip's with the sign-in name.

    Raises InvitationRefused, with its record in the trail, where it opens none.
    """
    with transaction.atomic():
        found, fault = _found(secret, username, timezone.now())
        if fault:
            _refusal_record(found, username, fault)
    if found is None or fault:
        raise InvitationRefused
    return found


def invitation_kept(key: int) -> Invitation:
    """The invitation that a browser came with before, if it is still open.

    Raises InvitationRefused, with its record in the trail, where it is not.
    """
    with transaction.atomic():
        found, fault = _locked(timezone.now(), pk=key)
        if fault:
            _refusal_record(found, None, fault)
    if found is None or fault:
        raise InvitationRefused
    return found


def invitation_redeem(invitation: Invitation, *, password: str) -> User:
    """The person whose invitation it is, with the password they chose; it is used up.

    What was signed in elsewhere as this person ends, and so do their tokens. A second factor stays
    as it was.

    Raises:
        InvitationRefused: it lets nobody in any more; the trail says why.
        ValidationError: the password breaks a rule; the invitation stays open.
    """
    with transaction.atomic():
        found, fault = _locked(timezone.now(), pk=invitation.pk)
        if fault:
            _refusal_record(found, None, fault)
        elif found is not None and found.user is not None:
            return _redeemed(found, found.user, password)
    raise InvitationRefused


def _redeemed(found: Invitation, person: User, password: str) -> User:
    by = Actor(name=person.username, full_name=person.full_name)
    password_set(person, password)
    tokens_end(person, by=by, because="password set by an invitation")
    found.used_at = timezone.now()
    found.save(update_fields=["used_at"])
    _trail(found, "invitation.used", by=by)
    return person


def _found(secret: str, username: str | None, now: datetime) -> tuple[Invitation | None, str]:
    """The invitation of a secret, locked, and what is wrong with it, for the trail alone."""
    slip = username is not None
    found, fault = _locked(now, digest=secret_digest(secret, slip=slip))
    if found is None or (found.way == Way.SLIP) is not slip:
        return found, "unknown"
    if username is not None and found.user is not None:
        same = found.user.username.casefold() == username.strip().casefold()
        return found, fault if same else "another person's"
    return found, fault


def _locked(now: datetime, **known: object) -> tuple[Invitation | None, str]:
    rows = Invitation.objects.select_for_update(of=("self",)).select_related("user")
    found = rows.filter(**known).first()
    return found, _fault(found, now)


def _fault(found: Invitation | None, now: datetime) -> str:
    if found is None:
        return "unknown"
    if found.used_at is not None:
        return "used"
    if found.revoked_at is not None:
        return "revoked"
    if not found.is_open_at(now):
        return "expired"
    return "person closed" if found.user is not None and not found.user.is_active else ""


def _refusal_record(found: Invitation | None, username: str | None, fault: str) -> None:
    named = None if username is None else person_named(username)
    typed = "" if username is None else name_told(username, named)
    after = {"fault": fault, "typed": typed, "way": found.way if found else ""}
    if found is None and named is None:
        stranger_happened("invitation.refused", "invitation", after=after)
        return
    person = found.user.username if found and found.user else ""
    record(
        app="accounts",
        unit="",
        actor=NOBODY,
        action="invitation.refused",
        subject=f"person {person}" if person else "invitation",
        after=after,
    )


def _trail(
    invitation: Invitation, action: str, *, by: Actor, after: dict[str, object] | None = None
) -> None:
    person = invitation.user.username if invitation.user else "–"
    record(
        app="accounts",
        unit=by.unit,
        actor=by,
        action=action,
        subject=f"person {person}",
        after={"way": invitation.way, **(after or {})},
    )


def slip_code() -> str:
    """Fifteen letters and digits in groups: some 69 bits."""
    drawn = "".join(secrets.choice(SLIP_LETTERS) for _ in range(SLIP_LENGTH))
    return "-".join(drawn[at : at + SLIP_GROUP] for at in range(0, SLIP_LENGTH, SLIP_GROUP))


def secret_digest(secret: str, *, slip: bool) -> str:
    """By what a secret is known; a slip's is the same however it is spaced and written."""
    kind = "slip" if slip else "link"
    told = "".join(letter for letter in secret.upper() if letter.isalnum()) if slip else secret
    return sha256(f"{kind} {told}".encode("utf-8", "replace")).hexdigest()
