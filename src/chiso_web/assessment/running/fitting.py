"""Which shipped editions fit a kind of unit."""

from datetime import date

from chiso.definition import editions
from chiso.definition.model import Edition
from chiso.errors import ChisoError
from chiso_web.assessment.asked import leaves_asked
from chiso_web.units.selectors import kind_by_id

PAPI = ("papi", "papi-weighted")
ANY_KIND = "agency"


def editions_fitting(kind: str) -> list[Edition]:
    """The editions, PAPI's aside, that rank units of a kind, of the kind that it belongs to, or of
    any; the nearest first, the latest of an index first.
    """
    near = kinds_above(kind)
    found = [
        one
        for one in editions.edition_list()
        if one.id not in PAPI and one.rank_group.kind in (*near, ANY_KIND) and leaves_asked(one)
    ]
    latest = sorted(found, key=lambda one: one.in_force.since, reverse=True)
    return sorted(latest, key=lambda one: [*near, ANY_KIND].index(one.rank_group.kind))


def edition_fitting(kind: str, day: date) -> str:
    """The name of the nearest edition that fits a kind and is in force on a day; empty where there
    is none.
    """
    return next((one.name for one in editions_fitting(kind) if one.in_force.covers(day)), "")


def kinds_above(kind: str) -> list[str]:
    """A kind and those it is a sort of: ward, commune."""
    kinds, found = kind_by_id(), []
    while kind and kind not in found:
        found.append(kind)
        above = kinds.get(kind)
        kind = (above.sort_of_id or "") if above else ""
    return found


def edition_on(index: str, day: date) -> Edition | None:
    """The edition of an index that is in force on a day; None where there is none."""
    try:
        return editions.edition(f"{index}@{day.isoformat()}")
    except ChisoError:
        return None
