"""Reading a node over all provinces from the database."""

from collections.abc import Iterable, Mapping, Sequence
from statistics import median

from chiso.datasets.papi import COMPUTED
from chiso.definition.model import Edition, Node
from chiso.values import ObservationTable
from chiso_web.portal.branches import branches_open
from chiso_web.portal.papi import measure_of
from chiso_web.portal.parts.part import Part, Row, spread_of
from chiso_web.results.comparable import counterpart
from chiso_web.results.models import Evaluation
from chiso_web.results.selectors import (
    Standing,
    edition_named,
    observation_table,
    points_by_evaluation,
    published_by_unit,
    standing_list_kinds,
    standing_list_nodes,
)
from chiso_web.units.models import Unit
from chiso_web.units.selectors import unit_list_provinces

TREE_KINDS = ("dimension", "sub_dimension")


def part_get(evaluation: Evaluation, node: Node, published: Sequence[Evaluation]) -> Part:
    """A node over all provinces: three queries, one for observed values, those of ``medians``."""
    edition = edition_named(evaluation.edition)
    wanted = [node.id, *branches_open(edition, node.id)]
    return _part(
        edition,
        evaluation.period,
        node,
        standings=standing_list_nodes(evaluation, dict.fromkeys(wanted)),
        units=unit_list_provinces(),
        observed=_observed(evaluation, node),
        medians=medians_by_year(published, node),
        is_added_up=_is_added_up(evaluation, node),
    )


def _is_added_up(evaluation: Evaluation, node: Node) -> bool:
    printed = published_by_unit(measure_of(node.id), period=evaluation.period)
    return any(one.note == COMPUTED for one in printed.values())


def tree_get(evaluation: Evaluation) -> Part:
    """The whole index with the spreads of its dimensions and sub-dimensions: two queries."""
    edition = edition_named(evaluation.edition)
    return _part(
        edition,
        evaluation.period,
        edition.root,
        standings=standing_list_kinds(evaluation, [edition.root.kind, *TREE_KINDS]),
        units=unit_list_provinces(),
        observed=None,
        medians={},
    )


def _part(
    edition: Edition,
    period: str,
    node: Node,
    *,
    standings: Iterable[Standing],
    units: Sequence[Unit],
    observed: ObservationTable | None,
    medians: Mapping[str, float],
    is_added_up: bool = False,
) -> Part:
    by_node: dict[str, list[Standing]] = {node.id: []}
    for one in standings:
        by_node.setdefault(one.node, []).append(one)
    own = {one.unit: one for one in by_node[node.id]}
    return Part(
        edition=edition,
        period=period,
        node=node,
        rows=tuple(Row(unit, own[unit.pk]) for unit in units if unit.pk in own),
        spreads={name: spread_of(found) for name, found in by_node.items()},
        observed=observed,
        medians=medians,
        is_added_up=is_added_up,
    )


def _observed(evaluation: Evaluation, node: Node) -> ObservationTable | None:
    """What the node reads and shows."""
    measures = (*(node.rule.measures if node.rule else ()), *node.shown)
    return observation_table(evaluation, measures) if measures else None


def medians_by_year(published: Sequence[Evaluation], node: Node) -> dict[str, float]:
    """The national median of the node in every year whose edition has it; a query for each id that
    it goes by.
    """
    by_id: dict[str, list[Evaluation]] = {}
    for one in published:
        own = counterpart(node, edition_named(one.edition))
        if own:
            by_id.setdefault(own, []).append(one)
    found: dict[str, float] = {}
    for own, evaluations in by_id.items():
        points = points_by_evaluation(evaluations, own)
        found |= {one.period: median(points[one.pk]) for one in evaluations if one.pk in points}
    return dict(sorted(found.items()))
