"""The list of administrative units and their lineage as a data package."""

from functools import lru_cache
from pathlib import Path

import chiso
from chiso import territory
from chiso_web.portal.opendata.columns import LINKS, UNITS
from chiso_web.portal.opendata.package import About, package_bytes
from chiso_web.units.records import fingerprints, link_columns, unit_columns

SOURCES = Path(territory.__file__).parent / "SOURCES.md"
TITLE = "Administrative units of Viet Nam before and since 1 July 2025, and their lineage"
TITLE_VI = "Đơn vị hành chính Việt Nam trước và từ ngày 01/7/2025, và quá trình sáp nhập, chia tách"
README = f"""\
# {TITLE}

{TITLE_VI}

units.csv: every unit over the days on which it existed. links.csv: which passed to which. A code
alone names no unit: most codes of communes were used again on 1 July 2025, so `id` joins code and
first day.
units.csv: mọi đơn vị trong thời gian tồn tại. links.csv: đơn vị nào thành đơn vị nào. Mã được
dùng lại từ 01/7/2025, nên `id` gồm mã và ngày bắt đầu.

    import pandas as pd
    units = pd.read_csv("units.csv", dtype=str)
    links = pd.read_csv("links.csv", dtype={{"old": str, "new": str}})

Licences differ by source: SOURCES.md quotes each, or says that none was found.
Giấy phép khác nhau theo nguồn: xem SOURCES.md. Files of Chiso {chiso.__version__}.
"""
ABOUT = About(
    name="vietnam-units",
    title=TITLE,
    title_vi=TITLE_VI,
    description="Units by code and days, with their parents, and how one passed to another.",
    licence={
        "name": "notspecified",
        "title": "MIT for the copies read, none found for some: SOURCES.md quotes each",
    },
    sources=[
        {"title": "General Statistics Office, danhmuchanhchinh.gso.gov.vn, 18 July 2025"},
        {
            "title": "vietnamadminunits",
            "path": "https://github.com/tranngocminhhieu/vietnamadminunits",
        },
        {
            "title": "vietnamese-provinces-database",
            "path": "https://github.com/thanglequoc/vietnamese-provinces-database",
        },
    ],
    contributors=[{"title": "Chiso", "role": "wrangler"}],
    facts={},
    readme=README,
    sources_text=SOURCES.read_text(encoding="utf-8"),
)


def units_package() -> bytes:
    """The package of all units and links held."""
    return _package(fingerprints())


@lru_cache(maxsize=1)
def _package(loaded: tuple[str, ...]) -> bytes:
    """``loaded`` makes changed lists new."""
    return package_bytes(ABOUT, [(UNITS, unit_columns()), (LINKS, link_columns())])
