"""Ranks, ties and groups; classes by percentile and by points."""

import numpy as np

from chiso.definition import rules as r
from chiso.evaluation import Evaluation, evaluate
from chiso.evaluation.ranking import ranks
from chiso.values import table_of
from tests.builders_library import (
    NOT_PUBLISHED,
    Value,
    classes_by,
    edition_of,
    given,
    leaf,
    observations,
    table,
)


def of_100(*values: Value, **named: object) -> Evaluation:
    """One leaf from 0 to 100 on units u0, u1, …"""
    return evaluate(
        edition_of(leaf("a", given("m.a", high=100.0))), table({"m.a": values}), **named
    )


def ranked(found: Evaluation, **named: object) -> dict[str, int | None]:
    return {one.unit: one.rank for one in found.ranking("a", **named)}


def test_the_highest_is_first_and_equal_ranks_skip() -> None:
    assert ranked(of_100(50, 70, 70, 60)) == {"u1": 1, "u2": 1, "u3": 3, "u0": 4}


def test_scores_within_a_billionth_of_the_scale_are_tied() -> None:
    """1e-9 × 100 points: 1e-7 apart is a tie, a little more is not."""
    assert ranked(of_100(50.0, 50.0 + 0.99e-7)) == {"u0": 1, "u1": 1}
    assert ranked(of_100(50.0, 50.0 + 1.1e-7)) == {"u1": 1, "u0": 2}


def test_units_without_points_come_last_and_have_no_rank() -> None:
    found = of_100(NOT_PUBLISHED, 10, 20).ranking("a")
    assert [(one.unit, one.score, one.rank) for one in found] == [
        ("u2", 20.0, 1),
        ("u1", 10.0, 2),
        ("u0", None, None),
    ]


def test_several_units_without_points_are_listed_by_name() -> None:
    found = of_100(NOT_PUBLISHED, 10, NOT_PUBLISHED).ranking("a")
    assert [one.unit for one in found] == ["u1", "u0", "u2"]


def test_ranks_are_kept_within_groups() -> None:
    groups = {"u0": "commune", "u1": "commune", "u2": "ward"}
    found = of_100(10, 20, 5, 30, groups=groups)
    assert ranked(found) == {"u1": 1, "u0": 2, "u3": 1, "u2": 2}
    assert {one.unit: one.group for one in found.ranking("a")} == groups | {"u3": "ward"}


def test_a_ranking_may_be_asked_within_other_groups() -> None:
    found = of_100(10, 20, 5, groups={"u0": "commune"})
    assert ranked(found) == {"u0": 1, "u1": 1, "u2": 2}
    assert ranked(found, within={}) == {"u1": 1, "u0": 2, "u2": 3}


def test_ranks_are_kept_within_periods() -> None:
    both = observations({"m.a": [0.1, 0.9]}, period="2023") + observations({"m.a": [0.8, 0.2]})
    found = evaluate(edition_of(leaf("a")), table_of(both)).ranking("a")
    assert [(one.period, one.unit, one.rank) for one in found] == [
        ("2023", "u1", 1),
        ("2023", "u0", 2),
        ("2024", "u0", 1),
        ("2024", "u1", 2),
    ]


def test_a_score_without_ends_is_ranked_all_the_same() -> None:
    """An uncapped linear has no theoretical scale; its ranks are not all ties."""
    rule = r.Linear(measure="m.a", zero_at=0, full_at=10, points=1, capped=False)
    edition = edition_of(leaf("a", rule), classes=classes_by("points", 1.5))
    found = evaluate(edition, table({"m.a": [10.0, 30.0, 20.0]}))
    assert ranked(found) == {"u1": 1, "u2": 2, "u0": 3}
    assert found.classes("total") == ("c0", "c1", "c1")


def test_a_chain_of_near_scores_shares_one_rank() -> None:
    """Each is within the tolerance of the next higher one: sorted once, one run."""
    points = np.array([1.0, 1.0 + 0.9e-9, 1.0 + 1.8e-9])
    assert ranks(points, np.zeros(3, np.intp), scale=1.0).tolist() == [1, 1, 1]


def test_nobody_is_ranked_where_nobody_scored() -> None:
    assert ranked(of_100(NOT_PUBLISHED, NOT_PUBLISHED)) == {"u0": None, "u1": None}


# Classes.


def classed(*values: Value, by: str, cuts: tuple[float, ...]) -> tuple[str | None, ...]:
    edition = edition_of(leaf("a", given("m.a", high=100.0)), classes=classes_by(by, *cuts))
    return evaluate(edition, table({"m.a": values})).classes("a")


def test_quartiles_are_cut_with_linear_interpolation() -> None:
    """Of 10, 20, 30, 40, 50, 60: the 25th percentile is 22.5, the median 35, the 75th 47.5."""
    found = classed(10, 20, 30, 40, 50, 60, by="percentile", cuts=(25, 50, 75))
    assert found == ("c0", "c0", "c1", "c2", "c3", "c3")


def test_a_score_at_the_cut_is_in_the_upper_class() -> None:
    """Of 10, 20, 30, 40, 50 the quartiles are 20, 30 and 40 themselves."""
    found = classed(10, 20, 30, 40, 50, by="percentile", cuts=(25, 50, 75))
    assert found == ("c0", "c1", "c2", "c3", "c3")


def test_classes_pass_over_units_without_points() -> None:
    found = classed(10, NOT_PUBLISHED, 20, 30, 40, 50, by="percentile", cuts=(25, 50, 75))
    assert found == ("c0", None, "c1", "c2", "c3", "c3")


def test_classes_by_points_honour_their_lower_end() -> None:
    found = classed(49.999, 50, 79.9, 80, by="points", cuts=(50, 80))
    assert found == ("c0", "c1", "c1", "c2")


def test_a_sum_of_tenths_reaches_its_cut() -> None:
    """0.1 + 0.7 is 0.7999999999999999 in binary, and 0.8 on paper."""
    edition = edition_of(leaf("a"), leaf("b"), classes=classes_by("points", 0.8))
    assert evaluate(edition, table({"m.a": [0.1], "m.b": [0.7]})).classes("total") == ("c1",)


def test_percentiles_are_those_of_the_group_and_period() -> None:
    edition = edition_of(leaf("a"), classes=classes_by("percentile", 50))
    both = observations({"m.a": [0.1, 0.2]}, period="2023") + observations({"m.a": [0.8, 0.9]})
    assert evaluate(edition, table_of(both)).classes("a") == ("c0", "c1", "c0", "c1")


def test_levels_without_classes_have_none() -> None:
    assert of_100(1, 2).classes("a") == (None, None)
