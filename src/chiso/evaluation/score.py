"""Every node's column, leaves first: domain check, rule, award, missing policy, combination."""

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from chiso.aggregation import Column, combine, settle
from chiso.definition.model import Edition, MissingPolicy, Node
from chiso.errors import Fault, ObservationsInvalid, mark
from chiso.scoring.domain import allowed_points, domain_faults, note_faults, points_faults
from chiso.scoring.rules import Points, Sheet, score_rule
from chiso.values import AWARDED, Codes, Floats, ObservationTable


def score_columns(edition: Edition, table: ObservationTable) -> tuple[tuple[Column, ...], Floats]:
    """One column a node, in the edition's order, and the points of all (rows × nodes,
    column-major), which the columns look into.

    Raises:
        ObservationsInvalid: values that a rule cannot take, all at once.
        MissingRefused: a value is missing where the edition refuses that.
    """
    sheet = Sheet(table)
    _refuse_impossible(edition, sheet)
    columns: dict[str, Column] = {}
    required = {line for leaf in edition.leaves if leaf.rule for line in leaf.rule.lines}

    def name_of(row: int) -> str:
        return f"{table.units[row]} ({table.periods[row]})"

    points = np.empty((len(table), len(edition.nodes)), order="F")
    with np.errstate(over="ignore", invalid="ignore"):  # what is beyond numbers is refused below
        for node in _in_order(edition):
            below = [(child, columns[child.id]) for child in edition.children(node.id)]
            column = combine(node, below) if below else _leaf_column(node, sheet)
            place = points[:, edition.place(node.id)]
            settled = settle(column, node=node, name_of=name_of, out=place)
            columns[node.id] = settled
            if node.id in required:
                sheet.scored[node.id] = Points(settled.points, _unsettled(settled))
    _refuse_groundless(edition, sheet, columns)
    _refuse_endless(edition, table, points)
    return tuple(columns[node.id] for node in edition.nodes), points


def _unsettled(column: Column) -> Codes | None:
    """The reasons of the rows that still have no points after the policy."""
    if column.missing is None:
        return None
    return np.where(np.isnan(column.points), column.missing, 0).astype(np.int8)


def _in_order(edition: Edition) -> Iterable[Node]:
    """Every node after its children and after the lines it requires; groups stay together."""
    order: dict[str, Node] = {}

    def visit(node: Node) -> None:
        for line in node.rule.lines if node.rule else ():
            visit(edition.node(line))
        order.setdefault(node.id, node)

    for node in reversed(edition.nodes):
        visit(node)
    return order.values()


def _leaf_column(leaf: Node, sheet: Sheet) -> Column:
    rule = leaf.rule
    if rule is None:
        raise TypeError(leaf.id)
    points = _after_award(leaf, score_rule(rule, sheet), sheet)
    return Column(points.values, points.missing, rule.minimum, rule.maximum)


def _after_award(leaf: Node, points: Points, sheet: Sheet) -> Points:
    """The points, but the award where the council gave one (DESIGN.md, decision 1)."""
    if not sheet.table.has(leaf.id + AWARDED):
        return points
    award = sheet.column(leaf.id + AWARDED).values
    given = ~np.isnan(award)
    missing = None if points.missing is None else np.where(given, np.int8(0), points.missing)
    return Points(np.where(given, award, points.values), missing)


def _refuse_impossible(edition: Edition, sheet: Sheet) -> None:
    faults: list[Fault] = []
    for node in edition.nodes:
        if node.rule is not None:
            faults += domain_faults(node.rule, sheet, awarded=_awarded(node, sheet))
        faults += _award_faults(node, sheet)
    if faults:
        raise ObservationsInvalid(
            what="observations", faults=list({str(one): one for one in faults}.values())
        )


def _awarded(node: Node, sheet: Sheet) -> NDArray[np.bool_] | None:
    """The rows in which points were awarded over the node's rule; None if it never happened."""
    if not sheet.table.has(node.id + AWARDED):
        return None
    return ~np.isnan(sheet.column(node.id + AWARDED).values)


def _award_faults(node: Node, sheet: Sheet) -> Iterator[Fault]:
    measure = node.id + AWARDED
    if not sheet.table.has(measure):
        return
    award: Floats = sheet.column(measure).values
    if node.rule is None:
        for row in np.flatnonzero(~np.isnan(award)).tolist():
            where = sheet.table.where(row, measure)
            yield Fault(
                where, mark("only a leaf can be awarded points; its parents follow from it")
            )
        return
    allowed = allowed_points(node.rule)
    if allowed:
        yield from points_faults(sheet, measure, allowed=allowed)
    outside = (award < node.rule.minimum) | (award > node.rule.maximum)
    for row in np.flatnonzero(outside).tolist():
        where = sheet.table.where(row, measure)
        facts = {"found": float(award[row]), "low": node.rule.minimum, "high": node.rule.maximum}
        yield Fault(where, mark("found {found}, expected {low} to {high}"), facts)
    yield from note_faults(sheet, measure)


def _refuse_endless(edition: Edition, table: ObservationTable, points: Floats) -> None:
    """Values so vast that their points are beyond every number are faults, not scores."""
    ends = [end.reduce(points, axis=None, initial=0.0) for end in (np.fmin, np.fmax)]
    if np.isfinite(ends).all():
        return
    faults = [
        Fault(
            table.where(row, edition.nodes[place].id),
            mark("the values are too large: the points exceed every number"),
        )
        for row, place in np.argwhere(np.isinf(points)).tolist()
    ]
    raise ObservationsInvalid(what="observations", faults=faults)


def _refuse_groundless(edition: Edition, sheet: Sheet, columns: dict[str, Column]) -> None:
    """Full points for what did not arise need their ground in the observation's note."""
    faults = [
        fault
        for leaf in edition.leaves
        if MissingPolicy.FULL in leaf.missing.values()
        for fault in _groundless(leaf, sheet, columns[leaf.id])
    ]
    if faults:
        raise ObservationsInvalid(what="observations", faults=faults)


def _groundless(leaf: Node, sheet: Sheet, column: Column) -> Iterator[Fault]:
    if column.missing is None or leaf.rule is None:
        return
    full = [kind.code for kind, one in leaf.missing.items() if one is MissingPolicy.FULL]
    rows = np.flatnonzero(np.logical_or.reduce([column.missing == code for code in full]))
    rows = rows[~np.isnan(column.points[rows])]
    for measure in leaf.rule.measures:
        rows = rows[~sheet.table.noted(measure)[rows]]
    for row in rows.tolist():
        where = sheet.table.where(row, leaf.rule.measures[0])
        yield Fault(where, mark("full points for a missing value need their ground in the note"))
