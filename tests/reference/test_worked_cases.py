"""Every worked case of an edition passes, and together they hold every threshold."""

import pytest

from chiso.definition.editions import edition_list
from chiso.definition.model import Edition
from chiso.definition.rules import KINDS, LowestOf, Ratio, Requires, Rule
from chiso.evaluation.cases import case_faults, case_files
from scripts.mutate_thresholds import survivors

pytestmark = pytest.mark.reference

EDITIONS = edition_list()
CASES = [(one, file) for one in EDITIONS for file in case_files(one)]


@pytest.mark.parametrize(
    ("edition", "file"), CASES, ids=[f"{one.name}/{file.stem}" for one, file in CASES]
)
def test_a_worked_case_passes(edition, file) -> None:
    assert case_faults(edition, file) == ()


@pytest.mark.slow
@pytest.mark.parametrize("edition", EDITIONS, ids=lambda one: one.name)
def test_no_threshold_moves_unnoticed(edition: Edition) -> None:
    made, alive = survivors(edition)
    assert made > 0
    assert alive == []


def test_every_kind_of_rule_is_used_by_a_shipped_edition() -> None:
    used = {rule.kind for one in EDITIONS for leaf in one.leaves for rule in _with_parts(leaf.rule)}
    assert used == set(KINDS)


def _with_parts(rule: Rule | None) -> list[Rule]:
    """The rule and what it holds."""
    if rule is None:
        return []
    inside = [rule.then] if isinstance(rule, Ratio | Requires) else []
    inside += rule.rules if isinstance(rule, LowestOf) else []
    return [rule, *(part for one in inside for part in _with_parts(one))]
