"""What the template of a group's standings is given."""

from collections.abc import Mapping, Sequence

from chiso_web.look.area_map import AreaMap
from chiso_web.look.formats import language
from chiso_web.look.tiles import Tiles
from chiso_web.portal.addresses import (
    downloads,
    edition_address,
    outcome_compare_address,
    package_address,
)
from chiso_web.portal.choice import NAME, TOTAL, Choice
from chiso_web.portal.official.decided import official_of
from chiso_web.portal.outcome.missing import address_of
from chiso_web.portal.outcome.naming import level_name, outcome_name
from chiso_web.portal.outcome.outcome import Outcome
from chiso_web.portal.sources import source_lines
from chiso_web.portal.standings import lines, sentences
from chiso_web.portal.standings.loss_lines import loss_lines
from chiso_web.portal.standings.pictures import axis_of, picture_of, strip_of
from chiso_web.portal.standings.reading import table_list
from chiso_web.portal.standings.table import LOST, Table
from chiso_web.portal.standings.unchanging import map_html, printed
from chiso_web.portal.synthetic import mark_of
from chiso_web.results.models import Evaluation
from chiso_web.units.selectors import units_nearest

LONG = 26  # letters that one line of the column of names does not hold


def standings_facts(
    table: Table, choice: Choice, *, periods: Sequence[Evaluation], address: str
) -> Mapping[str, object]:
    """Everything on the page of a group."""
    outcome = table.outcome
    group = Choice(group=choice.group).query
    return {
        "title": sentences.title(table),
        "crumb": outcome_name(outcome),
        "mark": mark_of(outcome.evaluation),
        "illustrative": outcome.edition.illustrative,
        "official": official_of(outcome.evaluation),
        "address_all": address_of(outcome),
        "canonical": f"{address_of(outcome)}{group}",
        "tabs": lines.tabs(outcome, table),
        "periods": other_periods(outcome, periods),
        "lead": sentences.lead(table),
        "classes_text": sentences.classes_text(table),
        "loss_text": sentences.loss_text(table),
        "extras_text": sentences.extras_text(table),
        "scored_by": sentences.scored_by(outcome),
        "edition_title": outcome.edition.title.in_language(language()),
        "edition_address": edition_address(outcome.edition.name),
        "parts_address": address_of(outcome, "part"),
        "compare_address": outcome_compare_address(outcome.index, outcome.period),
        "quote": sentences.quote(table, f"{address}{group}"),
        "downloads": downloads(address_of(outcome)),
        "package": package_address(outcome.index, outcome.period),
        "sources": source_lines(outcome.edition),
        "provinces_of_today": True,
        **_picture_facts(table),
        **_table_facts(table, choice),
        "others": [printed(one, language()) for one in table_list(outcome) if one is not table],
    }


def other_periods(outcome: Outcome, periods: Sequence[Evaluation]) -> list[tuple[str, str, bool]]:
    """The periods of the same index, oldest first; none where there is but one."""
    found = [one.period for one in periods]
    if len(found) < 2:
        return []
    own = address_of(outcome).removesuffix(outcome.period)
    return [(period, f"{own}{period}", period == outcome.period) for period in found]


def _picture_facts(table: Table) -> Mapping[str, object]:
    picture = picture_of(table.outcome)
    return {
        "map": map_html(table_list(table.outcome)[0], language())
        if isinstance(picture, AreaMap)
        else "",
        "tiles": picture if isinstance(picture, Tiles) else None,
        "strip": None if picture else strip_of(table),
        "picture_file": f"{address_of(table.outcome)}/map.svg" if picture else "",
    }


def _table_facts(table: Table, choice: Choice) -> Mapping[str, object]:
    outcome, axis = table.outcome, axis_of(table)
    sections = lines.sections(table, choice)
    shown = sum(len(section.lines) for section in sections)
    heads, extras = lines.heads(table, choice), lines.extra_heads(table, choice)
    sorts = {
        order: (lines.sorted_word(choice, order), lines.order_address(table, choice, order))
        for order in (NAME, TOTAL, LOST)
    }
    return {
        "choice": choice,
        "filters": lines.filters(table, choice),
        "orders": lines.orders(table, choice),
        "level": level_name(outcome),
        "heads": heads,
        "extra_heads": extras,
        "sorts": sorts,
        "by_content": choice.order in {node.id for node in outcome.contents},
        "sections": sections,
        "long_names": any(len(row.unit.name(language())) > LONG for row in table.rows),
        "shown": shown,
        "total": len(table.rows),
        "nearest": () if shown else _nearest(table, choice),
        "columns": lines.BEFORE + len(heads) + len(extras),
        "axis": axis,
        "middle": table.middle if table.ranked else None,
        "median_place": axis.place(table.middle.median) if table.ranked else "",
        "group_name": table.group.name(language()),
        "group_id": choice.group,
        "scale_most": lines.scale_most(table),
        "shown_files": downloads(address_of(outcome), choice.query) if choice.is_filtered else (),
        "held_text": sentences.held_text(table),
        "reduced_text": sentences.reduced_text(table),
        "reduced_lines": sentences.reduced_lines(table),
        "losses": loss_lines(table),
        "all_shown": f"{address_of(outcome)}{_whole(choice).query}#table",
    }


def _whole(choice: Choice) -> Choice:
    """All rows of the same group in the same order."""
    return Choice(order=choice.order, backwards=choice.backwards, group=choice.group)


def _nearest(table: Table, choice: Choice) -> list[tuple[str, str]]:
    """When a filter finds nothing: the names most like it, in every group."""
    units = table.outcome.units.values()
    return [
        (unit.full_name(language()), address_of(table.outcome, unit.uid))
        for unit in units_nearest(units, choice.name)
    ]
