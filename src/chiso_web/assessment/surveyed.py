"""What a survey found of the units of a round: what would change, what is wrong with it, its
points. Nothing is written here.
"""

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from chiso.definition.model import Edition, Node
from chiso.errors import Place
from chiso.scoring.domain import domain_faults
from chiso.scoring.rules import Sheet, score_rule
from chiso.values import Missing, MissingKind, Observation, table_of
from chiso.wording import Message, say
from chiso_web.assessment.asked import fields_of, fields_surveyed, leaves_surveyed
from chiso_web.assessment.models import Entrant, Value
from chiso_web.look.formats import language, short
from chiso_web.look.rules.measured import measure_name
from chiso_web.results.selectors import edition_named

Kept = Mapping[str, float | str]
"""What is recorded of a unit by measure: a figure, or the ground on which it was not surveyed."""


@dataclass(frozen=True, slots=True)
class Surveyed:
    """What a survey found of one unit: figures by measure (None takes one away), or the ``ground``
    on which the unit was not surveyed, which takes the place of all figures.
    """

    entrant: Entrant
    figures: Mapping[str, float | None] = field(default_factory=dict)
    ground: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """What is recorded of a unit, before and after."""

    entrant: Entrant
    before: Kept
    after: Kept

    @property
    def is_new(self) -> bool:
        """Whether nothing was recorded of the unit before."""
        return not self.before


@dataclass(frozen=True, slots=True)
class SurveyFault:
    """What is wrong with a figure of a unit; of the whole unit without a ``measure``."""

    entrant: Entrant
    measure: str
    sentence: str


def survey_kept(entrants: Collection[Entrant]) -> dict[int, dict[str, float | str]]:
    """What is recorded of units from surveys, by the entrant's key; one query."""
    measures = {one.pk: fields_surveyed(edition_named(one.group.edition)) for one in entrants}
    every = {measure for fields in measures.values() for measure in fields}
    rows = Value.objects.filter(entrant__in=measures, measure__in=every)
    found: dict[int, dict[str, float | str]] = {one.pk: {} for one in entrants}
    for key, measure, value, ground in rows.values_list("entrant", "measure", "value", "ground"):
        if measure in measures[key] and (value is not None or ground):
            found[key][measure] = ground if value is None else value
    return found


def survey_changes(found: Sequence[Surveyed]) -> list[Change]:
    """What would change, unit by unit; units that stay as they are left out. One query."""
    kept = survey_kept([one.entrant for one in found])
    changes = [
        Change(one.entrant, kept[one.entrant.pk], _after(one, kept[one.entrant.pk]))
        for one in found
    ]
    return [one for one in changes if one.before != one.after]


def _after(one: Surveyed, before: Kept) -> Kept:
    fields = fields_surveyed(edition_named(one.entrant.group.edition))
    if one.ground:
        return dict.fromkeys(fields, one.ground)
    figures = {measure: value for measure, value in before.items() if not isinstance(value, str)}
    for measure, value in one.figures.items():
        figures.pop(measure, None)
        if value is not None:
            figures[measure] = value
    return {measure: figures[measure] for measure in fields if measure in figures}


def survey_faults(changes: Iterable[Change]) -> list[SurveyFault]:
    """Every figure that its rule cannot take, and every criterion that is answered in part."""
    found: list[SurveyFault] = []
    for edition, own in _by_edition(changes):
        for leaf in leaves_surveyed(edition):
            found += _partly(edition, leaf, own)
            found += _fractions(edition, leaf, own)
            found += _outside(edition, leaf, own)
    return found


def _by_edition(changes: Iterable[Change]) -> list[tuple[Edition, list[Change]]]:
    found: dict[str, list[Change]] = {}
    for one in changes:
        found.setdefault(one.entrant.group.edition, []).append(one)
    return [(edition_named(name), own) for name, own in found.items()]


def _partly(edition: Edition, leaf: Node, changes: Sequence[Change]) -> list[SurveyFault]:
    """The criteria of which some answers are there, or none was given at all."""
    measures = [one.measure for one in fields_of(edition, leaf)]
    found = []
    for one in changes:
        told = [one.after[measure] for measure in measures if measure in one.after]
        facts = {"code": leaf.code or leaf.id, "found": len(told), "all": len(measures)}
        if told and len(told) < len(measures):
            lacking = next(measure for measure in measures if measure not in one.after)
            text = _("Criterion %(code)s: found %(found)s of %(all)s figures; expected all.")
            found.append(SurveyFault(one.entrant, lacking, text % facts))
        elif len(measures) > 1 and told and not any(told):
            text = _("Criterion %(code)s: nobody answered. Leave it blank, or say why.")
            found.append(SurveyFault(one.entrant, measures[0], text % facts))
    return found


def _fractions(edition: Edition, leaf: Node, changes: Sequence[Change]) -> list[SurveyFault]:
    """What counts people and is no whole number."""
    counted = [one.measure for one in fields_of(edition, leaf) if one.is_whole]
    found = []
    for one in changes:
        for measure in counted:
            told = one.after.get(measure)
            if isinstance(told, float) and told != round(told):
                facts = {"name": measure_name(edition, measure), "found": short(told)}
                text = _("“%(name)s”: found %(found)s; expected a whole number.") % facts
                found.append(SurveyFault(one.entrant, measure, text))
    return found


def _outside(edition: Edition, leaf: Node, changes: Sequence[Change]) -> list[SurveyFault]:
    seen = _observations(edition, leaf, changes)
    if not seen or leaf.rule is None or leaf.rule.lines:
        return []
    entrants = {one.entrant.unit.uid: one.entrant for one in changes}
    found = []
    for fault in domain_faults(leaf.rule, Sheet(table_of(seen))):
        facts = fault.where.facts if isinstance(fault.where, Place) else {}
        entrant, measure = entrants[str(facts["unit"])], str(facts["measure"])
        told = {
            "name": measure_name(edition, measure),
            "told": say(Message(fault.sentence, fault.facts), language()),
        }
        found.append(SurveyFault(entrant, measure, _("“%(name)s”: %(told)s") % told))
    return found


def _observations(edition: Edition, leaf: Node, changes: Sequence[Change]) -> list[Observation]:
    measures = [one.measure for one in fields_of(edition, leaf)]
    return [
        Observation(
            one.entrant.unit.uid,
            one.entrant.round.period,
            measure,
            _value(one.after.get(measure)),
        )
        for one in changes
        if any(measure in one.after for measure in measures)
        for measure in measures
    ]


def _value(kept: float | str | None) -> float | Missing:
    if kept is None:
        return Missing(MissingKind.NOT_REPORTED)
    return Missing(MissingKind.NOT_APPLICABLE, kept) if isinstance(kept, str) else kept


def survey_points(changes: Sequence[Change]) -> dict[tuple[int, str], float]:
    """The points of every criterion of a survey after the changes, by entrant and node, where it
    has some: computed by the rule for all units at once.
    """
    found: dict[tuple[int, str], float] = {}
    for edition, own in _by_edition(changes):
        for leaf in leaves_surveyed(edition):
            found |= _points(edition, leaf, own)
    return found


def _points(
    edition: Edition, leaf: Node, changes: Sequence[Change]
) -> dict[tuple[int, str], float]:
    seen = _observations(edition, leaf, changes)
    if not seen or leaf.rule is None or leaf.rule.lines:
        return {}
    table = table_of(seen)
    values = score_rule(leaf.rule, Sheet(table)).values.tolist()
    keys = {one.entrant.unit.uid: one.entrant.pk for one in changes}
    return {
        (keys[unit], leaf.id): value
        for unit, value in zip(table.units, values, strict=True)
        if math.isfinite(value)
    }
