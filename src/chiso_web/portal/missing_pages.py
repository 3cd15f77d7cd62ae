"""Pages that do not exist, each with the nearest ones that do."""

import re
from collections.abc import Callable, Iterable, Sequence

from django.utils.translation import gettext as _

from chiso.definition.model import Edition
from chiso.spelling import fold, nearest
from chiso_web.look.formats import echoed, language
from chiso_web.look.not_found import Offer, PageMissing
from chiso_web.portal.addresses import (
    changes_address,
    compare_address,
    league_address,
    node_address,
    part_address,
    part_list_address,
    unit_address,
)
from chiso_web.units.models import Unit
from chiso_web.units.selectors import units_nearest

OFFERS = 3
PLAIN_YEAR = re.compile(r"[0-9]{1,4}")
LOAD_COMMAND = "chiso manage papi_load"


def year_missing(year: str, years: Sequence[str]) -> PageMissing:
    """A year without results: the nearest years, nearest first; else the latest."""
    if not years:
        return nothing_published()
    sentence = _("Published results are at hand for %(first)s to %(last)s.") % {
        "first": years[0],
        "last": years[-1],
    }
    return PageMissing(
        title=_("There are no PAPI results for “%(year)s”") % {"year": echoed(year)},
        sentence=f"{sentence} {_('Nearest:')}",
        offers=[
            Offer(f"PAPI {known}", league_address(known))
            for known in sorted(years, key=_distance(year))[:OFFERS]
        ],
    )


def nothing_published() -> PageMissing:
    """Before anything is loaded: the command that loads it."""
    return PageMissing(
        title=_("No results yet"),
        sentence=_("Here stand the published results of PAPI once they are loaded:")
        + f" {LOAD_COMMAND}",
        offers=[],
    )


def _distance(year: str) -> Callable[[str], tuple[int, int]]:
    """How far a year is from the one asked for; what is no year counts as the future."""
    wanted = int(year) if PLAIN_YEAR.fullmatch(year) else 9999
    return lambda known: (abs(int(known) - wanted), -int(known))


def unit_missing(name: str, units: Sequence[Unit], *, year: str) -> PageMissing:
    """A province that is not there: the nearest names, and the whole table."""
    found = units_nearest(units, name)
    sentence = _("PAPI covers the 63 provinces of before 1 July 2025, by name or two-digit code.")
    return PageMissing(
        title=_("There is no province “%(name)s”") % {"name": echoed(name)},
        sentence=f"{sentence} {_('Nearest:')}" if found else sentence,
        offers=[
            *(_unit_offer(unit, year) for unit in found),
            Offer(_("All provinces, %(year)s") % {"year": year}, league_address(year)),
        ],
    )


def _unit_offer(unit: Unit, year: str) -> Offer:
    return Offer(f"{unit.name(language())} {year}", node_address(year, unit.code))


def unit_year_missing(year: str, years: Sequence[str], *, unit: Unit) -> PageMissing:
    """A year of which a unit has no results: its nearest years."""
    facts = {"unit": unit.name(language()), "year": echoed(year)}
    return PageMissing(
        title=_("%(unit)s has no PAPI results for “%(year)s”") % facts,
        sentence=_("Nearest:"),
        offers=[
            Offer(f"{unit.name(language())} {known}", unit_address(unit.id_text, known))
            for known in sorted(years, key=_distance(year))[:OFFERS]
        ],
    )


def node_missing(node: str, edition: Edition, *, year: str, unit: Unit) -> PageMissing:
    """A node that the edition has not: the nearest codes and names, else the first parts."""
    close = nodes_close(node, edition)
    offers = [_node_offer(edition, item, year=year, unit=unit) for item in close or _first(edition)]
    whole = Offer(f"{unit.name(language())} {year}", node_address(year, unit.code))
    return _no_part(node, year, offers=[*offers, whole], near=bool(close))


def part_missing(node: str, edition: Edition, *, year: str) -> PageMissing:
    """The same for a page over all units."""
    close = nodes_close(node, edition)
    offers = [
        Offer(f"PAPI {year}: {_title(edition, item)}", part_address(year, item))
        for item in close or _first(edition)
    ]
    whole = Offer(_("All parts, %(year)s") % {"year": year}, part_list_address(year))
    return _no_part(node, year, offers=[*offers, whole], near=bool(close))


def nodes_close(node: str, edition: Edition) -> list[str]:
    """The nodes whose codes or names are most like what was typed."""
    names = [item.name.in_language(language()) for item in edition.nodes]
    by_name = dict(zip((fold(name) for name in names), edition.nodes, strict=True))
    ids = nearest(node, [item.id for item in edition.nodes])
    alike = [by_name[fold(name)].id for name in nearest(node, names)]
    return list(dict.fromkeys([*ids, *alike]))[:OFFERS]


def _no_part(node: str, year: str, *, offers: Sequence[Offer], near: bool) -> PageMissing:
    sentence = _("Parts have the numbers of that year's table.")
    return PageMissing(
        title=_("PAPI %(year)s has no part “%(node)s”") % {"year": year, "node": echoed(node)},
        sentence=f"{sentence} {_('Nearest:')}" if near else sentence,
        offers=offers,
    )


def _first(edition: Edition) -> list[str]:
    return [item.id for item in edition.children(edition.root.id)][:OFFERS]


def _node_offer(edition: Edition, node: str, *, year: str, unit: Unit) -> Offer:
    title = f"{unit.name(language())} {year}: {_title(edition, node)}"
    return Offer(title, node_address(year, unit.code, node))


def _title(edition: Edition, node: str) -> str:
    item = edition.node(node)
    return f"{item.code} {item.name.in_language(language())}".strip()


def page_missing(name: str, names: Iterable[tuple[str, str]]) -> PageMissing:
    """A method page that is not there: those that are."""
    return PageMissing(
        title=_("There is no method page “%(name)s”") % {"name": echoed(name)},
        sentence=_("The method pages are:"),
        offers=[Offer(title, address) for title, address in names],
    )


def nothing_to_compare(year: str, pairs: Sequence[tuple[str, str]]) -> PageMissing:
    """Years between which no change is computed: the nearest pairs that may be compared."""
    return PageMissing(
        title=_("There is nothing to compare PAPI %(year)s with here") % {"year": echoed(year)},
        sentence=_("Changes are computed between two years without a break of comparability.")
        + (f" {_('Nearest:')}" if pairs else ""),
        offers=[
            Offer(
                _("PAPI %(later)s against %(earlier)s") % {"later": later, "earlier": earlier},
                changes_address(later, earlier),
            )
            for earlier, later in pairs
        ],
    )


def too_few_units(year: str) -> PageMissing:
    """A file of a comparison that names fewer than two provinces: the page to choose them."""
    return PageMissing(
        title=_("Fewer than two provinces are named"),
        sentence=_("A comparison needs two to six provinces:"),
        offers=[Offer(_("Compare provinces, %(year)s") % {"year": year}, compare_address(year))],
    )
