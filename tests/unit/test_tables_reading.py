"""Observation files in: what is refused, where the fault is said to be, and what is taken."""

import json

import numpy as np
import pytest

from chiso import tables
from chiso.errors import FileUnreadable, ObservationsInvalid, UnknownName
from chiso.values import MissingKind
from tests.unit.table_files import HEADER, faults_of, stream, workbook


def test_plain_file_becomes_units_by_measures():
    text = "unit,period,measure,value\n02,2023,b,0.5\n01,2023,b,1\n01,2023,a,2e-1\n"
    table = tables.read(stream(text))
    assert table.units == ("01", "02")
    assert table.measures == ("a", "b")
    assert table.values[:, 1].tolist() == [1.0, 0.5]
    assert table.missing[1, 0] == MissingKind.NOT_REPORTED.code


@pytest.mark.parametrize(
    ("row", "place", "words"),
    [
        ('01,2023,m,"0,5",,,,', "papi.csv:2:value", "found “0,5”; expected a number with “.”"),
        ('01,2023,m,"0,5",,,,', "papi.csv:2:value", "mark: 0.5"),
        ('01,2023,m,"1.500,5",,,,', "papi.csv:2:value", "mark: 1500.5"),
        ("01,2023,m,50%,,,,", "papi.csv:2:value", "found “50%”; expected a number such as 0.5"),
        ("01,2023,m,nan,,,,", "papi.csv:2:value", "found “nan”"),
        ("01,2023,m,-inf,,,,", "papi.csv:2:value", "found “-inf”"),
        ("01,2023,m,1e999,,,,", "papi.csv:2:value", "found “1e999”"),
        ("01,2023,m,1_000,,,,", "papi.csv:2:value", "found “1_000”"),
        ("01,2023-13,m,1,,,,", "papi.csv:2:period", "2018-H1, 2018-Q3 or 2018-M05"),
        ("01,2023-Q5,m,1,,,,", "papi.csv:2:period", "found “2023-Q5”"),
        ("01,2023-M13,m,1,,,,", "papi.csv:2:period", "found “2023-M13”"),
        (",2023,m,1,,,,", "papi.csv:2:unit", "the cell is blank"),
        ("01,2023,,1,,,,", "papi.csv:2:measure", "the cell is blank"),
        ("01,2023,m,,,,,", "papi.csv:2:value", "neither a value nor a missing kind"),
        ("01,2023,m,1,withheld,,,", "papi.csv:2:missing", "both a value and the missing kind"),
        ("01,2023,m,,withhold,,,", "papi.csv:2:missing", "nearest: withheld"),
        ("01,2023,m,,not_applicable,,,", "papi.csv:2:note", "why the measure does not apply"),
        ("01,2023,1.1.awarded,1,,,,", "papi.csv:2:note", "why this score was awarded"),
        ("01,2023,m,1,,,2.5,", "papi.csv:2:n", "found 2.5; expected a whole number"),
        ("01,2023,m,1,,,,-1", "papi.csv:2:se", "found -1; expected a number not below 0"),
        ("01,2023,m,1,,", "papi.csv:2", "found cells: 6; expected 8"),
    ],
)
def test_fault_names_its_row_its_column_and_what_was_expected(row, place, words):
    found = faults_of(row + "\n")
    assert len(found) == 1
    assert found[0].startswith(place + ": ")
    assert words in found[0]


def test_every_fault_is_told_at_once_in_the_order_of_the_rows():
    found = faults_of('01,23,m,1,,,,\n01,2023,m,"0,5",,,,\n01,2023,x,,,,,\n,2023,x,1,gone,,,\n')
    assert [fault.split(": ")[0] for fault in found] == [
        "papi.csv:2:period",
        "papi.csv:3:value",
        "papi.csv:4:value",
        "papi.csv:5:unit",
        "papi.csv:5:missing",
    ]


def test_duplicate_is_named_by_both_rows():
    found = faults_of("01,2023,m,1,,,,\n02,2023,m,1,,,,\n\n01,2023,m,1,,,,\n")
    assert found == [
        "papi.csv:5:measure: found unit 01, period 2023, measure m a second time; "
        "expected it once (first in row 2)"
    ]


def test_line_numbers_count_line_breaks_inside_quotes():
    found = faults_of('01,2023,m,1,,"two\nlines",,\n02,2023,m,x,,,,\n')
    assert found[0].startswith("papi.csv:4:value")


def test_unknown_and_lacking_columns_are_named_with_the_nearest():
    found = faults_of("01,2023,m,1\n", header="unit,periods,measure,value\n")
    assert "found the column “periods”" in found[0]
    assert "nearest: period" in found[0]
    assert "found no column “period”" in found[1]


def test_column_given_twice_is_a_fault():
    assert "2 times" in faults_of("01,2023,m,1,2\n", header="unit,period,measure,value,value\n")[0]


def test_cells_without_a_column_name_are_a_fault():
    assert "column 5" in faults_of("01,2023,m,1,2\n", header="unit,period,measure,value,\n")[0]


def test_unread_value_column_is_told_once_and_not_for_every_row():
    assert len(faults_of("01,2023,m\n", header="unit,period,measure\n")) == 1


def test_mark_windows_line_ends_and_blanks_around_codes_are_taken():
    text = "\ufeffunit,period,measure,value\r\n 01 ,2023,m,0.5\r\n"
    table = tables.read(stream(text))
    assert (table.units, table.values.tolist()) == (("01",), [[0.5]])


def test_labels_and_notes_are_composed_at_the_door():
    decomposed = "unit,period,measure,value,note\nHa\u0300 No\u0323\u0302i,2023,m,1,Ha\u0300\n"
    table = tables.read(stream(decomposed))
    assert table.units == ("Hà Nội",)
    assert table.notes[0, 0] == "Hà"


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "a.csv", "it is empty"),
        (b"\xef\xbb\xbf \n", "a.csv", "it is empty"),
        (b"unit,period,measure,value\n", "a.csv", "a header but no rows"),
        ("a\nđ".encode("cp1258"), "a.csv", "line 2 is not UTF-8"),
        ("unit".encode("utf-16"), "a.csv", "line 1 is not UTF-8"),
        (b"unit;period;measure;value\n01;2023;m;1\n", "a.csv", "separated by “;”"),
        (b'unit,period\n"01,2\n', "a.csv", "does not read as CSV"),
        (b"[{]", "a.json", "line 1, column 3 does not read as JSON"),
        (b"[1]", "a.json", "a list of records"),
        (b"[]", "a.json", "no rows"),
        (b'[{"unit": "1", "unit": "2"}]', "a.json", "gives “unit” twice"),
        (b"no workbook", "a.xlsx", "does not read as an XLSX workbook"),
        (b"no parquet", "a.parquet", "does not read as Parquet"),
        (b"\xd0\xcf\x11\xe0....", "a.xls", "old Excel workbook"),
    ],
)
def test_file_that_is_no_table_says_why(content, name, words):
    with pytest.raises(FileUnreadable, match="cannot be read") as caught:
        tables.read(stream(content, name))
    assert words in str(caught.value)


def test_absent_file_and_folder_say_so(tmp_path):
    with pytest.raises(FileUnreadable, match="no such file"):
        tables.read(tmp_path / "absent.csv")
    with pytest.raises(FileUnreadable, match="a folder"):
        tables.read(tmp_path)


def test_unknown_format_gets_the_nearest():
    with pytest.raises(UnknownName, match="Nearest: parquet"):
        tables.read(stream("x"), format="parkett")


def test_json_is_read_as_records_and_as_columns():
    records = [{"unit": "01", "period": "2023", "measure": "m", "value": 1}]
    columns = {"unit": ["01"], "period": [2023], "measure": ["m"], "value": [1]}
    for content in (records, columns):
        table = tables.read(stream(json.dumps(content), "stdin"))
        assert (table.periods, table.values.tolist()) == (("2023",), [[1.0]])


def test_json_faults_are_counted_by_record():
    records = [
        {"unit": 1, "period": "2023", "measure": "m", "value": True},
        {"unit": "01", "period": "2023", "measure": "m", "value": [1]},
    ]
    with pytest.raises(ObservationsInvalid) as caught:
        tables.read(stream(json.dumps(records), "a.json"))
    found = [str(fault) for fault in caught.value.faults]
    assert [fault.split(": ")[0] for fault in found] == [
        "a.json#1:unit",
        "a.json#1:value",
        "a.json#2:value",
    ]
    assert "found “true”" in found[1]
    assert "found “[1]”" in found[2]


def test_numeric_unit_in_a_workbook_is_refused_and_never_guessed():
    rows = [["unit", "period", "measure", "value"], [1, 2023, "m", 0.5]]
    with pytest.raises(ObservationsInvalid, match="format the column as text") as caught:
        tables.read(workbook(rows))
    assert [fault.where for fault in caught.value.faults] == ["papi.xlsx:2:unit"]


def test_workbook_rows_are_counted_as_the_sheet_counts_them():
    rows = [[], ["unit", "period", "measure", "value"], [], ["01", 2023, "m", "0,5"]]
    with pytest.raises(ObservationsInvalid) as caught:
        tables.read(workbook(rows))
    assert [fault.where for fault in caught.value.faults] == ["papi.xlsx:4:value"]


def test_workbook_year_and_number_typed_as_text_are_taken():
    rows = [["unit", "period", "measure", "value"], ["01", 2023, "m", "0.5"]]
    table = tables.read(workbook(rows))
    assert (table.periods, table.values.tolist()) == (("2023",), [[0.5]])


def test_workbook_with_two_filled_sheets_is_refused_unless_one_is_named_observations():
    rows = [["unit", "period", "measure", "value"], ["01", 2023, "m", 0.5]]
    with pytest.raises(FileUnreadable, match="Sheet1, Sheet2"):
        tables.read(workbook(rows, ("Sheet1", "Sheet2")))
    assert len(tables.read(workbook(rows, ("Notes", "observations")))) == 1


def test_respondents_and_errors_stay_with_their_value():
    table = tables.read(stream(HEADER + "01,2023,m,0.5,,,1500,0.25\n02,2023,m,,too_few,n<15,3,\n"))
    first, second = table.observation(0, "m"), table.observation(1, "m")
    assert (first.n, first.se) == (1500, 0.25)
    assert (second.value.kind, second.note, second.n) == (MissingKind.TOO_FEW, "n<15", 3)
    assert np.isnan(table.values[1, 0])
