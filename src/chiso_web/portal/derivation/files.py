"""The explanation of one number as a file: every node below, then what it read."""

from chiso.evaluation import Explanation
from chiso.values import Missing, Observation
from chiso.wording import say
from chiso_web.look.formats import language
from chiso_web.look.rules.cited import cite_text
from chiso_web.look.rules.measured import measure_name
from chiso_web.look.saving import Columns
from chiso_web.portal.derivation.derived import Derived
from chiso_web.portal.derivation.sentences import reason_text
from chiso_web.portal.explained_node import node_title
from chiso_web.portal.lost_points import lost_of
from chiso_web.portal.synthetic import ground_text, mark_of, source_in_words

Row = dict[str, object]


def derivation_columns(found: Derived) -> Columns:
    """The tree line by line, all digits; a row for each node, and one for each observation read."""
    rows = _rows(found, found.explanation)
    return {name: [row[name] for row in rows] for name in rows[0]}


def _rows(found: Derived, item: Explanation) -> list[Row]:
    rows = [_node_row(found, item), *(_read_row(found, item, one) for one in item.inputs)]
    return [*rows, *(row for child in item.children for row in _rows(found, child))]


def _start(found: Derived, item: Explanation) -> Row:
    return {
        "index": found.outcome.index,
        "period": found.outcome.period,
        "edition": found.edition.name,
        "unit": found.unit.uid,
        "unit_name": found.unit.full_name(language()),
        "node": item.node.id,
    }


def _node_row(found: Derived, item: Explanation) -> Row:
    points = item.score.points
    missing = found.outcome.at(found.unit, item.node.id).missing
    return {
        **_start(found, item),
        "measure": "",
        "name": node_title(item.node),
        "value": None,
        "numerator": None,
        "denominator": None,
        "points": None if isinstance(points, Missing) else points,
        "most": item.score.maximum,
        "lost": lost_of(item, found.edition),
        "weight": item.weight,
        "contribution": item.contribution,
        "left_out": item.left_out,
        "missing": missing,
        "rule": say(item.rule, language()),
        "source": cite_text(found.edition, item.node),
        "note": _note(found, reason_text(points.kind) if isinstance(points, Missing) else ""),
    }


def _read_row(found: Derived, item: Explanation, read: Observation) -> Row:
    blank: Row = dict.fromkeys(_node_row(found, item))
    value = read.value
    return {
        **blank,
        **_start(found, item),
        "measure": read.measure,
        "name": measure_name(found.edition, read.measure),
        "value": None if isinstance(value, Missing) else value,
        "numerator": read.numerator,
        "denominator": read.denominator,
        "missing": value.kind.value if isinstance(value, Missing) else "",
        "rule": "",
        "source": source_in_words(read.source),
        "note": _note(found, ground_text(read.note)),
    }


def _note(found: Derived, said: str) -> str:
    """The mark of synthetic figures, then what is said."""
    return ". ".join(filter(None, (mark_of(found.outcome.evaluation), said)))
