"""What results a unit has, over all indices and periods."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja import Path, Query, Router
from pydantic import BaseModel, Field

from chiso.definition.model import ROOT
from chiso_web.api.asked import ListAsked, UnitName, Word
from chiso_web.api.formats import LISTED
from chiso_web.api.listing import Listing, Row, in_memory, listing_response
from chiso_web.api.marked import mark_of, version_of
from chiso_web.api.naming import edition_named, unit_named, unknown
from chiso_web.api.problems import names_wrong, wrong_name
from chiso_web.api.reading import columns_of, reads
from chiso_web.api.units import CodeDay
from chiso_web.results.models import Evaluation
from chiso_web.results.pages import scores_of_unit
from chiso_web.results.selectors import evaluation_list_around

router = Router(tags=["units"])


class UnitResultItem(BaseModel):
    """Points of the unit on one node in one period, or why there are none."""

    index: str
    period: str
    edition: str
    node: str
    points: float | None
    min: float | None = Field(description="The least points applicable; null: no such end.")
    max: float | None = Field(description="The most points applicable; null: no such end.")
    missing: str
    reduced: bool = Field(description="Something below is left out: it stands on a smaller base.")
    group: str
    rank: int | None = Field(description="Its rank in the group; null without points.")
    class_: str = Field(alias="class", description="Its class; empty without points.")
    synthetic: bool
    mark: str


class UnitResultList(BaseModel):
    """A page of the unit's results."""

    unit: str
    items: list[UnitResultItem]
    next: str | None


class UnitResultsAsked(ListAsked):
    """Of which index, and on which node."""

    on: CodeDay = None
    index: Word = Field("", description="Results of one index.")
    node: Word = Field("", description="A node's id: 4.1; the whole if not given.")


@reads(router, "/units/{unit}/results", response=UnitResultList, formats=LISTED)
def unit_results(
    request: HttpRequest, unit: Path[UnitName], asked: Query[UnitResultsAsked]
) -> HttpResponseBase:
    """Results of a unit.

    Its points, rank and class in every index and period, oldest first. Which periods may be
    compared, `changes` of a result says.
    """
    found = unit_named(unit, asked.on)
    published = _published(found.pk, asked)
    stored = scores_of_unit(found.pk, published, node=asked.node or ROOT)
    listing = Listing(
        name=f"{found.uid}-results",
        columns=columns_of(UnitResultItem),
        version=" ".join([found.uid, *map(version_of, published)]),
        rows=in_memory(list(_rows(published, stored))),
        beside={"unit": found.uid},
    )
    return listing_response(request, listing, asked)


def _published(unit: int, asked: UnitResultsAsked) -> list[Evaluation]:
    """The unit's results that the filters leave. Raises Problem for those that name nothing."""
    every, wrong = evaluation_list_around(unit)[0], []
    found = [one for one in every if asked.index in ("", one.index)]
    if asked.index and not found:
        problem = unknown("index", asked.index, dict.fromkeys(one.index for one in every))
        wrong.append(wrong_name("index", problem))
    nodes = dict.fromkeys(node.id for one in every for node in edition_named(one.edition).nodes)
    if asked.node and asked.node not in nodes:
        wrong.append(wrong_name("node", unknown("node", asked.node, nodes)))
    names_wrong(wrong)
    return found


def _rows(published: Iterable[Evaluation], stored: Iterable[tuple[Any, ...]]) -> Iterable[Row]:
    by_key = {one.pk: one for one in published}
    for key, *facts in stored:
        one = by_key[key]
        yield (
            *(one.index, one.period, one.edition),
            *facts,
            *(one.synthetic, mark_of(one)),
        )
