"""Reading a league table from the database."""

from chiso.definition.model import ROOT
from chiso_web.portal.league.table import League, league_of
from chiso_web.portal.papi import TOTAL_MEASURE
from chiso_web.results.models import Evaluation
from chiso_web.results.selectors import (
    edition_named,
    published_by_unit,
    rank_range_by_unit,
    standing_list_kinds,
)
from chiso_web.units.selectors import unit_list_provinces


def league_get(evaluation: Evaluation) -> League:
    """The league table of a published evaluation: four queries."""
    edition = edition_named(evaluation.edition)
    kinds = {edition.root.kind, *(node.kind for node in edition.children(ROOT))}
    return league_of(
        edition,
        period=evaluation.period,
        units=unit_list_provinces(),
        standings=standing_list_kinds(evaluation, kinds),
        published=published_by_unit(TOTAL_MEASURE, period=evaluation.period),
        ranks=rank_range_by_unit(evaluation),
    )
