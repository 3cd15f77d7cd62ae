"""The units whose files a person finds first: those that their roles are held in."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from chiso_web.accounts.acting import Acting
from chiso_web.files.addresses import unit_address
from chiso_web.files.permissions import FILES_READ
from chiso_web.files.selectors import file_count_by_unit
from chiso_web.look.formats import language
from chiso_web.units.models import Unit


def units_of(acting: Acting) -> Sequence[Unit]:
    """The units in which a person holds a role that reads files there, each once."""
    held = {one.unit_id: one.unit for one in acting.holdings_with(FILES_READ)}
    return [unit for unit in held.values() if acting.may(FILES_READ, unit.uid)]


def mine_facts(units: Sequence[Unit]) -> Mapping[str, object]:
    """The units with how many files each has."""
    counts = file_count_by_unit([unit.pk for unit in units])
    lines = [
        (unit.full_name(language()), unit_address(unit), counts.get(unit.pk, 0)) for unit in units
    ]
    return {"title": _("Files"), "lines": lines}
