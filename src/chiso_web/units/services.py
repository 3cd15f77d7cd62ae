"""Loading units from lists."""

from collections.abc import Iterable
from typing import Protocol

from django.db import transaction

from chiso.spelling import fold, nfc, sort_key
from chiso.wording import Text
from chiso_web.units.models import Unit

PROVINCE = "province"
LOADED = ["name_vi", "name_en", "fold", "sort_key", "place"]


class Listed(Protocol):
    """A unit as a list gives it."""

    @property
    def code(self) -> str: ...
    @property
    def name(self) -> Text: ...


@transaction.atomic
def provinces_load(listed: Iterable[Listed]) -> dict[str, Unit]:
    """The provinces by code, in the list's order; new ones added, names brought up to date."""
    known = {unit.code: unit for unit in Unit.objects.filter(kind=PROVINCE, valid_from=None)}
    units = [_filled(known.get(item.code), item, place=place) for place, item in enumerate(listed)]
    Unit.objects.bulk_create([unit for unit in units if unit.pk is None])
    Unit.objects.bulk_update([unit for unit in units if unit.code in known], LOADED)
    return {unit.code: unit for unit in units}


def _filled(unit: Unit | None, item: Listed, *, place: int) -> Unit:
    unit = unit or Unit(kind=PROVINCE, code=item.code)
    unit.name_vi, unit.name_en = nfc(item.name.vi), nfc(item.name.en)
    unit.fold, unit.sort_key = fold(item.name.vi), sort_key(item.name.vi)
    unit.place = place
    return unit
