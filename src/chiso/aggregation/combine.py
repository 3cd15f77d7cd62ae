"""Sums, weighted sums and weighted means over whole columns, with the missing policies and the
range carried along.

Columns are added one after the other in the children's order, so the result does not depend on the
machine.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from chiso.definition.model import Combination, MissingPolicy, Node
from chiso.errors import MissingRefused
from chiso.values import Codes, Floats, MissingKind, missing_kind

Range = float | Floats
Rows = NDArray[np.intp]
_NO_ROWS = np.empty(0, np.intp)
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


def settle(
    column: Column, *, node: Node, name_of: Callable[[int], str], out: Floats | None = None
) -> Column:
    """The column after the node's missing policy; the reasons stay visible where points were put
    in.

    Args:
        column: points as the rule or the children gave them.
        node: whose policy applies, by kind of missing value.
        name_of: what a row is called, for the fault.
        out: where the points shall stand; a new array if None.

    Raises:
        MissingRefused: a value is missing and the policy is ``refuse``.
    """
    points = np.empty_like(column.points) if out is None else out
    points[:] = column.points
    missing, low, high = column.missing, column.minimum, column.maximum
    if missing is None:
        return Column(points, missing, low, high)
    held = _rows_by_policy(points, missing, _policy(node))
    refused = np.sort(held.get(MissingPolicy.REFUSE, _NO_ROWS)).tolist()
    if refused:
        raise MissingRefused(node=node.id, places=[name_of(row) for row in refused])
    points[held.get(MissingPolicy.ZERO, _NO_ROWS)] = 0.0
    full = held.get(MissingPolicy.FULL, _NO_ROWS)
    points[full] = _at(high, full)
    left_out = _marked(held.get(MissingPolicy.EXCLUDED, _NO_ROWS), len(points))
    return Column(points, missing, low, high, left_out)


def _policy(node: Node) -> Mapping[MissingKind, MissingPolicy]:
    """What follows for each kind: a leaf's own policy; above the leaves what the children decided.

    A node whose child is withheld is withheld, and one whose children are all left out is left out;
    its own policy can only be stricter. No policy ever gives an inner node points.
    """
    if node.rule is not None:
        return node.missing
    strict = {MissingPolicy.WITHHOLD, MissingPolicy.REFUSE}
    empty = node.missing.get(MissingKind.NOT_APPLICABLE, MissingPolicy.EXCLUDED)
    lacking = node.missing.get(MissingKind.WITHHELD, MissingPolicy.WITHHOLD)
    refused = lacking is MissingPolicy.REFUSE
    return {
        MissingKind.WITHHELD: MissingPolicy.REFUSE if refused else MissingPolicy.WITHHOLD,
        MissingKind.NOT_APPLICABLE: empty if empty in strict else MissingPolicy.EXCLUDED,
    }


def _rows_by_policy(
    points: Floats, missing: Codes, policy: Mapping[MissingKind, MissingPolicy]
) -> dict[MissingPolicy, Rows]:
    """The rows without points by the policy for the reason they give; policies that occur only."""
    lacking = np.flatnonzero(np.isnan(points))
    reasons = missing[lacking]
    found: dict[MissingPolicy, Rows] = {}
    for code in np.flatnonzero(np.bincount(reasons)).tolist():
        kind = missing_kind(code)
        follows = None if kind is None else policy.get(kind)
        if follows is not None:
            rows = lacking[reasons == code]
            found[follows] = np.append(found.get(follows, _NO_ROWS), rows)
    return found


def _at(end: Range, rows: Rows) -> Range:
    return end[rows] if isinstance(end, np.ndarray) else end


def _marked(rows: Rows, length: int) -> NDArray[np.bool_] | None:
    """A mark at each of the rows; None if there are none."""
    if not len(rows):
        return None
    marks = np.zeros(length, bool)
    marks[rows] = True
    return marks


def combine(node: Node, children: Sequence[tuple[Node, Column]]) -> Column:
    """The node's column from its children's, offset included.

    A row where a child is missing without being excluded is ``withheld``; where every child is
    excluded, the node is ``not_applicable``. Where the node says so, the most points that apply to
    a row are set to ``rescale_to``, and the points in proportion.
    """
    return _rescaled(node, _combined(node, children))


def rescale_factor(node: Node, maximum: float) -> float:
    """What a node's points are multiplied with where ``maximum`` points apply.

    1 where it does not rescale, or where nothing applies.
    """
    if node.rescale_to is None or not maximum > 0:
        return 1.0
    return node.rescale_to / maximum


def _rescaled(node: Node, column: Column) -> Column:
    if node.rescale_to is None:
        return column
    most = np.broadcast_to(np.asarray(column.maximum, float), column.points.shape)
    factor = np.divide(node.rescale_to, most, out=np.ones(most.shape), where=most > 0)
    high = np.where(most > 0, node.rescale_to, most)
    return Column(column.points * factor, column.missing, column.minimum * factor, high)


def _combined(node: Node, children: Sequence[tuple[Node, Column]]) -> Column:
    weights = [1.0 if node.combine is Combination.SUM else child.weight for child, _ in children]
    columns = [column for _, column in children]
    whole = _combine_all(node, columns, weights)
    rows = _rows_with_exclusions(columns)
    if not len(rows):
        return whole
    part = _combine_counted(node, [_taken(column, rows) for column in columns], weights)
    return _replaced(whole, rows, part)


def _combine_all(node: Node, columns: Sequence[Column], weights: Sequence[float]) -> Column:
    """The combination as if no row left anything out."""
    total = _added([column.points for column in columns], weights)
    lows, highs = _ends(columns, weights)
    low, high = _added_ends(lows, weights), _added_ends(highs, weights)
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
    return lacking * np.int8(_WITHHELD) if lacking.any() else None


def _added(columns: Sequence[Floats], weights: Sequence[float]) -> Floats:
    total = columns[0] * weights[0]
    for column, weight in zip(columns[1:], weights[1:], strict=True):
        total += column if weight == 1.0 else column * weight
    return total


def _ends(columns: Sequence[Column], weights: Sequence[float]) -> tuple[list[Range], list[Range]]:
    """What the parts bring at the least and at the most; one that counts against, turned round."""
    low = [
        one.minimum if weight >= 0 else one.maximum
        for one, weight in zip(columns, weights, strict=True)
    ]
    high = [
        one.maximum if weight >= 0 else one.minimum
        for one, weight in zip(columns, weights, strict=True)
    ]
    return low, high


def _added_ends(ends: Sequence[Range], weights: Sequence[float]) -> Range:
    total: Range = 0.0
    for end, weight in zip(ends, weights, strict=True):
        total = total + weight * end
    return total


def _rows_with_exclusions(columns: Sequence[Column]) -> Rows:
    marks = [column.excluded for column in columns if column.excluded is not None]
    return np.flatnonzero(np.logical_or.reduce(marks)) if marks else _NO_ROWS


def _taken(column: Column, rows: Rows) -> Column:
    """The column of these rows only."""
    return Column(
        column.points[rows],
        None if column.missing is None else column.missing[rows],
        _at(column.minimum, rows),
        _at(column.maximum, rows),
        None if column.excluded is None else column.excluded[rows],
    )


def _replaced(whole: Column, rows: Rows, part: Column) -> Column:
    """The whole column, these rows of it replaced."""
    points = whole.points.copy()
    missing = np.zeros(len(points), np.int8) if whole.missing is None else whole.missing.copy()
    low, high = np.full(len(points), whole.minimum), np.full(len(points), whole.maximum)
    points[rows] = part.points
    missing[rows] = 0 if part.missing is None else part.missing
    low[rows], high[rows] = part.minimum, part.maximum
    return Column(points, missing if missing.any() else None, low, high)


def _combine_counted(node: Node, columns: Sequence[Column], weights: Sequence[float]) -> Column:
    """The combination where each row counts only what it does not leave out."""
    left_out = [column.excluded for column in columns]
    total = _counted([column.points for column in columns], weights, left_out)
    lows, highs = _ends(columns, weights)
    low, high = _counted(lows, weights, left_out), _counted(highs, weights, left_out)
    empty = _nothing_counted(columns, len(total))
    if node.combine is Combination.WEIGHTED_MEAN:
        whole = _counted([1.0] * len(columns), weights, left_out)
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


def _counted(
    parts: Sequence[Range],
    weights: Sequence[float],
    left_out: Sequence[NDArray[np.bool_] | None],
) -> Floats:
    """The weighted sum of the parts, row by row without those left out there."""
    total = np.zeros(next(len(out) for out in left_out if out is not None))
    for part, weight, out in zip(parts, weights, left_out, strict=True):
        total += weight * part if out is None else np.where(out, 0.0, weight * part)
    return total


def _nothing_counted(columns: Sequence[Column], rows: int) -> NDArray[np.bool_]:
    empty = np.ones(rows, bool)
    for column in columns:
        empty &= column.excluded if column.excluded is not None else False
    return empty
