"""Reading a published evaluation for what it comes to on the provinces of today."""

from collections.abc import Collection, Mapping

from chiso.datasets.papi import COMPUTED
from chiso.definition.model import ROOT
from chiso_web.results.estimates import Cell, Estimates, estimates_of
from chiso_web.results.models import Evaluation
from chiso_web.results.selectors import (
    Standing,
    edition_named,
    published_by_unit,
    standing_list_kinds,
)
from chiso_web.units.models import Unit


def estimates_get(evaluation: Evaluation, units: Collection[Unit]) -> Estimates:
    """An evaluation of the former provinces (``units``) on those of today: 2 queries."""
    edition = edition_named(evaluation.edition)
    kinds = {edition.root.kind, *(node.kind for node in edition.children(ROOT))}
    codes = {unit.pk: unit.code for unit in units}
    standings = standing_list_kinds(evaluation, kinds)
    cells = sorted(cell_of(evaluation.period, one, codes) for one in standings)
    printed = published_by_unit(f"{evaluation.index}.{ROOT}", period=evaluation.period)
    added_up = any(one.note == COMPUTED for one in printed.values())
    return estimates_of(edition, evaluation.period, tuple(cells), is_added_up=added_up)


def cell_of(period: str, one: Standing, codes: Mapping[int, str]) -> Cell:
    """A unit's points on a node as ``restated_cells`` takes them."""
    return (
        period,
        codes[one.unit],
        one.node,
        one.points,
        "" if one.points is not None else one.missing,
    )
