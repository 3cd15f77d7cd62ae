"""What can only be checked once the whole tree is read: parents, levels, measures, sources,
weights, sums.
"""

import math
from collections.abc import Iterator, Mapping

from chiso.definition.model import ROOT, Combination, Edition, MissingPolicy, Node
from chiso.definition.rules import Bonus, Penalty, Requires, Rule
from chiso.errors import Fault, mark
from chiso.spelling import nearest


def check_edition(
    edition: Edition, *, places: Mapping[str, str], stated: Mapping[str, float] | None
) -> list[Fault]:
    """Every structural fault. ``places``: node id → file:line; ``stated``: points by node where
    they must add up.
    """
    tree = list(_tree_faults(edition, places))
    faults = [*tree]
    for node in edition.nodes:
        faults += _node_faults(edition, node, places.get(node.id, edition.file))
    if not tree:
        faults += _circle_faults(edition, places)
        if stated is not None:
            faults += _sum_faults(edition, places, stated)
        faults += _part_faults(edition, places)
    return faults


def _tree_faults(edition: Edition, places: Mapping[str, str]) -> Iterator[Fault]:
    seen: set[str] = set()
    for node in edition.nodes:
        where = places.get(node.id, edition.file)
        if node.id in seen:
            yield Fault(where, mark("“{found}” is given twice; expected once"), {"found": node.id})
        if node.parent is None and node.id != ROOT:
            yield Fault(
                where,
                mark("{found} has no parent; expected one, for the root alone is called total"),
                {"found": node.id},
            )
        if node.id == ROOT and node.parent is not None:
            yield Fault(
                where,
                mark("the root has the parent {found}; expected none"),
                {"found": node.parent},
            )
        if node.parent is not None and node.parent not in seen:
            yield _parent_fault(edition, node, where)
        seen.add(node.id)
    if not edition.nodes or edition.nodes[0].id != ROOT:
        yield Fault(places[""], mark("the first node must be the root, total"), {})


def _parent_fault(edition: Edition, node: Node, where: str) -> Fault:
    ids = [other.id for other in edition.nodes]
    if node.parent in ids:
        return Fault(
            where,
            mark(
                "the parent {expected} of {found} must stand before it; a node is never its own "
                "ancestor"
            ),
            {"found": node.id, "expected": node.parent},
        )
    return Fault(
        where,
        mark("{found} has the unknown parent “{expected}”. Nearest: {nearest}"),
        {
            "found": node.id,
            "expected": node.parent,
            "nearest": ", ".join(nearest(str(node.parent), ids)) or "–",
        },
    )


def unknown_name(where: str, what: str, found: str, known: Mapping[str, object]) -> Fault:
    close = ", ".join(nearest(found, known)) or "–"
    return Fault(
        where,
        mark("unknown {what} “{found}”. Nearest: {nearest}"),
        {"what": what, "found": found, "nearest": close},
    )


def _node_faults(edition: Edition, node: Node, where: str) -> Iterator[Fault]:
    levels = {level.kind: None for level in edition.levels}
    if node.kind not in levels:
        yield unknown_name(where, "level", node.kind, levels)
    if node.cite is not None and node.cite.source not in edition.sources:
        yield unknown_name(where, "source", node.cite.source, edition.sources)
    for measure in (*(node.rule.measures if node.rule else ()), *node.shown):
        if measure not in edition.measures:
            yield unknown_name(where, "measure", measure, edition.measures)
    parent = next((other for other in edition.nodes if other.id == node.parent), None)
    if parent is not None and parent.combine is Combination.SUM and node.weight != 1.0:
        yield Fault(
            where,
            mark("weight {found} under a sum; expected none, or combine: weighted_sum"),
            {"found": node.weight},
        )
    if parent is not None and parent.rule is not None:
        yield Fault(
            where,
            mark("{found} stands below the leaf {expected}"),
            {"found": node.id, "expected": parent.id},
        )
    if node.combine is Combination.WEIGHTED_MEAN and not _weights_fit(edition, node):
        yield Fault(
            where,
            mark("the weights below {found} must be above 0 for a weighted mean"),
            {"found": node.id},
        )
    if node.combine is not None and not any(other.parent == node.id for other in edition.nodes):
        yield Fault(where, mark("{found} combines children but has none"), {"found": node.id})
    if (
        node.rule is not None
        and node.rule.minimum > 0
        and MissingPolicy.ZERO in node.missing.values()
    ):
        yield Fault(
            where,
            mark("missing: zero would fall below the lowest points ({found})"),
            {"found": node.rule.minimum},
        )
    if (
        node.rule is not None
        and math.isinf(node.rule.maximum)
        and MissingPolicy.FULL in node.missing.values()
    ):
        yield Fault(where, mark("missing: full needs a rule whose points have a highest end"), {})


def _weights_fit(edition: Edition, node: Node) -> bool:
    return all(other.weight > 0 for other in edition.nodes if other.parent == node.id)


def _circle_faults(edition: Edition, places: Mapping[str, str]) -> Iterator[Fault]:
    """Lines required that do not exist, are no leaf, or lead back to themselves."""
    ids = {node.id: node for node in edition.nodes}
    for node in edition.leaves:
        where = places.get(node.id, edition.file)
        for line in node.rule.lines if node.rule else ():
            if line not in ids:
                yield unknown_name(where, "node", line, ids)
            elif ids[line].rule is None:
                yield Fault(
                    where,
                    mark("{found} requires {expected}, which is no leaf"),
                    {"found": node.id, "expected": line},
                )
            elif node.id in _required_through(ids, line):
                yield Fault(
                    where,
                    mark("{found} requires itself, through {expected}"),
                    {"found": node.id, "expected": line},
                )


def _required_through(ids: Mapping[str, Node], line: str) -> set[str]:
    """The line and every line that it requires, directly or through others."""
    reached: set[str] = set()
    waiting = [line]
    while waiting:
        one = waiting.pop()
        if one in ids and one not in reached:
            reached.add(one)
            rule = ids[one].rule
            waiting += rule.lines if rule else ()
    return reached


def _sum_faults(
    edition: Edition, places: Mapping[str, str], stated: Mapping[str, float]
) -> Iterator[Fault]:
    """Where the edition says that points add up: every inner node that states points, and the root
    must.
    """
    if ROOT not in stated:
        yield Fault(
            places.get(ROOT, edition.file), mark("adds_up: true, but the root states no points"), {}
        )
    for node in edition.nodes:
        if node.id not in stated:
            continue
        total = node.rule.maximum if node.rule else _attainable(edition, node, stated)
        if abs(total - stated[node.id]) > 1e-9:
            yield Fault(
                places.get(node.id, edition.file),
                mark("the points below {node} add up to {found}, expected {expected}"),
                {"node": node.id, "found": total, "expected": stated[node.id]},
            )


def _attainable(edition: Edition, node: Node, stated: Mapping[str, float]) -> float:
    """The most the children give, bonus, penalty and local additions apart."""
    children = [
        child
        for child in edition.children(node.id)
        if not child.local and not isinstance(_core(child.rule), Bonus | Penalty)
    ]
    parts = [
        child.weight * stated.get(child.id, _most(edition, child, stated)) for child in children
    ]
    whole = sum(child.weight for child in children)
    if node.combine is Combination.WEIGHTED_MEAN and whole > 0:
        return node.offset + sum(parts) / whole
    return node.offset + sum(parts)


def _part_faults(edition: Edition, places: Mapping[str, str]) -> Iterator[Fault]:
    """Where the leaves of a part, bonus, penalty and local additions aside, do not make it up."""
    for part in edition.parts:
        leaves = [leaf for leaf in edition.leaves if leaf.part == part.id and not leaf.local]
        found = sum(
            leaf.rule.maximum
            for leaf in leaves
            if leaf.rule and not isinstance(_core(leaf.rule), Bonus | Penalty)
        )
        if abs(found - part.points) > 1e-9:
            yield Fault(
                places.get("", edition.file),
                mark("the leaves of the part {node} add up to {found}, expected {expected}"),
                {"node": part.id, "found": found, "expected": part.points},
            )


def _core(rule: Rule | None) -> Rule | None:
    """The rule that gives the points, once the lines required have scored."""
    return _core(rule.then) if isinstance(rule, Requires) else rule


def _most(edition: Edition, node: Node, stated: Mapping[str, float]) -> float:
    return node.rule.maximum if node.rule else _attainable(edition, node, stated)
