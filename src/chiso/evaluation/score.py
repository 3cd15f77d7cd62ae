"""Every node's column, leaves first: domain check, rule, award, missing policy, combination."""

from collections.abc import Iterator

import numpy as np

from chiso.aggregation import Column, combine, settle
from chiso.definition.check import AWARDED
from chiso.definition.model import Edition, MissingPolicy, Node
from chiso.definition.rules import Requires
from chiso.errors import Fault, ObservationsInvalid, mark
from chiso.scoring.domain import domain_faults, note_faults
from chiso.scoring.rules import Points, Sheet, score_rule
from chiso.values import Floats, ObservationTable, missing_kind


def score_columns(edition: Edition, table: ObservationTable) -> tuple[Column, ...]:
    """One column a node, in the edition's order.

    Raises:
        ObservationsInvalid: values that a rule cannot take, all at once.
        MissingRefused: a value is missing where the edition refuses that.
    """
    sheet = Sheet(table)
    _refuse_impossible(edition, sheet)
    rows = [f"{unit} ({period})" for unit, period in zip(table.units, table.periods, strict=True)]
    columns: dict[str, Column] = {}
    for leaf in _leaves_in_order(edition):
        columns[leaf.id] = settle(_leaf_column(leaf, sheet), node=leaf, rows=rows)
        sheet.scored[leaf.id] = Points(columns[leaf.id].points, _unsettled(columns[leaf.id]))
    for node in reversed(edition.nodes):
        if node.rule is None:
            below = [(child, columns[child.id]) for child in edition.children(node.id)]
            columns[node.id] = settle(combine(node, below), node=node, rows=rows)
    _refuse_groundless(edition, sheet, columns)
    return tuple(columns[node.id] for node in edition.nodes)


def _unsettled(column: Column) -> "np.ndarray[tuple[int], np.dtype[np.int8]] | None":
    """The reasons of the rows that still have no points after the policy."""
    if column.missing is None:
        return None
    return np.where(np.isnan(column.points), column.missing, 0).astype(np.int8)


def _leaves_in_order(edition: Edition) -> Iterator[Node]:
    """Leaves such that a required line comes before what requires it."""
    done: set[str] = set()

    def visit(leaf: Node) -> Iterator[Node]:
        if leaf.id in done:
            return
        if isinstance(leaf.rule, Requires):
            yield from visit(edition.node(leaf.rule.line))
        done.add(leaf.id)
        yield leaf

    for leaf in edition.leaves:
        yield from visit(leaf)


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
    for leaf in edition.leaves:
        if leaf.rule is not None:
            faults += domain_faults(leaf.rule, sheet)
            faults += _award_faults(leaf, sheet)
    if faults:
        raise ObservationsInvalid(
            what="observations", faults=list({str(one): one for one in faults}.values())
        )


def _award_faults(leaf: Node, sheet: Sheet) -> Iterator[Fault]:
    measure = leaf.id + AWARDED
    if leaf.rule is None or not sheet.table.has(measure):
        return
    award: Floats = sheet.column(measure).values
    outside = (award < leaf.rule.minimum) | (award > leaf.rule.maximum)
    for row in np.flatnonzero(outside).tolist():
        where = sheet.table.where(row, measure)
        facts = {"found": float(award[row]), "low": leaf.rule.minimum, "high": leaf.rule.maximum}
        yield Fault(where, mark("found {found}, expected {low} to {high}"), facts)
    yield from note_faults(sheet, measure)


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
    for row in np.flatnonzero((column.missing > 0) & ~np.isnan(column.points)).tolist():
        kind = missing_kind(int(column.missing[row]))
        if kind is None or leaf.missing[kind] is not MissingPolicy.FULL:
            continue
        if not any(sheet.table.observation(row, measure).note for measure in leaf.rule.measures):
            where = sheet.table.where(row, leaf.rule.measures[0])
            yield Fault(
                where, mark("full points for a missing value need their ground in the note")
            )
