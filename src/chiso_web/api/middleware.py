"""Around every answer under /api/: methods, limit, headers for reading from other sites, and
problems in place of error pages.
"""

import time
from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import override

from chiso.spelling import nearest
from chiso_web.accounts.signing_in.addresses import address_of
from chiso_web.api import problems
from chiso_web.api.assembly import addresses
from chiso_web.api.limits import COUNTS, SECONDS, Used
from chiso_web.api.problems import MEDIA_TYPE, Problem, lang_of, problem_response
from chiso_web.look.formats import echoed

START = "/api/"
METHODS = ("GET", "HEAD", "OPTIONS")
ALLOWED = ", ".join(METHODS)
EXPOSED = "ETag, Link, Content-Disposition, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset"
KEPT_HEADERS = ("RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset", "WWW-Authenticate")
OPENED = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": f"{EXPOSED}, Retry-After, X-Request-ID",
}
PREFLIGHT = {
    "Access-Control-Allow-Methods": ALLOWED,
    "Access-Control-Allow-Headers": "*",
    "Access-Control-Max-Age": "86400",
    "Allow": ALLOWED,
}


class ApiMiddleware:
    """Answers for the interface what the site's own middleware would answer for pages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not f"{request.path_info}/".startswith(START):
            return self.get_response(request)
        with override(lang_of(request)):
            answer = self._answer(request)
        with override(lang_of(request)):  # again: what is inside chooses the pages' language
            response = _told(request, answer)
        _vary(response)
        for name, value in OPENED.items():
            response[name] = value
        return response

    def _answer(self, request: HttpRequest) -> HttpResponse:
        if request.method == "OPTIONS":
            return _preflight()
        if request.method not in METHODS:
            return problem_response(request, _method_refused(request))
        limit = settings.API_LIMIT
        if not limit:
            return self.get_response(request)
        address = address_of(request, behind_proxy=settings.BEHIND_PROXY)
        used = COUNTS.add(address, now=time.time())
        if used.requests > limit:
            response = problem_response(request, _too_many(used, limit))
        else:
            response = self.get_response(request)
        return _counted(response, used, limit)


def _preflight() -> HttpResponse:
    """What a browser asks before it reads from another site."""
    response = HttpResponse(status=HTTPStatus.NO_CONTENT, headers=PREFLIGHT)
    del response["Content-Type"]
    return response


def _counted(response: HttpResponse, used: Used, limit: int) -> HttpResponse:
    response["RateLimit-Limit"] = str(limit)
    response["RateLimit-Remaining"] = str(max(limit - used.requests, 0))
    response["RateLimit-Reset"] = str(used.seconds_left)
    return response


def _vary(response: HttpResponse) -> None:
    """The language stands in the query: what a browser prefers changes nothing."""
    varies = [name.strip() for name in response.get("Vary", "").split(",")]
    kept = [name for name in varies if name not in ("", "Accept", "Accept-Language")]
    response["Vary"] = ", ".join(["Accept", *kept])


def _method_refused(request: HttpRequest) -> Problem:
    detail = _("It takes no %(method)s requests. Nothing was changed.")
    return Problem(problems.METHOD, detail % {"method": request.method}, headers={"Allow": ALLOWED})


def _too_many(used: Used, limit: int) -> Problem:
    detail = _(
        "One address may ask %(limit)s times in %(window)s seconds. Ask again in %(left)s seconds."
    )
    return Problem(
        problems.LIMIT,
        detail % {"limit": limit, "window": SECONDS, "left": used.seconds_left},
        headers={"Retry-After": str(used.seconds_left)},
    )


def _told(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The response; an error page becomes a problem."""
    told = response.headers.get("Content-Type", "").startswith(MEDIA_TYPE)
    if response.status_code < HTTPStatus.BAD_REQUEST or told:
        return response
    problem = problem_response(request, _problem_of(request, response.status_code))
    for name in KEPT_HEADERS:
        if name in response:
            problem[name] = response[name]
    return problem


def _problem_of(request: HttpRequest, status: int) -> Problem:
    if status == HTTPStatus.NOT_FOUND:
        return _no_address(request)
    if status == HTTPStatus.UNAUTHORIZED:
        return Problem(
            problems.UNAUTHORIZED,
            _("Send a token of yours that still holds: Authorization: Bearer chiso_…"),
        )
    if status == HTTPStatus.FORBIDDEN:
        return Problem(problems.FORBIDDEN, _("You lack the permission that it asks for."))
    if status == HTTPStatus.PRECONDITION_FAILED:
        return Problem(problems.CONDITION, _("Ask again without If-Match."))
    if status < HTTPStatus.INTERNAL_SERVER_ERROR:
        return Problem(
            problems.UNREADABLE,
            _("Something in the address or the form is not as expected. Nothing was changed."),
        )
    return Problem(
        problems.FAULT,
        _(
            "The fault is ours, and it was recorded. The published results are safe. "
            "Please try again in a few minutes."
        ),
    )


def _no_address(request: HttpRequest) -> Problem:
    known = addresses()
    near = tuple(nearest(request.path, known)) or tuple(known[:1])
    detail = _("There is nothing at “%(address)s”. Nearest: %(nearest)s.")
    facts = {"address": echoed(request.path), "nearest": ", ".join(near)}
    return Problem(problems.ADDRESS, detail % facts, nearest=near)
