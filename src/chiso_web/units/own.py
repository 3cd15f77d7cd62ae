"""Lists of units that an office adds to those of the package."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from django.db import transaction

from chiso import territory
from chiso.errors import Fault, UnitsInvalid
from chiso.territory import Territory
from chiso.wording import Text
from chiso_web.units.models import SHIPPED, Kind, Link, Unit, UnitList
from chiso_web.units.services import kinds_store, links_store, units_store

OWN = "own"
TWICE = "found the link from {old} to {new} by {by} a second time; expected it once in all lists"


@transaction.atomic
def own_units_load(
    units: Path, *, name: str = OWN, kinds: Path | None = None, links: Path | None = None
) -> tuple[int, int]:
    """Load an office's list beside the package's and those of other names; how many units and
    links it has.

    Loading a list again brings its units up to date and puts its links in place of earlier ones;
    a unit left out stays, since results may hang on it. Raises UnitsInvalid with all faults.
    """
    known = _known_beside(name, kinds)
    extended = known.extended(units, links=links)
    own = list(extended)[len(known) :]
    loaded = _recorded(name, [path for path in (units, kinds, links) if path])
    _links_check(extended.links, loaded, file=links)
    kinds_store(extended.kinds.values())
    units_store(own, of=extended, in_list=loaded)
    links_store(extended.links, of=extended, in_list=loaded)
    return len(own), len(extended.links)


def _known_beside(name: str, kinds: Path | None) -> Territory:
    """The package's units and those of other lists, with all kinds and without links."""
    shipped = territory.shipped()
    own = shipped.kinds if kinds is None else territory.read_kinds(kinds, shipped.kinds)
    held = {kind.id: _kind(kind) for kind in Kind.objects.all()}
    others = Unit.objects.exclude(in_list__name__in=(SHIPPED, name)).exclude(in_list=None)
    return Territory({**held, **own}, (*shipped, *_units(others.select_related("parent"))))


def _kind(kind: Kind) -> territory.Kind:
    return territory.Kind(
        id=kind.id,
        name=Text(kind.name_vi, kind.name_en),
        title=Text(kind.title_vi, kind.title_en),
        sort_of=kind.sort_of_id,
        under=tuple(kind.under.split()),
    )


def _units(held: Iterable[Unit]) -> list[territory.Unit]:
    return [
        territory.Unit(
            id=unit.uid,
            code=unit.code,
            office=unit.office,
            kind=unit.kind,
            level=unit.level,
            name=Text(unit.full_name_vi, unit.full_name_en),
            other_names=tuple(filter(None, unit.other_names.split("; "))),
            parent=unit.parent.uid if unit.parent else None,
            since=unit.valid_from,
            until=unit.valid_until,
            until_known=unit.until_known,
            until_latest=unit.until_latest,
            resolution=unit.resolution,
            resolution_day=unit.resolution_day,
            source=unit.source_vi,
            note=Text(unit.note_vi, unit.note_en),
        )
        for unit in held
    ]


def _links_check(links: Iterable[territory.Link], loaded: UnitList, *, file: Path | None) -> None:
    """Raises UnitsInvalid with every link that stands twice, in the file or in another list."""
    held = Link.objects.exclude(in_list=loaded).values_list("old__uid", "new__uid", "by")
    seen = set(held)
    faults = []
    for link in links:
        key = (link.old, link.new, link.by)
        if key in seen:
            facts = {"old": link.old, "new": link.new, "by": link.by}
            faults.append(Fault(file.name if file else "", TWICE, facts))
        seen.add(key)
    if faults:
        raise UnitsInvalid(what=str(file), faults=faults)


def _recorded(name: str, files: Iterable[Path]) -> UnitList:
    """The list with a new fingerprint: that of its files and of what it was before, so that what
    is kept in memory of earlier lists is read anew, even after lists that undo each other.
    """
    loaded, _ = UnitList.objects.get_or_create(name=name)
    digest = hashlib.sha256(loaded.fingerprint.encode())
    for path in files:
        digest.update(path.read_bytes())
    loaded.fingerprint = digest.hexdigest()
    loaded.save()
    return loaded
