"""The first page: the latest results in brief, what changed, every year, every province."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from chiso.datasets.papi import COMPUTED
from chiso.definition.model import ROOT
from chiso_web.look.formats import language, margin, number
from chiso_web.portal.addresses import (
    changes_address,
    compare_address,
    league_address,
    node_address,
    unit_address,
)
from chiso_web.portal.changes import lines as change_lines
from chiso_web.portal.changes import sentences as change_sentences
from chiso_web.portal.league import sentences
from chiso_web.portal.league.mapped import league_map
from chiso_web.portal.league.reading import league_get
from chiso_web.portal.league.table import League, Row
from chiso_web.portal.papi import TOTAL_MEASURE
from chiso_web.portal.results import years_with_error
from chiso_web.portal.sources import source_lines
from chiso_web.portal.standings.listing import listed_results
from chiso_web.results.change_table import Changes
from chiso_web.results.changes import changes_get
from chiso_web.results.comparable import breaks_crossed
from chiso_web.results.models import Evaluation
from chiso_web.results.selectors import edition_named, points_by_evaluation, published_by_unit
from chiso_web.units.models import Unit
from chiso_web.units.selectors import unit_list_provinces

ENDS = 5


@dataclass(frozen=True, slots=True)
class Brief:
    """One province in a short list."""

    rank: str
    name: str
    address: str
    total: str
    explained: str
    margin: str


def facts(published: Sequence[Evaluation], units: Sequence[Unit]) -> Mapping[str, object]:
    """Everything on the first page."""
    with_error = years_with_error(published)
    brief = latest_with(published, with_error) or published[-1]
    totals = points_by_evaluation(published, ROOT)
    league = league_get(brief)
    return {
        "first_year": published[0].period,
        "league": league,
        "lead": sentences.league_lead(league),
        "median": number(league.country.median),
        "highest": [_brief(league, row) for row in league.ranked[:ENDS]],
        "lowest": [_brief(league, row) for row in league.ranked[-ENDS:]],
        "league_address": league_address(brief.period),
        "compare_address": compare_address(brief.period),
        "map": league_map(league),
        "added_up": sentences.added_up_text() if league.is_added_up else "",
        **_later(published, brief, totals, with_error),
        **_changed(published, brief, with_error),
        "sources": source_lines(league.edition),
        "years": year_lines(published, totals, with_error),
        **_reform(),
        "units": [(unit.name(language()), unit_address(unit.id_text)) for unit in units],
    }


def latest_with(published: Sequence[Evaluation], periods: set[str]) -> Evaluation | None:
    """The latest evaluation of some periods."""
    return next((one for one in reversed(published) if one.period in periods), None)


def _brief(league: League, row: Row) -> Brief:
    return Brief(
        rank=str(row.total.rank or ""),
        name=row.unit.name(language()),
        address=unit_address(row.unit.id_text, league.period),
        total=number(row.total.points),
        explained=node_address(league.period, row.unit.code),
        margin="" if row.margin is None else margin(row.margin),
    )


def _later(
    published: Sequence[Evaluation],
    brief: Evaluation,
    totals: Mapping[int, list[float]],
    with_error: set[str],
) -> Mapping[str, object]:
    """What is said of a later year than the one shown: it has no errors."""
    last = published[-1]
    if last.period == brief.period or last.period in with_error:
        return {"later": ""}
    return {
        "later": last.period,
        "later_address": league_address(last.period),
        "later_median": number(median(totals[last.pk])),
        "later_changes": changes_address(last.period, brief.period),
        "later_added_up": sentences.added_up_text() if _is_added_up(last) else "",
    }


def _is_added_up(evaluation: Evaluation) -> bool:
    """Whether Chiso added up that year's totals, since the publisher's could not be read."""
    printed = published_by_unit(TOTAL_MEASURE, period=evaluation.period)
    return any(one.note == COMPUTED for one in printed.values())


def _reform() -> Mapping[str, object]:
    """The results of reform indices, and their mark where all of them are synthetic."""
    found = listed_results()
    marks = {one.mark for one in found}
    return {"reform": found, "reform_mark": marks.pop() if len(marks) == 1 else ""}


def _changed(
    published: Sequence[Evaluation], brief: Evaluation, with_error: set[str]
) -> Mapping[str, object]:
    """What changed since the latest earlier year with errors; nothing where there is none."""
    earlier = [one for one in published if one.period < brief.period and one.period in with_error]
    before = earlier[-1] if earlier else None
    if before is None or breaks_crossed(before, brief, ROOT)[0]:
        return {"changes": None}
    whole = edition_named(brief.edition).node(ROOT)
    changes = changes_get(before, brief, whole, units=unit_list_provinces())
    return {"changes": changes, **_change_facts(changes)}


def _change_facts(changes: Changes) -> Mapping[str, object]:
    axis = change_lines.axis_of([row for rows in change_lines.listed_rows(changes) for row in rows])
    return {
        "earlier": changes.earlier,
        "counted": change_sentences.counted(changes),
        "lists": change_lines.lists(changes),
        "list_axis": axis,
        "list_zero": axis.place(0.0),
        "changes_address": changes_address(changes.later, changes.earlier),
    }


def year_lines(
    published: Sequence[Evaluation], totals: Mapping[int, list[float]], with_error: set[str]
) -> list[Mapping[str, object]]:
    """A line a year, latest first: provinces, median, lowest, highest, whether with errors."""
    return [
        {
            "year": one.period,
            "address": league_address(one.period),
            "count": len(totals[one.pk]),
            "median": number(median(totals[one.pk])),
            "low": number(min(totals[one.pk])),
            "high": number(max(totals[one.pk])),
            "has_error": one.period in with_error,
        }
        for one in reversed(published)
    ]
