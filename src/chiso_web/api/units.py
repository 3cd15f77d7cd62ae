"""Units and their kinds."""

from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from operator import attrgetter
from typing import Annotated, Any

from django.db.models import Q
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja import Path, Query, Router
from pydantic import BaseModel, Field

from chiso_web.api.asked import Day, JsonAsked, ListAsked, UnitName, Word
from chiso_web.api.formats import JSON, LISTED, format_of
from chiso_web.api.listing import (
    Listing,
    Row,
    from_query,
    in_memory,
    json_response,
    listing_response,
)
from chiso_web.api.naming import unit_named, unknown
from chiso_web.api.problems import Problem, Wrong, names_wrong, wrong_name
from chiso_web.api.reading import columns_of, reads
from chiso_web.look.formats import language
from chiso_web.units.lineage import Lineage, lineage_of
from chiso_web.units.models import Link, Unit
from chiso_web.units.pages import LISTED as STORED
from chiso_web.units.pages import below, existing_on, named, of_kind, units_after, units_version
from chiso_web.units.selectors import kind_by_id

router = Router(tags=["units"])
PARENT = "parent__uid"
CodeDay = Annotated[
    Day | None, Field(description="The day on which a bare code is meant; today if not given.")
]


class UnitItem(BaseModel):
    """One unit over the days on which it existed."""

    unit: str = Field(description="Its id: code[.office]@first day, or @unknown.")
    code: str = Field(description="Its code; codes are used again for other units.")
    office: str = Field(description="The office within the unit; mostly empty.")
    kind: str = Field(description="Its kind: ward, province.")
    level: str = Field(description="The kind that its kind belongs to: commune, province.")
    name_vi: str
    name_en: str
    full_name_vi: str
    full_name_en: str
    other_names: str
    parent: str | None = Field(description="The id of the unit above, on the last day.")
    since: date | None = Field(description="The first day; null: not known.")
    until: date | None = Field(description="The last day; null: not ended, or not known.")
    until_known: bool = Field(description="False: it ended on a day that no source gives.")
    until_latest: date | None = Field(description="The latest day on which it can have ended.")
    resolution: str
    resolution_day: date | None
    source: str = Field(description="What it is known from, in `lang`.")
    note: str


class UnitList(BaseModel):
    """A page of units."""

    items: list[UnitItem]
    next: str | None


class KindItem(BaseModel):
    """A kind of unit."""

    kind: str = Field(description="The kind's id.")
    sort_of: str | None = Field(description="The kind it belongs to; null for a level.")
    under: list[str] = Field(description="The kinds that may stand above it.")
    name_vi: str
    name_en: str


class KindList(BaseModel):
    """A page of kinds."""

    items: list[KindItem]
    next: str | None


class LinkItem(BaseModel):
    """That an old unit passed, whole or in part, to a new one."""

    old: str
    old_name: str
    new: str
    new_name: str
    day: date | None = Field(description="First day of the new arrangement; null: not known.")
    by: date = Field(description="The day by which it had happened.")
    share: float | None = Field(description="The part that passed, where a source gives it.")
    whole: bool = Field(description="All of the old unit passed to this new one.")
    direct: str = Field(description="before: into the unit asked for; after: from it; else empty.")
    source: str
    note: str


class LinkList(BaseModel):
    """A page of links."""

    unit: str
    of_units_below: bool
    items: list[LinkItem]
    next: str | None


class UnitsAsked(ListAsked):
    """Which units."""

    level: Word = Field("", description="province, district or commune, or a level of an office.")
    kind: Word = Field("", description="A kind, or one that others belong to: ward, commune.")
    parent: Word = Field("", description="The id or code of the unit above.")
    on: Day | None = Field(None, description="Those that existed on a day.")
    q: Word = Field("", description="A part of a name, with marks or without.")
    code: Word = Field("", description="The code, whoever has it or had it.")


class UnitAsked(JsonAsked):
    """On which day a bare code is meant."""

    on: CodeDay = None


class LineageAsked(ListAsked):
    """On which day a bare code is meant."""

    on: CodeDay = None


@reads(router, "/kinds", response=KindList, formats=LISTED)
def kinds(request: HttpRequest, asked: Query[ListAsked]) -> HttpResponseBase:
    """Kinds of units.

    The levels of the tree, and what sorts of units each has.
    """
    known = kind_by_id().values()
    rows: list[Row] = [
        (one.id, one.sort_of_id, one.under.split(), one.name_vi, one.name_en) for one in known
    ]
    listing = Listing("kinds", columns_of(KindItem), units_version(), in_memory(rows))
    return listing_response(request, listing, asked)


@reads(router, "/units", response=UnitList, formats=LISTED)
def units(request: HttpRequest, asked: Query[UnitsAsked]) -> HttpResponseBase:
    """Units over the days on which they existed.

    Provinces, districts, communes and offices, those of before 1 July 2025 and those since. With
    `on`: those that existed on a day.
    """
    listing = Listing(
        name="units",
        columns=columns_of(UnitItem),
        version=units_version(),
        rows=from_query(partial(units_after, where=_where(asked)), unit_row(language())),
    )
    return listing_response(request, listing, asked)


@reads(router, "/units/{unit}", response=UnitItem)
def unit(request: HttpRequest, unit: Path[UnitName], asked: Query[UnitAsked]) -> HttpResponseBase:
    """One unit.

    By its id, or by a bare code on a day; a code that two units have is refused, naming both.
    """
    format_of(request, asked.format, (JSON,))
    return json_response(_body(unit_named(unit, asked.on)))


@reads(router, "/units/{unit}/lineage", response=LinkList, formats=LISTED)
def lineage(
    request: HttpRequest, unit: Path[UnitName], asked: Query[LineageAsked]
) -> HttpResponseBase:
    """How a unit came about and what became of it.

    Every unit that passed into it, and all that it passed into, with day, share and source. Where
    a unit has no link of its own, those of the units right below it (`of_units_below`).
    """
    found = lineage_of(unit_named(unit, asked.on))
    listing = Listing(
        name="lineage",
        columns=columns_of(LinkItem),
        version=f"{found.unit.uid} {units_version()}",
        rows=in_memory([_link_row(found, link) for link in found.links]),
        beside={"unit": found.unit.uid, "of_units_below": found.of_units_below},
    )
    return listing_response(request, listing, asked)


def _link_row(found: Lineage, link: Link) -> Row:
    lang = language()
    direct = {found.unit.pk == link.new_id: "before", found.unit.pk == link.old_id: "after"}
    return (
        link.old.uid,
        link.old.full_name(lang),
        link.new.uid,
        link.new.full_name(lang),
        link.day.isoformat() if link.day else None,
        link.by.isoformat(),
        link.share,
        found.is_whole(link),
        direct.get(True, ""),
        link.source(lang),
        link.note(lang),
    )


def unit_row(lang: str) -> Callable[[tuple[Any, ...]], Row]:
    """What makes a row in a language of a unit as it is stored."""

    def row(stored: tuple[Any, ...]) -> Row:
        _key, *facts, source_vi, source_en, note_vi, note_en = stored
        shown = [one.isoformat() if isinstance(one, date) else one for one in facts]
        ours = (source_vi, note_vi) if lang == "vi" else (source_en, note_en)
        return (*shown, *ours)

    return row


def _body(unit: Unit) -> dict[str, object]:
    stored = (attrgetter(name.replace("__", "."))(unit) for name in STORED if name != PARENT)
    facts = list(stored)
    facts.insert(STORED.index(PARENT), unit.parent.uid if unit.parent else None)
    return dict(zip(columns_of(UnitItem), unit_row(language())(tuple(facts)), strict=True))


def _where(asked: UnitsAsked) -> Q:
    """What a query takes for the parameters. Raises Problem with all that mean nothing."""
    known, where = kind_by_id(), Q()
    wrong: list[Wrong] = []
    if asked.level:
        levels = [one.id for one in known.values() if one.sort_of_id is None]
        wrong += _strange("level", "level", asked.level, levels)
        where &= Q(level=asked.level)
    if asked.kind:
        wrong += _strange("kind", "kind of unit", asked.kind, known)
        where &= of_kind(asked.kind, known.values())
    if asked.parent:
        try:
            where &= below(unit_named(asked.parent, asked.on))
        except Problem as problem:
            wrong.append(wrong_name("parent", problem))
    names_wrong(wrong)
    where &= existing_on(asked.on) if asked.on else Q()
    where &= named(asked.q) if asked.q else Q()
    return where & (Q(code=asked.code) if asked.code else Q())


def _strange(parameter: str, what: str, value: str, known: Iterable[str]) -> list[Wrong]:
    """What is wrong with a parameter that has to name one of those known; nothing if it does."""
    names = list(known)
    if value in names:
        return []
    problem = unknown(what, value, names)
    return [wrong_name(parameter, problem)]
