"""Storing lists of kinds, units and links: added or brought up to date in place."""

from collections.abc import Iterable, Mapping

from django.db import transaction

from chiso import territory
from chiso.errors import UnknownName
from chiso.spelling import nfc, sort_key
from chiso.wording import Text
from chiso_web.units.models import Kind, Link, Unit, UnitList
from chiso_web.units.other_names import usual_names
from chiso_web.units.typed import plain

BATCH = 1_000
NOT_UPDATED = ("id", "uid")
KIND_LOADED = ["sort_of", "under", "name_vi", "name_en", "title_vi", "title_en", "place"]
LOADED = [
    field.name
    for field in Unit._meta.get_fields()
    if field.concrete and field.name not in NOT_UPDATED
]

Names = Mapping[str, Text]


@transaction.atomic
def kinds_store(kinds: Iterable[territory.Kind]) -> None:
    """Store kinds; those above come first, as in the lists."""
    rows = [_kind(kind, place) for place, kind in enumerate(kinds)]
    Kind.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["id"], update_fields=KIND_LOADED
    )


def _kind(kind: territory.Kind, place: int) -> Kind:
    return Kind(
        id=kind.id,
        sort_of_id=kind.sort_of,
        under=" ".join(kind.under),
        name_vi=kind.name.vi,
        name_en=kind.name.en,
        title_vi=kind.title.vi,
        title_en=kind.title.en,
        place=place,
    )


@transaction.atomic
def units_store(
    units: Iterable[territory.Unit],
    *,
    of: territory.Territory,
    in_list: UnitList,
    called: Names | None = None,
) -> None:
    """Store units of a territory by uid, those above first; ``called`` are short names by uid.

    Raises UnknownName where what stands above one is neither among them nor held.
    """
    known = dict(Unit.objects.values_list("uid", "id"))
    waiting = list(enumerate(units))
    while waiting:
        ready = [(place, unit) for place, unit in waiting if _has_parent(unit, known)]
        if not ready:
            raise UnknownName(what="unit", name=str(waiting[0][1].parent), nearest=[])
        rows = [_row(unit, place, of=of, called=called or {}) for place, unit in ready]
        for row, (_, unit) in zip(rows, ready, strict=True):
            row.in_list, row.parent_id = in_list, known.get(unit.parent or "")
        Unit.objects.bulk_create(
            rows,
            batch_size=BATCH,
            update_conflicts=True,
            unique_fields=["uid"],
            update_fields=LOADED,
        )
        known |= {row.uid: row.id for row in rows}
        stored = {unit.id for _, unit in ready}
        waiting = [(place, unit) for place, unit in waiting if unit.id not in stored]


def _has_parent(unit: territory.Unit, known: Mapping[str, int]) -> bool:
    return unit.parent is None or unit.parent in known


def _row(unit: territory.Unit, place: int, *, of: territory.Territory, called: Names) -> Unit:
    short = called.get(unit.id) or short_name(unit, of.kind(unit.kind).title)
    source = of.source(unit)
    return Unit(
        uid=unit.id,
        kind=unit.kind,
        level=unit.level,
        code=unit.code,
        office=unit.office,
        valid_from=unit.since,
        valid_until=unit.until,
        until_known=unit.until_known,
        until_latest=unit.until_latest,
        name_vi=nfc(short.vi),
        name_en=nfc(short.en),
        full_name_vi=unit.name.vi,
        full_name_en=unit.name.en,
        other_names="; ".join(unit.other_names),
        resolution=unit.resolution,
        resolution_day=unit.resolution_day,
        source_vi=source.vi,
        source_en=source.en,
        note_vi=unit.note.vi,
        note_en=unit.note.en,
        fold="\n".join(_folded_names(unit, short)),
        sort_key=sort_key(short.vi),
        place=place,
    )


def short_name(unit: territory.Unit, title: Text) -> Text:
    """The name without the word for its kind; a number keeps it: "Long Biên", but "Phường 5"."""
    own = unit.name.vi.removeprefix(f"{title.vi} ") if title.vi else unit.name.vi
    if own[:1].isdigit():
        return unit.name
    english = unit.name.en.removesuffix(f" {title.en}") if title.en else unit.name.en
    return Text(own, english)


def _folded_names(unit: territory.Unit, short: Text) -> dict[str, None]:
    usual = usual_names(unit.code, unit.level)
    names = (unit.name.vi, short.vi, *unit.other_names, unit.name.en, short.en, *usual)
    return dict.fromkeys(plain(name) for name in names)


@transaction.atomic
def links_store(
    links: Iterable[territory.Link], *, of: territory.Territory, in_list: UnitList
) -> None:
    """Store links in place of those that the list had."""
    ids = dict(Unit.objects.values_list("uid", "id"))
    Link.objects.filter(in_list=in_list).delete()
    rows = [_link(link, ids, of=of, in_list=in_list) for link in links]
    Link.objects.bulk_create(rows, batch_size=BATCH)


def _link(
    link: territory.Link, ids: Mapping[str, int], *, of: territory.Territory, in_list: UnitList
) -> Link:
    source = of.source(link)
    return Link(
        old_id=ids[link.old],
        new_id=ids[link.new],
        day=link.day,
        by=link.by,
        share=link.share,
        source_vi=source.vi,
        source_en=source.en,
        note_vi=link.note.vi,
        note_en=link.note.en,
        in_list=in_list,
    )
