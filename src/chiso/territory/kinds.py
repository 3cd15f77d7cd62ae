"""Units by their kind: the groups within which wards and communes are ranked apart."""

from collections.abc import Iterable
from datetime import date

from chiso.territory.registry import Territory


def kinds_of(units: Iterable[str], territory: Territory, on: date | None = None) -> dict[str, str]:
    """The id of each unit's kind, by the name that was given: an id or, ``on`` a day, a bare code.

    Raises UnknownName, UnitAmbiguous.

    >>> from chiso import territory
    >>> kinds_of(["00145@2025-07-01", "004.noi-vu@unknown"], territory.shipped())
    {'00145@2025-07-01': 'ward', '004.noi-vu@unknown': 'district_department'}
    """
    return {unit: territory.unit(unit, on).kind for unit in units}
