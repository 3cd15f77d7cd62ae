"""Broken files are refused in a sentence, never with a traceback."""

import io
import json
from contextlib import suppress

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from pyarrow import parquet

from chiso import tables
from chiso.errors import ChisoError, FileUnreadable, ObservationsInvalid
from tests.unit.table_files import COLUMNS, faults_of, refused, stream, workbook

RECORD = {"unit": "01", "period": "2023", "measure": "m", "value": 1}


def as_json(**cells):
    return stream(json.dumps([RECORD | cells]), "a.json")


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b",,,\n,,,\n", "a.csv", "it is empty"),
        (b"[" * 100_000, "a.json", "nested too deeply"),
        (b'{"unit":' * 100_000, "a.json", "nested too deeply"),
    ],
)
def test_file_that_holds_nothing_readable_says_so(content, name, words):
    with pytest.raises(FileUnreadable, match=words):
        tables.read(stream(content, name))


@pytest.mark.parametrize("period", ["0000", "1899", "2200", "9999", "9999-Q4"])
def test_period_lies_between_1900_and_2199(period):
    found = faults_of(f"01,{period},m,1,,,,\n")
    assert found[0].startswith("papi.csv:2:period: ")
    assert "from 1900 to 2199" in found[0]


@pytest.mark.parametrize("period", ["1900", "2199-M12"])
def test_first_and_last_year_are_periods(period):
    assert tables.is_period(period)


def test_json_number_of_five_thousand_digits_is_a_fault():
    found = refused(stream(json.dumps([RECORD]).replace(": 1}", f": {'9' * 5000}}}"), "a.json"))
    assert found[0].startswith("a.json#1:value: found “99999")
    assert len(found[0]) < 200


@pytest.mark.parametrize("column", ["unit", "period", "measure", "missing", "note", "source"])
def test_half_a_character_is_refused_when_it_is_read(column):
    found = refused(as_json(**{column: "a\ud800"}))
    assert found[0].startswith(f"a.json#1:{column}: ")
    assert "\\ud800" in found[0]
    "".join(found).encode()


def test_half_a_character_in_the_name_of_a_column_can_be_told():
    assert "\\ud800" in refused(as_json(**{"\ud800": 1}))[0].encode().decode()


def test_half_a_character_in_a_frame_is_refused():
    with pytest.raises(ObservationsInvalid, match=r"frame#1:unit: found a\\ud800"):
        tables.from_frame(pd.DataFrame([RECORD | {"unit": "a\ud800"}], dtype=object))


def test_parquet_with_flipped_bytes_is_refused_in_a_sentence():
    content = io.BytesIO()
    columns = {"unit": ["mã 01", "mã 02"], "period": ["2023"] * 2, "measure": ["đo"] * 2}
    parquet.write_table(pa.table(columns | {"value": [0.5, 1.0]}), content, compression="none")
    whole = content.getvalue()
    for place in range(4, len(whole) - 8):
        flipped = bytearray(whole)
        flipped[place] ^= 0xFF
        with suppress(ChisoError):  # any other error fails the test
            tables.read(stream(bytes(flipped), "a.parquet"))


def test_workbook_with_flipped_bytes_is_refused_in_a_sentence():
    whole = workbook([COLUMNS, ["01", 2023, "m", "#N/A"]]).getvalue()
    for place in range(0, len(whole), 7):
        flipped = bytearray(whole)
        flipped[place] ^= 0xFF
        with suppress(ChisoError):  # any other error fails the test
            tables.read(stream(bytes(flipped), "a.xlsx"))


def test_frame_with_a_column_twice_is_refused():
    frame = pd.DataFrame([["01", "2023", "m", 1, 2]], columns=[*COLUMNS, "value"])
    with pytest.raises(ObservationsInvalid, match="the column “value” 2 times"):
        tables.from_frame(frame)


@pytest.mark.parametrize("n", [1e16, 1e30])
def test_more_respondents_than_can_be_counted_are_refused(n):
    words = "expected a whole number from 0 to 1000000000000000"
    assert words in refused(as_json(n=n))[0]
    with pytest.raises(ObservationsInvalid, match=words):
        tables.from_frame(pd.DataFrame([RECORD | {"n": n}]))


@pytest.mark.parametrize("error", ["#DIV/0!", "#N/A", "#REF!"])
@pytest.mark.parametrize("column", COLUMNS)
def test_error_of_a_spreadsheet_is_a_fault_naming_cell_and_error(column, error):
    row = ["01", 2023, "m", 0.5]
    row[COLUMNS.index(column)] = error
    found = refused(workbook([COLUMNS, ["02", 2023, "m", 0.5], row]))
    assert [one.split(": ")[0] for one in found] == [f"papi.xlsx:3:{column}"]
    assert error in found[0]


def test_error_in_a_note_is_a_fault_and_one_in_another_sheet_is_not():
    rows = [[*COLUMNS, "note"], ["01", 2023, "m", 0.5, "#NAME?"]]
    assert refused(workbook(rows))[0] == "papi.xlsx:2:note: found #NAME?; expected text"
    table = tables.read(workbook([COLUMNS, ["01", 2023, "m", 0.5]], ("a", "observations")))
    assert np.array_equal(table.values, [[0.5]])
