"""The lists that come with Chiso, read once, and the questions asked of them."""

from datetime import date
from functools import cache
from pathlib import Path

from chiso.errors import UnitsInvalid
from chiso.territory.keys import Weights, read_weights
from chiso.territory.lineage import Lineage, lineage_in
from chiso.territory.model import Link, Unit
from chiso.territory.reading import read_kinds, read_links, read_units
from chiso.territory.registry import Territory
from chiso.territory.sheets import read_sheet
from chiso.wording import Text

_FOLDER = Path(__file__).parent / "data"
_UNITS = (
    *("provinces", "districts", "departments", "long_bien_2018"),
    *("communes_to_2025", "communes_2025"),
)
_LINKS = ("commune_links", "other_links")
CENSUS_2019 = _FOLDER / "weights" / "census_2019.csv"
SAI_DONG_2024 = _FOLDER / "keys" / "sai_dong_2024.csv"
"""A key for Sài Đồng, divided between Phúc Lợi and Phúc Đồng: people by the scheme of 2024."""


@cache
def shipped() -> Territory:
    """Provinces, districts and communes before and since 1 July 2025, and what became of which."""
    kinds = read_kinds(_FOLDER / "kinds.csv")
    units: list[Unit] = []
    for name in _UNITS:
        units += read_units(_FOLDER / f"{name}.csv", kinds, units)
    return Territory(kinds, units, links=_links, sources=_sources())


def _links(territory: Territory) -> list[Link]:
    files = (_FOLDER / f"{name}.csv" for name in _LINKS)
    return [link for file in files for link in read_links(file, territory.unit)]


def _sources() -> dict[str, Text]:
    sheet = read_sheet(
        _FOLDER / "sources.csv",
        required=("source", "title_vi", "title_en", "licence"),
        optional=(),
        refuse=UnitsInvalid,
    )
    return {row.text("source"): Text(row.text("title_vi"), row.text("title_en")) for row in sheet}


@cache
def census_2019() -> Weights:
    """The people of the 63 provinces by the census of 1 April 2019, as weights."""
    return read_weights(CENSUS_2019)


def unit(reference: str, on: date | None = None) -> Unit:
    """As ``Territory.unit``, in the shipped lists."""
    return shipped().unit(reference, on)


def units(
    on: date | None = None, *, kind: str | None = None, under: str | None = None
) -> tuple[Unit, ...]:
    """As ``Territory.units``, in the shipped lists."""
    return shipped().units(on, kind=kind, under=under)


def find(
    text: str, *, on: date | None = None, kind: str | None = None, limit: int | None = None
) -> tuple[Unit, ...]:
    """As ``Territory.find``, in the shipped lists."""
    return shipped().find(text, on=on, kind=kind, limit=limit)


def lineage(reference: str, on: date | None = None) -> Lineage:
    """How a unit of the shipped lists came about, and what became of it."""
    return lineage_in(shipped(), shipped().unit(reference, on))
