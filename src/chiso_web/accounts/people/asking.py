"""Who asks, and refusing them where what they ask for lies beyond their units."""

from typing import NoReturn

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest

from chiso_web.accounts.acting import Acting
from chiso_web.accounts.middleware import denial_record
from chiso_web.accounts.models import Holding, User
from chiso_web.accounts.people.scope import holdings_of, person_exists_check, person_get
from chiso_web.accounts.permissions import PEOPLE
from chiso_web.accounts.refusals import ActRefused
from chiso_web.audit.services import record


def asker(request: HttpRequest) -> Acting:
    """Who makes a request, as the permission check found them."""
    acting: Acting = request.acting  # type: ignore[attr-defined]
    return acting


def denied(request: HttpRequest) -> NoReturn:
    """Refuse a request, with its record in the trail. Raises PermissionDenied."""
    denial_record(request, asker(request), PEOPLE, None)
    raise PermissionDenied


def person_asked_for(request: HttpRequest, key: int) -> User:
    """The person of an address. Raises PermissionDenied where they are not reached, Http404 where
    there is none.
    """
    person = person_get(asker(request), key)
    if person is None:
        person_exists_check(key)
        denied(request)
    return person


def unit_of_record(acting: Acting, person: User) -> str:
    """The id of the unit in whose chain an act on a person is recorded: that of the latest role of
    theirs that the actor reaches.
    """
    mine = (one for one in holdings_of(person) if acting.may(PEOPLE, one.unit.uid))
    found: Holding | None = next(mine, None)
    return found.unit.uid if found else ""


def refusal_record(acting: Acting, person: User | None, refused: ActRefused, act: str) -> None:
    """Write down an attempt that is worth seeing."""
    if not refused.kept:
        return
    with transaction.atomic():
        record(
            app="accounts",
            unit="",
            actor=acting.actor(PEOPLE),
            action="people.refused",
            subject=f"person {person.username}" if person else "people",
            after={"act": act, "sentence": refused.sentence},
        )
