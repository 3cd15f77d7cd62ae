"""Finding units."""

from collections.abc import Iterable

from chiso.spelling import fold, nearest
from chiso_web.units.models import Unit
from chiso_web.units.services import PROVINCE


def unit_list_provinces() -> list[Unit]:
    """All provinces, in dictionary order."""
    return list(Unit.objects.filter(kind=PROVINCE).order_by("sort_key"))


def as_typed(name: str) -> str:
    """What a person typed, for comparison with ``Unit.fold``: "ha-noi" and "Hà Nội" read alike."""
    return " ".join(fold(name).replace("-", " ").replace("_", " ").split())


def units_named(units: Iterable[Unit], name: str) -> list[Unit]:
    """The units whose name, in either language, contains what was typed; all if nothing was."""
    typed = as_typed(name)
    return [unit for unit in units if typed in as_typed(unit.fold) or typed in fold(unit.name_en)]


def unit_called(units: Iterable[Unit], name: str) -> Unit | None:
    """The unit whose code or whole name was typed, in either language."""
    typed = as_typed(name)
    for unit in units:
        if name == unit.code or typed in {as_typed(unit.fold), as_typed(unit.name_en)}:
            return unit
    return None


def units_nearest(units: Iterable[Unit], name: str) -> list[Unit]:
    """The units whose names are most like what was typed, best first."""
    by_name = {as_typed(unit.fold): unit for unit in units}
    return [by_name[found] for found in nearest(as_typed(name), by_name)]
