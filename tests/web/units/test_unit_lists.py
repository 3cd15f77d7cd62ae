"""All units of the territory, loaded again and again, beside those of an office."""

import dataclasses
import io
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from chiso import territory
from chiso.datasets import papi
from chiso.errors import UnknownName
from chiso_web.units.finding import index
from chiso_web.units.loading import units_load
from chiso_web.units.models import Kind, Link, Unit, UnitList
from chiso_web.units.selectors import unit_list_provinces
from chiso_web.units.services import units_store

pytestmark = pytest.mark.django_db


def test_every_unit_kind_and_link_of_the_lists_is_held() -> None:
    shipped = territory.shipped()  # 88 + 696 + 27 + 10,035 + 1 + 3,321 units: SOURCES.md
    assert Unit.objects.count() == len(shipped) == 14_168
    assert Link.objects.count() == len(shipped.links) == 10_658  # 10,597 + 61
    assert Kind.objects.count() == len(shipped.kinds)


def test_unit_holds_what_the_territory_knows() -> None:
    found = Unit.objects.get(uid="00142@unknown")
    known = territory.unit("00142@unknown")
    assert (found.until_known, found.until_latest) == (False, date(2025, 2, 28))
    assert (found.kind, found.level, found.parent.uid) == ("ward", "commune", "004@unknown")
    assert found.note("en") == known.note.en
    assert found.source("vi") == territory.shipped().source(known).vi


def test_names_are_short_and_full() -> None:
    found = {unit.uid: unit for unit in Unit.objects.filter(code__in=["00145", "760", "27268"])}
    assert found["00145@2025-07-01"].name("vi") == "Long Biên"
    assert found["00145@2025-07-01"].full_name("en") == "Long Bien Ward"
    assert found["760@unknown"].name("vi") == "Quận 1"  # a number alone is no name


def test_papi_keeps_its_name_of_a_province() -> None:
    old, new = Unit.objects.get(uid="46@unknown"), Unit.objects.get(uid="46@2025-01-01")
    assert (old.name("vi"), new.name("vi")) == ("Thừa Thiên Huế", "Huế")


def test_loading_again_changes_nothing() -> None:
    def state() -> list[tuple[object, ...]]:
        return list(Unit.objects.order_by("uid").values_list("id", "uid", "parent_id", "fold"))

    before, links = state(), Link.objects.count()
    units_load(papi.provinces())
    assert state() == before
    assert Link.objects.count() == links


def test_loading_again_mends_a_unit_and_leaves_an_offices_own() -> None:
    Unit.objects.filter(uid="00145@unknown").update(full_name_vi="Phường Lông Biên")
    ward = Unit.objects.get(uid="00145@2025-07-01")
    ward.pk, ward.uid, ward.code, ward.in_list = None, "X1@unknown", "X1", None
    ward.save(force_insert=True)
    units_load(papi.provinces())
    assert Unit.objects.get(uid="00145@unknown").full_name_vi == "Phường Long Biên"
    assert Unit.objects.get(uid="X1@unknown").full_name_vi == "Phường Long Biên"


def test_end_is_known_or_bounded() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Unit.objects.filter(uid="00145@unknown").update(until_latest=date(2025, 6, 30))


def test_list_is_recorded_with_its_fingerprint() -> None:
    assert len(UnitList.objects.get(name="chiso").fingerprint) == 64


OWN = """code,kind,parent,name_vi,since,until,source
HN01,village,00145@2025-07-01,Thôn Thử,2025-07-01,,Văn bản của phường
"""
KINDS = """kind,sort_of,under,name_vi,name_en,title_vi,title_en
village,,commune,thôn,village,Thôn,Village
"""


@pytest.fixture
def own(tmp_path: Path) -> tuple[Path, Path]:
    units, kinds = tmp_path / "units.csv", tmp_path / "kinds.csv"
    units.write_text(OWN, encoding="utf-8")
    kinds.write_text(KINDS, encoding="utf-8")
    return units, kinds


def test_office_adds_its_own_units_and_kinds(own: tuple[Path, Path]) -> None:
    units, kinds = own
    for _again in range(2):
        call_command("units_add", str(units), kinds=kinds, stdout=io.StringIO())
    added = Unit.objects.get(uid="HN01@2025-07-01")
    assert (added.full_name("en"), added.level, added.parent.code) == (
        "Thu Village",
        "village",
        "00145",
    )
    assert index().find("thôn thử").whole[0].level == "village"


def test_list_of_an_office_with_faults_is_refused_whole(own: tuple[Path, Path]) -> None:
    units, _kinds = own  # without its list of kinds
    with pytest.raises(CommandError, match="village"):
        call_command("units_add", str(units), stdout=io.StringIO())
    assert not Unit.objects.filter(code="HN01").exists()


def added(units: Path, text: str, **options: object) -> None:
    """A list written to a file and added."""
    units.write_text(text, encoding="utf-8")
    call_command("units_add", str(units), stdout=io.StringIO(), **options)


HEADS = "code,kind,parent,name_vi,since,until,source\n"
FORMER = HEADS + "28,plain_province,,Tỉnh Hà Tây,unknown,2008-07-31,Nghị quyết 15/2008/QH12\n"
LINKS = "old,new,day,source\n28@unknown,01@unknown,2008-08-01,Nghị quyết 15/2008/QH12\n"


def test_lists_of_two_offices_stand_beside_each_other(own: tuple[Path, Path]) -> None:
    units, kinds = own
    links = units.with_name("links.csv")
    links.write_text(LINKS, encoding="utf-8")
    added(units, FORMER, list="history", links=links)
    added(units, OWN, list="ward", kinds=kinds)
    kinds.write_text(f"{KINDS}lane,,village,ngõ,lane,Ngõ,Lane\n", encoding="utf-8")
    below = HEADS + "HN01A,lane,HN01,Ngõ Thử,2025-07-01,,Văn bản của phường\n"
    added(units, below, list="lanes", kinds=kinds)
    assert Unit.objects.get(uid="HN01A@2025-07-01").parent.uid == "HN01@2025-07-01"
    assert Link.objects.filter(old__uid="28@unknown").count() == 1


def test_list_added_again_puts_its_links_in_place_of_earlier_ones(tmp_path: Path) -> None:
    units, links = tmp_path / "units.csv", tmp_path / "links.csv"
    links.write_text(LINKS, encoding="utf-8")
    added(units, FORMER, links=links)
    added(units, FORMER)
    assert not Link.objects.filter(old__uid="28@unknown").exists()


def test_code_of_another_office_on_the_same_days_is_refused(own: tuple[Path, Path]) -> None:
    units, kinds = own
    added(units, OWN, list="ward", kinds=kinds)
    with pytest.raises(CommandError, match="HN01@2025-07-01"):
        added(units, OWN, list="other")


def test_former_province_of_an_office_is_none_of_papis(tmp_path: Path) -> None:
    added(tmp_path / "units.csv", FORMER)
    assert len(unit_list_provinces()) == 63


def test_lists_that_undo_each_other_are_read_anew(own: tuple[Path, Path]) -> None:
    units, kinds = own
    texts = (OWN, OWN.replace("Thôn Thử", "Thôn Khác"), OWN)
    for text in texts:
        added(units, text, kinds=kinds)
    prints = set()
    for text in texts:
        added(units, text, kinds=kinds)
        prints.add(UnitList.objects.get(name="own").fingerprint)
    assert len(prints) == len(texts)


def test_units_are_added_only_to_those_of_this_version(tmp_path: Path) -> None:
    UnitList.objects.update(fingerprint="of another version")
    with pytest.raises(CommandError, match="papi_load"):
        added(tmp_path / "units.csv", FORMER)


@pytest.mark.parametrize("name", ["chiso", "", "a b", "x" * 65])
def test_name_that_no_list_can_have_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(CommandError, match="list’s name"):
        added(tmp_path / "units.csv", FORMER, list=name)


def test_unit_under_one_that_is_not_held_is_refused() -> None:
    listed = UnitList.objects.get(name="chiso")
    orphan = dataclasses.replace(
        territory.unit("00145@unknown"), id="X@unknown", parent="Y@unknown"
    )
    with pytest.raises(UnknownName, match="Y@unknown"):
        units_store([orphan], of=territory.shipped(), in_list=listed)


@pytest.mark.parametrize(
    "twice", [LINKS + LINKS.splitlines()[1], "old,new,day,source\n02,08,2025-07-01,x"]
)
def test_link_that_is_held_already_is_refused(tmp_path: Path, twice: str) -> None:
    links = tmp_path / "links.csv"
    links.write_text(twice, encoding="utf-8")
    with pytest.raises(CommandError, match="a second time"):
        added(tmp_path / "units.csv", FORMER, links=links)
    assert not Unit.objects.filter(code="28").exists()
