"""The description of every address, as OpenAPI 3.1."""

from functools import cache
from typing import Any

from django.urls import reverse
from ninja import NinjaAPI

import chiso
from chiso_web.api.formats import JSON, MEDIA_TYPES
from chiso_web.api.problems import MEDIA_TYPE
from chiso_web.api.written import written

ABOUT = """\
What the pages of Chiso show, for programs. It only reads; nothing has to be signed up for.

Lists answer in pages of JSON (`next` and the Link header lead on), or with every row at once as CSV
(`Accept: text/csv` or `?format=csv`) or JSON lines (`application/x-ndjson`). Errors are
application/problem+json. Answers may be kept for five minutes and asked for again by their ETag.
Every address may be read from other sites (CORS). How often one may ask in a minute stands in the
RateLimit headers.

Results marked `synthetic` are drawn, not observed: every row says so.
"""
JSON_TYPE = MEDIA_TYPES[JSON]
BAD = 400
HEADERS = {
    "ETag": "Asked for again with If-None-Match, an unchanged answer is 304.",
    "RateLimit-Limit": "Requests a minute that one address may make.",
    "RateLimit-Remaining": "Requests left in this minute.",
    "RateLimit-Reset": "Seconds until the next minute.",
}


@cache
def description(api: NinjaAPI) -> str:
    """The description as JSON; made once."""
    made: dict[str, Any] = dict(api.get_openapi_schema(path_prefix=reverse("api:start")))
    made["info"] |= {"version": chiso.__version__, "description": ABOUT}
    for methods in made["paths"].values():
        methods.pop("head", None)  # every address takes HEAD; an operation is described once
        for operation in methods.values():
            operation["responses"] = _responses(operation["responses"])
    return written(made)


def _responses(described: dict[Any, Any]) -> dict[str, Any]:
    """The answers by status: problems in their own media type, headers, and 304."""
    found = {str(status): _with_headers(answer) for status, answer in described.items()}
    for status, answer in found.items():
        if int(status) >= BAD and JSON_TYPE in answer["content"]:
            answer["content"] = {MEDIA_TYPE: answer["content"][JSON_TYPE]}
    found["429"]["headers"]["Retry-After"] = _header("Seconds to wait.")
    return found | {"304": {"description": "Not Modified: what If-None-Match names is current."}}


def _with_headers(answer: dict[str, Any]) -> dict[str, Any]:
    return answer | {"headers": {name: _header(text) for name, text in HEADERS.items()}}


def _header(text: str) -> dict[str, Any]:
    return {"description": text, "schema": {"type": "string"}}
