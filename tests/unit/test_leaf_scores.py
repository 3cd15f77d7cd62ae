"""Leaves by themselves: as the whole evaluation has them, and a fault takes nothing from others."""

from dataclasses import replace

import numpy as np
import pytest

from chiso.definition.editions import edition_list
from chiso.definition.model import Edition
from chiso.evaluation import evaluate, leaf_scores
from chiso.synthesis import synthetic
from chiso.values import Missing, MissingKind, Observation, missing_kind, table_of

EDITIONS = [pytest.param(one, id=one.name) for one in edition_list()]


def told(edition: Edition, *, seed: int = 7) -> list[Observation]:
    """What one unit reports, drawn; a person's points have their note."""
    generator = np.random.default_rng(seed)
    table = synthetic(edition, ["u"], period="2026", generator=generator)
    return [table.observation(0, measure) for measure in table.measures]


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_leaves_are_those_of_the_whole_evaluation(edition: Edition, seed: int) -> None:
    table = table_of(told(edition, seed=seed))
    whole, alone = evaluate(edition, table), leaf_scores(edition, table)
    assert set(alone) == {leaf.id for leaf in edition.leaves}
    for leaf in edition.leaves:
        place = edition.place(leaf.id)
        points = None if np.isnan(whole.points[0, place]) else whole.points[0, place]
        assert alone[leaf.id].points == points, leaf.id
        assert alone[leaf.id].missing == missing_kind(int(whole.missing[0, place])), leaf.id


@pytest.mark.parametrize("edition", EDITIONS)
def test_what_is_missing_in_one_leaf_changes_no_other(edition: Edition) -> None:
    observed = told(edition)
    before = leaf_scores(edition, table_of(observed))
    for leaf in edition.leaves[:: max(1, len(edition.leaves) // 5)]:
        own = set(leaf.rule.measures if leaf.rule else ())
        absent = Missing(MissingKind.NOT_REPORTED)
        changed = [replace(one, value=absent) if one.measure in own else one for one in observed]
        _others_stand(edition, leaf.id, before, changed)


@pytest.mark.parametrize("edition", EDITIONS)
def test_fault_in_one_leaf_changes_no_other(edition: Edition) -> None:
    observed = told(edition)
    before = leaf_scores(edition, table_of(observed))
    faulty = 0
    for leaf in edition.leaves[:: max(1, len(edition.leaves) // 5)]:
        own = set(leaf.rule.measures if leaf.rule else ())
        changed = [replace(one, value=-7.5) if one.measure in own else one for one in observed]
        after = _others_stand(edition, leaf.id, before, changed)
        faulty += bool(after[leaf.id].faults)
        assert not after[leaf.id].faults or after[leaf.id].points is None
    assert faulty


def _others_stand(edition: Edition, changed: str, before, observed: list[Observation]):
    """That every leaf that neither reads what the changed one reads nor hangs on it is the same."""
    after = leaf_scores(edition, table_of(observed))
    own = edition.node(changed).rule
    for leaf in edition.leaves:
        hangs = {one.id for line in leaf.rule.lines for one in _below(edition, line)}
        shares = set(leaf.rule.measures) & set(own.measures)
        if leaf.id != changed and changed not in hangs and not shares:
            assert after[leaf.id] == before[leaf.id], leaf.id
    return after


def _below(edition: Edition, line: str):
    return [edition.node(line), *edition.descendants(line)]


def test_table_of_two_rows_is_none_of_a_form() -> None:
    edition = edition_list()[0]
    generator = np.random.default_rng(1)
    table = synthetic(edition, ["u", "v"], period="2026", generator=generator)
    with pytest.raises(ValueError, match="Found 2 rows, expected 1"):
        leaf_scores(edition, table)
