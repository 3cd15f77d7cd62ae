"""The list of all routes, which checks and tests walk."""

from collections.abc import Callable, Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

View = Callable[..., Any]


def routes() -> list[tuple[str, View]]:
    """Every route with its view; a route in two languages stands once, with its bare pattern."""
    found = dict(_walk(get_resolver(), ""))
    return sorted(found.items())


def _walk(resolver: URLResolver, prefix: str) -> Iterator[tuple[str, View]]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            yield prefix + str(entry.pattern), entry.callback
        else:
            yield from _walk(entry, prefix + str(entry.pattern))
