"""The changes as a file."""

from chiso_web.look.formats import language
from chiso_web.look.saving import Columns
from chiso_web.portal.changes import sentences
from chiso_web.portal.changes.choice import Choice
from chiso_web.results.change_table import Changes, Row, ordered


def changes_columns(changes: Changes, choice: Choice) -> Columns:
    """Every province, all digits; ``low`` and ``high`` are the 95% interval of that change alone,
    ``p_together`` Holm's p value over all ``together`` comparisons.
    """
    rows = ordered(changes.rows, choice.order, backwards=choice.backwards)
    found = [_row(changes, row) for row in rows]
    return {name: [row[name] for row in found] for name in found[0]} if found else {}


def _row(changes: Changes, row: Row) -> dict[str, object]:
    one = row.comparison
    low, high = one.interval if one and one.interval else (None, None)
    return {
        "edition": changes.edition.name,
        "earlier": changes.earlier,
        "later": changes.later,
        "node": changes.node.id,
        "unit": row.unit.code,
        "name": row.unit.name_in_data(language()),
        "points_earlier": row.before.points,
        "points_later": row.after.points,
        "change": row.difference,
        "se": one.se if one else None,
        "low": low,
        "high": high,
        "p": one.p if one else None,
        "p_together": one.adjusted_p if one else None,
        "together": changes.together,
        "reading": row.reading.value,
        "relative_change": row.rule.share if row.rule else None,
        "papi_rule": row.rule.direction if row.rule and changes.is_total else None,
        "note": sentences.why(changes, row),
    }
