"""Units side by side as a file."""

from chiso_web.look.formats import language
from chiso_web.look.saving import Columns
from chiso_web.portal.beside.lines import below
from chiso_web.portal.beside.side_by_side import SideBySide
from chiso_web.portal.synthetic import mark_of
from chiso_web.results.contents import has_extras


def beside_columns(table: SideBySide) -> Columns:
    """A row for each node and unit, all digits."""
    outcome, lang = table.outcome, language()
    nodes = [outcome.edition.root, *below(table)]
    rows = [(side, node, table.at(side, node.id)) for node in nodes for side in table.sides]
    placed = [one for _side, _node, one in rows]
    return {
        "index": [outcome.index] * len(rows),
        "period": [outcome.period] * len(rows),
        "edition": [outcome.edition.name] * len(rows),
        "node": [node.id for _side, node, _one in rows],
        "node_name": [node.name.in_language(lang) for _side, node, _one in rows],
        "unit": [side.unit.uid for side, _node, _one in rows],
        "name": [side.unit.full_name(lang) for side, _node, _one in rows],
        "group": [side.group.id for side, _node, _one in rows],
        "points": [one.points for one in placed],
        "most": [one.maximum for one in placed],
        "lost": [
            None
            if one.points is None or one.maximum is None or has_extras(outcome.edition, node.id)
            else one.maximum - one.points
            for _side, node, one in rows
        ],
        "rank": [one.rank for one in placed],
        "class": [one.class_id for one in placed],
        "missing": [one.missing for one in placed],
        "reduced": [one.reduced for one in placed],
        "note": [mark_of(outcome.evaluation)] * len(rows),
    }
