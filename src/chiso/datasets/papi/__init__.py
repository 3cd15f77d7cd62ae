"""PAPI, 2011–2024: the published figures of the 63 provinces of before 1 July 2025 as observations.

Measures are ``papi.total``, ``papi.total.weighted``, ``papi.<dimension>``,
``papi.<sub-dimension>`` and ``papi.<indicator>``; a unit is the province's two-digit code of the
General Statistics Office, a period the survey year. Indicators are here for 2018, 2019, 2022 and
2023 only. SOURCES.md says where every figure is from.
"""

from chiso.datasets.papi.notes import (
    COMPUTED,
    NO_ERROR,
    NOTES,
    PERHAPS_BLANK,
    READ_AS_BLANK,
    TOO_FEW,
    UNPUBLISHED,
)
from chiso.datasets.papi.query import interval, measures_of, observations, records
from chiso.datasets.papi.scores import LEVELS, MEDIANS
from chiso.datasets.papi.sources import source_text
from chiso.datasets.papi.tables import YEARS, Province, provinces

__all__ = [
    "COMPUTED",
    "LEVELS",
    "MEDIANS",
    "NOTES",
    "NO_ERROR",
    "PERHAPS_BLANK",
    "READ_AS_BLANK",
    "TOO_FEW",
    "UNPUBLISHED",
    "YEARS",
    "Province",
    "interval",
    "measures_of",
    "observations",
    "provinces",
    "records",
    "source_text",
]
