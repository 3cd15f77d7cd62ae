"""The list of all routes, which checks and tests walk, and the address meant by a near miss."""

from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, get_resolver, is_valid_path
from django.utils.encoding import escape_uri_path
from django.utils.translation import override

View = Callable[..., Any]


def routes() -> list[tuple[str, View]]:
    """Every route with its view; a route in two languages stands once, with its bare pattern."""
    with override(settings.LANGUAGE_CODE):  # whose addresses have no prefix
        return sorted(dict(_walk(get_resolver(), "")).items())


def _walk(resolver: URLResolver, prefix: str) -> Iterator[tuple[str, View]]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            yield prefix + str(entry.pattern), entry.callback
        else:
            yield from _walk(entry, prefix + str(entry.pattern))


def address_meant(request: HttpRequest) -> str | None:
    """This site's address without final slash or "/vi", or with the slash that "/en" lacks.

    None where that is no address either. Never another site's: one slash stands in front.
    """
    path = request.path_info
    if path == "/vi" or path.startswith("/vi/"):
        path = path.removeprefix("/vi")
    bare = "/" + path.strip("/")
    for found in (bare, f"{bare}/"):
        if found != request.path_info and is_valid_path(found):
            query = request.META.get("QUERY_STRING", "")
            return escape_uri_path(found) + (f"?{query}" if query else "")
    return None
