"""Around every request: its id, one line in the log, and headers that Django does not set."""

import logging
import re
import secrets
import time
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.cache import patch_vary_headers

from chiso_web.accounts.permissions import READING, methods_of
from chiso_web.config.error_pages import method_refused
from chiso_web.config.logs import REQUEST_ID
from chiso_web.config.routes import address_meant

logger = logging.getLogger("chiso.request")
PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
ID_BYTES = 5
SECRET = re.compile(r"(/account/invitation/).+", re.DOTALL)


class RequestMiddleware:
    """Gives each request an id, which the error page shows as its code, and logs how it ended."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        code = secrets.token_hex(ID_BYTES)
        token = REQUEST_ID.set(code)
        request.META["chiso.request_id"] = code
        began = time.perf_counter()
        try:
            response = self.get_response(request)
            _log(request, response, seconds=time.perf_counter() - began)
        finally:
            REQUEST_ID.reset(token)
        response["X-Request-ID"] = code
        response.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        if response.status_code == HTTPStatus.NOT_MODIFIED:  # GZip marks only what it looks at
            patch_vary_headers(response, ["Accept-Encoding"])
        return response


class AddressMiddleware:
    """Sends a reader of nearly the right address ("/papi/2023/", "/vi/papi", "/en") to it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != HTTPStatus.NOT_FOUND or request.method not in READING:
            return response
        address = address_meant(request)
        return HttpResponsePermanentRedirect(address) if address else response


class MethodMiddleware:
    """Refuses what a view does not take, before the check of forms says something else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., Any],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> HttpResponse | None:
        allowed = methods_of(view)
        return None if request.method in allowed else method_refused(request, allowed)


def _log(request: HttpRequest, response: HttpResponse, *, seconds: float) -> None:
    facts = {
        "method": request.method,
        "path": without_secret(request.path),
        "status": response.status_code,
        "milliseconds": round(1000 * seconds, 1),
    }
    logger.log(_level(response.status_code), "request", extra={"facts": facts})


def without_secret(path: str) -> str:
    """The path without what lets somebody in.

    >>> without_secret("/en/account/invitation/abc")
    '/en/account/invitation/…'
    """
    return SECRET.sub(r"\1…", path)


def _level(status: int) -> int:
    """An error page's line is logged where INFO is not, so that its code is always found."""
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return logging.ERROR
    return logging.WARNING if status >= HTTPStatus.BAD_REQUEST else logging.INFO
