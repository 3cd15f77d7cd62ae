"""The packaged CSV files as read: rows by survey year, and the list of provinces."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from chiso.spelling import nfc
from chiso.wording import Text

YEARS = tuple(range(2011, 2025))
_FOLDER = Path(__file__).parent

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Province:
    """A province before 1 July 2025: code, name, and place (P01 … P63) in PAPI's tables."""

    code: str
    name: Text
    order: str


@cache
def provinces() -> tuple[Province, ...]:
    """The 63 provinces in the order of PAPI's tables."""
    return tuple(
        Province(row["code"], Text(nfc(row["name_vi"]), row["name_en"]), row["order"])
        for row in _rows("provinces")
    )


def rows_of(table: str, year: int) -> tuple[Row, ...]:
    """The rows of one table for one survey year, in the file's order; empty if it has none."""
    return _rows_by_year(table).get(str(year), ())


@cache
def _rows_by_year(table: str) -> Mapping[str, tuple[Row, ...]]:
    by_year: dict[str, list[Row]] = {}
    for row in _rows(table):
        by_year.setdefault(row["year"], []).append(row)
    return {year: tuple(rows) for year, rows in by_year.items()}


def _rows(table: str) -> list[Row]:
    with (_FOLDER / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
