"""Denies by default: who asks is looked up, and let through to what they may do."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from chiso_web.accounts.acting import Acting
from chiso_web.accounts.frequency import few_a_minute
from chiso_web.accounts.identity import API, acting_of, bearer_of
from chiso_web.accounts.permissions import (
    PUBLIC,
    READING,
    Permission,
    answer_to_denied,
    permission_of,
    unit_acted_for,
)
from chiso_web.accounts.refusals import ActRefused, UnitEnded
from chiso_web.accounts.signing_in.signed_in import session_close, session_is_over, session_seen
from chiso_web.audit.services import record

DENIALS_KEPT = 20


class PermissionMiddleware:
    """Lets a request through to a view whose permission its person has.

    A public view does not even learn who asks. Who is not signed in is led to do so; who lacks a
    second factor, to set one up; everybody else is refused, and the trail says so.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if hasattr(request, "acting"):  # a page of one person's: no cache keeps it
            response.setdefault("Cache-Control", "private, no-store")
        return response

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., Any],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> HttpResponse | None:
        needed = permission_of(view)
        if needed == PUBLIC:
            return None
        if needed is None:
            raise PermissionDenied
        acting = acting_of(request)
        request.acting = acting  # type: ignore[attr-defined]
        if acting.user is None:
            return _sign_in(request)
        if acting.scopes is None and session_is_over(request):
            session_close(request, acting.user)
            request.acting = Acting(None)  # type: ignore[attr-defined]
            return _sign_in_again(request)
        if acting.scopes is None:
            session_seen(request)
        unit = unit_acted_for(view, kwargs)
        if acting.may(needed, unit):
            return None
        if acting.lacks_only_factor(needed, unit):
            return HttpResponseRedirect(reverse("mfa_index"))
        denial_record(request, acting, needed, unit)
        answer = answer_to_denied(view)
        if answer is not None:
            return answer(request, **kwargs)
        ended = acting.held_until_it_ended(needed, unit)
        raise UnitEnded(ended) if ended else PermissionDenied


def _sign_in(request: HttpRequest) -> HttpResponse:
    """The way to the sign-in page, which leads back; programs and forms are refused."""
    if request.path_info.startswith(API):
        fault = ', error="invalid_token"' if bearer_of(request) else ""
        told = {"WWW-Authenticate": f'Bearer realm="chiso"{fault}'}
        return HttpResponse(status=HTTPStatus.UNAUTHORIZED, headers=told)
    if request.method not in READING:
        raise PermissionDenied
    return _sign_in_again(request)


def _sign_in_again(request: HttpRequest) -> HttpResponse:
    """The sign-in page, which leads back to a page that was read."""
    if request.method not in READING:
        return HttpResponseRedirect(reverse("account_login"))
    back = urlencode({"next": request.get_full_path()})
    return HttpResponseRedirect(f"{reverse('account_login')}?{back}")


def denial_record(
    request: HttpRequest, acting: Acting, needed: Permission, unit: str | None
) -> None:
    """Write down that somebody asked for what they may not have; of one person and permission so
    many a minute, since they could fill the trail with one key held down.
    """
    person = acting.user.pk if acting.user else 0
    if not few_a_minute(f"denied:{person}:{needed.name}", most=DENIALS_KEPT):
        return
    with transaction.atomic():
        record(
            app="accounts",
            unit="",
            actor=acting.actor(),
            action="access.denied",
            subject=f"{request.method} {request.path_info}"[:300],
            after={"permission": needed.name, "unit": unit or ""},
        )


def attempt_record(
    request: HttpRequest, acting: Acting, needed: Permission, unit: str, refused: ActRefused
) -> None:
    """Write down what a service refused, where the attempt is worth seeing."""
    if refused.kept:
        denial_record(request, acting, needed, unit)


@contextmanager
def forgery_recorded(
    request: HttpRequest, acting: Acting, needed: Permission, unit: str
) -> Iterator[None]:
    """Write down an act on what does not exist: no page of ours leads there."""
    try:
        yield
    except Http404:
        if request.method not in READING:
            denial_record(request, acting, needed, unit)
        raise
