"""What is measured."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja import Path, Query, Router
from pydantic import BaseModel, Field

import chiso
from chiso.definition import editions
from chiso.definition.model import Edition, Measure
from chiso_web.api.asked import JsonAsked, ListAsked, MeasureName, Word
from chiso_web.api.formats import JSON, LISTED, format_of
from chiso_web.api.listing import Listing, Row, in_memory, json_response, listing_response
from chiso_web.api.naming import edition_named, measure_list, measure_named, unknown
from chiso_web.api.problems import Problem, names_wrong, wrong_name
from chiso_web.api.reading import columns_of, reads

router = Router(tags=["measures"])


class MeasureItem(BaseModel):
    """What is observed, in which unit, and which direction is better."""

    measure: str
    unit: str = Field(description="points, share (of 1), scale_0_5, count, thousand_dong, …")
    direction: str = Field(description="Which is better: higher, lower or none.")
    name_vi: str
    name_en: str


class MeasureList(BaseModel):
    """A page of measures."""

    items: list[MeasureItem]
    next: str | None


class MeasureBody(MeasureItem):
    """One measure and the editions that read or show it."""

    editions: list[str]


class MeasuresAsked(ListAsked):
    """Which measures."""

    index: Word = Field("", description="Measures that an edition of this index reads or shows.")
    edition: Word = Field("", description="Measures that this edition reads or shows.")


@reads(router, "/measures", response=MeasureList, formats=LISTED)
def measures(request: HttpRequest, asked: Query[MeasuresAsked]) -> HttpResponseBase:
    """Measures.

    Every measure of the catalogue: what is observed, in which unit, and which direction is better.
    """
    used = {one for edition in _editions(asked) for one in edition.measures_read()}
    every = not (asked.index or asked.edition)
    found = [one for one in measure_list().values() if every or one.id in used]
    rows: list[Row] = [tuple(_item(one).values()) for one in found]
    listing = Listing("measures", columns_of(MeasureItem), chiso.__version__, in_memory(rows))
    return listing_response(request, listing, asked)


@reads(router, "/measures/{measure}", response=MeasureBody)
def measure(
    request: HttpRequest, measure: Path[MeasureName], asked: Query[JsonAsked]
) -> HttpResponseBase:
    """One measure.

    With the editions that read it or show it.
    """
    format_of(request, asked.format, (JSON,))
    found = measure_named(measure)
    used = [one.name for one in editions.edition_list() if found.id in one.measures_read()]
    return json_response(_item(found) | {"editions": used})


def _item(measure: Measure) -> dict[str, object]:
    return {
        "measure": measure.id,
        "unit": measure.unit,
        "direction": measure.direction,
        "name_vi": measure.name.vi,
        "name_en": measure.name.en,
    }


def _editions(asked: MeasuresAsked) -> list[Edition]:
    """The editions that the filters name. Raises Problem with all that name none."""
    every, wrong = editions.edition_list(), []
    found = [one for one in every if one.id == asked.index]
    if asked.index and not found:
        problem = unknown("index", asked.index, dict.fromkeys(one.id for one in every))
        wrong.append(wrong_name("index", problem))
    try:
        found += [edition_named(asked.edition)] if asked.edition else []
    except Problem as problem:
        wrong.append(wrong_name("edition", problem))
    names_wrong(wrong)
    return found
