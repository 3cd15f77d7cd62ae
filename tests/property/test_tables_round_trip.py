"""Whatever is written reads back as the same table, in every format."""

import io

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chiso import tables
from chiso.spelling import nfc
from chiso.values import Missing, MissingKind, Observation, table_of

FORMATS = ("csv", "json", "xlsx", "parquet")
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
COUNTS = st.none() | NUMBERS
# Spreadsheets hold no control characters; labels carry no blanks around them.
LETTERS = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Zl", "Zp"))
TEXTS = st.text(LETTERS, max_size=12).map(nfc)
LABELS = st.text(LETTERS, min_size=1, max_size=6).map(lambda text: nfc(text.strip())).filter(bool)
PERIODS = st.sampled_from(["2018", "2018-H1", "2018-Q3", "2018-M05"])


@st.composite
def observation(draw, cell):
    unit, period, measure = cell
    kind = draw(st.none() | st.sampled_from(MissingKind))
    needs_note = kind is MissingKind.NOT_APPLICABLE or measure.endswith(".awarded")
    note = draw(TEXTS) + ("ground" if needs_note else "")
    return Observation(
        unit,
        period,
        measure,
        draw(NUMBERS) if kind is None else Missing(kind, note),
        numerator=draw(COUNTS),
        denominator=draw(COUNTS),
        se=draw(st.none() | st.floats(0, 1e300)),
        n=draw(st.none() | st.integers(0, 10**9)),
        note=note,
        source=draw(TEXTS),
    )


CELLS = st.lists(st.tuples(LABELS, PERIODS, LABELS), min_size=1, max_size=8, unique=True)
TABLES = CELLS.flatmap(lambda cells: st.tuples(*map(observation, cells))).map(table_of)


def same(left, right):
    layers = ("values", "missing", "numerator", "denominator", "se", "n")
    named = ("units", "periods", "measures", "notes", "sources")
    return all(getattr(left, name) == getattr(right, name) for name in named) and all(
        np.array_equal(
            *(
                np.array([] if getattr(side, name) is None else getattr(side, name), float)
                for side in (left, right)
            ),
            equal_nan=True,
        )
        for name in layers
    )


@pytest.mark.parametrize("format", FORMATS)
@given(table=TABLES)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_written_table_reads_back_the_same(format, table):
    target = io.BytesIO()
    tables.write(tables.observation_columns(table), format, target)
    again = tables.read(io.BytesIO(target.getvalue()), format)
    assert same(table, again)


@given(table=TABLES)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_frames_of_all_engines_give_the_same_table(table):
    columns = tables.observation_columns(table)
    for backend in ("pandas", "polars", "pyarrow"):
        assert same(table, tables.from_frame(tables.to_frame(columns, backend)))
