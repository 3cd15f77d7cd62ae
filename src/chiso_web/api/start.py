"""The first address: what there is; and the description of all others."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from ninja import Query, Router
from pydantic import BaseModel, Field

import chiso
from chiso_web.api.asked import JsonAsked
from chiso_web.api.formats import JSON, format_of
from chiso_web.api.listing import json_response
from chiso_web.api.reading import reads

router = Router(tags=["start"])
GUIDES = {"guide": "portal:api-guide", "reference": "api-reference"}
PLACES = ("units", "kinds", "editions", "measures", "results", "openapi.json")


class StartBody(BaseModel):
    """What there is, and what to know of it."""

    title: str
    version: str = Field(description="The version of Chiso that answers.")
    notes: list[str]
    addresses: dict[str, str]
    documentation: dict[str, str] = Field(description="Pages for people, in `lang`.")


@reads(router, "/", response=StartBody)
def start(request: HttpRequest, asked: Query[JsonAsked]) -> HttpResponseBase:
    """What there is.

    The address of every list, and of the description of all addresses (OpenAPI).
    """
    format_of(request, asked.format, (JSON,))
    start = reverse("api:start")
    body = {
        "title": _("Open interface of Chiso"),
        "version": chiso.__version__,
        "notes": [
            _("Results marked synthetic are drawn, not observed; every row says so."),
            _("A value that is missing is never 0: `missing` says why."),
            _("Codes of units are text and were used again in 2025; ids name one unit each."),
        ],
        "addresses": {name: request.build_absolute_uri(start + name) for name in PLACES},
        "documentation": {
            name: request.build_absolute_uri(reverse(page)) for name, page in GUIDES.items()
        },
    }
    return json_response(body)
