"""Provinces side by side as a file."""

from chiso.definition.model import ROOT
from chiso_web.look.formats import language
from chiso_web.look.saving import Columns
from chiso_web.portal.compare.context import sub_dimensions
from chiso_web.portal.compare.table import Side, SideBySide


def comparison_columns(table: SideBySide) -> Columns:
    """A row for each province and node, all digits; errors and rank ranges of totals only."""
    nodes = [table.edition.root, *table.dimensions, *sub_dimensions(table)]
    rows = [(side, node) for node in nodes for side in table.sides]
    scores = [side.scores.get(node.id) for side, node in rows]
    lang = language()
    return {
        "edition": [table.edition.name] * len(rows),
        "period": [table.period] * len(rows),
        "node": [node.id for _side, node in rows],
        "node_name": [node.name.in_language(lang) for _side, node in rows],
        "unit": [side.unit.code for side, _node in rows],
        "name": [side.unit.name_in_data(lang) for side, _node in rows],
        "points": [one.points if one else None for one in scores],
        "rank": [one.rank if one else None for one in scores],
        "class": [one.class_id if one else "" for one in scores],
        "missing": [one.missing if one else "" for one in scores],
        "se": [_se(side, node.id) for side, node in rows],
        "rank_lowest": [_rank(side, node.id, "lowest") for side, node in rows],
        "rank_highest": [_rank(side, node.id, "highest") for side, node in rows],
    }


def _se(side: Side, node: str) -> float | None:
    return side.published.se if node == ROOT else None


def _rank(side: Side, node: str, end: str) -> int | None:
    if node != ROOT or side.ranks is None:
        return None
    return side.ranks.lowest if end == "lowest" else side.ranks.highest
