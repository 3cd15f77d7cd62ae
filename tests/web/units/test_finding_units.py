"""Units are found among all as people type them."""

import pytest

from chiso import territory
from chiso.spelling import fold
from chiso_web.units.finding import index
from chiso_web.units.models import Unit
from chiso_web.units.typed import marked, plain, readings

pytestmark = pytest.mark.django_db


def found(text: str) -> list[str]:
    by_id = dict(Unit.objects.values_list("id", "uid"))
    return [by_id[one.id] for one in index().find(text).every]


LONG_BIEN = ["004@unknown", "00145@2025-07-01", "00145@unknown"]


@pytest.mark.parametrize("text", ["long bien", "Long Biên", "LONG  BIEN", "long-bien", "longbien"])
def test_long_bien_is_the_district_and_the_wards_before_and_since(text: str) -> None:
    assert found(text) == LONG_BIEN


@pytest.mark.parametrize("text", ["long bien", "hoa", "sai dong", "phuong 5", "thu duc"])
def test_units_found_are_those_that_the_library_finds(text: str) -> None:
    assert set(found(text)) == {unit.id for unit in territory.find(text)}


def test_no_unit_without_the_text_in_a_folded_name_is_found() -> None:
    names = Unit.objects.filter(uid__in=found("ha dong")).values_list("full_name_vi", flat=True)
    assert names
    assert all("ha dong" in fold(name) for name in names)


@pytest.mark.parametrize(
    ("text", "uids"),
    [
        ("q. long bien", ["004@unknown"]),
        ("phường long biên", ["00145@2025-07-01", "00145@unknown"]),
        ("Long Bien Ward", ["00145@2025-07-01", "00145@unknown"]),
        ("tp hcm", ["79@2025-07-01", "79@unknown"]),
        ("TP.HCM", ["79@2025-07-01", "79@unknown"]),
        ("ha-noi", ["01@unknown"]),
        ("hanoi", ["01@unknown"]),
        ("tx sơn tây", ["269@unknown"]),
        ("00145", ["00145@2025-07-01", "00145@unknown"]),
        ("00145@2025-07-01", ["00145@2025-07-01"]),
        ("ea hleo", ["645@unknown", "24184@2025-07-01", "24184@unknown"]),
    ],
)
def test_unit_is_found_as_people_say(text: str, uids: list[str]) -> None:
    assert sorted(found(text)[: len(uids)]) == sorted(uids)


def test_place_of_the_tone_mark_does_not_count() -> None:
    assert found("hoà") == found("hòa")


def test_marks_that_were_typed_count() -> None:
    names = Unit.objects.filter(uid__in=found("hạ long")).values_list("name_vi", flat=True)
    assert set(names) == {"Hạ Long"}
    assert "Hà Long" in {one.name for one in index().find("ha long").every}


def test_marks_that_nothing_has_find_what_the_letters_find() -> None:
    assert found("Lông Biện") == LONG_BIEN


def test_whole_names_come_first_then_beginnings_then_the_rest() -> None:
    answer = index().find("hà nam")
    assert answer.whole[0].name == "Hà Nam"
    names = [plain(one.name) for one in answer.every]
    begins = [name.startswith("ha nam") for name in names]
    assert begins == sorted(begins, reverse=True)


def test_higher_levels_and_units_of_today_come_first() -> None:
    whole = index().find("hoa binh").whole
    places = ["province", "district", "commune"]
    order = [(places.index(one.level), one.ended) for one in whole]
    assert order == sorted(order)


@pytest.mark.parametrize("text", ["", "  ", "-", "…", "%", "_", "'"])
def test_text_without_a_letter_finds_nothing(text: str) -> None:
    assert found(text) == []


def test_misspelt_name_has_near_ones() -> None:
    assert "Long Biên" in index().nearest("long bein")


def test_added_unit_is_found_at_once() -> None:
    assert found("kỳ lạ trạm") == []
    one = Unit.objects.get(uid="00145@2025-07-01")
    one.pk, one.uid, one.code, one.fold = None, "X1@unknown", "X1", "ky la tram"
    one.save(force_insert=True)
    assert found("ky la tram") == ["X1@unknown"]


def test_text_is_read_without_marks_and_punctuation() -> None:
    assert plain("Bà Rịa - Vũng Tàu") == "ba ria vung tau"
    assert plain("Ea H'leo") == "ea hleo"
    assert (marked("Hoà  Bình"), marked("HOÀNG MAI")) == ("hòa bình", "hoàng mai")


def test_first_word_is_spelt_out() -> None:
    ways = [(one.fold, one.title) for one in readings("TP. HCM")]
    assert ways == [("tp hcm", ""), ("thanh pho hcm", ""), ("hcm", "thanh pho")]
    assert "quan 1" in [one.fold for one in readings("Q1")]
