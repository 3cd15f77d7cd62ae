"""Who asks, as the permission check found them, and in which units they do what."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from chiso_web.accounts.acting import Acting
from chiso_web.accounts.models import User
from chiso_web.accounts.permissions import Permission
from chiso_web.audit.services import Actor
from chiso_web.units.models import Unit


def asker(request: HttpRequest) -> Acting:
    """Who makes a request, with their roles."""
    acting: Acting = request.acting  # type: ignore[attr-defined]
    return acting


def person_asking(request: HttpRequest) -> User:
    """The person who makes a request. Raises PermissionDenied for nobody."""
    found = asker(request).user
    if found is None:  # the permission has seen to it
        raise PermissionDenied
    return found


def writer_asking(request: HttpRequest, permission: Permission, unit: str) -> tuple[User, Actor]:
    """The person who makes a request, and how the trail writes them in the role by which they may.

    Raises PermissionDenied for nobody.
    """
    return person_asking(request), asker(request).actor(permission, unit)


def units_with(acting: Acting, permission: Permission) -> list[Unit]:
    """The units in which a person holds a role with a permission, each once."""
    found = {one.unit_id: one.unit for one in acting.holdings_with(permission)}
    return list(found.values())
