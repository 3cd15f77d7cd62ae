"""The last day of a period: the day on which a bare code used in it is resolved."""

import calendar
from datetime import date
from functools import lru_cache

from chiso.values import period_key


@lru_cache(maxsize=1024)
def period_end(period: str) -> date:
    """The last day of a period. Raises PeriodInvalid.

    >>> period_end("2025-H1")
    datetime.date(2025, 6, 30)
    """
    year, month, _ = period_key(period)
    return date(year, month, calendar.monthrange(year, month)[1])
