"""Every unit and link as columns, for files."""

from collections.abc import Sequence
from datetime import date
from operator import itemgetter

from chiso_web.units.models import Link, Unit, UnitList

Columns = dict[str, list[object]]
UNIT = (
    *("uid", "code", "office", "kind", "level", "full_name_vi", "full_name_en", "other_names"),
    *("parent__uid", "valid_from", "valid_until", "until_known", "until_latest", "resolution"),
    *("source_en", "note_en"),
)
UNIT_COLUMNS = (
    *("id", "code", "office", "kind", "level", "name_vi", "name_en", "other_names"),
    *("parent", "since", "until", "until_known", "until_latest", "resolution"),
    *("source", "note"),
)
LINK = ("old__uid", "new__uid", "day", "by", "share", "source_en", "note_en")
LINK_COLUMNS = ("old", "new", "day", "by", "share", "source", "note")


def fingerprints() -> tuple[str, ...]:
    """What the lists held were loaded from; a file made of them is good as long as this stays."""
    return tuple(UnitList.objects.order_by("name").values_list("fingerprint", flat=True))


def unit_columns() -> Columns:
    """Every unit, by level and its place in its list."""
    rows = Unit.objects.order_by("level", "place", "uid").values_list(*UNIT)
    return _columns(UNIT_COLUMNS, list(rows))


def link_columns() -> Columns:
    """Every link, the earliest first."""
    rows = Link.objects.order_by().values_list("by", *LINK)
    ordered = sorted(rows, key=itemgetter(0, 1, 2))  # ids by their bytes, on every database
    return _columns(LINK_COLUMNS, [row[1:] for row in ordered])


def _columns(names: Sequence[str], rows: Sequence[Sequence[object]]) -> Columns:
    cells = zip(*rows, strict=True) if rows else [()] * len(names)
    return {
        name: [_plain(cell) for cell in found] for name, found in zip(names, cells, strict=True)
    }


def _plain(cell: object) -> object:
    """Days as ISO writes them; other cells as they are."""
    return cell.isoformat() if isinstance(cell, date) else cell
