"""``chiso units``: find a unit, show it, and see what it came from and became."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from chiso.cli.listing import listing
from chiso.cli.options import (
    JsonOption,
    Language,
    LanguageOption,
    OutOption,
    OwnOption,
    day_option,
    language_of_environment,
)
from chiso.cli.output import note, write_json, write_text
from chiso.cli.unit_lists import unit_lists
from chiso.errors import mark
from chiso.wording import Message, percent, say

if TYPE_CHECKING:
    from chiso.territory import Lineage, Link, Territory, Unit

units = typer.Typer(
    name="units",
    help="Find administrative units, before and since 1 July 2025.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

UNKNOWN = "unknown"
_UNKNOWN = mark("unknown")
_NONE = mark("No unit has “{text}” in its name.")
_MORE = mark("{more} more: --limit {count} shows all.")
_BELOW = mark("No link of its own; these are of the units right below it.")
_NO_LINKS = mark("No source names a unit before or after it.")
_WHOLE = mark("whole")
_PART = mark("a part")
_COLUMNS = ("id", "name", "other_names", "kind", "level", "parent_name", "since", "until")

UnitName = Annotated[
    str,
    typer.Argument(
        metavar="ID",
        help="Its id, such as 00145@2025-07-01, or a code that names one unit.",
        show_default=False,
    ),
]
OnOption = Annotated[datetime | None, day_option("A day, such as 2025-06-30.")]


@units.command()
def find(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="A part of a name.")],
    kind: Annotated[
        str | None,
        typer.Option(
            "--kind",
            metavar="KIND",
            help="province, district, commune, department, or one of their sorts, such as ward.",
            show_default=False,
        ),
    ] = None,
    on: OnOption = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="At most so many.")] = 50,
    own: OwnOption = None,
    json: JsonOption = False,
    out: OutOption = None,
    lang: LanguageOption = None,
) -> None:
    """Find units by a part of their name.

    Marks, case and the place of tone marks do not count: "hoa binh" finds Hòa Bình and Hoà Bình.
    Whole names come first.

    \b
      chiso units find "long bien"
      chiso units find "hoa binh" --kind province --on 2025-06-30
    """
    language = lang or language_of_environment()
    territory = unit_lists(own)
    found = territory.find(text, on=_day(on), kind=kind)
    records = [_record(territory, unit, language) for unit in found[:limit]]
    if json:
        write_json(records, out=out)
        return
    if not found:
        note(Message(_NONE, {"text": text}), language)
        return
    write_text(_table(territory, records, _COLUMNS, lang=language), out=out)
    if len(found) > limit:
        note(Message(_MORE, {"more": len(found) - limit, "count": len(found)}), language)


@units.command()
def show(
    id: UnitName,
    on: OnOption = None,
    own: OwnOption = None,
    json: JsonOption = False,
    out: OutOption = None,
    lang: LanguageOption = None,
) -> None:
    """Show a unit: its names, kind, days, what stands above it, and where this is from.

    A code that names several units is refused, with their ids; --on names the one of a day.

    \b
      chiso units show 00145@2025-07-01
      chiso units show 00145 --on 2018-12-31
    """
    language = lang or language_of_environment()
    territory = unit_lists(own)
    unit = territory.unit(id, _day(on))
    record = _record(territory, unit, language)
    if json:
        write_json(record, out=out)
        return
    told = _told(territory, record, language)
    filled = [name for name, words in told.items() if words]
    headings = [say(Message(_HEADINGS[name]), language) for name in filled]
    write_text(listing({"": headings, " ": [told[name] for name in filled]}), out=out)


@units.command()
def lineage(
    id: UnitName,
    on: OnOption = None,
    own: OwnOption = None,
    json: JsonOption = False,
    out: OutOption = None,
    lang: LanguageOption = None,
) -> None:
    """Show what a unit came from and became, with days, sources and what was divided.

    Where a unit has no link of its own, as a district, those of the units right below it are shown.

    \b
      chiso units lineage 00142
      chiso units lineage 004
    """
    from chiso.territory import lineage_in

    language = lang or language_of_environment()
    territory = unit_lists(own)
    found = lineage_in(territory, territory.unit(id, _day(on)))
    links = [_link(territory, found, link, language) for link in found.links]
    if json:
        unit = _record(territory, found.unit, language)
        write_json({"unit": unit, "of_units_below": found.of_units_below, "links": links}, out=out)
        return
    if not links:
        note(Message(_NO_LINKS), language)
        return
    if found.of_units_below:
        note(Message(_BELOW), language)
    names = ("old", "old_name", "new", "new_name", "day", "share", "note")
    for link in links:
        link["share"] = link["share"] or say(
            Message(_PART if link["divided"] else _WHOLE), language
        )
    write_text(_table(territory, links, names, lang=language), out=out)


def _day(on: datetime | None) -> date | None:
    return None if on is None else on.date()


def _table(
    territory: "Territory",
    records: Sequence[dict[str, Any]],
    names: Sequence[str],
    *,
    lang: Language,
) -> Any:
    """The named columns under their headings, without those that are blank throughout."""
    told = [_told(territory, record, lang) for record in records]
    columns = {name: [record[name] for record in told] for name in names}
    return listing(
        {
            say(Message(_HEADINGS[name]), lang): cells
            for name, cells in columns.items()
            if any(cells)
        }
    )


def _told(territory: "Territory", record: dict[str, Any], lang: Language) -> dict[str, str]:
    """A record for reading: kinds, days and shares in words."""
    return {
        name: _cell(territory, name, value, lang=lang)
        for name, value in record.items()
        if not isinstance(value, bool)
    }


def _cell(territory: "Territory", name: str, value: Any, *, lang: Language) -> str:
    if name in ("kind", "level"):
        return territory.kind(value).name.in_language(lang)
    if name in _DAYS and value == UNKNOWN:
        return say(Message(_UNKNOWN), lang)
    if name in _DAYS and value and lang == "vi":
        return date.fromisoformat(value).strftime("%d/%m/%Y")
    if isinstance(value, float):
        return percent(value, 1, lang)
    return "; ".join(value) if isinstance(value, list) else str(value or "")


_DAYS = ("since", "until", "until_latest", "resolution_day", "day", "by")
_HEADINGS = {
    "id": mark("ID"),
    "code": mark("Code of the unit"),
    "name": mark("Full name"),
    "other_names": mark("Other names"),
    "kind": mark("Kind"),
    "level": mark("Level"),
    "parent": mark("ID of the unit above"),
    "parent_name": mark("In"),
    "since": mark("Since"),
    "until": mark("Until"),
    "until_latest": mark("Until at the latest"),
    "resolution": mark("Resolution"),
    "resolution_day": mark("Day of the resolution"),
    "source": mark("Source"),
    "note": mark("Note"),
    "old": mark("Old unit"),
    "old_name": mark("Old name"),
    "new": mark("New unit"),
    "new_name": mark("New name"),
    "day": mark("Day"),
    "share": mark("Share"),
}


def _record(territory: "Territory", unit: "Unit", lang: Language) -> dict[str, Any]:
    above = territory.parent(unit)
    return {
        "id": unit.id,
        "code": unit.code,
        "name": unit.name.in_language(lang),
        "other_names": list(unit.other_names),
        "kind": unit.kind,
        "level": unit.level,
        "parent": unit.parent or "",
        "parent_name": above.name.in_language(lang) if above else "",
        "since": _day_of(unit.since, known=unit.since_known),
        "until": _day_of(unit.until, known=unit.until_known),
        "until_latest": _day_of(unit.until_latest),
        "resolution": unit.resolution,
        "resolution_day": _day_of(unit.resolution_day),
        "source": territory.source(unit).in_language(lang),
        "note": unit.note.in_language(lang),
    }


def _day_of(day: date | None, *, known: bool = True) -> str:
    return day.isoformat() if day else "" if known else UNKNOWN


def _link(
    territory: "Territory", lineage: "Lineage", link: "Link", lang: Language
) -> dict[str, Any]:
    return {
        "old": link.old,
        "old_name": territory.unit(link.old).name.in_language(lang),
        "new": link.new,
        "new_name": territory.unit(link.new).name.in_language(lang),
        "day": _day_of(link.day, known=link.day is not None),
        "by": link.by.isoformat(),
        "divided": link.old in lineage.divided,
        "share": link.share,
        "source": territory.source(link).in_language(lang),
        "note": link.note.in_language(lang),
    }
