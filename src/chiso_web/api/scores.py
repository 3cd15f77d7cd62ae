"""Scores, classes and rank ranges of a published result."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja import Path, Query, Router
from pydantic import BaseModel, Field

from chiso_web.api.asked import IndexName, ListAsked, Missing, PeriodName, Word
from chiso_web.api.edition_facts import class_bodies, said
from chiso_web.api.filtering import Filters, missing_filter
from chiso_web.api.formats import LISTED
from chiso_web.api.listing import Listing, Row, RowsAfter, from_query, in_memory, listing_response
from chiso_web.api.marked import file_name, mark_of, version_of
from chiso_web.api.naming import Evaluated, evaluated_named, units_named
from chiso_web.api.reading import columns_of, reads
from chiso_web.results.pages import class_counts, ranges_after, scores_after

router = Router(tags=["results"])


class Marked(BaseModel):
    """What stands beside the items of a page."""

    next: str | None = Field(description="The address of the next page; null on the last.")
    synthetic: bool
    mark: str


class ScoreItem(BaseModel):
    """Points of one unit on one node, or why there are none."""

    unit: str = Field(description="The unit's id.")
    unit_code: str
    unit_name: str
    node: str
    code: str = Field(description="The node's printed number; often empty.")
    kind: str = Field(description="The node's level in the tree.")
    node_name: str
    points: float | None = Field(description="In full; null where missing.")
    min: float | None = Field(description="The least points applicable; null: no such end.")
    max: float | None = Field(description="The most points applicable; null: no such end.")
    missing: str = Field(
        description="Why points or the value behind them are missing; beside points: the "
        "edition's policy put them in."
    )
    reduced: bool = Field(description="Something below is left out: it stands on a smaller base.")
    group: str = Field(description="The group within which units are ranked.")
    rank: int | None
    class_: str = Field(alias="class")
    synthetic: bool
    mark: str


class ScoreList(Marked):
    """A page of scores."""

    items: list[ScoreItem]


class ClassItem(BaseModel):
    """How many units of a group are in one class of one node."""

    group: str
    node: str
    class_: str = Field(alias="class")
    name: str
    units: int
    lowest: float | None = Field(description="The lowest points in the class.")
    highest: float | None = Field(description="The highest points in the class.")
    synthetic: bool
    mark: str


class ClassList(Marked):
    """A page of classes."""

    items: list[ClassItem]


class RankItem(BaseModel):
    """The ranks of one unit on one node that sampling error leaves open."""

    unit: str
    unit_code: str
    unit_name: str
    node: str
    rank: int = Field(description="Its rank among the units with a published error.")
    among: int = Field(description="How many units have a published error.")
    lowest: int = Field(description="The best rank, for all units at once.")
    highest: int = Field(description="The worst rank, for all units at once.")
    own_lowest: int = Field(description="The best rank, for this unit alone.")
    own_highest: int = Field(description="The worst rank, for this unit alone.")
    seed: int
    draws: int
    synthetic: bool
    mark: str


class RankList(Marked):
    """A page of rank ranges."""

    items: list[RankItem]


class ScoresAsked(ListAsked):
    """Which scores."""

    unit: Word = Field("", description="A unit's id, or its code.")
    node: Word = Field("", description="A node's id: 4.1, total.")
    kind: Word = Field("", description="A level of the tree: dimension, criterion.")
    group: Word = Field("", description="A group within which units are ranked.")
    class_: Word = Field("", alias="class", description="A class of the edition.")
    missing: Missing = None


class ClassesAsked(ListAsked):
    """Which classes."""

    node: Word = Field("", description="A node's id; all classed ones if not given.")
    group: Word = Field("", description="A group within which units are ranked.")


class RanksAsked(ListAsked):
    """Which rank ranges."""

    unit: Word = Field("", description="A unit's id, or its code.")
    node: Word = Field("", description="A node's id.")


@reads(router, "/results/{index}/{period}/scores", response=ScoreList, formats=LISTED)
def scores(
    request: HttpRequest,
    index: Path[IndexName],
    period: Path[PeriodName],
    asked: Query[ScoresAsked],
) -> HttpResponseBase:
    """Scores of every unit on every node.

    By unit, then in the order of the tree, with rank and class. As CSV: every row at once.
    """
    found = evaluated_named(index, period)
    where = Filters(found).read(asked.filters("unit", "node", "kind", "group", "class_"))
    where |= missing_filter(asked.missing)
    rows = from_query(partial(scores_after, found.evaluation, where=where), _score_row(found))
    return listing_response(request, _listing(found, "scores", ScoreItem, rows), asked)


@reads(router, "/results/{index}/{period}/classes", response=ClassList, formats=LISTED)
def classes(
    request: HttpRequest,
    index: Path[IndexName],
    period: Path[PeriodName],
    asked: Query[ClassesAsked],
) -> HttpResponseBase:
    """How many units are in each class.

    By group and node, from the lowest class up, with the lowest and highest points in each.
    """
    found = evaluated_named(index, period)
    where = Filters(found).read(asked.filters("node", "group"))
    rows = in_memory(_class_rows(found, class_counts(found.evaluation, where=where)))
    return listing_response(request, _listing(found, "classes", ClassItem, rows), asked)


@reads(router, "/results/{index}/{period}/ranks", response=RankList, formats=LISTED)
def ranks(
    request: HttpRequest, index: Path[IndexName], period: Path[PeriodName], asked: Query[RanksAsked]
) -> HttpResponseBase:
    """The ranks that sampling error leaves open.

    For units with a published standard error only; seed and number of draws repeat the
    computation. Empty where no error was published.
    """
    found = evaluated_named(index, period)
    where = Filters(found).read(asked.filters("unit", "node"))
    rows = from_query(partial(ranges_after, found.evaluation, where=where), _rank_row(found))
    return listing_response(request, _listing(found, "ranks", RankItem, rows), asked)


def _listing(found: Evaluated, name: str, item: type[BaseModel], rows: RowsAfter) -> Listing:
    evaluation = found.evaluation
    return Listing(
        name=file_name(evaluation, name),
        columns=columns_of(item),
        version=version_of(evaluation),
        rows=rows,
        beside={"synthetic": evaluation.synthetic, "mark": mark_of(evaluation)},
    )


def _score_row(found: Evaluated) -> Callable[[tuple[Any, ...]], Row]:
    units, tail = units_named(found), (found.evaluation.synthetic, mark_of(found.evaluation))
    names = {node.id: said(node.name) for node in found.edition.nodes}

    def row(stored: tuple[Any, ...]) -> Row:
        _key, unit, node, code, kind, *points = stored
        return (*units[unit], node, code, kind, names.get(node, ""), *points, *tail)

    return row


def _rank_row(found: Evaluated) -> Callable[[tuple[Any, ...]], Row]:
    units, tail = units_named(found), (found.evaluation.synthetic, mark_of(found.evaluation))

    def row(stored: tuple[Any, ...]) -> Row:
        _key, unit, *ranks = stored
        return (*units[unit], *ranks, *tail)

    return row


def _class_rows(found: Evaluated, counted: Iterable[tuple[Any, ...]]) -> list[Row]:
    """By group, then in the order of the tree, from the lowest class up."""
    named = {
        one["id"]: (place, one["name"]) for place, one in enumerate(class_bodies(found.edition))
    }
    tail = (found.evaluation.synthetic, mark_of(found.evaluation))
    ordered = sorted(
        counted, key=lambda one: (one[0], found.edition.place(one[1]), named[one[2]][0])
    )
    return [
        (group, node, name, named[name][1], units, low, high, *tail)
        for group, node, name, units, low, high in ordered
    ]
