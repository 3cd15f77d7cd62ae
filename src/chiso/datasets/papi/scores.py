"""What PAPI published in one survey year, level by level; blanks are ``Missing``."""

from collections.abc import Callable, Mapping
from functools import cache

from chiso.datasets.papi.notes import (
    COMPUTED,
    NO_ERROR,
    PERHAPS_BLANK,
    READ_AS_BLANK,
    TOO_FEW,
    UNPUBLISHED,
)
from chiso.datasets.papi.tables import Row, provinces, rows_of
from chiso.values import Missing, MissingKind, Observation

Observations = tuple[Observation, ...]

# The tables of these years say below that a cell is blank where fewer than 15 respondents answered.
_BLANK_MEANS_TOO_FEW = frozenset({2022, 2023})
_NOT_PUBLISHED = Missing(MissingKind.NOT_PUBLISHED, UNPUBLISHED)
_TOO_FEW = Missing(MissingKind.TOO_FEW, TOO_FEW)
_FLAGS = {"": "", "zero may be a blank": PERHAPS_BLANK, "zero read as a blank": READ_AS_BLANK}


def _published(text: str) -> float | Missing:
    return float(text) if text else _NOT_PUBLISHED


def _error(text: str) -> float | None:
    return float(text) if text else None


@cache
def totals(year: int) -> Observations:
    """The unweighted totals, with standard error and respondents where published."""
    rows = rows_of("totals", year)
    with_errors = any(row["se"] for row in rows)
    return tuple(_total(row, with_errors=with_errors) for row in rows)


def _total(row: Row, *, with_errors: bool) -> Observation:
    computed = row["basis"] == "sum_of_dimensions"
    lacks_error = with_errors and bool(row["score"]) and not row["se"]
    table = "sum over the table of dimensions" if computed else "table of totals, unweighted"
    return Observation(
        unit=row["province"],
        period=row["year"],
        measure="papi.total",
        value=_published(row["score"]),
        se=_error(row["se"]),
        n=int(row["n"]) if row["n"] else None,
        note=COMPUTED if computed else NO_ERROR if lacks_error else _reason(row["score"]),
        source=f"PAPI {row['year']}, {table}",
    )


def _reason(score: str) -> str:
    return "" if score else UNPUBLISHED


@cache
def weighted_totals(year: int) -> Observations:
    """The weighted totals with their standard error; empty in a year without."""
    rows = rows_of("totals", year)
    return tuple(_weighted_total(row) for row in rows if any(other["weighted"] for other in rows))


def _weighted_total(row: Row) -> Observation:
    return Observation(
        unit=row["province"],
        period=row["year"],
        measure="papi.total.weighted",
        value=_published(row["weighted"]),
        se=_error(row["weighted_se"]),
        note=_reason(row["weighted"]),
        source=f"PAPI {row['year']}, table of totals, weighted",
    )


@cache
def dimensions(year: int) -> Observations:
    """The dimensions' scores of all provinces."""
    rows = {(row["dimension"], row["province"]): row for row in rows_of("dimensions", year)}
    names = sorted({dimension for dimension, _ in rows})
    return tuple(
        _dimension(rows.get((name, province.code)), year=year, name=name, unit=province.code)
        for name in names
        for province in provinces()
    )


def _dimension(row: Row | None, *, year: int, name: str, unit: str) -> Observation:
    computed = row is not None and row["basis"] == "sum_of_subdimensions"
    table = "sum over the table of sub-dimensions" if computed else "table of dimensions"
    return Observation(
        unit=unit,
        period=str(year),
        measure=f"papi.{name}",
        value=_NOT_PUBLISHED if row is None else _published(row["score"]),
        note=UNPUBLISHED if row is None else COMPUTED if computed else "",
        source=f"PAPI {year}, {table}, dimension {name}",
    )


@cache
def subdimensions(year: int) -> Observations:
    """The sub-dimensions' scores of all provinces."""
    scores = _subdimension_scores(year)
    return tuple(
        Observation(
            unit=province.code,
            period=str(year),
            measure=f"papi.{row['subdimension']}",
            value=_published(scores.get((row["subdimension"], province.code), "")),
            note=_reason(scores.get((row["subdimension"], province.code), "")),
            source=f"PAPI {year}, table of sub-dimensions, slot {row['slot']}",
        )
        for row in rows_of("subdimension_years", year)
        for province in provinces()
    )


@cache
def _subdimension_scores(year: int) -> Mapping[tuple[str, str], str]:
    return {
        (row["subdimension"], row["province"]): row["score"]
        for row in rows_of("subdimensions", year)
    }


@cache
def indicators(year: int) -> Observations:
    """The indicators' values of all provinces; empty in a year without an indicator table."""
    values = {(row["indicator"], row["province"]): row for row in rows_of("indicator_values", year)}
    return tuple(
        _indicator(row, values.get((row["indicator"], province.code)), unit=province.code)
        for row in rows_of("indicators", year)
        for province in provinces()
    )


def _indicator(place: Row, row: Row | None, *, unit: str) -> Observation:
    year, parent = place["year"], place["subdimension"]
    printed = row["value"] if row else ""
    value = float(printed) if printed else _blank(int(year), parent, unit)
    flagged = _FLAGS[row["flag"]] if row else ""
    return Observation(
        unit=unit,
        period=year,
        measure=f"papi.{place['indicator']}",
        value=value,
        note=flagged or (value.note if isinstance(value, Missing) else ""),
        source=f"PAPI {year}, indicator table, sub-dimension {parent}, row {place['order']}",
    )


def _blank(year: int, subdimension: str, unit: str) -> Missing:
    """Why an indicator is blank: too few answers where its sub-dimension was published."""
    published = (subdimension, unit) in _subdimension_scores(year)
    return _TOO_FEW if published and year in _BLANK_MEANS_TOO_FEW else _NOT_PUBLISHED


LEVELS: Mapping[str, Callable[[int], Observations]] = {
    "total": totals,
    "weighted_total": weighted_totals,
    "dimension": dimensions,
    "sub_dimension": subdimensions,
    "indicator": indicators,
}

MEDIANS = frozenset({"papi.6.2.01", "papi.6.2.02"})
"""The indicators printed as medians ("theo giá trị trung vị"): way and time to school."""
