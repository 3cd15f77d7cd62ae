"""All criteria of a group, and one criterion over its units, as files."""

from collections.abc import Sequence

from chiso.values import Missing, Observation
from chiso_web.look.formats import language
from chiso_web.look.saving import Columns
from chiso_web.portal.criteria.criterion import Criterion
from chiso_web.portal.criteria.group_losses import NodeLoss, losses_of
from chiso_web.portal.outcome.outcome import Group, Outcome
from chiso_web.portal.synthetic import ground_text, mark_of
from chiso_web.units.models import Unit


def list_columns(outcome: Outcome, groups: Sequence[Group]) -> Columns:
    """Every node of every group, all digits."""
    rows = [
        (group, one) for group in groups for one in losses_of(outcome.evaluation, group.id).values()
    ]
    mark, lang = mark_of(outcome.evaluation), language()
    found: list[NodeLoss] = [one for _group, one in rows]
    return {
        "index": [outcome.index] * len(rows),
        "period": [outcome.period] * len(rows),
        "edition": [outcome.edition.name] * len(rows),
        "group": [group.id for group, _one in rows],
        "units": [len(group.units) for group, _one in rows],
        "node": [one.node.id for one in found],
        "parent": [one.node.parent for one in found],
        "level": [one.node.kind for one in found],
        "code": [one.node.code for one in found],
        "name": [one.node.name.in_language(lang) for one in found],
        "most": [one.most for one in found],
        "median": [one.median for one in found],
        "mean_lost": [one.lost for one in found],
        "full": [one.full for one in found],
        "some": [one.part for one in found],
        "zero": [one.zero for one in found],
        "without": [one.without for one in found],
        "note": [mark] * len(rows),
    }


def criterion_columns(criteria: Sequence[Criterion]) -> Columns:
    """Every unit of every group on one criterion, all digits; a column for each measure read."""
    first = criteria[0]
    rows = [(found, unit) for found in criteria for unit in found.units]
    placed = [found.at(unit) for found, unit in rows]
    columns: Columns = {
        "index": [first.outcome.index] * len(rows),
        "period": [first.outcome.period] * len(rows),
        "edition": [first.outcome.edition.name] * len(rows),
        "node": [first.node.id] * len(rows),
        "group": [found.group.id for found, _unit in rows],
        "unit": [unit.uid for _found, unit in rows],
        "name": [unit.full_name(language()) for _found, unit in rows],
        "points": [one.points for one in placed],
        "most": [one.maximum for one in placed],
        "lost": [one.lost if first.loss.lost is not None else None for one in placed],
        "missing": [one.missing for one in placed],
    }
    for measure in first.node.rule.measures if first.node.rule else ():
        columns[measure] = [_value(found, unit, measure) for found, unit in rows]
    columns["note"] = [_note(found, unit) for found, unit in rows]
    return columns


def _read(found: Criterion, unit: Unit) -> tuple[Observation, ...]:
    item = found.explained_of(unit)
    return item.inputs if item else ()


def _value(found: Criterion, unit: Unit, measure: str) -> float | None:
    for one in _read(found, unit):
        if one.measure == measure and not isinstance(one.value, Missing):
            return one.value
    return None


def _note(found: Criterion, unit: Unit) -> str:
    """The mark of synthetic figures, then what was noted."""
    grounds = dict.fromkeys(ground_text(one.note) for one in _read(found, unit))
    said = (mark_of(found.outcome.evaluation), *grounds)
    return ". ".join(one for one in said if one)
