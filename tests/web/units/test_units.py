"""Units are found as people write them, and keyed by code and validity."""

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


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("hanoi", "01"),
        ("Hanoi City", "01"),
        ("tỉnh Hà Giang", "02"),
        ("Thành phố Đà Nẵng", "48"),
        ("TP. Cần Thơ", "92"),
        ("tp.hcm", "79"),
        ("TPHCM", "79"),
        ("hcm", "79"),
        ("Sài Gòn", "79"),
        ("saigon", "79"),
        ("Huế", "46"),
        ("Vũng Tàu", "77"),
        ("daklak", "66"),
        ("Đắc Lắc", "66"),
    ],
)
def test_province_is_called_as_people_say(name: str, code: str) -> None:
    assert unit_called(unit_list_provinces(), name).code == code


def test_nothing_typed_calls_no_province() -> None:
    assert unit_called(unit_list_provinces(), " ") is None
    assert unit_called(unit_list_provinces(), "tỉnh") is None


def test_names_in_which_a_word_begins_so_come_first() -> None:
    found = [unit.name_vi for unit in units_named(unit_list_provinces(), "ha")]
    assert found[:4] == ["Hà Giang", "Hà Nam", "Hà Nội", "Hà Tĩnh"]
    assert found[-1] == "Tuyên Quang" or not found[-1].startswith("H")


def test_marks_that_were_typed_count() -> None:
    found = [unit.name_vi for unit in units_named(unit_list_provinces(), "tỉnh Hà")]
    assert found == ["Hà Giang", "Hà Nam", "Hà Nội", "Hà Tĩnh"]


def test_place_of_the_tone_mark_does_not_count() -> None:
    found = [unit.name_vi for unit in units_named(unit_list_provinces(), "hoà")]
    assert found == ["Hòa Bình", "Khánh Hòa"]


def test_wrong_marks_find_what_the_letters_find() -> None:
    found = [unit.name_vi for unit in units_named(unit_list_provinces(), "Hạ Nội")]
    assert found == ["Hà Nội"]


def test_name_typed_without_spaces_is_found() -> None:
    found = [unit.name_vi for unit in units_named(unit_list_provinces(), "thuathien")]
    assert found == ["Thừa Thiên Huế"]


def test_pages_call_the_city_by_its_usual_name_and_the_data_by_the_publishers() -> None:
    city = Unit.objects.get(uid="79@unknown")
    assert (city.name("vi"), city.name("en")) == ("TP. Hồ Chí Minh", "Ho Chi Minh City")
    assert city.name_in_data("vi") == "Hồ Chí Minh"


def test_nothing_like_it_finds_nothing_near() -> None:
    assert units_nearest(unit_list_provinces(), "xxxxxxxx") == []


def test_misspelt_name_finds_the_nearest() -> None:
    assert units_nearest(unit_list_provinces(), "ha nooi")[0].name_vi == "Hà Nội"


def test_same_code_may_be_used_again_from_another_day() -> None:
    old = Unit.objects.get(uid="00145@unknown")
    new = Unit.objects.get(uid="00145@2025-07-01")
    assert (old.full_name_vi, new.full_name_vi) == ("Phường Long Biên", "Phường Long Biên")
    assert (old.parent.uid, new.parent.uid) == ("004@unknown", "01@unknown")
    old.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        old.save(force_insert=True)
