"""The interface put together: every address, and how problems are told."""

import re
from functools import cache

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, reverse
from ninja import NinjaAPI, Query

from chiso_web.api import (
    cases,
    changes,
    edition_changes,
    editions,
    explanations,
    me,
    measures,
    observations,
    pooled,
    restated,
    results,
    scores,
    spreads,
    start,
    trail,
    unit_results,
    units,
)
from chiso_web.api.asked import Asked
from chiso_web.api.listing import json_text
from chiso_web.api.openapi import description
from chiso_web.api.problems import Problem, problem_response
from chiso_web.api.reading import in_language

TITLE = "Chiso: open interface"
NAMESPACE, ROOT_NAME = "api", "api-root"
VARYING = re.compile(r"<(?:\w+:)?(\w+)>")

api = NinjaAPI(title=TITLE, version="1", urls_namespace=NAMESPACE, openapi_url=None, docs_url=None)
api.add_decorator(in_language, mode="view")
ROOMS = (
    *(start, units, unit_results, editions, edition_changes, cases, measures, results),
    *(scores, spreads, changes, restated, observations, explanations, pooled, me, trail),
)
for room in ROOMS:
    api.add_router("", room.router)


@api.exception_handler(Problem)
def told(request: HttpRequest, problem: Problem) -> HttpResponse:
    """A problem that a view raised."""
    return problem_response(request, problem)


@api.api_operation(["GET", "HEAD"], "/openapi.json", include_in_schema=False)
def openapi(request: HttpRequest, asked: Query[Asked]) -> HttpResponse:
    """The description of every address."""
    return json_text(description(api))


@cache
def addresses() -> tuple[str, ...]:
    """Every address, with what varies in braces."""
    prefix = reverse(f"{NAMESPACE}:start")
    made = (one.pattern for one in api.urls[0] if isinstance(one, URLPattern))
    return tuple(prefix + VARYING.sub(r"{\1}", str(pattern)) for pattern in made)
