"""Units on a day, their ids, kinds and lineage. Expected figures: those of the lists (SOURCES.md)
and, for Long Biên, of the resolution that formed its wards.
"""

from datetime import date

import pytest

from chiso import territory
from chiso.errors import UnitAmbiguous, UnknownName
from chiso.spelling import fold
from chiso.territory.letters import folded

YEAR_2018 = date(2018, 12, 31)
BEFORE = date(2025, 6, 30)
AFTER = date(2025, 7, 1)


def names(ids: set[str]) -> set[str]:
    return {territory.unit(id).name.vi for id in ids}


@pytest.mark.parametrize(
    ("day", "provinces", "districts", "communes"),
    [(BEFORE, 63, 696, 10035), (AFTER, 34, 0, 3321), (date(2026, 7, 25), 34, 0, 3321)],
)
def test_every_list_is_whole(day: date, provinces: int, districts: int, communes: int) -> None:
    assert len(territory.units(day, kind="province")) == provinces
    assert len(territory.units(day, kind="district")) == districts
    assert len(territory.units(day, kind="commune")) == communes


def test_long_bien_had_fourteen_wards_in_2018_and_thirteen_in_2025() -> None:
    assert len(territory.units(YEAR_2018, kind="ward", under="004")) == 14
    assert len(territory.units(BEFORE, kind="ward", under="004")) == 13


def test_day_that_no_source_gives_is_unknown() -> None:
    sai_dong = territory.unit("00142")
    assert (sai_dong.since, sai_dong.since_known) == (None, False)
    assert (sai_dong.until, sai_dong.until_known) == (None, False)
    assert sai_dong.until_latest == date(2025, 2, 28)


def test_unit_that_has_not_ended_says_so() -> None:
    ward = territory.unit("00145@2025-07-01")
    assert (ward.until, ward.until_known) == (None, True)


def test_bare_code_is_resolved_on_the_day_asked() -> None:
    assert territory.unit("00145", YEAR_2018).id == "00145@unknown"
    assert territory.unit("00145", AFTER).id == "00145@2025-07-01"


def test_ambiguous_code_is_refused_naming_both() -> None:
    with pytest.raises(UnitAmbiguous) as caught:
        territory.unit("00145")
    assert caught.value.candidates == ("00145@unknown", "00145@2025-07-01")


def test_code_of_an_ended_unit_is_unknown_after_its_end() -> None:
    with pytest.raises(UnknownName, match="02@unknown"):
        territory.unit("02", AFTER)


def test_unknown_code_is_answered_with_those_like_it() -> None:
    with pytest.raises(UnknownName) as caught:
        territory.unit("00146")
    assert "00145@unknown" in caught.value.nearest


def test_reused_codes_are_3316() -> None:
    """As the list's README counts them."""
    old = {unit.code for unit in territory.units(BEFORE, kind="commune")}
    new = {unit.code for unit in territory.units(AFTER, kind="commune")}
    assert len(old & new) == 3316


def test_province_that_became_a_city_keeps_its_districts_on_every_day() -> None:
    """Thừa Thiên Huế, code 46, became Huế on 1 January 2025; its nine districts lie in both."""
    for day in (date(2023, 12, 31), BEFORE):
        assert len(territory.units(day, kind="district", under="46")) == 9
    assert territory.unit("46", date(2024, 12, 31)).name.vi == "Tỉnh Thừa Thiên Huế"
    assert territory.unit("46", date(2025, 1, 1)).name.vi == "Thành phố Huế"


def test_parent_is_the_one_of_the_day() -> None:
    lists = territory.shipped()
    district = territory.unit("474")
    assert district.parent == "46@2025-01-01"
    above = lists.parent(district, date(2023, 1, 1))
    assert above is not None
    assert above.id == "46@unknown"


def test_every_kind_has_a_level_and_every_parent_may_stand_above() -> None:
    lists = territory.shipped()
    for unit in lists:
        above = lists.parent(unit)
        assert (above is None) == (unit.level == "province")
        assert above is None or above.level in lists.kinds[unit.kind].under


@pytest.mark.parametrize(("above", "count"), [("004", 12), ("01", 15)])  # SOURCES.md: 27
def test_illustrative_departments_say_so(above: str, count: int) -> None:
    departments = territory.units(YEAR_2018, kind="department", under=above)
    assert len(departments) == count
    assert {unit.note.vi for unit in departments} == {"Tên minh họa"}
    assert departments[1].id == f"{above}.noi-vu@unknown"


def test_every_unit_names_a_known_source() -> None:
    lists = territory.shipped()
    assert {unit.source for unit in lists} | {link.source for link in lists.links} <= {
        *lists.sources
    }


@pytest.mark.parametrize("query", ["long bien", "Long Biên", "LONG  BIÊN", "long biên"])
def test_long_bien_is_found_as_district_and_as_ward_before_and_since(query: str) -> None:
    found = [unit.id for unit in territory.find(query)]
    assert found == ["004@unknown", "00145@2025-07-01", "00145@unknown"]


def test_place_of_the_tone_mark_does_not_count() -> None:
    assert territory.find("hoà bình") == territory.find("hòa bình")
    assert territory.find("hoà bình")[0].name.vi == "Tỉnh Hoà Bình"


def test_later_name_is_found_too() -> None:
    found = territory.find("phuong loc ninh", on=AFTER)
    assert "25270@2025-07-01" in [unit.id for unit in found]


def test_blank_search_finds_nothing() -> None:
    assert territory.find("  ") == ()


def test_quick_folding_is_the_folding_of_spelling() -> None:
    for unit in territory.shipped():
        assert [folded(name) for name in unit.names] == [fold(name) for name in unit.names]


def test_lineage_has_the_pairs_of_the_list() -> None:
    links = [link for link in territory.shipped().links if len(link.old.split("@")[0]) == 5]
    merged = [link for link in links if link.day == AFTER]
    assert len(merged) == 10597


def test_divided_communes_are_471() -> None:
    links_from = territory.shipped().links_from
    old = territory.units(BEFORE, kind="commune")
    assert sum(len(links_from[unit.id]) > 1 for unit in old) == 471


def test_only_ngoc_lam_of_long_bien_passed_whole() -> None:
    """Resolution 1656/NQ-UBTVQH15, as the list has it."""
    links_from = territory.shipped().links_from
    wards = territory.units(BEFORE, kind="ward", under="004")
    whole = [unit.name.vi for unit in wards if len(links_from[unit.id]) == 1]
    assert whole == ["Phường Ngọc Lâm"]


def test_lineage_of_the_district_is_that_of_its_wards() -> None:
    """Bồ Đề, Việt Hưng, Phúc Lợi, Long Biên; parts to Hồng Hà, Bát Tràng and Gia Lâm."""
    found = territory.lineage("004")
    assert found.of_units_below
    new = {link.new for link in found.links if link.day == AFTER}
    assert names(new) == {
        *("Phường Bồ Đề", "Phường Việt Hưng", "Phường Phúc Lợi", "Phường Long Biên"),
        *("Phường Hồng Hà", "Xã Bát Tràng", "Xã Gia Lâm"),
    }


def test_sai_dong_was_divided_by_the_scheme() -> None:
    """13,092 of 17,909 people to Phúc Lợi, 4,817 to Phúc Đồng; the day has not been read."""
    links = territory.lineage("00142").after
    assert [(link.new, link.day) for link in links] == [
        ("00136@unknown", None),
        ("00151@unknown", None),
    ]
    assert [link.share for link in links] == [13092 / 17909, 4817 / 17909]
    assert all("theo đề án" in link.note.vi for link in links)


def test_lineage_of_a_new_ward_reaches_back_beyond_the_merger() -> None:
    old = {link.old for link in territory.lineage("00136@2025-07-01").links}
    assert {"00142@unknown", "00151@unknown", "00148@unknown"} <= old


@pytest.mark.parametrize(
    ("period", "last"),
    [("2018", date(2018, 12, 31)), ("2024-Q1", date(2024, 3, 31)), ("2024-M02", date(2024, 2, 29))],
)
def test_period_ends_on_its_last_day(period: str, last: date) -> None:
    assert territory.period_end(period) == last
