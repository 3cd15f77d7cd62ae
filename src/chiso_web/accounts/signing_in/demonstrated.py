"""Signing in as an invented person, in a demonstration only."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from chiso_web.accounts.models import User
from chiso_web.accounts.signing_in import happenings

METHOD = "demo"
INVENTED = "gia-lap."
"""How the sign-in names of invented people begin."""


def sign_in_as(request: HttpRequest, person: User) -> HttpResponse:
    """Sign in as a person without a password, in place of whoever is signed in.

    Raises PermissionError outside a demonstration, or for somebody who has a password.
    """
    if not settings.DEMO or person.has_usable_password():
        raise PermissionError(f"{person.username} signs in with a password.")
    if request.user.is_authenticated:
        happenings.signed_out(request)
        logout(request)
    record_authentication(request, person, method=METHOD)
    happenings.happened(
        "sign_in.demo", f"person {person.username}", actor=happenings.actor_of(person)
    )
    response: HttpResponse = perform_login(request, person, redirect_url=reverse("desk"))
    return response


def is_invented(user: User) -> bool:
    """Whether a person is one of the demonstration's, who acts in one only: with whatever password
    or token somebody gave them there.
    """
    return user.username.startswith(INVENTED)


def is_demonstrated(request: HttpRequest, user: User) -> bool:
    """Whether the session began so: without a password, and without a code."""
    records = get_authentication_records(request, user)
    return any(one["method"] == METHOD for one in records)


def kept_as_it_is(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page that would change how an invented person signs in, which leads back instead: the next
    reader needs them too.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if isinstance(request.user, User) and is_demonstrated(request, request.user):
            messages.warning(
                request, _("In the demonstration nobody changes how an invented person signs in.")
            )
            return HttpResponseRedirect(reverse("account"))
        return view(request, *args, **kwargs)

    return guarded
