"""Printed slips: each a new code for one person, shown this once since only its digest is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from chiso_web.accounts.acting import Acting
from chiso_web.accounts.models import Holding, Invitation, User
from chiso_web.accounts.people.acts import wholly_reached_check
from chiso_web.accounts.people.asking import unit_of_record
from chiso_web.accounts.people.scope import holdings_of, is_over
from chiso_web.accounts.permissions import PEOPLE
from chiso_web.accounts.refusals import ActRefused
from chiso_web.accounts.roles import SECOND_FACTOR
from chiso_web.accounts.signing_in.invitations import invitation_make
from chiso_web.audit.services import chains_lock

MOST = 200


@dataclass(frozen=True, slots=True)
class Slip:
    """What is printed for one person."""

    person: User
    roles: tuple[Holding, ...]
    code: str
    until: datetime

    @property
    def needs_factor(self) -> bool:
        """Whether a role of theirs is worth nothing without a second factor."""
        return any(one.role in SECOND_FACTOR for one in self.roles)


def slip_list_make(acting: Acting, people: Sequence[User], today: date) -> list[Slip]:
    """A slip for each of some people, all or none; codes made for them before open nothing more.

    Raises ActRefused for too many, for oneself, for people who may not sign in, and for those who
    hold a role beyond the actor's units.
    """
    if len(people) > MOST:
        sentence = _("Found %(found)s people; expected at most %(most)s at once.")
        raise ActRefused(sentence % {"found": len(people), "most": MOST})
    with transaction.atomic():
        _all_lock(acting, people)
        return [_slip(acting, one, today) for one in people]


def _all_lock(acting: Acting, people: Sequence[User]) -> None:
    """People first, then the chains that their invitations are recorded in, each in order."""
    locked = User.objects.select_for_update().filter(pk__in=[one.pk for one in people])
    list(locked.order_by("pk").values_list("pk"))
    chains_lock("accounts", ["", *(one.unit.uid for one in acting.holdings_with(PEOPLE))])


def _slip(acting: Acting, person: User, today: date) -> Slip:
    invited, secret = invited_make(acting, person, Invitation.Way.SLIP)
    roles = tuple(one for one in holdings_of(person) if not is_over(one, today))
    return Slip(person, roles, secret, invited.expires_at)


def invited_make(acting: Acting, person: User, way: Invitation.Way) -> tuple[Invitation, str]:
    """A new way in for a person, and its secret. Raises ActRefused where it is not the actor's to
    give.
    """
    wholly_reached_check(acting, person)
    if acting.user is not None and acting.user.pk == person.pk:
        raise ActRefused(_("You are signed in already. Change your password on your own page."))
    by = acting.actor(PEOPLE, unit_of_record(acting, person))
    return invitation_make(person, way, by=by, made_by=acting.user)
