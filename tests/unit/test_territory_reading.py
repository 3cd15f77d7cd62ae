"""An office's own kinds, units and links: strict, all faults at once, each with its line."""

import io
from datetime import date

import pytest

from chiso import territory
from chiso.errors import FileUnreadable, UnitsInvalid
from chiso.territory import Territory, read_kinds, read_units, shipped
from chiso.wording import tell

HEADER = "code,office,kind,parent,name_vi,since,until,until_latest,source"
KINDS = (
    "kind,sort_of,under,name_vi,name_en,title_vi,title_en\n"
    "town,,,thị trấn,town,Thị trấn,Town\n"
    "team,,town,đội,team,Đội,Team\n"
)


def own(*rows: str) -> Territory:
    return shipped().extended(io.StringIO("\n".join((HEADER, *rows)) + "\n"))


def faults_of(*rows: str) -> list[str]:
    with pytest.raises(UnitsInvalid) as caught:
        own(*rows)
    return [str(fault) for fault in caught.value.faults]


def test_office_adds_its_own_departments() -> None:
    lists = own("48,noi-vu,provincial_department,48,Sở Nội vụ,2025-07-01,,,QĐ 12/QĐ-UBND")
    unit = lists.unit("48.noi-vu")
    assert unit.id == "48.noi-vu@2025-07-01"
    assert unit.parent == "48@2025-07-01"
    assert unit in lists.units(date(2025, 7, 1), kind="department", under="48")
    assert lists.source(unit).vi == "QĐ 12/QĐ-UBND"


def test_parent_may_stand_below_its_child_in_the_list() -> None:
    kinds = read_kinds(io.StringIO(KINDS))
    rows = ("B,,team,A,Đội 1,unknown,,,x", "A,,town,,Thị trấn Lim,unknown,,,x")
    units = read_units(io.StringIO("\n".join((HEADER, *rows))), kinds)
    assert [unit.parent for unit in units] == ["A@unknown", None]
    assert [unit.name.en for unit in units] == ["Team 1", "Lim Town"]


def test_every_fault_is_told_at_once_with_its_line() -> None:
    faults = faults_of(
        "0 1,,ward,01,Phường A,2025-07-01,,,x",
        "99991,,wart,01,Phường B,2025-07-01,,,x",
        "99992,,ward,01,,2025-7-1,,,",
        "99993,,ward,98,Phường D,2025-07-01,2025-06-30,,x",
        "99994,,ward,,Phường E,2025-07-01,unknown,,x",
    )
    text = "\n".join(faults)
    assert [int(fault.split(":")[1]) for fault in faults] == [2, 3, 4, 4, 4, 5, 5, 6, 6]
    for word in ("code of letters", "wart", "2025-7-1", "a name", "a source", "before it begins"):
        assert word in text
    assert "nearest: ward" in text


def test_code_that_another_unit_has_on_the_same_days_is_refused() -> None:
    assert (
        "00145@2025-07-01 has its code"
        in faults_of("00145,,ward,01,Phường Long Biên,2026-01-01,,,x")[0]
    )


def test_unit_stands_under_a_kind_that_may_be_above_it() -> None:
    fault = faults_of("99995,,township,01,Thị trấn X,2024-01-01,2025-06-30,,x")[0]
    assert "a township stands under district" in fault


def test_parent_that_had_ended_is_refused_with_the_ids_of_its_code() -> None:
    fault = faults_of("99996,,ward,02,Phường X,2025-07-01,,,x")[0]
    assert "Nearest: 02@unknown" in fault


@pytest.mark.parametrize(
    ("header", "word"),
    [
        ("code,kind,parent,name_vi,since,until", "found no column “source”"),
        (f"{HEADER},colour", "“colour”"),
        (f"{HEADER},code", "“code” 2 times"),
    ],
)
def test_wrong_header_is_told(header: str, word: str) -> None:
    with pytest.raises(UnitsInvalid, match=word):
        shipped().extended(io.StringIO(f"{header}\n"))


def test_row_of_another_length_is_told() -> None:
    assert "found 2 cells; expected 9" in faults_of("1,2")[0]


def test_faults_are_told_in_vietnamese() -> None:
    with pytest.raises(UnitsInvalid) as caught:
        own("99991,,wart,01,Phường B,2025-07-01,,,x")
    assert "gặp loại “wart”" in tell(caught.value, "vi")


def test_unknown_kind_above_a_kind_is_told() -> None:
    with pytest.raises(UnitsInvalid, match="townn"):
        read_kinds(io.StringIO(KINDS.replace("team,,town", "team,,townn")))


def test_file_that_is_not_there_is_told(tmp_path) -> None:
    with pytest.raises(FileUnreadable, match="no such file"):
        shipped().extended(tmp_path / "none.csv")


def test_file_that_is_not_utf8_is_told(tmp_path) -> None:
    file = tmp_path / "units.csv"
    file.write_bytes(f"{HEADER}\n1,,ward,01,Phường,unknown,,,x\n".encode("utf-16"))
    with pytest.raises(FileUnreadable, match="UTF-8"):
        shipped().extended(file)


def test_white_space_and_byte_order_mark_do_no_harm(tmp_path) -> None:
    file = tmp_path / "units.csv"
    row = " 99997 , ,ward,01, Phường  Mới ,2025-07-01,, ,x "
    file.write_bytes(f"\ufeff{HEADER}\r\n{row}\r\n,,,,,,,,\r\n".encode())
    assert shipped().extended(file).unit("99997").name.vi == "Phường  Mới"


def test_own_links_extend_the_lineage() -> None:
    units = "A1,,ward,004,Phường A,unknown,2019-12-31,,x\nA2,,ward,004,Phường B,2020-01-01,,,x"
    links = "old,new,day,source\nA1,A2,2020-01-01,NQ 1\n"
    faulty = units.replace("2020-01-01,,,x", "2020-01-01,2025-06-30,,x")
    lists = shipped().extended(io.StringIO(f"{HEADER}\n{faulty}\n"), links=io.StringIO(links))
    found = territory.lineage_in(lists, lists.unit("A1"))
    assert [link.new for link in found.after] == ["A2@2020-01-01"]


def test_link_to_a_unit_that_did_not_exist_is_refused() -> None:
    links = "old,new,day,source\n00145,00142,2025-07-01,NQ 1\n"
    with pytest.raises(UnitsInvalid, match="00142"):
        shipped().extended(links=io.StringIO(links))


def test_day_of_a_link_is_bounded_where_it_is_unknown() -> None:
    links = "old,new,day,by,source\n00145,00118,unknown,,NQ 1\n"
    with pytest.raises(UnitsInvalid, match="only there"):
        shipped().extended(links=io.StringIO(links))
