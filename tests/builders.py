"""The cast: what several tests need in the database."""

from chiso.datasets import papi
from chiso_web.results.loading import papi_year_load
from chiso_web.results.synthetic import synthetic_load
from chiso_web.units.loading import provinces_load

# six dimensions and two provinces withheld; two dimensions of two provinces withheld; standard
# errors, three of them not published; standard errors; totals added up by Chiso
YEARS = (2014, 2018, 2022, 2023, 2024)
HA_NOI = "01"
QUANG_NINH = "22"


def papi_published() -> None:
    """The 63 provinces, with PAPI's results of a few years published."""
    units = provinces_load(papi.provinces())
    for year in YEARS:
        papi_year_load(year, units)


def synthetic_published() -> None:
    """The synthetic results of reform indices: communes and departments of Hà Nội 2025; wards,
    departments and the district of Long Biên 2018.
    """
    for _step in synthetic_load():
        pass
