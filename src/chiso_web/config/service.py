"""What machines ask: is the service well, and what may be crawled."""

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse

import chiso
from chiso_web.accounts.permissions import public


@public
def health(request: HttpRequest) -> HttpResponse:
    """200 while the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok", "version": chiso.__version__})


@public
def robots(request: HttpRequest) -> HttpResponse:
    """Everything but filtered and sorted views may be crawled."""
    return HttpResponse("User-agent: *\nDisallow: /*?\n", content_type="text/plain")
