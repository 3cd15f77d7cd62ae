"""The first page: the latest results, every year, every province."""

from collections.abc import Iterable, Mapping, Sequence
from statistics import median

from chiso.definition.model import ROOT
from chiso_web.look.formats import language, number
from chiso_web.portal.addresses import league_address, node_address
from chiso_web.portal.league import context, sentences
from chiso_web.portal.league.choice import Choice
from chiso_web.portal.league.reading import league_get
from chiso_web.portal.results import years_with_error
from chiso_web.results.models import Evaluation
from chiso_web.results.selectors import points_by_evaluation
from chiso_web.units.models import Unit


def facts(published: Sequence[Evaluation], units: Sequence[Unit]) -> Mapping[str, object]:
    """Everything on the first page."""
    last = published[-1]
    league = league_get(last)
    return {
        "year": last.period,
        "first_year": published[0].period,
        "lead": sentences.league_lead(league),
        "country_text": sentences.country_text(league),
        "added_up": sentences.added_up_text() if league.is_added_up else "",
        "league_address": league_address(last.period),
        "country": league.country,
        "strip": context.strip(league),
        "groups": context.group_lines(league, Choice()),
        "years": year_lines(published),
        "units": links(units, last.period),
    }


def year_lines(published: Sequence[Evaluation]) -> list[Mapping[str, object]]:
    """A line a year, latest first: provinces, median, lowest, highest, whether with errors."""
    totals = points_by_evaluation(published, ROOT)
    with_error = years_with_error(published)
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


def links(units: Iterable[Unit], year: str) -> list[tuple[str, str]]:
    """The units' names with the way to their results."""
    return [(unit.name(language()), node_address(year, unit.code)) for unit in units]
