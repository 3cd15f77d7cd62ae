"""Observation files in, result tables out: CSV, JSON, Parquet, XLSX and data frames."""

from chiso.tables.cells import is_period
from chiso.tables.frames import from_frame, to_frame
from chiso.tables.reading import READABLE, read
from chiso.tables.writing import WRITABLE, encoded, observation_columns, write, write_whole

__all__ = [
    "READABLE",
    "WRITABLE",
    "encoded",
    "from_frame",
    "is_period",
    "observation_columns",
    "read",
    "to_frame",
    "write",
    "write_whole",
]
