"""What a check finds in the observations is told at their rows, beside what does not read."""

import io
import json

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from pyarrow import parquet

from chiso import tables
from chiso.errors import Fault, ObservationsInvalid, Place
from tests.unit.table_files import COLUMNS, refused, stream, workbook

HEADER = "unit,period,measure,value\n"


def above_one(table):
    """A check: values above 1, and measures that are not called m."""
    for measure in table.measures:
        if measure != "m":
            yield Fault(Place("{measure}", {"measure": measure, "column": "measure"}), "unknown")
        for row in np.flatnonzero(table.column(measure)[0] > 1).tolist():
            yield Fault(table.where(row, measure), "found {found}", {"found": 2.0})


def test_faults_of_reading_and_of_the_check_come_together_by_row():
    text = HEADER + '01,2023,m,2\n02,2023,m,"0,5"\n03,2023,x,1\n04,23,m,2\n05,2023,m,2\n06,2023,x,2'
    found = refused(stream(text), check=above_one)
    assert [one.split(": ")[0] for one in found] == [
        "papi.csv:2:value",
        "papi.csv:3:value",
        "papi.csv:4:measure",  # once, where it stands first
        "papi.csv:5:period",
        "papi.csv:6:value",
        "papi.csv:7:value",
    ]


def test_file_that_the_check_accepts_is_read():
    assert len(tables.read(stream(HEADER + "01,2023,m,1\n"), check=above_one)) == 1


def test_rows_are_named_in_every_format():
    records = [dict(zip(COLUMNS, ["01", "2023", "m", value], strict=True)) for value in (1, 2)]
    records[1]["unit"] = "02"
    content = io.BytesIO()
    parquet.write_table(pa.Table.from_pylist(records), content)
    rows = [COLUMNS, *([*record.values()] for record in records)]
    sources = {
        "papi.json#2:value": stream(json.dumps(records), "papi.json"),
        "papi.parquet#2:value": stream(content.getvalue(), "papi.parquet"),
        "papi.xlsx:3:value": workbook(rows),
    }
    for place, source in sources.items():
        assert refused(source, check=above_one) == [f"{place}: found 2.0"]
    with pytest.raises(ObservationsInvalid, match="frame#2:value: found 2"):
        tables.from_frame(pd.DataFrame(records), check=above_one)


def test_row_that_does_not_read_gets_no_second_fault_from_its_value():
    text = "unit,period,measure,value,missing\n01,2023,m,2,withheld\n"
    assert len(refused(stream(text), check=above_one)) == 1


def test_cells_of_a_row_of_wrong_length_are_checked_too():
    found = refused(stream(HEADER + "01,2023,m\n02,23,m,1,1\n,2023,x,0,5\n"), check=above_one)
    assert [one.split(": ")[:2] for one in found] == [
        ["papi.csv:2", "found cells"],
        ["papi.csv:3", "found cells"],
        [
            "papi.csv:3:period",
            "found “23”; expected a period from 1900 to 2199, such as 2018, "
            "2018-H1, 2018-Q3 or 2018-M05",
        ],
        ["papi.csv:4", "found cells"],
    ]


def test_what_has_no_row_in_the_file_is_told_once_every_row_reads():
    def lacking(table):
        return [Fault(Place("unit 09", {"unit": "09"}), "has no row")]

    assert refused(stream(HEADER + "01,2023,m,1\n"), check=lacking) == ["unit 09: has no row"]
    assert len(refused(stream(HEADER + "01,23,m,1\n"), check=lacking)) == 1


def test_file_without_a_readable_row_is_not_checked():
    assert len(refused(stream(HEADER + ",2023,m,1\n"), check=above_one)) == 1


def test_duplicate_beside_a_fault_of_the_check_is_named_by_both_rows():
    found = refused(stream(HEADER + "01,2023,m,2\n\n01,2023,m,1\n"), check=above_one)
    assert found[0] == "papi.csv:2:value: found 2.0"
    assert found[1].startswith("papi.csv:4:measure: ")
    assert found[1].endswith("(first in row 2)")
