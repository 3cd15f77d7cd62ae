"""How the points of every node lie over the units."""

from dataclasses import astuple

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja import Path, Query, Router
from pydantic import BaseModel, Field

from chiso_web.api.asked import IndexName, ListAsked, PeriodName, Word
from chiso_web.api.edition_facts import said
from chiso_web.api.filtering import Filters
from chiso_web.api.formats import LISTED
from chiso_web.api.listing import Listing, Row, in_memory, listing_response
from chiso_web.api.marked import file_name, mark_of, version_of
from chiso_web.api.naming import Evaluated, evaluated_named
from chiso_web.api.reading import columns_of, reads
from chiso_web.api.scores import Marked
from chiso_web.results.spreads import spread_list

router = Router(tags=["results"])


class SpreadItem(BaseModel):
    """One node over the units that are ranked together."""

    group: str
    node: str
    units: int = Field(description="Units with points.")
    without: int = Field(description="Units without points.")
    lowest: float | None
    median: float | None
    mean: float | None
    highest: float | None
    most: float | None = Field(description="The most points that apply to any unit.")
    lost: float | None = Field(
        description="The mean of what units lack of the most that applies to each."
    )
    kind: str = Field(description="The node's level in the tree.")
    node_name: str
    synthetic: bool
    mark: str


class SpreadList(Marked):
    """A page of spreads."""

    items: list[SpreadItem]


class SpreadsAsked(ListAsked):
    """Which nodes, of which group."""

    node: Word = Field("", description="A node's id: 4.1, total.")
    kind: Word = Field("", description="A level of the tree: dimension, criterion.")
    group: Word = Field("", description="A group within which units are ranked.")


@reads(router, "/results/{index}/{period}/spreads", response=SpreadList, formats=LISTED)
def spreads(
    request: HttpRequest,
    index: Path[IndexName],
    period: Path[PeriodName],
    asked: Query[SpreadsAsked],
) -> HttpResponseBase:
    """How the points of every node lie over the units.

    Group by group in tree order: lowest, median, mean and highest points, and what was lost.
    """
    found = evaluated_named(index, period)
    listing = Listing(
        name=file_name(found.evaluation, "spreads"),
        columns=columns_of(SpreadItem),
        version=version_of(found.evaluation),
        rows=in_memory(_rows(found, asked)),
        beside={"synthetic": found.evaluation.synthetic, "mark": mark_of(found.evaluation)},
    )
    return listing_response(request, listing, asked)


def _rows(found: Evaluated, asked: SpreadsAsked) -> list[Row]:
    where = Filters(found).read(asked.filters("node", "kind", "group"))
    nodes = {
        one.id: one
        for one in found.edition.nodes
        if where.get("node", one.id) == one.id and where.get("kind", one.kind) == one.kind
    }
    tail = (found.evaluation.synthetic, mark_of(found.evaluation))
    return [
        (*astuple(one), nodes[one.node].kind, said(nodes[one.node].name), *tail)
        for one in spread_list(found.evaluation)
        if one.node in nodes and where.get("rank_group", one.group) == one.group
    ]
