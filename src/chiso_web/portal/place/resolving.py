"""Which unit an address means: its id, a bare code, or a name."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.translation import gettext as _

from chiso_web.look.formats import echoed
from chiso_web.look.not_found import Offer, PageMissing
from chiso_web.portal.addresses import search_address, unit_address
from chiso_web.portal.place.naming import described
from chiso_web.units.finding import Index, index
from chiso_web.units.models import Unit
from chiso_web.units.selectors import unit_get, unit_list_coded, unit_list_of

OFFERS = 8
LONGEST = 80


def unit_meant(name: str, *, year: str = "") -> Unit:
    """The unit that an id names, or a code or name that means one unit; with a ``year``, a code
    means the unit that had it at its end.

    Raises PageMissing with the candidates, else with the nearest.
    """
    known = len(name) <= LONGEST and name.isprintable()  # a database refuses the rest
    unit = unit_get(name) if known else None
    if unit is not None:
        return unit
    coded = unit_list_coded(name.partition("@")[0]) if known else []
    if coded and "@" in name:
        raise _missing(name, coded)
    meant = _existing(coded, year) or _called(name, index())
    if len(meant) == 1:
        return meant[0]
    raise _ambiguous(name, meant) if meant else _nothing(name, index())


def _existing(units: Sequence[Unit], year: str) -> list[Unit]:
    if not (year.isdecimal() and year.isascii() and len(year) == 4 and int(year)):
        return list(units)
    return [unit for unit in units if unit.exists_on(date(int(year), 12, 31))] or list(units)


def _called(name: str, known: Index) -> list[Unit]:
    whole = known.find(echoed(name)).whole
    return unit_list_of(one.id for one in whole[:OFFERS])


def _ambiguous(name: str, units: Iterable[Unit]) -> PageMissing:
    return PageMissing(
        title=_("“%(name)s” names several units") % {"name": echoed(name)},
        sentence=_("Codes and names are used again. Choose the unit:"),
        offers=[*_offers(units), _search(name)],
    )


def _missing(name: str, units: Iterable[Unit]) -> PageMissing:
    return PageMissing(
        title=_("There is no unit “%(name)s”") % {"name": echoed(name)},
        sentence=_("Its code belongs to:"),
        offers=_offers(units),
    )


def _nothing(name: str, known: Index) -> PageMissing:
    near = known.nearest(echoed(name))
    sentence = _("Units are found by name or code, such as 00145@2025-07-01.")
    return PageMissing(
        title=_("There is no unit “%(name)s”") % {"name": echoed(name)},
        sentence=f"{sentence} {_('Nearest:')}" if near else sentence,
        offers=[*(Offer(one, search_address(one)) for one in near), _search(name)],
    )


def _offers(units: Iterable[Unit]) -> list[Offer]:
    return [Offer(described(unit), unit_address(unit.uid)) for unit in units]


def _search(name: str) -> Offer:
    text = echoed(name)
    return Offer(_("Search for “%(name)s”") % {"name": text}, search_address(text))
