"""Which results there are."""

from collections.abc import Sequence

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja import Path, Query, Router
from pydantic import BaseModel, Field

from chiso_web.api.asked import IndexName, JsonAsked, ListAsked, PeriodName, Word
from chiso_web.api.edition_facts import ClassBody, class_bodies
from chiso_web.api.formats import JSON, LISTED, format_of
from chiso_web.api.listing import Listing, in_memory, json_response, listing_response
from chiso_web.api.marked import mark_of
from chiso_web.api.naming import edition_named, evaluation_named, unknown
from chiso_web.api.problems import names_wrong, wrong_name
from chiso_web.api.reading import columns_of, reads
from chiso_web.look.formats import language
from chiso_web.results.models import Evaluation
from chiso_web.results.pages import evaluation_list_all, group_list, unit_count_by_evaluation

router = Router(tags=["results"])


class ResultItem(BaseModel):
    """One published result, and by what it can be computed again."""

    index: str
    period: str
    title: str = Field(description="The edition's title, in `lang`.")
    edition: str
    edition_sha256: str
    rule_set_version: str
    package_version: str
    units: int = Field(description="Units with points on the whole.")
    synthetic: bool = Field(description="Drawn, not observed.")
    mark: str = Field(description="What synthetic figures say of themselves; else empty.")


class ResultList(BaseModel):
    """A page of results."""

    items: list[ResultItem]
    next: str | None


class ResultBody(ResultItem):
    """One published result with its classes and levels."""

    illustrative: bool = Field(description="Points and rules of the edition were set by Chiso.")
    groups: list[str] = Field(description="Groups within which units are ranked.")
    levels: dict[str, str] = Field(description="Levels of the tree with their names.")
    classes: list[ClassBody]
    parts: dict[str, str] = Field(description="What there is of this result, as addresses.")


class ResultsAsked(ListAsked):
    """Which results."""

    index: Word = Field("", description="Results of one index.")
    period: Word = Field("", description="Results of one period.")


PARTS = (
    "scores",
    "classes",
    "ranks",
    "spreads",
    "changes",
    "restated",
    "observations",
    "explanations/{unit}",
    "data-values",
    "sdmx.csv",
)


def _row(evaluation: Evaluation, units: int) -> tuple[object, ...]:
    edition = edition_named(evaluation.edition)
    return (
        evaluation.index,
        evaluation.period,
        edition.title.in_language(language()),
        evaluation.edition,
        evaluation.edition_sha256,
        evaluation.rule_set_version,
        evaluation.package_version,
        units,
        evaluation.synthetic,
        mark_of(evaluation),
    )


@reads(router, "/results", response=ResultList, formats=LISTED)
def results(request: HttpRequest, asked: Query[ResultsAsked]) -> HttpResponseBase:
    """Published results.

    Every index and period of which results are published, with the edition, its fingerprint and
    the versions by which each can be computed again.
    """
    every = evaluation_list_all()
    _check(asked, every)
    published = [
        one for one in every if asked.index in ("", one.index) and asked.period in ("", one.period)
    ]
    counted = unit_count_by_evaluation(published)
    listing = Listing(
        name="results",
        columns=columns_of(ResultItem),
        version=" ".join(str(one.pk) for one in published),
        rows=in_memory([_row(one, counted.get(one.pk, 0)) for one in published]),
    )
    return listing_response(request, listing, asked)


@reads(router, "/results/{index}/{period}", response=ResultBody)
def result(
    request: HttpRequest, index: Path[IndexName], period: Path[PeriodName], asked: Query[JsonAsked]
) -> HttpResponseBase:
    """One published result.

    What it was computed by, its classes and levels, and where its parts stand.
    """
    format_of(request, asked.format, (JSON,))
    evaluation, lang = evaluation_named(index, period), language()
    edition = edition_named(evaluation.edition)
    units = unit_count_by_evaluation([evaluation]).get(evaluation.pk, 0)
    facts = dict(zip(columns_of(ResultItem), _row(evaluation, units), strict=True))
    own: dict[str, object] = {
        "illustrative": edition.illustrative,
        "groups": group_list(evaluation),
        "levels": {level.kind: level.name.in_language(lang) for level in edition.levels},
        "classes": class_bodies(edition),
        "parts": {part: f"{request.build_absolute_uri(request.path)}/{part}" for part in PARTS},
    }
    return json_response(facts | own)


def _check(asked: ResultsAsked, published: Sequence[Evaluation]) -> None:
    """Raises Problem with the filters that name nothing."""
    known = {
        "index": {one.index for one in published},
        "period": {one.period for one in published},
    }
    given = asked.filters("index", "period")
    names_wrong(
        [
            wrong_name(name, unknown(name, value, sorted(known[name])))
            for name, value in given.items()
            if value not in known[name]
        ]
    )
