"""The description of every address, as OpenAPI 3.1."""

from collections.abc import Mapping
from functools import cache
from typing import Any, get_args

from django.urls import reverse
from ninja import NinjaAPI

import chiso
from chiso_web.api.asked import (
    EditionName,
    IndexName,
    MeasureName,
    NodeName,
    PeriodName,
    UnitName,
)
from chiso_web.api.formats import JSON, MEDIA_TYPES
from chiso_web.api.problems import MEDIA_TYPE
from chiso_web.api.reading import TOKEN
from chiso_web.api.written import written

ABOUT = """\
What the pages of Chiso show, for programs. It only reads; nothing has to be signed up for. What is
closed to the public (`/me`, `/trail`) takes a personal token.

Lists answer in pages of JSON (`next` and the Link header lead on), or with every row at once as CSV
(`Accept: text/csv` or `?format=csv`) or JSON lines (`application/x-ndjson`). Text that a
spreadsheet would run as a formula stands behind an apostrophe in CSV. Errors are
application/problem+json. Answers may be kept for five minutes and asked for again by their ETag.
Every address may be read from other sites (CORS). How often one may ask in a minute stands in the
RateLimit headers.

Results marked `synthetic` are drawn, not observed: every row says so.
"""
BY_TOKEN = {
    "type": "http",
    "scheme": "bearer",
    "description": "A personal token, made under My account › Tokens for programs.",
}
JSON_TYPE = MEDIA_TYPES[JSON]
BAD = 400
TAGGED = {
    "ETag": "Asked for again with If-None-Match, an unchanged answer is 304.",
    "Cache-Control": "How long the answer may be kept.",
}
ANSWERED = TAGGED | {"Content-Language": "The language of names and sentences."}
LISTED = {"Link": 'The address of the next page, if there is one: rel="next".'}
LIMITED = {
    "RateLimit-Limit": "Requests a minute that one address may make.",
    "RateLimit-Remaining": "Requests left in this minute.",
    "RateLimit-Reset": "Seconds until the next minute.",
}
MEANING = {  # of columns of these names wherever nothing else is said
    "classes": "The classes from lowest to highest.",
    "code": "The printed number; often empty.",
    "edition": "The full name of an edition: the index and the first day of force.",
    "edition_sha256": "The fingerprint of the edition's file.",
    "group": "The group within which units are ranked.",
    "illustrative": "Points and rules were set by Chiso, by no office.",
    "index": "The id of an index.",
    "items": "The rows of this page.",
    "kind": "The level of the tree.",
    "mark": "What synthetic figures say of themselves; else empty.",
    "measure": "A measure's id.",
    "missing": "Why a value is missing; empty where it is not.",
    "name_en": "The name in English.",
    "name_vi": "The name in Vietnamese.",
    "next": "The address of the next page; null on the last.",
    "node": "The id of a node of the edition.",
    "node_name": "The node's name, in `lang`.",
    "package_version": "The version of Chiso that computed it.",
    "period": "The period: 2023, 2026-Q1.",
    "points": "In full; null where missing.",
    "rule_set_version": "The version of the rules that it was computed by.",
    "synthetic": "Drawn, not observed.",
    "unit": "The unit's id.",
    "unit_code": "The unit's code in the period.",
    "unit_name": "The unit's name, in `lang`.",
}

IN_PATHS = {
    "index": IndexName,
    "measure": MeasureName,
    "name": EditionName,
    "node": NodeName,
    "period": PeriodName,
    "unit": UnitName,
}


@cache
def description(api: NinjaAPI) -> str:
    """The description as JSON; made once."""
    made: dict[str, Any] = dict(api.get_openapi_schema(path_prefix=reverse("api:start")))
    made["info"] |= {"version": chiso.__version__, "description": ABOUT}
    for methods in made["paths"].values():
        methods.pop("head", None)  # every address takes HEAD; an operation is described once
        for operation in methods.values():
            operation["responses"] = _responses(operation)
            for one in operation.get("parameters", ()):
                _example(one)
                _name_in_path(one)
    made["components"]["securitySchemes"] = {TOKEN: BY_TOKEN}
    for shape in made["components"]["schemas"].values():
        _meanings(shape)
    return written(made)


def _example(parameter: dict[str, Any]) -> None:
    """One example: OpenAPI takes no list of them beside a parameter's schema."""
    examples = parameter.pop("examples", ())
    if examples:
        parameter["example"] = examples[0]


def _name_in_path(parameter: dict[str, Any]) -> None:
    """What a name in a path stands for, which django-ninja leaves out."""
    if parameter["in"] == "path":
        parameter["description"] = get_args(IN_PATHS[parameter["name"]])[1].description


def _meanings(shape: dict[str, Any]) -> None:
    for name, column in shape.get("properties", {}).items():
        if name in MEANING:
            column.setdefault("description", MEANING[name])


def _responses(operation: Mapping[str, Any]) -> dict[str, Any]:
    """The answers by status: problems in their own media type, headers, and 304."""
    found = {str(status): dict(answer) for status, answer in operation["responses"].items()}
    is_list = any(one["name"] == "cursor" for one in operation.get("parameters", ()))
    found["412"] = {**found["406"], "description": "Precondition Failed"}
    for status, answer in found.items():
        if int(status) >= BAD:
            answer["content"] = {MEDIA_TYPE: answer["content"][JSON_TYPE]}
            answer["headers"] = _headers(LIMITED)
        else:
            answer["headers"] = _headers(ANSWERED | LIMITED | (LISTED if is_list else {}))
    found["429"]["headers"]["Retry-After"] = _header("Seconds to wait.")
    unchanged = "Not Modified: what If-None-Match names is current."
    return found | {"304": {"description": unchanged, "headers": _headers(TAGGED | LIMITED)}}


def _headers(texts: Mapping[str, str]) -> dict[str, Any]:
    return {name: _header(text) for name, text in texts.items()}


def _header(text: str) -> dict[str, Any]:
    return {"description": text, "schema": {"type": "string"}}
