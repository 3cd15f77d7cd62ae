"""The points that the platform's own figures would give, where others are declared."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from chiso.definition.rules import ObservedRange, Rule
from chiso.scoring.domain import domain_faults
from chiso.scoring.rules import Sheet, score_rule
from chiso.values import Missing, MissingKind, Observation, table_of
from chiso_web.assessment.appraisal.rows import Own, Row
from chiso_web.assessment.points import Declared, observation_of

PERIOD = "now"
Key = tuple[int, str]


def own_declared(declared: Mapping[str, Declared]) -> dict[str, Declared]:
    """What a line would declare with the platform's own figures in it."""
    return {
        name: one if one.held is None else replace(one, value=one.held, ground="", typed="")
        for name, one in declared.items()
    }


def own_points(rows: Sequence[Row]) -> dict[Key, float]:
    """The points by the rule with the platform's own figures, by entrant and leaf.

    Left out: rows with the same figures, those that the rule cannot take, and rules that look at
    other lines or other units, whose points are not this line's alone.
    """
    by_leaf: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row.own == Own.OTHER and _stands_alone(row.leaf.rule):
            by_leaf[row.leaf.id].append(row)
    return {
        (key, leaf): points
        for leaf, differing in by_leaf.items()
        for key, points in _scored(differing[0].leaf.rule, differing).items()
    }


def _stands_alone(rule: Rule | None) -> bool:
    return rule is not None and not rule.lines and not isinstance(rule, ObservedRange)


def _scored(rule: Rule | None, rows: Sequence[Row]) -> dict[int, float]:
    if rule is None:
        return {}
    table = table_of([seen for row in rows for seen in _observations(rule, row)])
    sheet = Sheet(table)
    if next(domain_faults(rule, sheet), None) is not None:  # what one lacks takes none with it
        apart = [_scored(rule, [row]) for row in rows] if len(rows) > 1 else []
        return {key: points for one in apart for key, points in one.items()}
    with np.errstate(over="ignore", invalid="ignore"):
        points = score_rule(rule, sheet).values
    found = {int(key): float(one) for key, one in zip(table.units, points, strict=True)}
    return {key: one for key, one in found.items() if np.isfinite(one)}


def _observations(rule: Rule, row: Row) -> list[Observation]:
    own = own_declared(row.declared)
    unit = str(row.entrant.pk)
    return [
        observation_of(own.get(measure, Declared(measure)), unit=unit, period=PERIOD)
        or Observation(unit, PERIOD, measure, Missing(MissingKind.NOT_REPORTED))
        for measure in dict.fromkeys(rule.measures)
    ]
