"""Parts of pages that are the same for every reader, made once a process and language."""

from functools import lru_cache

from django.template.loader import render_to_string

from chiso_web.look.area_map import AreaMap
from chiso_web.look.formats import language
from chiso_web.portal.choice import Choice
from chiso_web.portal.outcome.outcome import Outcome
from chiso_web.portal.standings import lines, sentences
from chiso_web.portal.standings.pictures import picture_of
from chiso_web.portal.standings.reading import table_list
from chiso_web.portal.standings.table import Table
from chiso_web.portal.synthetic import mark_of


@lru_cache(maxsize=32)
def map_html(table: Table, lang: str) -> str:
    """The map of all groups as it stands in a page; ``table`` is that of the first."""
    return render_to_string("look/area_map.html", {"map": picture_of(table.outcome)})


@lru_cache(maxsize=32)
def printed(table: Table, lang: str) -> str:
    """A group that the screen does not show, as it stands in print."""
    heads = lines.heads(table, Choice())
    facts = {
        "title": sentences.title(table),
        "mark": mark_of(table.outcome.evaluation),
        "lead": sentences.lead(table),
        "classes_text": sentences.classes_text(table),
        "lines": lines.lines_by_unit(table, lang).values(),
        "heads": heads,
        "extra_heads": lines.extra_heads(table, Choice()),
        "columns": lines.BEFORE + len(heads) + len(table.extra_kinds),
        "held_text": sentences.held_text(table),
        "reduced_text": sentences.reduced_text(table),
        "reduced_lines": sentences.reduced_lines(table),
    }
    return render_to_string("portal/standings_printed.html", facts)


def standings_warm(outcome: Outcome) -> None:
    """Make what the pages of an index keep, in the language of the moment."""
    tables, lang = table_list(outcome), language()
    if isinstance(picture_of(outcome), AreaMap):
        map_html(tables[0], lang)
    for table in tables:
        lines.lines_by_unit(table, lang)
        if len(tables) > 1:
            printed(table, lang)
