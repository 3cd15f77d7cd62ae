"""What a unit is told that it is short of: in every shipped edition, it earns what it promises."""

from collections.abc import Iterator

import numpy as np
import pytest

from chiso import evaluation
from chiso.definition.editions import edition, edition_list
from chiso.definition.model import Edition
from chiso.definition.rules import Rule
from chiso.evaluation import Evaluation, evaluate
from chiso.scoring.aims import Aim, Need, rule_aims
from chiso.scoring.rules import Points, Sheet, score_rule
from chiso.scoring.steps import Seen, rule_ladders
from chiso.synthesis import synthetic
from chiso.values import Missing, Observation, table_of

NAMES = [one.name for one in edition_list() if not one.id.startswith("papi")]
UNITS = [f"{code:05}@unknown" for code in range(1, 21)]


def drawn(name: str) -> tuple[Edition, Evaluation]:
    definition = edition(name)
    table = synthetic(definition, UNITS, period="2026", generator=np.random.default_rng(7))
    return definition, evaluate(definition, table)


def leaves(name: str) -> Iterator[tuple[Rule, Seen, evaluation.Explanation]]:
    """Every leaf of every unit that stands on its rule alone."""
    definition, evaluated = drawn(name)
    for unit in UNITS:
        scored = {node.id: evaluated.score(unit, node.id).points for node in definition.nodes}
        points = {one: own for one, own in scored.items() if not isinstance(own, Missing)}
        for leaf in definition.leaves:
            found = evaluated.explain(unit, leaf.id)
            values = {
                one.measure: one.value for one in found.inputs if not isinstance(one.value, Missing)
            }
            if leaf.rule and len(values) == len(leaf.rule.measures) and leaf.id in points:
                yield leaf.rule, Seen(values, points), found


def points_with(rule: Rule, seen: Seen, needs: tuple[Need, ...]) -> float:
    """The points by the rule's own function, with what is needed in place of what was."""
    values = {**seen.values, **{one.measure: one.value for one in needs}}
    table = table_of(
        [Observation("u", "2026", measure, value) for measure, value in values.items()]
    )
    scored = {line: Points(np.array([points])) for line, points in seen.scored.items()}
    return float(score_rule(rule, Sheet(table, scored)).values[0])


@pytest.mark.parametrize("name", NAMES)
def test_what_a_unit_is_short_of_earns_the_points_said(name: str) -> None:
    for rule, seen, _found in leaves(name):
        for aim in rule_aims(rule, seen):
            earned = points_with(rule, seen, _reached(aim))
            assert earned == pytest.approx(aim.points, abs=1e-9), (rule, aim)


def _reached(aim: Aim) -> tuple[Need, ...]:
    """The aim with values just past an end that does not count itself."""
    step = {True: -1e-6, False: 1e-6}
    return tuple(
        Need(one.measure, one.now, one.value + (step[one.at_most] if one.beyond else 0.0))
        for one in aim.needs
    )


@pytest.mark.parametrize("name", NAMES)
def test_an_aim_is_always_more_than_the_unit_has(name: str) -> None:
    for rule, seen, found in leaves(name):
        for aim in rule_aims(rule, seen):
            assert aim.points > points_with(rule, seen, ()) - 1e-12, found.node.id


@pytest.mark.parametrize("name", NAMES)
def test_the_step_that_is_marked_gave_the_points(name: str) -> None:
    for rule, seen, _found in leaves(name):
        ladders = rule_ladders(rule, seen)
        if len(ladders) != 1 or rule.kind == "requires":
            continue
        given = sum(step.points or 0.0 for step in ladders[0].steps if step.applies)
        if any(step.applies for step in ladders[0].steps):
            assert given == pytest.approx(points_with(rule, seen, ()), abs=1e-12)
