"""Reading the changes between two years from the database."""

from collections.abc import Collection

from chiso.datasets.papi import COMPUTED
from chiso.definition.model import Node
from chiso_web.results.change_table import Changes, Figure, rows_of
from chiso_web.results.comparable import breaks_crossed, counterpart
from chiso_web.results.models import Evaluation
from chiso_web.results.selectors import (
    Published,
    edition_named,
    published_by_unit,
    standing_list_nodes,
)
from chiso_web.units.models import Unit

NOTHING = Published(None, None, None, "")


def changes_get(
    before: Evaluation, after: Evaluation, node: Node, *, units: Collection[Unit]
) -> Changes:
    """The changes of some units on a node of the later year: four queries.

    Whether the years may be compared is asked before, with ``breaks_crossed``.
    """
    edition_before, edition = (edition_named(one.edition) for one in (before, after))
    old = counterpart(node, edition_before)
    rows = rows_of(list(units), _figures(before, old, units), _figures(after, node.id, units))
    return Changes(
        edition_before=edition_before,
        edition=edition,
        node=node,
        node_before=old,
        earlier=before.period,
        later=after.period,
        rows=tuple(rows),
        marked=breaks_crossed(before, after, node.id)[1],
    )


def _figures(evaluation: Evaluation, node: str, units: Collection[Unit]) -> dict[int, Figure]:
    """Every unit's points on a node with their error, by the unit's key."""
    printed = published_by_unit(f"{evaluation.index}.{node}", period=evaluation.period)
    own = {unit.pk: printed.get(unit.code, NOTHING) for unit in units}
    return {
        one.unit: Figure(
            points=one.points,
            se=own[one.unit].se,
            missing=one.missing,
            added_up=own[one.unit].note == COMPUTED,
        )
        for one in standing_list_nodes(evaluation, [node])
        if one.unit in own
    }
