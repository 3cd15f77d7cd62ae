"""How units passed into others, as the lists of 2025 and the scheme of 2024 say."""

import pytest

from chiso import territory
from chiso_web.units.lineage import Lineage, lineage_of
from chiso_web.units.models import Unit
from chiso_web.units.selectors import unit_get, unit_list_below, unit_list_former

pytestmark = pytest.mark.django_db


def lineage(uid: str) -> Lineage:
    return lineage_of(unit_get(uid))


def test_lineage_of_long_bien_is_that_of_its_wards() -> None:
    found = lineage("004@unknown")
    # commune_links.csv: 31 links of its 13 wards; other_links.csv: 2 of Sài Đồng
    assert (len(found.links), found.of_units_below) == (33, True)
    whole = {link.old.name_vi for link in found.links if found.is_whole(link)}
    assert whole == {"Ngọc Lâm"}
    news = {link.new.name_vi for link in found.links if link.day}
    assert news == {
        "Bồ Đề",
        "Việt Hưng",
        "Phúc Lợi",
        "Long Biên",
        "Hồng Hà",
        "Bát Tràng",
        "Gia Lâm",
    }


def test_sai_dong_was_divided_by_the_shares_of_the_scheme() -> None:
    found = lineage("00142@unknown")
    shares = {link.new.name_vi: link.share for link in found.after}
    # 13,092 and 4,817 people by the scheme of 2024
    assert shares == pytest.approx({"Phúc Lợi": 13092 / 17909, "Phúc Đồng": 4817 / 17909})


@pytest.mark.parametrize(
    "uid", ["004@unknown", "00145@2025-07-01", "00142@unknown", "02@unknown", "19@2025-07-01"]
)
def test_lineage_is_that_of_the_library(uid: str) -> None:
    found, known = lineage(uid), territory.lineage(uid)
    assert [(link.old.uid, link.new.uid, link.by) for link in found.links] == sorted(
        ((link.old, link.new, link.by) for link in known.links),
        key=lambda one: (one[2], Unit.objects.get(uid=one[0]).place, _place(one[1])),
    )
    assert {link.old.uid for link in found.links if not found.is_whole(link)} == known.divided


def _place(uid: str) -> int:
    return Unit.objects.get(uid=uid).place


def test_new_unit_tells_how_many_others_passed_to_it() -> None:
    # three provinces became TP. Hồ Chí Minh: of Bình Dương's lineage two others are not shown
    found = lineage("74@unknown")
    assert list(found.others.values()) == [2]


def test_units_below_are_those_of_its_days() -> None:
    old = unit_list_below(unit_get("004@unknown"))
    assert len([one for one in old if one.level == "commune"]) == 14  # 13 and Sài Đồng
    assert len([one for one in old if one.level == "department"]) == 12
    new = unit_list_below(unit_get("79@2025-07-01"))
    assert len(new) == 168  # 113 wards, 54 communes, one special zone


def test_later_province_leads_back_to_those_that_papi_measured() -> None:
    former = unit_list_former(unit_get("75@2026-04-30"))  # by way of the province of 2025
    assert {unit.uid for unit in former} == {"70@unknown", "75@unknown"}


def test_lineage_takes_few_queries(django_assert_max_num_queries) -> None:
    district = unit_get("004@unknown")
    with django_assert_max_num_queries(12):
        lineage_of(district)
