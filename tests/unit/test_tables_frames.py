"""Data frames in and out, and the formats that are written."""

import io
import zipfile

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from chiso import tables
from chiso.errors import FileUnwritable, ObservationsInvalid, UnknownName
from chiso.values import Missing, MissingKind, Observation, table_of

COLUMNS = {
    "unit": ["02", "01", "01"],
    "period": ["2023", "2023", "2023"],
    "measure": ["m", "m", "n"],
    "value": [0.5, None, 2.0],
    "missing": [None, "withheld", None],
    "n": [1500, 12, None],
    "note": [None, "nobody said why", None],
}
MAKERS = {"pandas": pd.DataFrame, "polars": pl.DataFrame, "pyarrow": pa.table}


@pytest.fixture(params=MAKERS)
def make(request):
    return MAKERS[request.param]


def test_frame_of_any_engine_gives_the_same_table(make):
    table = tables.from_frame(make(COLUMNS))
    assert table.observations() == [
        Observation(
            "01",
            "2023",
            "m",
            Missing(MissingKind.WITHHELD, "nobody said why"),
            n=12,
            note="nobody said why",
        ),
        Observation("01", "2023", "n", 2.0),
        Observation("02", "2023", "m", 0.5, n=1500),
    ]


def test_frame_with_categories_and_whole_years_is_taken():
    frame = pd.DataFrame(COLUMNS | {"period": [2023, 2023, 2023]})
    table = tables.from_frame(frame.astype({"unit": "category", "measure": "category"}))
    assert (table.units, table.periods, table.measures) == (("01", "02"), ("2023",) * 2, ("m", "n"))


def test_frame_faults_are_counted_from_one(make):
    bad = COLUMNS | {"value": [0.5, 1.0, None], "period": ["2023", "2023", "23"]}
    with pytest.raises(ObservationsInvalid) as caught:
        tables.from_frame(make(bad))
    places = [fault.where for fault in caught.value.faults]
    assert places == ["frame#2:missing", "frame#3:period", "frame#3:value"]


def test_frame_with_numeric_units_is_refused(make):
    with pytest.raises(ObservationsInvalid, match="format the column as text"):
        tables.from_frame(make(COLUMNS | {"unit": [2, 1, 1]}))


@pytest.mark.parametrize("value", [float("inf"), "0,5", True])
def test_frame_value_that_is_no_finite_number_is_refused(make, value):
    row = {"unit": ["01"], "period": ["2023"], "measure": ["m"], "value": [value]}
    with pytest.raises(ObservationsInvalid, match="frame#1:value"):
        tables.from_frame(make(row))


def test_frame_repeating_a_cell_names_both_rows(make):
    with pytest.raises(ObservationsInvalid, match=r"frame#3:measure.*first in row 2"):
        tables.from_frame(make(COLUMNS | {"measure": ["m", "m", "m"]}))


def test_frame_lacking_a_column_is_told(make):
    lacking = {name: cells for name, cells in COLUMNS.items() if name != "unit"}
    with pytest.raises(ObservationsInvalid, match="found no column “unit”"):
        tables.from_frame(make(lacking))


def test_empty_frame_gives_an_empty_table():
    frame = pl.DataFrame(schema=dict.fromkeys(COLUMNS, pl.String) | {"value": pl.Float64})
    assert len(tables.from_frame(frame)) == 0


@pytest.mark.parametrize("backend", MAKERS)
def test_columns_become_a_frame_of_the_engine_asked_for(backend):
    frame = tables.to_frame(
        {"unit": ["01", "02"], "score": [None, 0.1], "rank": [None, 1]}, backend
    )
    assert type(frame) is type(MAKERS[backend]({"unit": ["01"]}))
    assert next(iter(frame["unit"])) in ("01", pa.scalar("01"))


def test_unknown_engine_gets_the_nearest():
    with pytest.raises(UnknownName, match="Nearest: polars"):
        tables.to_frame({}, "polar")


def test_csv_and_json_carry_the_shortest_digits_that_read_back():
    columns = {"unit": ["01", "02"], "score": [0.1 + 0.2, None], "rank": [1, None]}
    assert tables.encoded(columns, "csv") == b"unit,score,rank\n01,0.30000000000000004,1\n02,,\n"
    assert tables.encoded(columns, "json") == (
        b'[\n{"unit": "01", "score": 0.30000000000000004, "rank": 1},\n'
        b'{"unit": "02", "score": null, "rank": null}\n]\n'
    )


def test_csv_keeps_spreadsheets_from_running_text_but_leaves_numbers_alone():
    columns = {"note": ["=1+1", "-5", "@x", "plain"], "value": [-0.5, 1.0, 2.0, -3.0]}
    assert tables.encoded(columns, "csv") == (
        b"note,value\n'=1+1,-0.5\n-5,1.0\n'@x,2.0\nplain,-3.0\n"
    )


def test_xlsx_holds_codes_and_would_be_formulas_as_text():
    content = tables.encoded({"unit": ["01"], "note": ["=1+1"], "value": [0.5]}, "xlsx")
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        strings = book.read("xl/sharedStrings.xml").decode()
    assert "<f>" not in sheet
    assert "<t>01</t>" in strings
    assert "<t>=1+1</t>" in strings
    assert "<v>0.5</v>" in sheet
    assert 'state="frozen"' in sheet


def test_unknown_format_to_write_gets_the_nearest():
    with pytest.raises(UnknownName, match="Nearest: xlsx"):
        tables.write({"unit": []}, "xls", io.BytesIO())


def test_file_is_replaced_whole_or_not_at_all(tmp_path):
    target = tmp_path / "scores.csv"
    target.write_text("before")
    with pytest.raises(UnknownName):
        tables.write({"unit": ["01"]}, "docx", target)
    assert target.read_text() == "before"
    tables.write({"unit": ["01"]}, "csv", target)
    assert target.read_text() == "unit\n01\n"
    assert [path.name for path in tmp_path.iterdir()] == ["scores.csv"]


def test_folder_that_is_not_there_cannot_be_written_into(tmp_path):
    with pytest.raises(FileUnwritable, match="no such file or folder"):
        tables.write({"unit": ["01"]}, "csv", tmp_path / "absent" / "scores.csv")


def test_unreported_cells_are_left_out_unless_their_unit_would_vanish():
    table = table_of(
        [
            Observation("01", "2023", "m", 1.0),
            Observation("01", "2023", "n", 2.0),
            Observation("02", "2023", "m", Missing(MissingKind.NOT_REPORTED)),
        ]
    )
    columns = tables.observation_columns(table)
    assert columns["unit"] == ["01", "01", "02", "02"]
    assert columns["value"] == [1.0, 2.0, None, None]
    assert columns["missing"] == ["", "", "not_reported", "not_reported"]
