"""Units on a day: code and validity period, kinds, lineage, and the way from one day to another.

The lists hold the 63 provinces, 696 districts and 10,035 communes of mid-2025, the 34 provinces and
3,321 communes of 1 July 2025, the ward of Sài Đồng as in 2018, and departments of Long Biên and Hà
Nội under illustrative names; SOURCES.md says where each is from. They are read when first asked
for, once.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from chiso.territory.keys import Key, Weights, read_key, read_weights
from chiso.territory.kinds import kinds_of
from chiso.territory.lineage import Lineage, lineage_in
from chiso.territory.model import UNKNOWN, Kind, Link, Unit
from chiso.territory.reading import read_kinds, read_links, read_units
from chiso.territory.registry import Territory
from chiso.territory.sheets import Source
from chiso.territory.shipped import (
    CENSUS_2019,
    SAI_DONG_2024,
    census_2019,
    find,
    lineage,
    shipped,
    unit,
    units,
)

if TYPE_CHECKING:
    from chiso.territory.correspondence import (
        NO_KEY,
        Count,
        Mapping,
        Row,
        Walk,
        checked_key,
        mapping,
        mapping_in,
        refuse_lacking,
    )
    from chiso.territory.periods import period_end

__all__ = [
    "CENSUS_2019",
    "NO_KEY",
    "SAI_DONG_2024",
    "UNKNOWN",
    "Count",
    "Key",
    "Kind",
    "Lineage",
    "Link",
    "Mapping",
    "Row",
    "Source",
    "Territory",
    "Unit",
    "Walk",
    "Weights",
    "census_2019",
    "checked_key",
    "find",
    "kinds_of",
    "lineage",
    "lineage_in",
    "mapping",
    "mapping_in",
    "period_end",
    "read_key",
    "read_kinds",
    "read_links",
    "read_units",
    "read_weights",
    "refuse_lacking",
    "shipped",
    "unit",
    "units",
]

# These rooms need NumPy, by way of chiso.values. A search over names shall not wait for it.
_NEEDING_NUMPY = {
    **dict.fromkeys(
        (
            *("NO_KEY", "Count", "Mapping", "Row", "Walk", "checked_key", "mapping", "mapping_in"),
            "refuse_lacking",
        ),
        "correspondence",
    ),
    "period_end": "periods",
}


def __getattr__(name: str) -> object:
    """What needs NumPy, imported when it is first asked for."""
    if name not in _NEEDING_NUMPY:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_NEEDING_NUMPY[name]}"), name)
