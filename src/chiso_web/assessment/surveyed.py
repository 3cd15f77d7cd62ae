"""What a survey found of the units of a round: what would change, what is wrong with it, its
points. Nothing is written here.
"""

import hashlib
import json
import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

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


@dataclass(frozen=True, slots=True)
class Figure:
    """What is recorded of a measure: a number, or in words why there was no survey; and the report
    that it is from.
    """

    told: float | str
    source: str

    @property
    def ground(self) -> str:
        """Why there was no survey; empty where there was."""
        return self.told if isinstance(self.told, str) else ""


Kept = Mapping[str, Figure]
"""What is recorded of a unit, by measure."""
Told = Mapping[str, float | str]
"""The same without the sources."""


@dataclass(frozen=True, slots=True)
class Surveyed:
    """What a survey found of one unit: a number by measure, or why there was none (None takes what
    is recorded away); or the ``ground`` on which the unit was not surveyed at all.
    """

    entrant: Entrant
    figures: Mapping[str, float | str | None] = field(default_factory=dict)
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
    """What is wrong with a figure of a unit; ``measures`` are all those of its criterion."""

    entrant: Entrant
    measure: str
    sentence: str
    measures: tuple[str, ...] = ()


def told_of(kept: Kept) -> dict[str, float | str]:
    """What is recorded, without the sources."""
    return {measure: one.told for measure, one in kept.items()}


def ground_of(kept: Kept) -> str:
    """Why a unit was not surveyed; empty where anything was found of it."""
    grounds = [one.ground for one in kept.values()]
    return grounds[0] if grounds and all(grounds) else ""


def of_leaf(edition: Edition, leaf: Node, kept: Kept) -> dict[str, Figure]:
    """What of it a criterion reads, in the order of its rule."""
    measures = [one.measure for one in fields_of(edition, leaf)]
    return {measure: kept[measure] for measure in measures if measure in kept}


def kept_digest(kept: Mapping[int, Kept]) -> str:
    """The SHA-256 of what is recorded of units, by the entrants' keys."""
    told = {
        str(key): {measure: [one.told, one.source] for measure, one in own.items()}
        for key, own in kept.items()
    }
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def survey_kept(entrants: Collection[Entrant]) -> dict[int, Kept]:
    """What is recorded of units from surveys, by the entrant's key; one query."""
    measures = {one.pk: fields_surveyed(edition_named(one.group.edition)) for one in entrants}
    every = {measure for fields in measures.values() for measure in fields}
    rows = Value.objects.filter(entrant__in=measures, measure__in=every).values_list(
        "entrant", "measure", "value", "ground", "held_source"
    )
    found: dict[int, dict[str, Figure]] = {one.pk: {} for one in entrants}
    for key, measure, value, ground, source in rows:
        if measure in measures[key] and (value is not None or ground):
            found[key][measure] = Figure(ground if value is None else value, source)
    return dict(found)


def survey_changes(
    found: Sequence[Surveyed], source: str, kept: Mapping[int, Kept]
) -> list[Change]:
    """What would change, unit by unit, from what is ``kept``; units that stay are left out."""
    changes = [
        Change(one.entrant, kept[one.entrant.pk], _after(one, source, kept[one.entrant.pk]))
        for one in found
    ]
    return [one for one in changes if one.before != one.after]


def _after(one: Surveyed, source: str, before: Kept) -> Kept:
    fields = fields_surveyed(edition_named(one.entrant.group.edition))
    if one.ground:
        return dict.fromkeys(fields, Figure(one.ground, source))
    figures = dict(before)
    if ground_of(before) and any(told is not None for told in one.figures.values()):
        figures.clear()  # it was surveyed after all
    for measure, told in one.figures.items():
        figures.pop(measure, None)
        if told is not None:
            figures[measure] = Figure(told, source)
    return {measure: figures[measure] for measure in fields if measure in figures}


def survey_faults(changes: Iterable[Change]) -> list[SurveyFault]:
    """Every figure that its rule cannot take, and every criterion that is answered in part."""
    found: list[SurveyFault] = []
    for edition, own in _by_edition(changes):
        for leaf in leaves_surveyed(edition):
            measures = tuple(one.measure for one in fields_of(edition, leaf))
            wrong = [*_partly(edition, leaf, own), *_no_counts(edition, leaf, own)]
            wrong += _outside(edition, leaf, own)
            found += [replace(one, measures=measures) for one in wrong]
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
        kept = of_leaf(edition, leaf, one.after)
        numbers = [measure for measure, told in kept.items() if not told.ground]
        facts = {"code": leaf.code or leaf.id, "found": len(numbers), "all": len(measures)}
        if kept and len(numbers) < len(measures) and (numbers or len(kept) < len(measures)):
            lacking = next(measure for measure in measures if measure not in numbers)
            text = _("Criterion %(code)s: found %(found)s of %(all)s figures; expected all.")
            found.append(SurveyFault(one.entrant, lacking, text % facts))
        elif len(measures) > 1 and kept and not any(told.told for told in kept.values()):
            text = _("Criterion %(code)s: nobody answered. Leave it blank, or say why.")
            found.append(SurveyFault(one.entrant, measures[0], text % facts))
    return found


def _no_counts(edition: Edition, leaf: Node, changes: Sequence[Change]) -> list[SurveyFault]:
    """What counts people and is no whole number from 0 up."""
    counted = [one.measure for one in fields_of(edition, leaf) if one.is_whole]
    found = []
    for one in changes:
        for measure in counted:
            told = one.after[measure].told if measure in one.after else ""
            if isinstance(told, float) and (told != round(told) or told < 0):
                facts = {"name": measure_name(edition, measure), "found": short(told)}
                text = _("“%(name)s”: found %(found)s; expected a whole number from 0 up.") % facts
                found.append(SurveyFault(one.entrant, measure, text))
    return found


def _outside(edition: Edition, leaf: Node, changes: Sequence[Change]) -> list[SurveyFault]:
    """What the rule cannot take, but for counts below 0."""
    counted = {one.measure for one in fields_of(edition, leaf) if one.is_whole}
    seen = _observations(edition, leaf, changes)
    if not seen or leaf.rule is None or leaf.rule.lines:
        return []
    entrants = {one.entrant.unit.uid: one.entrant for one in changes}
    found = []
    for fault in domain_faults(leaf.rule, Sheet(table_of(seen))):
        facts = fault.where.facts if isinstance(fault.where, Place) else {}
        entrant, measure = entrants[str(facts["unit"])], str(facts["measure"])
        if measure in counted:
            continue
        told = {
            "name": measure_name(edition, measure),
            "told": say(Message(fault.sentence, fault.facts), language()),
        }
        found.append(SurveyFault(entrant, measure, _("“%(name)s”: %(told)s") % told))
    return found


def _observations(edition: Edition, leaf: Node, changes: Sequence[Change]) -> list[Observation]:
    """What units have of a criterion, every measure of it, where they have any."""
    measures = [one.measure for one in fields_of(edition, leaf)]
    return [
        Observation(
            one.entrant.unit.uid, one.entrant.round.period, measure, _value(one.after.get(measure))
        )
        for one in changes
        if of_leaf(edition, leaf, one.after)
        for measure in measures
    ]


def _value(kept: Figure | None) -> float | Missing:
    if kept is None:
        return Missing(MissingKind.NOT_REPORTED)
    if isinstance(kept.told, str):
        return Missing(MissingKind.NOT_APPLICABLE, kept.told)
    return kept.told


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
