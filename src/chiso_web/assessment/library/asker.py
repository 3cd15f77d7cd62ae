"""Who asks for a page of evidence, as its views and services take them."""

from django.http import Http404, HttpRequest

from chiso_web.accounts.acting import Acting
from chiso_web.accounts.models import User
from chiso_web.accounts.permissions import Permission
from chiso_web.audit.services import Actor


def acting_of(request: HttpRequest) -> Acting:
    """The person with their roles."""
    acting: Acting = request.acting  # type: ignore[attr-defined]
    return acting


def writing_of(request: HttpRequest, permission: Permission, unit: str) -> tuple[User, Actor]:
    """The person, and how the trail writes them in the role by which they may."""
    acting = acting_of(request)
    if acting.user is None:  # the permission has seen to it
        raise Http404
    return acting.user, acting.actor(permission, unit)
