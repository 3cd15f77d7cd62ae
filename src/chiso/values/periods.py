"""Periods: a year, or a half-year, quarter or month of it."""

import re

from chiso.errors import PeriodInvalid

_PERIOD = re.compile(r"(19[0-9]{2}|2[01][0-9]{2})(?:-(?:H([12])|Q([1-4])|M(0[1-9]|1[0-2])))?")
_MONTHS = (6, 3, 1)


def period_key(period: str) -> tuple[int, int, int]:
    """What orders periods in time: year, last month, months covered; a year follows its parts.

    >>> sorted(["2024", "2024-M12", "2024-Q1"], key=period_key)
    ['2024-Q1', '2024-M12', '2024']

    Raises:
        PeriodInvalid: the text is no period.
    """
    match = _PERIOD.fullmatch(period)
    if match is None:
        raise PeriodInvalid(period=period)
    for number, months in zip(match.groups()[1:], _MONTHS, strict=True):
        if number is not None:
            return int(match[1]), months * int(number), months
    return int(match[1]), 12, 12
