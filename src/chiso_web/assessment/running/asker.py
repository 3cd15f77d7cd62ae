"""Who asks, and the units in which they run, watch or fill."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from chiso_web.accounts.acting import Acting
from chiso_web.accounts.models import User
from chiso_web.accounts.permissions import Permission
from chiso_web.units.models import Unit


def asker(request: HttpRequest) -> Acting:
    """Who makes the request."""
    acting: Acting = request.acting  # type: ignore[attr-defined]
    return acting


def person_asking(request: HttpRequest) -> User:
    """The person who makes the request. Raises PermissionDenied for nobody."""
    found = asker(request).user
    if found is None:
        raise PermissionDenied
    return found


def units_with(acting: Acting, permission: Permission) -> list[Unit]:
    """The units in which a person holds a role with a permission, each once."""
    found = {one.unit_id: one.unit for one in acting.holdings_with(permission)}
    return list(found.values())
