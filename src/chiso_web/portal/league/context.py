"""What the template of a league table is given."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from django.utils.translation import gettext as _

from chiso_web.look.formats import language
from chiso_web.portal.addresses import (
    changes_address,
    compare_address,
    downloads,
    league_address,
    node_address,
    restated_address,
)
from chiso_web.portal.choice import Choice
from chiso_web.portal.league import lines, sentences
from chiso_web.portal.league.mapped import league_map
from chiso_web.portal.league.table import League
from chiso_web.portal.other_years import YearLink
from chiso_web.portal.papi import LAST_YEAR
from chiso_web.portal.sources import source_lines
from chiso_web.units.selectors import units_nearest


def league_facts(
    league: League, choice: Choice, *, years: tuple[YearLink, ...], address: str
) -> Mapping[str, object]:
    """Everything on the page of a league table."""
    axis = lines.axis_of(league)
    own_address = league_address(league.period)
    sections = lines.sections(league, choice)
    shown = sum(len(section.lines) for section in sections)
    return {
        "title": league_title(league),
        "league": league,
        "country": league.country,
        "years": years,
        "with_stars": True,
        "lead": sentences.league_lead(league),
        "country_text": sentences.country_text(league),
        "clear_text": sentences.clear_text(league),
        "added_up": sentences.added_up_text() if league.is_added_up else "",
        "last_year": str(LAST_YEAR),
        "ranges_text": sentences.ranges_text(league),
        "quote": sentences.league_quote(league, address),
        "downloads": downloads(own_address, choice.query),
        "map_file": f"{own_address}/map.svg",
        "since": changes_link(league.period, years),
        "compare": compare_address(league.period),
        "restated": restated_address(league.period),
        "choice": choice,
        "filters": lines.filters(league, choice),
        "orders": lines.orders(league, choice),
        "by_dimension": choice.order in {node.id for node in league.columns},
        "heads": lines.heads(league, choice),
        "name_sorted": lines.sorted_word(choice, "name"),
        "name_address": lines.order_address(league, choice, "name"),
        "total_sorted": lines.sorted_word(choice, "total"),
        "total_address": lines.order_address(league, choice, "total"),
        "error_sorted": lines.sorted_word(choice, "error"),
        "error_address": lines.order_address(league, choice, "error"),
        "sections": sections,
        "shown": shown,
        "nearest": () if shown else nearest_names(league, choice),
        "axis": axis,
        "median_place": axis.place(league.country.median),
        "map": league_map(league),
        "columns": (6 if league.has_error else 4)
        + len(league.columns),  # where headings show, no class column
        "sources": source_lines(league.edition),
        "address_all": own_address,
    }


def league_title(league: League) -> str:
    """The page's title."""
    facts = {"year": league.period, "count": league.country.count}
    if league.has_error:
        return _("PAPI %(year)s: totals of %(count)s provinces, with their errors") % facts
    return _("PAPI %(year)s: totals of %(count)s provinces") % facts


def changes_link(year: str, years: Sequence[YearLink]) -> tuple[str, str]:
    """The year before, if it may be compared, and the way to what changed since; else empty."""
    for before, now in pairwise(years):
        if now.year == year and not now.gap:
            return before.year, changes_address(year, before.year)
    return "", ""


def nearest_names(league: League, choice: Choice) -> list[tuple[str, str]]:
    """When a filter finds nothing: the names most like it."""
    units = [row.unit for row in league.rows]
    return [
        (unit.name(language()), node_address(league.period, unit.code))
        for unit in units_nearest(units, choice.name)
    ]
