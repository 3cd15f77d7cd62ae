"""A unit's results of reform indices, and those of the units right below it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from chiso_web.look.formats import number
from chiso_web.portal.addresses import outcome_address
from chiso_web.portal.classes import class_names, tone_of
from chiso_web.portal.outcome.naming import index_name, outcome_name, ranked_among
from chiso_web.portal.outcome.outcome import Outcome
from chiso_web.portal.outcome.reading import outcome_of
from chiso_web.portal.papi import INDEX
from chiso_web.portal.synthetic import mark_of
from chiso_web.results.models import Evaluation
from chiso_web.results.selectors import evaluation_list_around
from chiso_web.units.models import Unit


@dataclass(frozen=True, slots=True)
class Line:
    """One result of the unit: index and period, points, rank among whom, class."""

    name: str
    address: str
    points: str
    rank: str
    among: str
    whole_address: str
    class_name: str
    tone: str


@dataclass(frozen=True, slots=True)
class Table:
    """The real results, or the synthetic ones under their ``mark``."""

    mark: str
    lines: tuple[Line, ...]


def outcomes_facts(unit: Unit) -> Mapping[str, object]:
    """What the template shows of reform indices."""
    around = evaluation_list_around(unit.pk)
    own, below = ([one for one in found if one.index != INDEX] for found in around)
    return {"outcomes": _tables(unit, own), "outcomes_below": _below(below)}


def _tables(unit: Unit, evaluations: Sequence[Evaluation]) -> list[Table]:
    """The latest first; synthetic results stand apart."""
    latest = sorted(evaluations, key=lambda one: one.period, reverse=True)
    parted = [[one for one in latest if one.synthetic is synthetic] for synthetic in (False, True)]
    return [
        Table(mark_of(found[0]), tuple(_line(unit, outcome_of(one)) for one in found))
        for found in parted
        if found
    ]


def _line(unit: Unit, outcome: Outcome) -> Line:
    own, group = outcome.at(unit), outcome.group_of(unit)
    ranked = own.rank is not None and len(group.units) > 1
    return Line(
        name=f"{index_name(outcome)} {outcome.period}",
        address=outcome_address(outcome.index, outcome.period, unit.uid),
        points=number(own.points),
        rank=_("rank %(rank)s") % {"rank": own.rank} if ranked else _("not ranked"),
        among=_("of %(group)s") % {"group": ranked_among(outcome, group)} if ranked else "",
        whole_address=outcome_address(outcome.index, outcome.period),
        class_name=class_names(outcome.edition).get(own.class_id, ""),
        tone=tone_of(outcome.edition, own.class_id),
    )


def _below(evaluations: Sequence[Evaluation]) -> list[tuple[str, str, str]]:
    """The results of units right below: name, address, mark."""
    return [
        (outcome_name(outcome), outcome_address(one.index, one.period), mark_of(one))
        for one in evaluations
        if (outcome := outcome_of(one))
    ]
