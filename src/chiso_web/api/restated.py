"""What results of the former provinces come to on those of today."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from ninja import Path, Query, Router
from pydantic import BaseModel, Field

from chiso.definition.model import ROOT
from chiso.territory import census_2019
from chiso_web.api.asked import IndexName, ListAsked, PeriodName, Word
from chiso_web.api.formats import LISTED
from chiso_web.api.listing import Listing, Row, in_memory, listing_response
from chiso_web.api.marked import file_name, mark_of, version_of
from chiso_web.api.naming import Evaluated, evaluated_named, unknown
from chiso_web.api.problems import ADDRESS, Problem, names_wrong, wrong_name
from chiso_web.api.reading import columns_of, reads
from chiso_web.api.scores import Marked
from chiso_web.results.estimates import DAY, Estimate, Estimates
from chiso_web.results.restated import estimates_get

router = Router(tags=["results"])


class FormerBody(BaseModel):
    """A former province in one of today."""

    unit: str
    weight: float = Field(description="Its part of the people; all add up to 1.")


class RestatedItem(BaseModel):
    """What one province of today would have on one node."""

    unit: str = Field(description="The province's id since 1 July 2025.")
    unit_name: str
    node: str
    points: float | None = Field(description="In full; null where a former province has none.")
    class_: str = Field(alias="class", description="Its quarter among the 34; empty without.")
    approximate: bool = Field(description="An average, not a published figure.")
    basis: str = Field(description="unchanged, or weighted average.")
    lowest: float | None = Field(description="The fewest points of the former provinces.")
    highest: float | None = Field(description="The most points of the former provinces.")
    former: list[FormerBody]
    lacking: list[str] = Field(description="The former provinces without points.")
    synthetic: bool
    mark: str


class RestatedList(Marked):
    """A page of estimates."""

    day: str = Field(description="The day since which the provinces are these.")
    weights: str = Field(description="What the averages are weighted by.")
    items: list[RestatedItem]


class RestatedAsked(ListAsked):
    """Which node."""

    node: Word = Field("", description="total or a dimension; all of them if not given.")


@reads(router, "/results/{index}/{period}/restated", response=RestatedList, formats=LISTED)
def restated(
    request: HttpRequest,
    index: Path[IndexName],
    period: Path[PeriodName],
    asked: Query[RestatedAsked],
) -> HttpResponseBase:
    """Results of the former provinces on the 34 of today.

    The whole and its dimensions. Those of merged provinces are estimates: averages weighted by
    people in the census of 2019, published by nobody, with no rank and no known error.
    """
    found = evaluated_named(index, period)
    _check(found)
    nodes = _nodes(found, asked.node)
    estimates = estimates_get(found.evaluation, found.units.values())
    listing = Listing(
        name=file_name(found.evaluation, "34-estimate"),
        columns=columns_of(RestatedItem),
        version=version_of(found.evaluation),
        rows=in_memory(_rows(found, estimates, nodes)),
        beside={
            "day": DAY.isoformat(),
            "weights": census_2019().source,
            "synthetic": found.evaluation.synthetic,
            "mark": mark_of(found.evaluation),
        },
    )
    return listing_response(request, listing, asked)


def _check(found: Evaluated) -> None:
    """Raises Problem for results that are not those of the former provinces."""
    day = DAY.isoformat()
    if all(unit.level == "province" and unit.valid_from is None for unit in found.units.values()):
        return
    detail = _("%(result)s is no result of the provinces of before %(day)s.")
    raise Problem(ADDRESS, detail % {"result": str(found.evaluation), "day": day})


def _nodes(found: Evaluated, asked: str) -> list[str]:
    """The nodes to show. Raises Problem for one that is not restated."""
    known = [ROOT, *(node.id for node in found.edition.children(ROOT))]
    if asked and asked not in known:
        names_wrong([wrong_name("node", unknown("node", asked, known))])
    return [asked] if asked else known


def _rows(found: Evaluated, estimates: Estimates, nodes: list[str]) -> list[Row]:
    evaluation = found.evaluation
    tail = (evaluation.synthetic, mark_of(evaluation))
    return [(*_facts(row, node), *tail) for row in estimates.rows for node in nodes]


def _facts(row: Estimate, node: str) -> Row:
    value = row.values[node]
    return (
        row.uid,
        row.name,
        node,
        row.points(node),
        row.class_ids[node],
        value.approximate,
        value.basis.value,
        value.lowest,
        value.highest,
        [
            {"unit": part.unit, "weight": weight}
            for part, weight in zip(value.parts, value.weights, strict=True)
        ],
        list(value.lacking),
    )
