"""Reading published points, and what they come to on the provinces of today."""

from collections.abc import Mapping, Sequence
from datetime import date

from chiso.definition.model import ROOT
from chiso.errors import UnitAmbiguous, UnknownName
from chiso.evaluation.restated import RestatedValue
from chiso.territory import shipped
from chiso_web.look.formats import language
from chiso_web.portal.restated.lines import Words
from chiso_web.results.estimates import DAY, restated_cells
from chiso_web.results.models import Evaluation
from chiso_web.results.restated import cell_of, estimates_get
from chiso_web.results.selectors import standing_by_period
from chiso_web.units.selectors import unit_list_provinces


def words_get(evaluation: Evaluation) -> Words:
    """A published evaluation on the provinces of today, with the former ones' names: 3 queries."""
    units = unit_list_provinces()
    found = estimates_get(evaluation, units)
    return Words(found, {unit.code: unit.name(language()) for unit in units})


def restated_series(uid: str, published: Sequence[Evaluation]) -> Mapping[str, RestatedValue]:
    """The total that a province of today would have, by the year of those ``published``.

    Each value says whether it is ``approximate`` (an average, weighted by the census of 2019),
    from which ``parts`` with which ``weights``, between which ``lowest`` and ``highest``; where a
    part has no points it is Missing and ``lacking`` names the parts. Empty for a unit that is no
    province since 1 July 2025. Two queries.
    """
    day = _day(uid)
    if day is None:
        return {}
    codes = {unit.pk: unit.code for unit in unit_list_provinces()}
    found = standing_by_period(published, ROOT)
    cells = sorted(cell_of(period, one, codes) for period, one in found)
    if not cells:
        return {}
    restated = restated_cells(tuple(cells), day)
    return {
        period: restated.value(uid, period, ROOT)
        for period in dict.fromkeys(restated.table.periods)
    }


def _day(uid: str) -> date | None:
    """The day since which a unit is one of the provinces of today; None if it is none of them."""
    try:
        unit = shipped().unit(uid)
    except (UnknownName, UnitAmbiguous):
        return None
    day = max(unit.since or DAY, DAY)
    return day if unit.level == "province" and unit.exists_on(day) else None
