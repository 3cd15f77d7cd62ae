"""Where a number comes from: the tree of points, each with its value, rule in words, range and
citation.
"""

from dataclasses import dataclass

import numpy as np

from chiso.aggregation import rescale_factor
from chiso.aggregation.words import combination_in_words
from chiso.definition.model import Combination, Level, Node
from chiso.errors import mark
from chiso.evaluation.result import Scored
from chiso.scoring.rules import Sheet
from chiso.scoring.words import rule_in_words
from chiso.values import AWARDED, Floats, Missing, MissingKind, Observation, Score, missing_kind
from chiso.wording import Message

WHY_MISSING = {
    MissingKind.NOT_PUBLISHED: mark("not published; the reason is not stated"),
    MissingKind.WITHHELD: mark("withheld, since these are missing: {lacking}"),
    MissingKind.TOO_FEW: mark("too few answers to publish"),
    MissingKind.NOT_APPLICABLE: mark("did not arise or does not apply"),
    MissingKind.NOT_REPORTED: mark("not reported"),
    MissingKind.NO_KEY: mark("cannot be divided without a key"),
    MissingKind.NOT_CLASSIFIED: mark("not classified: the rule for this value is not known"),
}


@dataclass(frozen=True, slots=True)
class Explanation:
    """One node of one unit: its score, the rule in words, what was read, and the same for its
    children.

    ``weight`` is what the parent multiplies with (in a mean its part of the weights counted) and
    ``contribution`` the product, so that a parent's points are its offset plus its children's
    contributions; None without points. ``left_out`` says that the parent does without the node and
    ``reduced`` that something below it is left out: it stands on a smaller base. ``shown`` are
    observations displayed with the node that never count.
    """

    node: Node
    level: Level
    unit: str
    period: str
    score: Score
    rule: Message
    weight: float
    contribution: float | None
    offset: float
    left_out: bool
    reduced: bool
    inputs: tuple[Observation, ...]
    shown: tuple[Observation, ...]
    children: tuple["Explanation", ...]


def explain(scored: Scored, *, row: int, node: str) -> Explanation:
    """The explanation of one row on a node and all below it. Raises UnknownName for a node the
    edition has not.
    """
    sheet = Sheet(scored.table)
    return _explained(scored, sheet, row=row, node=scored.edition.node(node))


def _explained(scored: Scored, sheet: Sheet, *, row: int, node: Node) -> Explanation:
    place = scored.edition.place(node.id)
    score = score_at(scored, row, place)
    read = _measures_read(node, sheet, row=row)
    weight = _weight(scored, row=row, node=node)
    below = scored.edition.children(node.id)
    children = tuple(_explained(scored, sheet, row=row, node=child) for child in below)
    return Explanation(
        node=node,
        level=scored.edition.level(node.kind),
        unit=scored.table.units[row],
        period=scored.table.periods[row],
        score=score,
        rule=_in_words(scored, sheet, row=row, node=node),
        weight=weight,
        contribution=None if isinstance(score.points, Missing) else weight * score.points,
        offset=node.offset,
        left_out=scored.is_left_out(row, node),
        reduced=any(one.left_out or one.reduced for one in children),
        inputs=tuple(sheet.table.observation(row, measure) for measure in read),
        shown=tuple(sheet.table.observation(row, measure) for measure in node.shown),
        children=children,
    )


def _weight(scored: Scored, *, row: int, node: Node) -> float:
    """What the parent multiplies the node's points with in a row, rescaling included."""
    if node.parent is None:
        return 1.0
    parent = scored.edition.node(node.parent)
    weight = _own_weight(scored, row=row, node=node, parent=parent)
    if parent.rescale_to is None:
        return weight
    beside = scored.edition.children(parent.id)
    counted = [one for one in beside if not scored.is_left_out(row, one)]
    columns = [(one, scored.node_columns[scored.edition.place(one.id)]) for one in counted]
    most = sum(
        _own_weight(scored, row=row, node=one, parent=parent) * _at(column.maximum, row)
        for one, column in columns
    )
    return weight * rescale_factor(parent, most)


def _own_weight(scored: Scored, *, row: int, node: Node, parent: Node) -> float:
    """What the node's points count in its parent in a row, before that is rescaled."""
    if parent.combine is Combination.SUM:
        return 1.0
    if parent.combine is Combination.WEIGHTED_SUM:
        return node.weight
    beside = scored.edition.children(parent.id)
    counted = [one.weight for one in beside if not scored.is_left_out(row, one)]
    return node.weight / sum(counted) if counted else 0.0


def _measures_read(node: Node, sheet: Sheet, *, row: int) -> tuple[str, ...]:
    award = () if _award(sheet, row=row, node=node) is None else (node.id + AWARDED,)
    return (*(node.rule.measures if node.rule else ()), *award)


def _award(sheet: Sheet, *, row: int, node: Node) -> Observation | None:
    """What was awarded over the node's rule in a row; None if nothing was."""
    if not sheet.table.has(node.id + AWARDED):
        return None
    award = sheet.table.observation(row, node.id + AWARDED)
    return None if isinstance(award.value, Missing) else award


def _in_words(scored: Scored, sheet: Sheet, *, row: int, node: Node) -> Message:
    if node.rule is None:
        return combination_in_words(node)
    rule = rule_in_words(
        node.rule,
        name_of=lambda name: _name_of(scored, name),
        sheet=sheet,
        period=scored.table.periods[row],
    )
    award = _award(sheet, row=row, node=node)
    if award is None:
        return rule
    return Message(
        mark("awarded over the rule ({note}); the rule itself: {rule}"),
        {"note": award.note, "rule": rule},
    )


def _name_of(scored: Scored, name: str) -> object:
    """What people call a measure or a node."""
    if name in scored.edition.measures:
        return scored.edition.measures[name].name
    return scored.edition.node(name).name


def score_at(scored: Scored, row: int, place: int) -> Score:
    """The score in one row on the node at a place: points or why there are none, range, reason,
    citation.
    """
    column, node = scored.node_columns[place], scored.edition.nodes[place]
    value = float(column.points[row])
    kind = missing_kind(int(column.missing[row])) if column.missing is not None else None
    absent = (
        Missing(kind or MissingKind.NOT_REPORTED, scored.note_at(row, place))
        if np.isnan(value)
        else None
    )
    return Score(
        points=value if absent is None else absent,
        minimum=_at(column.minimum, row),
        maximum=_at(column.maximum, row),
        reason=_reason(value, kind, _lacking(scored, row=row, node=node)),
        citation=node.cite.source if node.cite else "",
    )


def _lacking(scored: Scored, *, row: int, node: Node) -> str:
    """The children that hold back a node; nothing for a leaf."""
    return ", ".join(child.id for child in scored.lacking(row, node.id))


def _reason(value: float, kind: MissingKind | None, lacking: str) -> Message:
    if kind is None:
        return Message(mark("{points} points"), {"points": value})
    why = Message(WHY_MISSING[kind], {"lacking": lacking})
    if kind is MissingKind.WITHHELD and not lacking:
        why = Message(mark("withheld by its publisher"))
    if np.isnan(value):
        return why
    return Message(
        mark("{points} points by the edition's policy, for the value is missing: {why}"),
        {"points": value, "why": why},
    )


def _at(end: float | Floats, row: int) -> float:
    return float(end) if isinstance(end, int | float) else float(end[row])
