"""Standings as a file."""

from chiso_web.look.formats import language
from chiso_web.look.saving import Columns
from chiso_web.portal.choice import Choice
from chiso_web.portal.classes import class_names
from chiso_web.portal.standings.lines import reason
from chiso_web.portal.standings.sentences import left_out_names, reduced_note, source_text
from chiso_web.portal.standings.table import Row, Table
from chiso_web.portal.synthetic import mark_of
from chiso_web.results.contents import BONUS, PENALTY

Line = tuple[Table, Row]


def standings_columns(tables: list[Table], choice: Choice) -> Columns:
    """The chosen rows of some groups, all digits. ``total`` is ``max`` − ``lost`` + ``bonus`` +
    ``penalty``: the scale, what was lost of it, and what stands beside it. Of each content the
    points, and the most that applied.
    """
    found = [(table, row) for table in tables for row in table.chosen(choice)]
    outcome = tables[0].outcome
    columns: Columns = {
        "edition": [outcome.edition.name] * len(found),
        "period": [outcome.period] * len(found),
        "unit": [row.unit.uid for _table, row in found],
        "code": [row.unit.code for _table, row in found],
        "name": [row.unit.full_name(language()) for _table, row in found],
        "group": [table.group.id for table, _row in found],
        "rank": [row.total.rank for _table, row in found],
        "class": [row.total.class_id for _table, row in found],
        "class_name": [_class_name(line) for line in found],
        "total": [row.points for _table, row in found],
        "scale": [_most(line) for line in found],
        "lost": [row.lost for _table, row in found],
        "bonus": [row.extras.get(BONUS, 0.0) for _table, row in found],
        "penalty": [row.extras.get(PENALTY, 0.0) for _table, row in found],
        "reduced": [row.total.reduced for _table, row in found],
    }
    for node in outcome.contents:
        columns[node.id] = [row.contents[node.id].points for _table, row in found]
        columns[f"{node.id} max"] = [row.contents[node.id].maximum for _table, row in found]
    columns["missing"] = [row.total.missing for _table, row in found]
    columns["note"] = [_note(line) for line in found]
    columns["source"] = [source_text(outcome)] * len(found)
    return columns


def _class_name(line: Line) -> str:
    table, row = line
    return class_names(table.outcome.edition).get(row.total.class_id, "")


def _most(line: Line) -> float | None:
    table, row = line
    return table.outcome.at(row.unit, table.outcome.scale.id).maximum


def _note(line: Line) -> str:
    """The mark of synthetic figures; what was left out of a unit's points; why it has no total."""
    table, row = line
    mark = mark_of(table.outcome.evaluation)
    out = left_out_names(table.outcome, row) if row.total.reduced else []
    return " ".join(
        (
            *([f"{mark}."] if mark else []),
            *([reduced_note(out)] if out else []),
            *([reason(row)] if row.points is None else []),
        )
    )
