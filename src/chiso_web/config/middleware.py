"""Around every request: its id, one line in the log, and headers that Django does not set."""

import logging
import secrets
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from chiso_web.config.logs import REQUEST_ID

logger = logging.getLogger("chiso.request")
PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
ID_BYTES = 5


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
        return response


def _log(request: HttpRequest, response: HttpResponse, *, seconds: float) -> None:
    facts = {
        "method": request.method,
        "path": request.path,
        "status": response.status_code,
        "milliseconds": round(1000 * seconds, 1),
    }
    logger.info("request", extra={"facts": facts})
