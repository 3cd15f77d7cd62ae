"""Reading provinces side by side from the database."""

from collections.abc import Sequence

from chiso_web.portal.compare.table import SideBySide, side_by_side
from chiso_web.portal.papi import TOTAL_MEASURE
from chiso_web.results.models import Evaluation
from chiso_web.results.selectors import (
    edition_named,
    published_by_unit,
    rank_range_by_unit,
    standing_list_units,
)
from chiso_web.units.models import Unit

KINDS = ("dimension", "sub_dimension")


def side_by_side_get(evaluation: Evaluation, units: Sequence[Unit]) -> SideBySide:
    """The provinces on the total, its dimensions and sub-dimensions: three queries."""
    edition = edition_named(evaluation.edition)
    keys = [unit.pk for unit in units]
    return side_by_side(
        edition,
        period=evaluation.period,
        units=units,
        standings=standing_list_units(evaluation, keys, [edition.root.kind, *KINDS]),
        published=published_by_unit(TOTAL_MEASURE, period=evaluation.period),
        ranks=rank_range_by_unit(evaluation),
    )
