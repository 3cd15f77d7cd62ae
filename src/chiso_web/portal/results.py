"""Which results are published, and of which year."""

from collections.abc import Sequence

from chiso_web.portal.missing_pages import year_missing
from chiso_web.portal.papi import INDEX, TOTAL_MEASURE
from chiso_web.results.models import Evaluation
from chiso_web.results.selectors import evaluation_list, periods_with_error


def years() -> list[Evaluation]:
    """The published evaluations of PAPI, oldest first."""
    return evaluation_list(INDEX)


def years_with_error(published: Sequence[Evaluation]) -> set[str]:
    """The years of which PAPI printed standard errors of the totals."""
    return periods_with_error(TOTAL_MEASURE, [one.period for one in published])


def evaluation_of(published: Sequence[Evaluation], year: str) -> Evaluation:
    """The evaluation of a year. Raises PageMissing with the nearest years."""
    for evaluation in published:
        if evaluation.period == year:
            return evaluation
    raise year_missing(year, [one.period for one in published])
