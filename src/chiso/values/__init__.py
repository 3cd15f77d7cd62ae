"""The nouns that pass between rooms: observations, tables of them, estimates, missing values and
scores.
"""

from chiso.values.building import Coded, codes_of, table_from_codes, table_from_columns, table_of
from chiso.values.missing import Missing, MissingKind, missing_kind
from chiso.values.observation import AWARDED, Estimate, Observation, Score
from chiso.values.periods import period_key
from chiso.values.table import Codes, Floats, ObservationTable, place_in_words

__all__ = [
    "AWARDED",
    "Coded",
    "Codes",
    "Estimate",
    "Floats",
    "Missing",
    "MissingKind",
    "Observation",
    "ObservationTable",
    "Score",
    "codes_of",
    "missing_kind",
    "period_key",
    "place_in_words",
    "table_from_codes",
    "table_from_columns",
    "table_of",
]
