"""Many rows as an answer: a page of JSON with the way to the next one, or all as a stream."""

import csv
import hashlib
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Any, TypeVar

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response

import chiso
from chiso.tables.cells import guarded
from chiso_web.api.asked import PAGE, ListAsked
from chiso_web.api.cursors import cursor_at, position_of
from chiso_web.api.formats import CSV, JSON, MEDIA_TYPES, format_of
from chiso_web.api.written import written
from chiso_web.look.formats import language

KEPT = "public, max-age=300"
BATCH = 500
TURNING = ("cursor", "limit", "lang", "format")  # may change from page to page
Response = TypeVar("Response", bound=HttpResponseBase)
Row = Sequence[object]
Placed = tuple[int, Row]
Stored = QuerySet[Any, tuple[Any, ...]]
RowsAfter = Callable[[int, int | None], Iterable[Placed]]


@dataclass(frozen=True, slots=True)
class Listing:
    """Rows of the same columns in a fixed order.

    ``rows`` gives those after a position, at most so many (None: all), each with its position,
    which rises. ``version`` names what they come from: the same version, the same rows. ``beside``
    stands beside a page's items.
    """

    name: str
    columns: tuple[str, ...]
    version: str
    rows: RowsAfter
    beside: Mapping[str, object] = field(default_factory=dict)


def in_memory(rows: Sequence[Row]) -> RowsAfter:
    """The rows of a list that is at hand, numbered from 1."""

    def after(position: int, most: int | None) -> Iterator[Placed]:
        return islice(enumerate(rows[position:], start=position + 1), most)

    return after


def from_query(
    query: Callable[[int], Stored],
    row: Callable[[tuple[Any, ...]], Row],
    *,
    page: Callable[[int, int], Stored] | None = None,
) -> RowsAfter:
    """The rows of a query for what follows a key; a key comes first in each. ``page``, where it is
    quicker, asks for so many. All are read before the first is sent, so that a slow reader keeps
    neither the database waiting nor half of what is published anew meanwhile.
    """

    def after(position: int, most: int | None) -> Iterator[Placed]:
        if most is None:
            stored = query(position)
        else:
            stored = page(position, most) if page else query(position)[:most]
        return ((one[0], row(one)) for one in list(stored))

    return after


def listing_response(request: HttpRequest, listing: Listing, asked: ListAsked) -> HttpResponseBase:
    """The rows in the format asked for."""
    kind = format_of(request, asked.format)
    if kind == JSON:
        return _page(request, listing, asked)
    return _all(request, listing, asked, kind)


def json_response(body: object) -> HttpResponse:
    """One thing as JSON, with a tag of its content."""
    return json_text(written(body))


def json_text(text: str) -> HttpResponse:
    """The same of what is JSON already."""
    response = HttpResponse(text, content_type=MEDIA_TYPES[JSON])
    return kept(response, tag=hashlib.sha256(response.content).hexdigest())


def told_to_one(response: Response) -> Response:
    """The response, for the person of the token alone: no cache keeps it."""
    response["Cache-Control"] = "private, no-store"
    return response


def kept(response: Response, *, tag: str) -> Response:
    """The response, to be kept for minutes and asked for again by its tag, which is weak: packed
    and unpacked answers have the same.
    """
    response["Cache-Control"] = KEPT
    response["Content-Language"] = language()
    response["ETag"] = _weak(tag)
    return response


def _weak(tag: str) -> str:
    return f'W/"{tag[:32]}"'


def stream_response(
    request: HttpRequest, pieces: Iterable[str], *, media_type: str, name: str, version: str
) -> HttpResponseBase:
    """Pieces of a file as they are made; none is made for a reader who has the version. The first
    is made at once: what goes wrong in it is told as a problem.
    """
    said = f"{chiso.__version__} {version} {request.get_full_path()} {media_type} {language()}"
    tag = hashlib.sha256(said.encode()).hexdigest()
    unchanged = get_conditional_response(request, etag=_weak(tag))
    response: HttpResponseBase = unchanged or StreamingHttpResponse(
        () if request.method == "HEAD" else _begun(pieces),
        content_type=f"{media_type}; charset=utf-8",
    )
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return kept(response, tag=tag)


def _begun(pieces: Iterable[str]) -> Iterator[str]:
    waiting = iter(pieces)
    return chain([next(waiting, "")], waiting)


def _page(request: HttpRequest, listing: Listing, asked: ListAsked) -> HttpResponse:
    most = asked.limit or PAGE
    version = _asked_of(request, listing)
    position = position_of(asked.cursor, version=version)
    found = list(listing.rows(position, most + 1))
    items = [dict(zip(listing.columns, row, strict=True)) for _place, row in found[:most]]
    following = None
    if len(found) > most:
        cursor = cursor_at(found[most - 1][0], version=version)
        following = _address(request, cursor)
    response = json_response({"items": items, "next": following, **listing.beside})
    if following:
        response["Link"] = f'<{following}>; rel="next"'
    return response


def _asked_of(request: HttpRequest, listing: Listing) -> str:
    """What a cursor is for: a version of a list, with the filters that were asked for."""
    filters = sorted((name, value) for name, value in request.GET.items() if name not in TURNING)
    return f"{listing.version} {request.path} {filters}"


def _address(request: HttpRequest, cursor: str) -> str:
    query = request.GET.copy()
    query["cursor"] = cursor
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")


def csv_pieces(columns: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    """A CSV file, some hundred rows a piece."""
    for some in _some(chain([columns], rows)):
        yield _csv([[_cell(value) for value in row] for row in some])


def _csv(rows: Iterable[Sequence[object]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def _cell(value: object) -> object:
    """A value as CSV has it; text that a spreadsheet would run as a formula is guarded, as in the
    files of the pages.
    """
    if isinstance(value, str):
        return guarded(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return written(value) if isinstance(value, dict | list | tuple) else value


def _json_lines(columns: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    for some in _some(rows):
        yield "".join(f"{written(dict(zip(columns, row, strict=True)))}\n" for row in some)


def _some(rows: Iterable[Row]) -> Iterator[list[Row]]:
    waiting = iter(rows)
    while some := list(islice(waiting, BATCH)):
        yield some


def _all(request: HttpRequest, listing: Listing, asked: ListAsked, kind: str) -> HttpResponseBase:
    version = _asked_of(request, listing)
    position = position_of(asked.cursor, version=version)
    return stream_response(
        request,
        _pieces(listing, position, asked.limit, kind=kind),
        media_type=MEDIA_TYPES[kind],
        name=f"{listing.name}.{kind}",
        version=listing.version,
    )


def _pieces(listing: Listing, position: int, most: int | None, *, kind: str) -> Iterator[str]:
    rows = (row for _place, row in listing.rows(position, most))
    made = csv_pieces if kind == CSV else _json_lines
    yield from made(listing.columns, rows)
