"""Editions: by which rules, in force when, by whom, and the tree of their parts."""

from collections.abc import Iterable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja import Path, Query, Router
from pydantic import BaseModel, Field

from chiso.definition import editions as shipped
from chiso.definition.model import Edition, Node
from chiso.evaluation.edition_words import missing_in_words, node_in_words
from chiso.wording import say
from chiso_web.api.asked import EditionName, JsonAsked, ListAsked, Word
from chiso_web.api.edition_body import EditionBody, EditionItem, edition_body, edition_item
from chiso_web.api.edition_facts import citation_body, rule_body, said
from chiso_web.api.formats import JSON, LISTED, format_of
from chiso_web.api.listing import Listing, Row, in_memory, json_response, listing_response
from chiso_web.api.naming import edition_named, unknown
from chiso_web.api.problems import Problem, names_wrong, wrong_name
from chiso_web.api.reading import columns_of, reads
from chiso_web.look.formats import language

router = Router(tags=["editions"])


class EditionList(BaseModel):
    """A page of editions."""

    items: list[EditionItem]
    next: str | None


class NodeItem(BaseModel):
    """One part of an edition's tree, and how its points are made."""

    node: str
    parent: str | None
    code: str = Field(description="The printed number; often empty.")
    kind: str = Field(description="The level of the tree.")
    name_vi: str
    name_en: str
    part: str = Field(description="The part of the points that a leaf counts in; mostly empty.")
    local: bool = Field(description="Added to a frame by the office that uses it.")
    weight: float = Field(description="What the node above multiplies the points with.")
    offset: float = Field(description="What is added to the points of the nodes below.")
    rescale_to: float | None = Field(description="What the most points that apply are set to.")
    combine: str | None = Field(description="How the nodes below are put together; null: a leaf.")
    rule: dict[str, object] | None = Field(description="A leaf's rule: `kind` and its parameters.")
    rule_in_words: str
    missing: dict[str, str] = Field(description="What follows for each reason for missing.")
    missing_in_words: str
    scale_min: float | None = Field(description="The printed scale's lower end.")
    scale_max: float | None = Field(description="The printed scale's upper end.")
    measures: list[str] = Field(description="What the rule reads.")
    shown: list[str] = Field(description="Measures shown with it that never count.")
    note: str
    source: str = Field(description="The id of the source that it is cited from.")
    place: str = Field(description="The place in the source.")


class NodeList(BaseModel):
    """A page of nodes."""

    edition: str
    edition_sha256: str
    illustrative: bool
    items: list[NodeItem]
    next: str | None


class EditionsAsked(ListAsked):
    """Which editions."""

    index: Word = Field("", description="Editions of one index.")


class NodesAsked(ListAsked):
    """Which nodes."""

    kind: Word = Field("", description="A level of the tree.")


@reads(router, "/editions", response=EditionList, formats=LISTED)
def editions(request: HttpRequest, asked: Query[EditionsAsked]) -> HttpResponseBase:
    """Editions of all indices.

    One index under one legal decision each, with the days on which it is in force.
    """
    every = shipped.edition_list()
    if asked.index and asked.index not in {one.id for one in every}:
        problem = unknown("index", asked.index, dict.fromkeys(one.id for one in every))
        names_wrong([wrong_name("index", problem)])
    found = [one for one in every if asked.index in ("", one.id)]
    rows = in_memory([tuple(edition_item(one).values()) for one in found])
    listing = Listing("editions", columns_of(EditionItem), _version(found), rows)
    return listing_response(request, listing, asked)


@reads(router, "/editions/{name}", response=EditionBody)
def edition(
    request: HttpRequest, name: Path[EditionName], asked: Query[JsonAsked]
) -> HttpResponseBase:
    """One edition.

    By its full name, by a year (`papi@2023`) or by a day in force: owners, sources, classes,
    breaks of comparability, parts and levels.
    """
    format_of(request, asked.format, (JSON,))
    return json_response(edition_body(edition_named(name)))


@reads(router, "/editions/{name}/nodes", response=NodeList, formats=LISTED)
def nodes(
    request: HttpRequest, name: Path[EditionName], asked: Query[NodesAsked]
) -> HttpResponseBase:
    """The tree of an edition.

    Every part in tree order with its rule as values and in words, what follows where a value is
    missing, the measures read, and where it is laid down.
    """
    found = edition_named(name)
    listing = Listing(
        name=f"{found.name}-nodes",
        columns=columns_of(NodeItem),
        version=_version([found]),
        rows=in_memory([_row(found, one) for one in _nodes(found, asked.kind)]),
        beside={
            "edition": found.name,
            "edition_sha256": found.sha256,
            "illustrative": found.illustrative,
        },
    )
    return listing_response(request, listing, asked)


def _version(found: Iterable[Edition]) -> str:
    return " ".join(one.sha256 for one in found)


def _nodes(edition: Edition, kind: str) -> list[Node]:
    kinds = [level.kind for level in edition.levels]
    if kind and kind not in kinds:
        problem: Problem = unknown("level", kind, kinds)
        names_wrong([wrong_name("kind", problem)])
    return [node for node in edition.nodes if kind in ("", node.kind)]


def _row(edition: Edition, node: Node) -> Row:
    lang, cite = language(), citation_body(edition, node.cite) or {}
    return (
        node.id,
        node.parent,
        node.code,
        node.kind,
        node.name.vi,
        node.name.en,
        node.part,
        node.local,
        node.weight,
        node.offset,
        node.rescale_to,
        node.combine.value if node.combine else None,
        rule_body(node.rule),
        say(node_in_words(edition, node), lang),
        {kind.value: policy.value for kind, policy in node.missing.items()},
        say(missing_in_words(node.missing), lang),
        *(node.scale or (None, None)),
        list(node.rule.measures) if node.rule else [],
        list(node.shown),
        said(node.note),
        cite.get("source", ""),
        cite.get("place", ""),
    )
