"""How points that were awarded over a rule are stored: as "<index>:<leaf>.awarded".

The library and files say "<leaf>.awarded", for they are of one index; here a unit may have results
of two indices in one period, whose leaves have the same codes.
"""

from collections.abc import Iterable

from chiso.values import AWARDED

BETWEEN = ":"


def stored_name(measure: str, index: str) -> str:
    """The name that a measure which an index reads is stored under.

    >>> stored_name("3.2.awarded", "ha-noi-communes"), stored_name("hn.staff", "ha-noi-communes")
    ('ha-noi-communes:3.2.awarded', 'hn.staff')
    """
    return f"{index}{BETWEEN}{measure}" if measure.endswith(AWARDED) else measure


def stored_names(measures: Iterable[str], index: str) -> list[str]:
    """The names that measures which an index reads are stored under."""
    return [stored_name(one, index) for one in measures]


def name_read(stored: str) -> str:
    """The name by which an index reads what is stored.

    >>> name_read("ha-noi-communes:3.2.awarded"), name_read("hn.staff")
    ('3.2.awarded', 'hn.staff')
    """
    return stored.rpartition(BETWEEN)[2] if stored.endswith(AWARDED) else stored
