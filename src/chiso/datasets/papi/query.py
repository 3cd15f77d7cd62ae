"""PAPI's published figures by year, level, measure and province."""

from collections.abc import Iterable
from functools import cache

from chiso.datasets.papi.scores import LEVELS, Observations
from chiso.datasets.papi.tables import YEARS, provinces, rows_of
from chiso.errors import UnknownName
from chiso.spelling import nearest
from chiso.values import ObservationTable, table_of

_INTERVALS = {
    "papi.total": ("low", "high"),
    "papi.total.weighted": ("weighted_low", "weighted_high"),
}


def observations(year: int, measures: Iterable[str] | None = None) -> ObservationTable:
    """The 63 provinces × the measures published that year, or those named; blanks are ``Missing``.

    Raises UnknownName for a year without PAPI, or a measure not published that year.

    >>> table = observations(2023, ["papi.4"])
    >>> table.observation(table.units.index("01"), "papi.4").value
    6.734771
    """
    if measures is None:
        return table_of(_of_year(_known_year(year)))
    wanted = {_known("measure", name, measures_of(year)) for name in measures}
    return table_of([item for item in _of_year(year) if item.measure in wanted])


def records(
    *,
    years: Iterable[int] | None = None,
    level: str | None = None,
    provinces: Iterable[str] | None = None,
) -> Observations:
    """The observations asked for (None: all), by year, measure, province.

    ``level`` is total, weighted_total, dimension, sub_dimension or indicator. Raises UnknownName.
    """
    levels = list(LEVELS) if level is None else [_known("level", level, LEVELS)]
    chosen = YEARS if years is None else [_known_year(year) for year in years]
    units = None if provinces is None else {_known_unit(code) for code in provinces}
    return tuple(
        item
        for year in chosen
        for name in levels
        for item in LEVELS[name](year)
        if units is None or item.unit in units
    )


def measures_of(year: int) -> tuple[str, ...]:
    """The measures that PAPI published in a survey year, from the total down to the indicators."""
    return tuple(dict.fromkeys(item.measure for item in _of_year(_known_year(year))))


def interval(
    year: int, province: str, *, measure: str = "papi.total"
) -> tuple[float, float] | None:
    """The interval that PAPI printed around a total (2019, 2022, 2023); None where it printed none.

    It is labelled 95% but spans the total ± 1.645 standard errors: a 90% interval under the
    normal approximation.
    """
    low, high = _INTERVALS[_known("measure", measure, _INTERVALS)]
    unit = _known_unit(province)
    rows = rows_of("totals", _known_year(year))
    row = next((row for row in rows if row["province"] == unit), {})
    if not row.get(low):
        return None
    return float(row[low]), float(row[high])


@cache
def _of_year(year: int) -> Observations:
    return tuple(item for level in LEVELS.values() for item in level(year))


def _known(what: str, name: str, names: Iterable[str]) -> str:
    known = tuple(names)
    if name not in known:
        raise UnknownName(what=what, name=name, nearest=nearest(name, known))
    return name


def _known_year(year: int) -> int:
    if year not in YEARS:
        ends = sorted(YEARS, key=lambda known: abs(known - year))[:2]
        raise UnknownName(what="year", name=str(year), nearest=[str(known) for known in ends])
    return year


def _known_unit(code: str) -> str:
    return _known("province", code, (province.code for province in provinces()))
