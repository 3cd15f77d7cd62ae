"""What the template of provinces side by side is given."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from chiso.definition.model import Node
from chiso.inference import INDEPENDENT
from chiso.wording import say
from chiso_web.look.formats import language
from chiso_web.portal.addresses import compare_address, downloads, league_address
from chiso_web.portal.compare import lines, sentences
from chiso_web.portal.compare.choice import MOST, Chosen
from chiso_web.portal.compare.table import SideBySide
from chiso_web.portal.league.sentences import added_up_text, no_error
from chiso_web.portal.other_years import YearLink
from chiso_web.portal.sources import source_lines
from chiso_web.units.models import Unit

EXAMPLE = ("01", "48", "79")  # the three largest cities of their regions


def choosing_facts(
    chosen: Chosen, units: Sequence[Unit], *, year: str, years: tuple[YearLink, ...]
) -> Mapping[str, object]:
    """The form, and what was left out of what was asked for."""
    names = [unit.name(language()) for unit in chosen.units]
    example = [unit for code in EXAMPLE for unit in units if unit.code == code]
    return {
        "title": sentences.title(chosen, year),
        "year": year,
        "years": years,
        "with_stars": True,
        "league_address": league_address(year),
        "chosen": chosen,
        "left_out": sentences.not_shown(chosen),
        "fields": [(place + 1, (names + [""] * MOST)[place]) for place in range(MOST)],
        "provinces": [unit.name(language()) for unit in units],
        "form_address": compare_address(year),
        "example": sentences.names_of(example) if example else "",
        "example_address": compare_address(year, EXAMPLE),
    }


def comparison_facts(table: SideBySide, *, address: str) -> Mapping[str, object]:
    """Everything about the chosen provinces."""
    codes = [side.unit.code for side in table.sides]
    query = compare_address("", codes).partition("?")[2]
    own = compare_address(table.period)
    axis, parts_axis = lines.totals_axis(table), lines.parts_axis(table)
    pairs_axis = lines.pairs_axis(table)
    return {
        "table": table,
        "lead": sentences.lead(table),
        "without_total": sentences.without_total(table),
        "added_up": added_up_text() if table.is_added_up else "",
        "totals": lines.totals(table),
        "totals_text": sentences.totals_text(table),
        "axis": axis,
        "axis_start": axis.place(axis.low) if axis else "",
        "pairs": lines.pairs(table),
        "pairs_axis": pairs_axis,
        "pairs_zero": pairs_axis.place(0.0),
        "independent": say(INDEPENDENT, language()) if table.errors_published else no_error(),
        "parts_axis": parts_axis,
        "dimensions": lines.parts(table, table.dimensions, parts_axis),
        "sub_dimensions": lines.parts(table, sub_dimensions(table), None),
        "quote": sentences.quote(table, f"{address}?{query}"),
        "downloads": downloads(own, f"?{query}"),
        "sources": source_lines(table.edition),
        "canonical": f"{own}?{query}",
        "part_error": _("PAPI published no errors of parts: small differences may be chance."),
    }


def sub_dimensions(table: SideBySide) -> list[Node]:
    """The sub-dimensions in tree order."""
    return [child for node in table.dimensions for child in table.edition.children(node.id)]
