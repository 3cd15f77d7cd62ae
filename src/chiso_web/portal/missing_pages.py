"""Pages that do not exist, each with the nearest ones that do."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from chiso.definition.model import Edition
from chiso.spelling import fold, nearest
from chiso_web.look.formats import language
from chiso_web.look.not_found import Offer, PageMissing
from chiso_web.portal.addresses import league_address, node_address
from chiso_web.units.models import Unit
from chiso_web.units.selectors import units_nearest

OFFERS = 3
YEAR_DIGITS = 9  # int() refuses thousands of digits, and "²" is a digit but no decimal
LOAD_COMMAND = "chiso manage papi_load"


def year_missing(year: str, years: Sequence[str]) -> PageMissing:
    """A year without results: the nearest years."""
    if not years:
        return nothing_published()
    if year.isdecimal() and len(year) <= YEAR_DIGITS:
        close = sorted(years, key=lambda known: abs(int(known) - int(year)))
        chosen = sorted(close[:OFFERS])
    else:
        chosen = sorted(years[-OFFERS:])
    return PageMissing(
        title=_("There are no PAPI results for “%(year)s”") % {"year": year},
        sentence=_("Published results are at hand for %(first)s to %(last)s. Nearest:")
        % {"first": years[0], "last": years[-1]},
        offers=[Offer(f"PAPI {known}", league_address(known)) for known in chosen],
    )


def nothing_published() -> PageMissing:
    """Before anything is loaded: the command that loads it."""
    return PageMissing(
        title=_("No results yet"),
        sentence=_("Here stand the published results of PAPI once they are loaded:")
        + f" {LOAD_COMMAND}",
        offers=[],
    )


def unit_missing(name: str, units: Sequence[Unit], *, year: str) -> PageMissing:
    """A province that is not there: the nearest names, else the whole table."""
    found = units_nearest(units, name)
    offers = [
        Offer(f"{unit.name(language())} {year}", node_address(year, unit.code)) for unit in found
    ]
    return PageMissing(
        title=_("There is no province “%(name)s”") % {"name": name},
        sentence=_(
            "PAPI covers the 63 provinces of before 1 July 2025, by name or two-digit code. "
            "Nearest:"
        ),
        offers=[
            *offers,
            Offer(_("All provinces, %(year)s") % {"year": year}, league_address(year)),
        ],
    )


def node_missing(node: str, edition: Edition, *, year: str, unit: Unit) -> PageMissing:
    """A node that the edition has not: the nearest codes and names."""
    names = [item.name.in_language(language()) for item in edition.nodes]
    by_name = dict(zip((fold(name) for name in names), edition.nodes, strict=True))
    ids = nearest(node, [item.id for item in edition.nodes])
    alike = [by_name[fold(name)].id for name in nearest(node, names)]
    chosen = list(dict.fromkeys([*ids, *alike]))[:OFFERS] or _first(edition)
    return PageMissing(
        title=_("PAPI %(year)s has no part “%(node)s”") % {"year": year, "node": node},
        sentence=_("Parts have the numbers of that year's table. Nearest:"),
        offers=[_node_offer(edition, item, year=year, unit=unit) for item in chosen],
    )


def _first(edition: Edition) -> list[str]:
    return [item.id for item in edition.children(edition.root.id)][:OFFERS]


def _node_offer(edition: Edition, node: str, *, year: str, unit: Unit) -> Offer:
    item = edition.node(node)
    title = f"{item.code} {item.name.in_language(language())}".strip()
    return Offer(f"{unit.name(language())} {year}: {title}", node_address(year, unit.code, node))


def page_missing(name: str, names: Iterable[tuple[str, str]]) -> PageMissing:
    """A method page that is not there: those that are."""
    return PageMissing(
        title=_("There is no method page “%(name)s”") % {"name": name},
        sentence=_("The method pages are:"),
        offers=[Offer(title, address) for title, address in names],
    )
