"""A node over all provinces, and the tree, as files."""

from chiso.datasets.papi import COMPUTED
from chiso_web.look.formats import language
from chiso_web.look.rules.measured import as_sentence, note_text
from chiso_web.look.saving import Columns
from chiso_web.portal.parts.context import tree_nodes
from chiso_web.portal.parts.lines import reason
from chiso_web.portal.parts.part import Part, Row


def part_columns(part: Part) -> Columns:
    """Every province, most points first, all digits; a column for each measure that was read."""
    rows, lang = (*part.ranked, *part.blank), language()
    columns: Columns = {
        "edition": [part.edition.name] * len(rows),
        "period": [part.period] * len(rows),
        "node": [part.node.id] * len(rows),
        "unit": [row.unit.code for row in rows],
        "name": [row.unit.name_in_data(lang) for row in rows],
        "rank": [row.standing.rank for row in rows],
        "class": [row.standing.class_id for row in rows],
        "points": [row.standing.points for row in rows],
        "missing": [row.standing.missing for row in rows],
        "note": [as_sentence(_note(part, row)) for row in rows],
    }
    for measure in (*part.measures, *part.node.shown):
        columns[measure] = [_value(part, row.unit.code, measure) for row in rows]
    return columns


def _note(part: Part, row: Row) -> str:
    """Why a province has no points, or what is to be known of those it has."""
    if row.standing.points is None:
        return reason(row)
    return note_text(COMPUTED) if part.is_added_up else ""


def _value(part: Part, code: str, measure: str) -> object:
    table = part.observed
    if table is None or not table.has(measure) or code not in table.units:
        return None
    value = table.column(measure)[0][table.units.index(code)]
    return None if value != value else float(value)


def tree_columns(part: Part) -> Columns:
    """The dimensions and sub-dimensions with their spreads, all digits."""
    nodes, lang = tree_nodes(part), language()
    spreads = [part.spreads[node.id] for node in nodes]
    return {
        "edition": [part.edition.name] * len(nodes),
        "period": [part.period] * len(nodes),
        "node": [node.id for node in nodes],
        "level": [node.kind for node in nodes],
        "name": [node.name.in_language(lang) for node in nodes],
        "provinces": [one.count if one else 0 for one in spreads],
        "median": [one.median if one else None for one in spreads],
        "lowest": [one.lowest if one else None for one in spreads],
        "highest": [one.highest if one else None for one in spreads],
    }
