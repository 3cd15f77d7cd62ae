"""Sums, weighted sums and weighted means over whole columns, with the missing policies and the
range carried along.

Columns are added one after the other in the children's order, so the result does not depend on the
machine.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from chiso.definition.model import Combination, MissingPolicy, Node
from chiso.errors import MissingRefused
from chiso.values import Codes, Floats, MissingKind

Range = float | Floats
_WITHHELD = MissingKind.WITHHELD.code
_NOT_APPLICABLE = MissingKind.NOT_APPLICABLE.code


@dataclass(frozen=True, slots=True)
class Column:
    """One node on all rows: points (NaN where there are none), reasons, range, and which rows leave
    it out.

    ``minimum`` and ``maximum`` are plain numbers, or a number a row where exclusions made them
    differ.
    """

    points: Floats
    missing: Codes | None
    minimum: Range
    maximum: Range
    excluded: NDArray[np.bool_] | None = None


def settle(column: Column, *, node: Node, rows: Sequence[str]) -> Column:
    """The column after the node's missing policy; the reasons stay visible where points were put
    in.

    Args:
        column: points as the rule or the children gave them.
        node: whose policy applies, by kind of missing value.
        rows: a name for each row, for the fault.

    Raises:
        MissingRefused: a value is missing and the policy is ``refuse``.
    """
    if column.missing is None:
        return column
    lacking = np.isnan(column.points) & (column.missing > 0)
    if not lacking.any():
        return column
    policies = _policy_rows(column.missing, node.missing)
    if (policies[MissingPolicy.REFUSE] & lacking).any():
        places = [
            rows[row] for row in np.flatnonzero(policies[MissingPolicy.REFUSE] & lacking).tolist()
        ]
        raise MissingRefused(node=node.id, places=places)
    points = np.where(policies[MissingPolicy.ZERO] & lacking, 0.0, column.points)
    points = np.where(policies[MissingPolicy.FULL] & lacking, column.maximum, points)
    excluded = policies[MissingPolicy.EXCLUDED] & lacking
    return replace(column, points=points, excluded=excluded if excluded.any() else None)


def _policy_rows(
    missing: Codes, policy: Mapping[MissingKind, MissingPolicy]
) -> dict[MissingPolicy, NDArray[np.bool_]]:
    rows = {one: np.zeros(len(missing), bool) for one in MissingPolicy}
    for kind, one in policy.items():
        rows[one] |= missing == kind.code
    return rows


def combine(node: Node, children: Sequence[tuple[Node, Column]]) -> Column:
    """The node's column from its children's, offset included.

    A row where a child is missing without being excluded is ``withheld``; where every child is
    excluded, the node is ``not_applicable``.
    """
    weights = [1.0 if node.combine is Combination.SUM else child.weight for child, _ in children]
    columns = [column for _, column in children]
    if any(column.excluded is not None for column in columns):
        return _combine_with_exclusions(node, columns, weights)
    total = _added([column.points for column in columns], weights)
    low = _added_ends([column.minimum for column in columns], weights)
    high = _added_ends([column.maximum for column in columns], weights)
    if node.combine is Combination.WEIGHTED_MEAN:
        whole = sum(weights)
        total /= whole
        low, high = low / whole, high / whole
    if node.offset:
        total += node.offset
        low, high = low + node.offset, high + node.offset
    missing = _withheld(columns, total)
    return Column(total, missing, low, high)


def _withheld(columns: Sequence[Column], total: Floats) -> Codes | None:
    if all(column.missing is None for column in columns):
        return None
    lacking = np.isnan(total)
    return np.where(lacking, _WITHHELD, 0).astype(np.int8) if lacking.any() else None


def _added(columns: Sequence[Floats], weights: Sequence[float]) -> Floats:
    total = columns[0] * weights[0]
    for column, weight in zip(columns[1:], weights[1:], strict=True):
        total += column if weight == 1.0 else column * weight
    return total


def _added_ends(ends: Sequence[Range], weights: Sequence[float]) -> Range:
    total: Range = 0.0
    for end, weight in zip(ends, weights, strict=True):
        total = total + weight * end
    return total


def _combine_with_exclusions(
    node: Node, columns: Sequence[Column], weights: Sequence[float]
) -> Column:
    rows = len(columns[0].points)
    total, low, high, whole = np.zeros(rows), np.zeros(rows), np.zeros(rows), np.zeros(rows)
    for column, weight in zip(columns, weights, strict=True):
        counted = np.ones(rows, bool) if column.excluded is None else ~column.excluded
        total += np.where(counted, weight * column.points, 0.0)
        low += np.where(counted, weight * column.minimum, 0.0)
        high += np.where(counted, weight * column.maximum, 0.0)
        whole += np.where(counted, weight, 0.0)
    empty = _nothing_counted(columns, rows)
    if node.combine is Combination.WEIGHTED_MEAN:
        divisor = np.where(empty, np.nan, whole)
        total, low, high = total / divisor, low / divisor, high / divisor
    total = np.where(empty, np.nan, total + node.offset)
    reasons = np.where(empty, _NOT_APPLICABLE, np.where(np.isnan(total), _WITHHELD, 0)).astype(
        np.int8
    )
    return Column(
        total,
        reasons if reasons.any() else None,
        np.where(empty, 0.0, low + node.offset),
        np.where(empty, 0.0, high + node.offset),
    )


def _nothing_counted(columns: Sequence[Column], rows: int) -> NDArray[np.bool_]:
    empty = np.ones(rows, bool)
    for column in columns:
        empty &= column.excluded if column.excluded is not None else False
    return empty
