"""Reading a profile from the database."""

from collections.abc import Iterable, Mapping, Sequence

from chiso.definition.model import ROOT
from chiso_web.look.formats import language
from chiso_web.portal.missing_pages import unit_year_missing
from chiso_web.portal.papi import measure_of
from chiso_web.portal.profile.country import (
    best_units,
    error_years,
    median_by_measure,
    median_by_year,
    spread_by_node,
)
from chiso_web.portal.profile.profile import Profile, Year
from chiso_web.portal.results import years
from chiso_web.results.models import Evaluation
from chiso_web.results.selectors import (
    Published,
    Standing,
    edition_named,
    published_by_period,
    rank_range_by_unit,
    standing_by_evaluation,
)
from chiso_web.units.models import Unit

Standings = Mapping[int, Mapping[str, Standing]]


def profile_get(unit: Unit, year: str | None) -> Profile | None:
    """A unit's results of a year, or of the latest with a total; None where it has none at all.

    Four queries, and a few more for each year that the process has not read yet. Raises
    PageMissing for a year without a page, with the nearest.
    """
    published = years()
    if not published:
        return None
    nodes = _nodes(published)
    whole = next((one for one in published if one.period == year), published[-1])
    standings = standing_by_evaluation(unit.pk, published, nodes, whole=whole)
    own = [one for one in published if one.pk in standings]
    if not own:
        return None
    chosen = _chosen(unit, year, own, standings)
    if chosen.pk != whole.pk:
        standings = standing_by_evaluation(unit.pk, own, nodes, whole=chosen)
    return _profile(unit, chosen, own, nodes=nodes, standings=standings)


def _nodes(published: Iterable[Evaluation]) -> tuple[str, ...]:
    """The root and the dimensions of every year."""
    editions = {one.edition: edition_named(one.edition) for one in published}
    dimensions = {node.id for one in editions.values() for node in one.children(ROOT)}
    return (ROOT, *sorted(dimensions))


def _chosen(
    unit: Unit, year: str | None, own: Sequence[Evaluation], standings: Standings
) -> Evaluation:
    if year is None:
        totals = [one for one in own if standings[one.pk][ROOT].points is not None]
        return totals[-1] if totals else own[-1]
    for one in own:
        if one.period == year:
            return one
    raise unit_year_missing(year, [one.period for one in own], unit=unit)


def _profile(
    unit: Unit,
    chosen: Evaluation,
    own: Sequence[Evaluation],
    *,
    nodes: tuple[str, ...],
    standings: Standings,
) -> Profile:
    periods = [one.period for one in own]
    measures = [measure_of(node) for node in nodes]
    printed = published_by_period(unit.pk, periods, measures, whole=chosen.period)
    medians = median_by_year(tuple(own), nodes)
    history = tuple(
        _year(one, standings[one.pk], printed.get(one.period, {}), medians) for one in own
    )
    return Profile(
        unit=unit,
        year=next(one for one in history if one.period == chosen.period),
        years=history,
        scores=standings[chosen.pk],
        values=printed.get(chosen.period, {}),
        spreads=spread_by_node(chosen),
        value_medians=median_by_measure(chosen),
        names={key: one.name(language()) for key, one in best_units(chosen).items()},
        ranks=rank_range_by_unit(chosen).get(unit.pk),
        with_error=error_years(tuple(own)),
    )


def _year(
    one: Evaluation,
    standings: Mapping[str, Standing],
    printed: Mapping[str, Published],
    medians: Mapping[tuple[int, str], float],
) -> Year:
    return Year(
        period=one.period,
        edition=edition_named(one.edition),
        standings=standings,
        published=printed,
        medians={node: value for (key, node), value in medians.items() if key == one.pk},
    )
