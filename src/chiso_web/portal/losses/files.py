"""A unit's result as a file: every node with what it could get, got and lost."""

from chiso.evaluation import Explanation
from chiso.values import Missing
from chiso_web.look.formats import language
from chiso_web.look.rules.measured import as_sentence
from chiso_web.look.saving import Columns
from chiso_web.portal.losses.criteria import ground_of
from chiso_web.portal.losses.observed import observed_text
from chiso_web.portal.losses.result import Leaf, Result
from chiso_web.portal.synthetic import mark_of
from chiso_web.results.contents import is_extra_leaf


def result_columns(result: Result) -> Columns:
    """A line a node, in tree order; points in the edition's own, what was lost also in the
    index's.
    """
    leaves = {leaf.node.id: leaf for leaf in (*result.leaves, *result.extras)}
    rows = [_row(result, item, leaves.get(item.node.id)) for item in result.items.values()]
    return {name: [row[name] for row in rows] for name in rows[0]}


def _row(result: Result, item: Explanation, leaf: Leaf | None) -> dict[str, object]:
    own, outcome = result.at(item.node.id), result.outcome
    counts = leaf is not None and not is_extra_leaf(item.node) and leaf.points is not None
    return {
        "edition": outcome.edition.name,
        "period": outcome.period,
        "unit": result.unit.uid,
        "unit_name": result.unit.full_name(language()),
        "node": item.node.id,
        "code": item.node.code,
        "name": item.node.name.in_language(language()),
        "level": item.level.name.in_language(language()),
        "part": item.node.part,
        "max": item.score.maximum,
        "points": own.points,
        "lost": leaf.lost if leaf and counts else None,
        "lost_in_index": leaf.lost_in_index if leaf and counts else None,
        "left_out": item.left_out,
        "missing": own.missing,
        "rank_group": own.group,
        "rank": own.rank,
        "class": own.class_id,
        "observed": observed_text(outcome.edition, item),
        "note": _note(result, leaf),
    }


def _note(result: Result, leaf: Leaf | None) -> str:
    """The mark of synthetic figures, and why nothing was observed."""
    gone = leaf is not None and any(isinstance(one.value, Missing) for one in leaf.item.inputs)
    ground = ground_of(leaf) if leaf and gone else ""
    texts = (mark_of(result.outcome.evaluation), ground)
    return " ".join(filter(None, map(as_sentence, texts)))
