"""Building a table from long columns beside Polars' pivot of the same frame.

Run as `python -m measured.long_columns table|pivot FILE` it prints the peak memory of one of the
two on a frame kept in an Arrow file.
"""

import json
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

import polars
from measuring.figure import Figure
from measuring.memory import resident_during
from measuring.processes import child
from measuring.timing import WALL, medians

from chiso.tables import from_frame
from measured import tables

UNITS, PERIODS, MEASURES = 1000, 10, 300


def frame() -> polars.DataFrame:
    """3,000,000 observations in no order, as four columns."""
    names = [f"given.{place:03}" for place in range(MEASURES)]
    long = tables.drawn(names, units=UNITS, periods=PERIODS)
    ordered = polars.DataFrame(
        {
            "unit": polars.Series(long.units).gather(long.unit),
            "period": polars.Series(long.periods).gather(long.period),
            "measure": polars.Series(long.measures).gather(long.measure),
            "value": long.value,
        }
    )
    return ordered.sample(fraction=1.0, shuffle=True, seed=tables.SEED)


def pivoted(long: polars.DataFrame) -> polars.DataFrame:
    """The frame with a column a measure."""
    return long.pivot(on="measure", index=["unit", "period"], values="value")


WAYS: Mapping[str, Callable[[polars.DataFrame], object]] = {"table": from_frame, "pivot": pivoted}


def building() -> list[Figure]:
    """3,000,000 long rows to 10,000 rows × 300 measures."""
    long = frame()
    _assert_same(long)
    mine, reference = medians(
        lambda: from_frame(long), lambda: pivoted(long), clock=WALL, warm_up=1
    )
    peaks = _peaks(long)
    return [
        Figure(
            name="build",
            what=f"{len(long):,} long rows in no order (Polars) to an ObservationTable of "
            f"{UNITS * PERIODS:,} rows × {MEASURES} measures; memory is the process's",
            against="Polars' pivot of the same frame, on all cores; wall clock",
            ours=mine,
            reference=reference,
            most_times=2.0,
            peak_ours=peaks["table"],
            peak_reference=peaks["pivot"],
        )
    ]


def _assert_same(long: polars.DataFrame) -> None:
    table, wide = from_frame(long), pivoted(long).sort("period", "unit")
    if not (table.values == wide.select(table.measures).to_numpy()).all():
        raise AssertionError("the table and the pivot differ")


def _peaks(long: polars.DataFrame) -> dict[str, float]:
    """The peak memory of each way, in a process that did nothing but read the frame."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "long.arrow"
        long.write_ipc(file)
        return {way: child("measured.long_columns", way, str(file))["peak"] for way in WAYS}


if __name__ == "__main__":
    rows = polars.read_ipc(Path(sys.argv[2]).read_bytes())
    print(json.dumps({"peak": resident_during(lambda: WAYS[sys.argv[1]](rows))}))
