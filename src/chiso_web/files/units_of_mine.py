"""The units whose files a person finds first: those of their roles, and those that these reach."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from chiso_web.accounts.acting import Acting
from chiso_web.accounts.roles import Reach
from chiso_web.files.addresses import unit_address
from chiso_web.files.permissions import FILES_READ
from chiso_web.files.selectors import file_count_by_unit, unit_list_with_files
from chiso_web.look.formats import language
from chiso_web.units.models import Unit

MOST = 300
Lines = Sequence[tuple[str, str, int]]


def units_of(acting: Acting) -> Sequence[Unit]:
    """The units in which a person holds a role that reads files there, each once."""
    held = {one.unit_id: one.unit for one in acting.holdings_with(FILES_READ)}
    return [unit for unit in held.values() if acting.may(FILES_READ, unit.uid)]


def units_above_those_read(acting: Acting) -> set[int]:
    """The keys of units, the files of those under which a person may read."""
    found: set[int] = set()
    for one in acting.holdings_with(FILES_READ):
        reaches = FILES_READ.reaches(one.role)
        if Reach.BELOW in reaches:
            found.add(one.unit_id)
        if Reach.BESIDE in reaches and one.unit.parent_id is not None:
            found.add(one.unit.parent_id)
    return found


def mine_facts(units: Sequence[Unit], under: set[int]) -> Mapping[str, object]:
    """The units of a person, and those with files that they may read, with how many there are."""
    counts = file_count_by_unit([unit.pk for unit in units])
    others = unit_list_with_files(under=under, most=MOST) if under else []
    mine = {unit.pk for unit in units}
    return {
        "title": _("Files"),
        "lines": [_line(unit, counts.get(unit.pk, 0)) for unit in units],
        "others": [
            _line(unit, unit.file_count)  # type: ignore[attr-defined]
            for unit in others
            if unit.pk not in mine
        ],
        "reaches": bool(under),
    }


def _line(unit: Unit, count: int) -> tuple[str, str, int]:
    return unit.full_name(language()), unit_address(unit), count
