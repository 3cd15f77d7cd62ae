"""The leaves of one unit each by itself, as a form is filled: what is wrong in one takes nothing
from the others.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from chiso.aggregation import Column, settle
from chiso.definition.model import Edition, MissingPolicy, Node
from chiso.definition.rules import Rule
from chiso.errors import Fault
from chiso.scoring.domain import domain_faults
from chiso.scoring.rules import Points, Sheet, score_rule
from chiso.values import MissingKind, ObservationTable, missing_kind


@dataclass(frozen=True, slots=True)
class LeafScore:
    """The points of one leaf, or why there are none: a reason, or ``faults`` of what it reads.

    A reason beside points says that the edition's policy put them in.
    """

    points: float | None
    missing: MissingKind | None
    faults: tuple[Fault, ...] = ()


def leaf_scores(edition: Edition, table: ObservationTable) -> Mapping[str, LeafScore]:
    """The score of every leaf by its id, on a table of one row.

    Leaves come after the lines that they require. Nothing is refused: a leaf whose policy is to
    refuse what is missing has no points. Raises ValueError for a table of another length.

    >>> from chiso.definition.editions import edition
    >>> from chiso.values import Observation, table_of
    >>> wards = edition("ha-noi-communes@2025")
    >>> told = [Observation("u", "2025", "hn.plan.days_late", 3.0)]
    >>> leaf_scores(wards, table_of(told))["1.1"].points
    0.75
    """
    if len(table) != 1:
        raise ValueError(f"Found {len(table)} rows, expected 1.")
    sheet = Sheet(table)
    found: dict[str, LeafScore] = {}
    for leaf in edition.leaves:
        _score(edition, leaf, sheet, found)
    return found


def _score(edition: Edition, leaf: Node, sheet: Sheet, found: dict[str, LeafScore]) -> None:
    if leaf.id in found or leaf.rule is None:
        return
    for line in leaf.rule.lines:
        _line(edition, line, sheet, found)
    faults = tuple(domain_faults(leaf.rule, sheet))
    found[leaf.id] = LeafScore(None, None, faults) if faults else _by_rule(leaf, leaf.rule, sheet)


def _line(edition: Edition, line: str, sheet: Sheet, found: dict[str, LeafScore]) -> None:
    """Let a rule see the points of the line that it hangs on, of an inner node their sum."""
    leaves = [node for node in edition.descendants(line) if node.rule is not None]
    for node in leaves:
        _score(edition, node, sheet, found)
    there = [found[node.id].points for node in leaves]
    known = [points for points in there if points is not None]
    points = sum(known) if known else np.nan
    code = np.int8(0 if known else MissingKind.NOT_REPORTED.code)
    sheet.scored[line] = Points(np.array([points]), None if known else np.array([code]))


def _by_rule(leaf: Node, rule: Rule, sheet: Sheet) -> LeafScore:
    with np.errstate(over="ignore", invalid="ignore"):
        points = score_rule(rule, sheet)
    column = Column(points.values, points.missing, rule.minimum, rule.maximum)
    settled = settle(column, node=_lenient(leaf), name_of=str)
    value = float(settled.points[0])
    code = 0 if settled.missing is None else int(settled.missing[0])
    return LeafScore(value if np.isfinite(value) else None, missing_kind(code))


def _lenient(leaf: Node) -> Node:
    policy = {
        kind: MissingPolicy.WITHHOLD if one is MissingPolicy.REFUSE else one
        for kind, one in leaf.missing.items()
    }
    return replace(leaf, missing=policy)
