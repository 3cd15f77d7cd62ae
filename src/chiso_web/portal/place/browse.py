"""All provinces, today's and those of before 1 July 2025, each with the number of its communes."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from chiso_web.look.formats import language, number
from chiso_web.portal.addresses import unit_address
from chiso_web.portal.place.naming import Kinds, kind_word
from chiso_web.units.models import Unit
from chiso_web.units.selectors import (
    commune_list_counted,
    kind_by_id,
    unit_list_top,
)

LAST_DAY_OF_BEFORE = date(2025, 6, 30)


@dataclass(frozen=True, slots=True)
class Row:
    """A province in the table."""

    name: str
    address: str
    kind: str
    communes: str


def browse_facts(today: date) -> Mapping[str, object]:
    """Everything on the page of all units."""
    kinds, provinces = kind_by_id(), unit_list_top()
    before, now = Counter[str](), Counter[str]()
    for one in commune_list_counted():
        there = before if one.last_day == LAST_DAY_OF_BEFORE else now
        if one.last_day >= today or there is before:
            there[one.province] += one.count
    return {
        "title": _("Provinces, districts and communes"),
        "today": _rows([one for one in provinces if one.exists_on(today)], now, kinds),
        "before": _rows([one for one in provinces if one.valid_from is None], before, kinds),
        "communes_today": number(sum(now.values()), 0),
        "communes_before": number(sum(before.values()), 0),
    }


def _rows(provinces: list[Unit], counts: Mapping[str, int], kinds: Kinds) -> list[Row]:
    return [
        Row(
            name=one.name(language()),
            address=unit_address(one.uid),
            kind=kind_word(one, kinds),
            communes=number(counts.get(one.code, 0), 0),
        )
        for one in provinces
    ]
