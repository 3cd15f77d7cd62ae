"""Finding a unit by what a reader typed: its id, code, official or short name."""

from collections.abc import Sequence

from chiso.spelling import fold
from chiso_web.units.models import Unit
from chiso_web.units.selectors import unit_called


def called(units: Sequence[Unit], name: str) -> Unit | None:
    """The unit of an id, a code or a name; a short name that several share names none of them."""
    typed = " ".join(fold(name).split())
    for unit in units:
        if name == unit.uid or typed in (fold(unit.full_name_vi), fold(unit.full_name_en)):
            return unit
    found = unit_called(units, name)
    if found is None or found.code == name:
        return found
    alike = [unit for unit in units if fold(unit.name_vi) == fold(found.name_vi)]
    return found if len(alike) == 1 else None
