"""What follows when a value is missing: the five policies, exclusions, ground and notes."""

import pytest

from chiso.definition import rules as r
from chiso.errors import MissingRefused, ObservationsInvalid
from chiso.evaluation import Evaluation, evaluate
from chiso.values import Missing, MissingKind, Score
from chiso.wording import say, tell
from tests.builders_library import (
    NOT_APPLICABLE,
    NOT_PUBLISHED,
    Policy,
    edition_of,
    given,
    inner,
    leaf,
    table,
)

WITHHELD = Missing(MissingKind.WITHHELD, "a")


def two_leaves(policy: Policy, value: object = NOT_PUBLISHED, combine: str = "sum") -> Evaluation:
    """Leaf a (0 to 2, under the policy) is missing for u0 and 1 for u1; leaf b (0 to 1) is 0.5."""
    edition = edition_of(
        leaf("a", given("m.a", high=2.0), missing=policy, weight=3.0),
        leaf("b"),
        root=inner("total", combine),
    )
    return evaluate(edition, table({"m.a": [value, 1.0], "m.b": [0.5, 0.5]}))


def ends(score: Score) -> tuple[float | Missing, float, float]:
    return score.points, score.minimum, score.maximum


def test_withhold_makes_the_node_and_its_ancestors_missing() -> None:
    found = two_leaves("withhold")
    assert found.score("u0", "a").points == NOT_PUBLISHED
    assert found.score("u0", "total").points == WITHHELD
    assert found.score("u0", "b").points == 0.5
    assert found.score("u1", "total").points == 1.5


def test_what_is_withheld_names_the_child_that_is_missing() -> None:
    reason = two_leaves("withhold").score("u0", "total").reason
    assert say(reason, "en") == "withheld, since these are missing: a"
    assert "a" in say(reason, "vi")


def test_zero_counts_nothing_and_keeps_the_maximum() -> None:
    found = two_leaves("zero")
    assert ends(found.score("u0", "a")) == (0.0, 0.0, 2.0)
    assert ends(found.score("u0", "total")) == (0.5, 0.0, 3.0)


def test_points_by_policy_say_why() -> None:
    reason = say(two_leaves("zero").score("u0", "a").reason, "en")
    assert reason.startswith("0 points by the edition's policy")
    assert "not published" in reason


def test_full_gives_the_maximum_where_the_ground_is_noted() -> None:
    found = two_leaves("full", (NOT_APPLICABLE, "không phát sinh hồ sơ"))
    assert ends(found.score("u0", "a")) == (2.0, 0.0, 2.0)
    assert ends(found.score("u0", "total")) == (2.5, 0.0, 3.0)


def test_full_without_ground_is_refused_and_names_the_cell() -> None:
    with pytest.raises(ObservationsInvalid) as raised:
        two_leaves("full", NOT_APPLICABLE)
    [fault] = raised.value.faults
    assert str(fault).startswith("unit u0, period 2024, measure m.a: ")
    assert "ground in the note" in str(fault)
    assert "đơn vị u0" in tell(fault, "vi")


@pytest.mark.parametrize(
    ("combine", "before", "after"),
    [
        ("sum", (1.5, 0.0, 3.0), (0.5, 0.0, 1.0)),
        ("weighted_sum", (3.5, 0.0, 7.0), (0.5, 0.0, 1.0)),
        # (3 × 1 + 0.5) / 4 = 0.875, at most (3 × 2 + 1) / 4 = 1.75
        ("weighted_mean", (0.875, 0.0, 1.75), (0.5, 0.0, 1.0)),
    ],
)
def test_excluded_shrinks_the_denominator_of_that_unit_alone(
    combine: str, before: tuple[float, ...], after: tuple[float, ...]
) -> None:
    found = two_leaves("excluded", combine=combine)
    assert ends(found.score("u0", "total")) == after
    assert ends(found.score("u1", "total")) == before
    assert found.score("u0", "a").points == NOT_PUBLISHED


def test_a_unit_scored_on_less_is_marked_in_the_ranking() -> None:
    ranked = {one.unit: one for one in two_leaves("excluded").ranking("total")}
    assert ranked["u0"].reduced
    assert not ranked["u1"].reduced


def test_a_mean_of_fewer_parts_is_marked_though_its_range_is_the_same() -> None:
    edition = edition_of(
        leaf("a", missing="excluded"), leaf("b"), root=inner("total", "weighted_mean")
    )
    found = evaluate(edition, table({"m.a": [NOT_PUBLISHED, 1.0], "m.b": [0.5, 0.5]}))
    assert [one.reduced for one in sorted(found.ranking("total"), key=lambda one: one.unit)] == [
        True,
        False,
    ]


def test_where_all_children_are_excluded_the_node_did_not_arise() -> None:
    edition = edition_of(
        inner("f", offset=0.5),
        leaf("f.1", parent="f", missing="excluded"),
        leaf("f.2", parent="f", missing="excluded"),
        leaf("b"),
    )
    observed = {"m.f.1": [NOT_PUBLISHED], "m.f.2": [NOT_PUBLISHED], "m.b": [0.5]}
    found = evaluate(edition, table(observed))
    assert found.score("u0", "f").points == Missing(MissingKind.NOT_APPLICABLE)
    assert (found.score("u0", "f").minimum, found.score("u0", "f").maximum) == (0.0, 0.0)
    assert isinstance(found.score("u0", "total").points, Missing)


def test_an_excluded_branch_is_left_out_whole() -> None:
    edition = edition_of(
        inner("f", missing="excluded"), leaf("f.1", parent="f", missing="excluded"), leaf("b")
    )
    found = evaluate(edition, table({"m.f.1": [NOT_PUBLISHED], "m.b": [0.5]}))
    assert ends(found.score("u0", "total")) == (0.5, 0.0, 1.0)


def test_a_missing_child_beside_an_excluded_one_withholds() -> None:
    edition = edition_of(leaf("a", missing="excluded"), leaf("b"))
    found = evaluate(edition, table({"m.a": [NOT_PUBLISHED], "m.b": [NOT_PUBLISHED]}))
    assert found.score("u0", "total").points == Missing(MissingKind.WITHHELD, "b")


def test_refuse_names_every_unit_and_the_node() -> None:
    with pytest.raises(MissingRefused) as raised:
        two_leaves("refuse")
    assert str(raised.value) == (
        "The edition refuses to score a while values are missing: u0 (2024)."
    )
    assert "u0 (2024)" in tell(raised.value, "vi")


def test_the_policy_may_differ_by_kind() -> None:
    policy = {"not_applicable": "excluded", "too_few": "zero", "otherwise": "withhold"}
    assert two_leaves(policy, NOT_APPLICABLE).score("u0", "total").points == 0.5
    assert two_leaves(policy, Missing(MissingKind.TOO_FEW)).score("u0", "total").points == 0.5
    assert isinstance(two_leaves(policy).score("u0", "total").points, Missing)


def test_a_measure_nobody_observed_is_missing_in_every_row() -> None:
    found = evaluate(edition_of(leaf("a"), leaf("b")), table({"m.b": [0.5]}))
    assert found.score("u0", "a").points == Missing(MissingKind.NOT_REPORTED)
    assert found.score("u0", "total").points == WITHHELD


def test_a_required_line_that_is_missing_makes_its_follower_missing() -> None:
    edition = edition_of(
        leaf("b", r.Requires(line="a", then=given("m.b"))), leaf("a", missing="excluded")
    )
    found = evaluate(edition, table({"m.a": [NOT_PUBLISHED], "m.b": [1.0]}))
    assert found.score("u0", "b").points == NOT_PUBLISHED


def test_a_required_line_that_is_zero_by_policy_takes_its_follower_along() -> None:
    edition = edition_of(
        leaf("b", r.Requires(line="a", then=given("m.b"))), leaf("a", missing="zero")
    )
    found = evaluate(edition, table({"m.a": [NOT_PUBLISHED, 0.1], "m.b": [1.0, 1.0]}))
    assert found.points[:, found.edition.place("b")].tolist() == [0.0, 1.0]


def test_a_leaf_withheld_by_its_publisher_does_not_name_children() -> None:
    found = evaluate(edition_of(leaf("a")), table({"m.a": [Missing(MissingKind.WITHHELD)]}))
    reason = found.score("u0", "a").reason
    assert say(reason, "en") == "withheld by its publisher"
    assert say(reason, "vi") == "cơ quan thực hiện không công bố số liệu này"
    assert found.score("u0", "a").points == Missing(MissingKind.WITHHELD)


@pytest.mark.parametrize("otherwise", ["zero", "excluded", "full"])
def test_what_is_withheld_is_never_given_points_or_dropped_further_up(otherwise: str) -> None:
    policy = {"not_published": "withhold", "otherwise": otherwise}
    edition = edition_of(
        inner("a", missing=policy),
        leaf("a.1", parent="a", missing=policy),
        leaf("b", missing=policy),
        root=inner("total", missing=policy),
    )
    found = evaluate(edition, table({"m.a.1": [NOT_PUBLISHED], "m.b": [0.5]}))
    assert found.score("u0", "a").points == Missing(MissingKind.WITHHELD, "a.1")
    assert found.score("u0", "total").points == Missing(MissingKind.WITHHELD, "a")


def test_what_follows_an_unscored_line_is_zero_even_where_its_own_measure_is_missing() -> None:
    follower = r.Requires(line="a", then=given("m.b"))
    edition = edition_of(leaf("a"), leaf("b", follower))
    found = evaluate(edition, table({"m.a": [0.0], "m.b": [NOT_PUBLISHED]}))
    assert found.score("u0", "b").points == 0.0


def test_a_mean_shows_the_part_of_the_weights_that_counted() -> None:
    edition = edition_of(
        leaf("a", weight=3.0, missing="excluded"),
        leaf("b", weight=1.0, missing="excluded"),
        leaf("c", weight=4.0, missing="excluded"),
        root=inner("total", "weighted_mean"),
    )
    values = table({"m.a": [0.5], "m.b": [0.2], "m.c": [NOT_APPLICABLE]})
    found = evaluate(edition, values).explain("u0")
    # 3/4 × 0.5 + 1/4 × 0.2 = 0.425; c is left out
    assert [one.weight for one in found.children[:2]] == [0.75, 0.25]
    assert [one.contribution for one in found.children] == [0.375, 0.05, None]
    assert [one.left_out for one in found.children] == [False, False, True]
    assert found.reduced
