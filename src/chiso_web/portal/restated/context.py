"""What the template of the estimates is given."""

from collections.abc import Mapping, Sequence

from chiso.definition.model import ROOT
from chiso_web.portal.addresses import downloads, league_address, restated_address
from chiso_web.portal.choice import Choice
from chiso_web.portal.league.lines import sorted_word
from chiso_web.portal.league.sentences import added_up_text
from chiso_web.portal.other_years import YearLink
from chiso_web.portal.restated import lines, sentences
from chiso_web.portal.restated.mapped import estimates_map
from chiso_web.portal.sources import source_lines
from chiso_web.results.estimates import Estimates


def page_facts(
    found: Estimates,
    words: lines.Words,
    choice: Choice,
    *,
    years: Sequence[YearLink],
    source: str,
    address: str,
) -> Mapping[str, object]:
    """Everything on the page of estimates."""
    axis = lines.axis_of(found)
    own_address = restated_address(found.period)
    return {
        "title": sentences.title(found),
        "year": found.period,
        "years": years,
        "as_published": league_address(found.period),
        "lead": sentences.lead(found),
        "how_made": sentences.how_made(found),
        "added_up": added_up_text() if found.is_added_up else "",
        "why_no_rank": sentences.why_no_rank(),
        "map": estimates_map(found, words),
        "map_file": f"{own_address}/map.svg",
        "quote": sentences.quote(found, source=source, address=address),
        "downloads": downloads(own_address, choice.query),
        "axis": axis,
        "heads": lines.heads(found, choice),
        "lines": [lines.line(row, words, axis) for row in lines.ordered(found, choice)],
        "by_dimension": choice.order in words.columns,
        "name_sorted": sorted_word(choice, "name"),
        "name_address": lines.order_address(found.period, choice, "name"),
        "total_sorted": sorted_word(choice, "total"),
        "total_address": lines.order_address(found.period, choice, "total"),
        "columns": 5 + len(found.edition.children(ROOT)),
        "sources": source_lines(found.edition),
    }
