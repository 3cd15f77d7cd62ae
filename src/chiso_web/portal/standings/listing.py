"""Every index with results: PAPI, and the reform indices."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from chiso.definition.model import ROOT
from chiso_web.look.formats import language, listed, number
from chiso_web.portal.addresses import edition_address, league_address
from chiso_web.portal.outcome.missing import address_of
from chiso_web.portal.outcome.naming import (
    counted,
    outcome_name,
    place_name,
    unit_within,
)
from chiso_web.portal.outcome.outcome import Outcome
from chiso_web.portal.outcome.reading import outcome_list, outcome_of
from chiso_web.portal.standings.sentences import scored_by
from chiso_web.portal.synthetic import mark_of
from chiso_web.results.models import Evaluation


@dataclass(frozen=True, slots=True)
class Listed:
    """One result of a reform index: whose, how many units, who scores, and how far apart they lie;
    ``mark`` says that the figures are synthetic, ``illustrative`` that the rules are.
    """

    name: str
    address: str
    period: str
    units: str
    place: str
    scored_by: str
    spread: str
    edition: str
    edition_address: str
    mark: str
    illustrative: bool


def listed_results() -> tuple[Listed, ...]:
    """The results of every reform index, the latest period first."""
    published = sorted(outcome_list(), key=lambda one: (one.index, one.period))
    latest = sorted(published, key=lambda one: one.period, reverse=True)
    return tuple(_listed(outcome_of(one)) for one in latest)


def _listed(outcome: Outcome) -> Listed:
    units = list(outcome.units.values())
    return Listed(
        name=outcome_name(outcome),
        address=address_of(outcome),
        period=outcome.period,
        units=_units(outcome),
        place=place_name(outcome) if len(units) > 1 else "",
        scored_by=scored_by(outcome),
        spread=_spread(outcome),
        edition=outcome.edition.title.in_language(language()),
        edition_address=edition_address(outcome.edition.name),
        mark=mark_of(outcome.evaluation),
        illustrative=outcome.edition.illustrative,
    )


def _units(outcome: Outcome) -> str:
    """How many units of which kinds: "51 phường và 75 xã"; a single one by its name."""
    units = list(outcome.units.values())
    if len(units) == 1:
        return unit_within(units[0])
    return listed(map(counted, outcome.groups), _("and"))


def _spread(outcome: Outcome) -> str:
    """The lowest and the highest total of all."""
    points = [one for group in outcome.groups for one in outcome.points(group, ROOT)]
    if not points:
        return ""
    low, high = number(min(points)), number(max(points))
    return low if len(points) == 1 else f"{low}–{high}"


def listing_facts(papi: Sequence[Evaluation]) -> Mapping[str, object]:
    """Everything on the page of all results; ``papi`` oldest first."""
    found = listed_results()
    years = [(one.period, league_address(one.period)) for one in reversed(papi)]
    return {
        "title": _("Results: every index, every period"),
        "lead": lead(papi, found),
        "years": years,
        "results": found,
        "all_synthetic": found[0].mark if found and all(one.mark for one in found) else "",
    }


def lead(papi: Sequence[Evaluation], found: Iterable[Listed]) -> str:
    """What is there."""
    many = len(list(found))
    sentences = []
    if papi:
        facts = {"first": papi[0].period, "last": papi[-1].period}
        sentences.append(
            _("PAPI, a survey of citizens about 63 provinces: %(first)s–%(last)s.") % facts
        )
    if many:
        text = _("Reform indices, which score offices by their work: %(many)s results.")
        sentences.append(text % {"many": many})
    return " ".join(sentences)
