"""An edition as the interface has it."""

from collections.abc import Iterable
from datetime import date

from pydantic import BaseModel, Field

from chiso.definition.model import Break, Edition
from chiso_web.api.edition_facts import (
    CitationBody,
    ClassBody,
    Plain,
    citation_body,
    class_bodies,
    said,
)


class EditionItem(BaseModel):
    """One edition: an index under one legal decision."""

    edition: str = Field(description="Its full name: the index and the first day of force.")
    index: str
    title_vi: str
    title_en: str
    since: date
    until: date | None = Field(description="The last day of force; null: open, or not known.")
    until_known: bool = Field(description="False: it has ended, or may have, on an unknown day.")
    certainty: str = Field(description="How surely the days are known.")
    illustrative: bool = Field(description="Points and rules were set by Chiso, by no office.")
    sha256: str = Field(description="The fingerprint of its file.")
    nodes: int
    leaves: int


class OwnerBody(BaseModel):
    """Who answers for a method, and on which days."""

    name: str
    since: date | None
    until: date | None
    citation: CitationBody | None


class SourceBody(BaseModel):
    """A document or data set that rules are cited from."""

    id: str
    title: str
    publisher: str
    licence: str
    address: str
    note: str


class ConditionBody(BaseModel):
    """What keeps a unit out of the better classes."""

    node: str
    below: float
    at_best: str
    reason: str
    citation: CitationBody | None


class BreakBody(BaseModel):
    """A break: from a year on a node is not compared with earlier years."""

    node: str
    from_year: int
    reason: str
    citation: CitationBody | None


class PartBody(BaseModel):
    """A part of the points by how they are found."""

    id: str
    name: str
    points: float = Field(description="The points of the part.")


class LevelBody(BaseModel):
    """A level of the tree in the edition's own words."""

    kind: str
    name: str


class EditionBody(EditionItem):
    """One edition with all but its tree."""

    in_force_note: str
    in_force_source: str
    rank_group: LevelBody
    owners: list[OwnerBody]
    sources: list[SourceBody]
    classes: list[ClassBody]
    classes_citation: CitationBody | None
    conditions: list[ConditionBody]
    breaks: list[BreakBody]
    parts: list[PartBody]
    levels: list[LevelBody]


def edition_item(edition: Edition) -> Plain:
    """An edition as a list of editions has it."""
    force = edition.in_force
    return {
        "edition": edition.name,
        "index": edition.id,
        "title_vi": edition.title.vi,
        "title_en": edition.title.en,
        "since": _day(force.since),
        "until": _day(force.until),
        "until_known": force.until_known,
        "certainty": force.certainty.value,
        "illustrative": edition.illustrative,
        "sha256": edition.sha256,
        "nodes": len(edition.nodes),
        "leaves": len(edition.leaves),
    }


def edition_body(edition: Edition) -> Plain:
    """An edition with owners, sources, classes, breaks, parts and levels."""
    classes = edition.classes
    own = {
        "in_force_note": said(edition.in_force.note),
        "in_force_source": edition.in_force.source,
        "rank_group": {"kind": edition.rank_group.kind, "name": said(edition.rank_group.name)},
        "owners": _owners(edition),
        "sources": _sources(edition),
        "classes": class_bodies(edition),
        "classes_citation": citation_body(edition, classes.cite if classes else None),
        "conditions": _conditions(edition),
        "breaks": break_bodies(edition.breaks),
        "parts": [
            {"id": one.id, "name": said(one.name), "points": one.points} for one in edition.parts
        ],
        "levels": [{"kind": one.kind, "name": said(one.name)} for one in edition.levels],
    }
    return edition_item(edition) | own


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _owners(edition: Edition) -> list[Plain]:
    return [
        {
            "name": said(one.name),
            "since": _day(one.since),
            "until": _day(one.until),
            "citation": citation_body(edition, one.cite),
        }
        for one in edition.owners
    ]


def _sources(edition: Edition) -> list[Plain]:
    return [
        {
            "id": one.id,
            "title": said(one.title),
            "publisher": one.publisher,
            "licence": one.licence,
            "address": one.address,
            "note": said(one.note),
        }
        for one in edition.sources.values()
    ]


def _conditions(edition: Edition) -> list[Plain]:
    return [
        {
            "node": one.node,
            "below": one.below,
            "at_best": one.at_best,
            "reason": said(one.reason),
            "citation": citation_body(edition, one.cite),
        }
        for one in (edition.classes.conditions if edition.classes else ())
    ]


def break_bodies(breaks: Iterable[Break]) -> list[Plain]:
    """Breaks of comparability, each with its reason and where that stands."""
    return [
        {
            "node": one.node,
            "from_year": one.from_year,
            "reason": said(one.reason),
            "citation": {
                "source": one.cite.source,
                "title": said(one.source.title) if one.source else one.cite.source,
                "place": said(one.cite.place),
            },
        }
        for one in breaks
    ]
