"""Units are found as people write them, and keyed by code and validity."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from chiso_web.units.models import Unit
from chiso_web.units.selectors import unit_called, unit_list_provinces, units_named, units_nearest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["01", "Hà Nội", "ha noi", "ha-noi", "HÀ NỘI", "Ha Noi"])
def test_province_is_called_by_code_or_name(name: str) -> None:
    assert unit_called(unit_list_provinces(), name).code == "01"


def test_provinces_stand_in_dictionary_order() -> None:
    names = [unit.name_vi for unit in unit_list_provinces()]
    assert names[:3] == ["An Giang", "Bà Rịa - Vũng Tàu", "Bạc Liêu"]
    assert len(names) == 63


def test_part_of_a_name_finds_all_that_have_it() -> None:
    found = [unit.name_vi for unit in units_named(unit_list_provinces(), "quang")]
    assert {"Quảng Bình", "Quảng Nam", "Quảng Ngãi", "Quảng Ninh", "Quảng Trị"} <= set(found)


def test_misspelt_name_finds_the_nearest() -> None:
    assert units_nearest(unit_list_provinces(), "ha nooi")[0].name_vi == "Hà Nội"


def test_same_code_may_be_used_again_from_another_day() -> None:
    old = Unit.objects.get(code="01", valid_from=None)
    facts = {"kind": old.kind, "code": "01", "fold": old.fold, "sort_key": old.sort_key, "place": 1}
    again = Unit.objects.create(name_vi="Hà Nội", valid_from=date(2025, 7, 1), **facts)
    assert again.id_text == "01@2025-07-01"
    with pytest.raises(IntegrityError), transaction.atomic():
        Unit.objects.create(name_vi="Hà Nội", **facts)
