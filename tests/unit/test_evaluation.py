"""An edition on a table: scores, columns, awards, chains, classes and the explanation."""

from pathlib import Path

import pandas
import polars
import pyarrow
import pytest

from chiso import __version__
from chiso.definition import rules as r
from chiso.definition.load import load
from chiso.errors import ObservationsInvalid, UnknownName
from chiso.evaluation import Explanation, evaluate
from chiso.scoring import RULE_SET_VERSION
from chiso.values import Missing, MissingKind, Observation, ObservationTable, table_of
from chiso.wording import say, tell
from tests.builders_library import (
    EDITIONS,
    NOT_PUBLISHED,
    Value,
    classes_by,
    edition_of,
    given,
    inner,
    leaf,
    observations,
    table,
)

WARDS = ("26734", "26737")
EVERY_KIND: dict[str, list[Value]] = {
    "w.published": [0.75, 0.25],
    "w.online": [30.0, 60.0],
    "w.digitised": [90.0, 69.0],
    "w.solved": [45.0, 0.0],
    "w.received": [50.0, 0.0],
    "w.cashless": [0.4, 0.1],
    "w.plan": [1.0, 0.0],
    "w.report": [1.0, 0.0],
    "w.days_late": [0.0, 5.0],
    "w.overdue": [1.0, 9.0],
    "w.initiatives": [1.0, 7.0],
    "w.violations": [0.0, 1.0],
    "w.rating": [3.5, 5.0],
    "w.waiting": [12.0, 30.0],
    "w.very_satisfied": [50.0, 0.0],
    "w.satisfied": [50.0, 0.0],
    "w.unsatisfied": [0.0, 10.0],
    "w.tidy_desks": [4.0, 4.5],
    "w.petitions": [1.0, 0.0],
    "w.appraised": [(0.5, "Biên bản thẩm định số 3"), (1.0, "Biên bản thẩm định số 4")],
}
# By hand, from the rules in editions/ward/2025-07-01/index.yaml.
EXPECTED = {
    "01": [0.75, 0.25],
    "02": [0.6, 1.0],  # 30/50; 60 is above full_at
    "03": [0.5, 0.0],  # 90 still belongs to 70…90
    "04": [1.0, None],  # 45 of 50 = 90%, (90 - 80)/20 × 2; nothing to divide by
    "05": [0.5, 0.0],  # 0.4/0.8; below the floor
    "06": [0.75, 0.0],
    "07": [1.0, 0.5],
    "08": [0.75, 0.0],
    "09": [0.3, 0.0],  # 30/50 × 0.5; line 06 scored nothing
    "10": [0.5, 1.0],
    "11": [0.0, -0.5],
    "12": [1.25, 2.0],  # (3.5 - 1)/4 × 2
    "13": [1.0, 0.5],  # the shorter wait is better
    "14": [1.6, 0.0],  # (50 × 1 + 50 × 0.6)/100 × 2
    "15": [0.5, 1.0],
    "16": [1.0, 2.0],  # rated 4 gives 2, one petition leaves 1; the lower counts
}


@pytest.fixture(scope="module")
def wards() -> ObservationTable:
    return table(EVERY_KIND, units=WARDS, period="2025")


def test_every_kind_is_scored_as_by_hand(wards: ObservationTable) -> None:
    found = evaluate(load(EDITIONS / "ward" / "2025-07-01"), wards)
    for node, expected in EXPECTED.items():
        for unit, points in zip(WARDS, expected, strict=True):
            score = found.score(unit, node).points
            if points is None:
                assert score == Missing(MissingKind.NOT_APPLICABLE)
            else:
                assert score == pytest.approx(points, abs=1e-12), node


def test_the_total_is_the_sum_or_withheld(wards: ObservationTable) -> None:
    found = evaluate(load(EDITIONS / "ward" / "2025-07-01"), wards)
    by_hand = sum(points[0] for points in EXPECTED.values() if points[0] is not None)
    assert found.score("26734", "total").points == pytest.approx(by_hand, abs=1e-12)
    assert found.score("26737", "total").points == Missing(MissingKind.WITHHELD, "04")


def test_offset_and_weights_are_the_parents(tmp_path: Path) -> None:
    found = evaluate(
        load(EDITIONS / "ward" / "2024-01-01"),
        table({"w.online": [30.0], "w.digitised": [95.0], "w.rating": [3.0]}, units=["26734"]),
    )
    # 0.25 + 0.75 × 30/50 + 1 × 1 = 1.7; (3 - 1)/4 × 2 = 1
    assert found.score("26734", "1").points == pytest.approx(1.7, abs=1e-12)
    assert found.score("26734", "total").points == pytest.approx(2.7, abs=1e-12)
    assert (found.score("26734", "1").minimum, found.score("26734", "1").maximum) == (0.25, 2.0)
    assert found.score("26734", "1.01").points == 0.6


def test_an_evaluation_says_by_what_it_can_be_recomputed() -> None:
    edition = load(EDITIONS / "ward" / "2024-01-01")
    found = evaluate(edition, table({"w.online": [30.0]}))
    assert found.edition_hash == edition.sha256
    assert (found.rule_set_version, found.package_version) == (RULE_SET_VERSION, __version__)


def test_columns_stand_in_the_order_of_score_files() -> None:
    found = evaluate(
        edition_of(leaf("a"), classes=classes_by("points", 0.5)),
        table({"m.a": [0.5, NOT_PUBLISHED]}),
    ).columns()
    assert list(found) == [
        *("edition", "period", "unit", "node", "code", "kind", "score", "min", "max", "missing"),
        *("rank_group", "rank", "class"),
    ]
    rows = list(zip(*found.values(), strict=True))
    name = "trial@2024-01-01"
    ends = (0.0, 1.0)
    assert rows == [
        (name, "2024", "u0", "total", "", "index", 0.5, *ends, "", "ward", 1, "c1"),
        (name, "2024", "u0", "a", "a", "criterion", 0.5, *ends, "", "ward", 1, "c1"),
        (name, "2024", "u1", "total", "", "index", None, *ends, "withheld", "ward", None, ""),
        (name, "2024", "u1", "a", "a", "criterion", None, *ends, "not_published", "ward", None, ""),
    ]


def test_a_range_without_end_is_blank_in_columns() -> None:
    """JSON and XLSX have no infinite numbers."""
    rule = r.Linear(measure="m.a", zero_at=0, full_at=10, points=1, capped=False)
    found = evaluate(edition_of(leaf("a", rule)), table({"m.a": [20.0]})).columns()
    assert found["score"] == [2.0, 2.0]
    assert found["min"] == found["max"] == [None, None]


def test_a_score_carries_range_reason_and_citation() -> None:
    score = evaluate(edition_of(leaf("a")), table({"m.a": [0.5]})).score("u0", "a")
    assert (score.points, score.minimum, score.maximum) == (0.5, 0.0, 1.0)
    assert score.citation == "decision"
    assert say(score.reason, "vi") == "0,5 điểm"


def test_the_latest_period_is_meant_unless_one_is_named() -> None:
    both = observations({"m.a": [0.2]}, period="2023") + observations({"m.a": [0.4]})
    found = evaluate(edition_of(leaf("a")), table_of(both))
    assert found.score("u0", "a").points == 0.4
    assert found.score("u0", "a", "2023").points == 0.2
    assert found.explain("u0", period="2023").period == "2023"


@pytest.mark.parametrize(
    ("unit", "node", "period", "nearest"),
    [
        ("u1", "a", None, ["u0"]),
        ("u0", "b", None, []),
        ("u0", "totl", None, ["total"]),
        ("u0", "a", "2042", ["2024"]),
    ],
)
def test_a_wrong_name_gets_the_nearest_right_one(
    unit: str, node: str, period: str | None, nearest: list[str]
) -> None:
    found = evaluate(edition_of(leaf("a")), table({"m.a": [0.5]}))
    with pytest.raises(UnknownName) as raised:
        found.score(unit, node, period)
    assert list(raised.value.nearest) == nearest


# Awards: what the council decided stands over the rule.


def awarded(award: Value) -> ObservationTable:
    return table({"m.a": [0.25, 0.25], "a.awarded": [award, None]})


def test_an_award_stands_over_the_rule() -> None:
    found = evaluate(edition_of(leaf("a")), awarded((0.75, "Biên bản họp Hội đồng số 7")))
    assert found.score("u0", "total").points == 0.75
    assert found.score("u1", "total").points == 0.25


def test_an_award_stands_where_the_value_is_missing() -> None:
    both = table({"m.a": [NOT_PUBLISHED], "a.awarded": [(0.5, "Biên bản số 7")]})
    found = evaluate(edition_of(leaf("a")), both)
    assert found.score("u0", "a").points == 0.5
    assert say(found.score("u0", "a").reason, "en") == "0.5 points"
    assert found.columns()["missing"] == ["", ""]


def test_the_explanation_says_that_points_were_awarded() -> None:
    found = evaluate(edition_of(leaf("a")), awarded((0.75, "Biên bản họp Hội đồng số 7")))
    mine, other = found.explain("u0", "a"), found.explain("u1", "a")
    assert "Biên bản họp Hội đồng số 7" in say(mine.rule, "vi")
    assert "Hội đồng" not in say(other.rule, "vi")
    assert [one.measure for one in mine.inputs] == ["m.a", "a.awarded"]
    assert [one.measure for one in other.inputs] == ["m.a"]


@pytest.mark.parametrize("award", [0.75, (0.75, " ")])
def test_an_award_without_note_is_refused(award: Value) -> None:
    with pytest.raises(ObservationsInvalid, match="the note is missing"):
        evaluate(edition_of(leaf("a")), awarded(award))


def test_an_award_outside_the_range_is_refused() -> None:
    with pytest.raises(ObservationsInvalid, match=r"found 1\.5, expected 0\.0 to 1\.0"):
        evaluate(edition_of(leaf("a")), awarded((1.5, "Biên bản số 7")))


def test_an_award_on_an_inner_node_is_refused() -> None:
    """Its children's points would no longer add up to it: a decision that is never passed over."""
    edition = edition_of(inner("f"), leaf("f.1", parent="f"))
    with pytest.raises(ObservationsInvalid, match="only a leaf can be awarded points"):
        evaluate(edition, table({"m.f.1": [0.5], "f.awarded": [(1.0, "Biên bản số 7")]}))


def test_an_awarded_line_lets_its_follower_score() -> None:
    edition = edition_of(leaf("a"), leaf("b", r.Requires(line="a", then=given("m.b"))))
    found = evaluate(
        edition, table({"m.a": [0.0], "m.b": [1.0], "a.awarded": [(0.5, "Biên bản số 7")]})
    )
    assert found.score("u0", "b").points == 1.0


# Values that a rule cannot take.


APPRAISED = r.Appraised(measure="m.a", allowed=(0.0, 0.5, 1.0))


@pytest.mark.parametrize(
    ("rule", "value", "sentence"),
    [
        (APPRAISED, 0.5, "the note is missing"),
        (APPRAISED, (0.5, "  "), "the note is missing"),
        (APPRAISED, (0.75, "Biên bản"), "found 0.75, expected one of 0, 0.5, 1"),
        (given("m.a"), 1.001, "found 1.001, expected 0.0 to 1.0"),
        (r.Bonus(measure="m.a", each=1, cap=1), -1.0, "expected a count from 0 to 2"),
        (
            r.SumOfChecks(checks=(r.Check(measure="m.a", points=1),)),
            0.5,
            "1 \\(yes\\) or 0 \\(no\\)",
        ),
    ],
)
def test_a_value_that_the_rule_cannot_take_is_refused(
    rule: r.Rule, value: Value, sentence: str
) -> None:
    for one in (rule, r.Requires(line="line", then=rule)):
        with pytest.raises(ObservationsInvalid, match=sentence):
            evaluate(
                edition_of(leaf("line"), leaf("a", one)), table({"m.a": [value], "m.line": [1.0]})
            )


def test_a_refused_denominator_names_its_cell() -> None:
    then = r.Linear(measure="", zero_at=0, full_at=1, points=1, capped=True)
    rule = r.Ratio(numerator="n", denominator="d", times=1, zero_denominator="refuse", then=then)
    with pytest.raises(ObservationsInvalid) as raised:
        evaluate(edition_of(leaf("a", rule)), table({"n": [1.0, 1.0], "d": [0.0, 2.0]}))
    [fault] = raised.value.faults
    assert "measure d: the denominator is 0" in str(fault)
    assert "chỉ tiêu d" in tell(fault, "vi")


def test_all_impossible_values_are_named_at_once() -> None:
    with pytest.raises(ObservationsInvalid) as raised:
        evaluate(edition_of(leaf("a"), leaf("b")), table({"m.a": [2.0, 3.0], "m.b": [-1.0, 0.5]}))
    assert len(raised.value.faults) == 3


# Chains of required lines.


def chain(first: float) -> list[float]:
    """c requires b, b requires a; the tree names them in that order."""
    edition = edition_of(
        leaf("c", r.Requires(line="b", then=given("m.c"))),
        leaf("b", r.Requires(line="a", then=given("m.b"))),
        leaf("a"),
    )
    found = evaluate(edition, table({"m.a": [first], "m.b": [0.5], "m.c": [0.25]}))
    return [found.points[0, found.edition.place(node)] for node in "abc"]


def test_a_chain_of_required_lines_stands_or_falls_with_its_first() -> None:
    assert chain(1.0) == [1.0, 0.5, 0.25]
    assert chain(0.0) == [0.0, 0.0, 0.0]


@pytest.mark.parametrize(("a", "b", "expected"), [(1, 1, 1), (1, 0, 0), (0, 1, 0)])
def test_two_lines_may_be_required_of_one(a: float, b: float, expected: float) -> None:
    both = r.Requires(line="a", then=r.Requires(line="b", then=given("m.c")))
    edition = edition_of(leaf("c", both), leaf("a"), leaf("b"))
    found = evaluate(edition, table({"m.a": [a], "m.b": [b], "m.c": [1.0]}))
    assert found.score("u0", "c").points == expected


# Extremes of one period.


def test_an_observed_range_is_that_of_each_period() -> None:
    rule = r.ObservedRange(
        measure="m.a", units=("u0", "u1"), reversed=False, points_low=0.0, points_high=1.0
    )
    both = observations({"m.a": [10.0, 20.0, 15.0]}, period="2023")
    both += observations({"m.a": [30.0, 40.0, 32.5]}, period="2024")
    found = evaluate(edition_of(leaf("a", rule)), table_of(both))
    # 2023: 10…20, u2 at 15; 2024: 30…40, u2 at 32.5
    assert found.points[:, 1].tolist() == [0.0, 1.0, 0.5, 0.0, 1.0, 0.25]
    assert "30" in say(found.explain("u2", "a").rule, "en")
    assert "10" in say(found.explain("u2", "a", "2023").rule, "en")


# Explanation.


@pytest.fixture(scope="module")
def explained() -> Explanation:
    edition = load(EDITIONS / "ward" / "2024-01-01")
    observed: dict[str, list[Value]] = {
        "w.online": [30.0],
        "w.digitised": [95.0],
        "w.rating": [3.0],
        "w.visits": [1200.0],
    }
    return evaluate(edition, table(observed, units=["26734"], period="2024")).explain("26734")


def test_an_explanation_goes_down_to_the_observations(explained: Explanation) -> None:
    [procedures, citizens] = explained.children
    [online, digitised] = procedures.children
    assert [one.value for one in online.inputs] == [30.0]
    assert [one.measure for one in digitised.inputs] == ["w.digitised"]
    assert citizens.children[0].node.id == "2.01"
    assert (explained.unit, explained.period) == ("26734", "2024")
    assert [one.level.kind for one in (explained, procedures, online)] == [
        "index",
        "field",
        "criterion",
    ]


def test_contributions_and_offset_make_the_parents_score(explained: Explanation) -> None:
    def check(one: Explanation) -> None:
        if one.children:
            parts = [child.contribution or 0.0 for child in one.children]
            assert one.offset + sum(parts) == pytest.approx(one.score.points, abs=1e-12)
        for child in one.children:
            assert child.contribution == child.weight * child.score.points
            check(child)

    check(explained)
    # 0.75 × 0.6
    assert explained.children[0].children[0].contribution == pytest.approx(0.45, abs=1e-12)


def test_what_is_shown_never_counts(explained: Explanation) -> None:
    procedures = explained.children[0]
    assert [(one.measure, one.value) for one in procedures.shown] == [("w.visits", 1200.0)]
    assert "w.visits" not in [one.measure for one in procedures.inputs]


def test_the_rule_is_told_in_words_of_both_languages(explained: Explanation) -> None:
    procedures = explained.children[0]
    online = procedures.children[0]
    assert say(online.rule, "en") == (
        "0 points at 0, 1 points at 50, in proportion between, never outside"
    )
    assert say(online.rule, "vi").startswith("0 điểm tại mức 0, 1 điểm tại mức 50")
    assert say(procedures.rule, "en") == "0.25 to start with, plus its parts, each times its weight"
    assert "0,25" in say(procedures.rule, "vi")


def test_a_missing_part_contributes_nothing(wards: ObservationTable) -> None:
    found = evaluate(load(EDITIONS / "ward" / "2025-07-01"), wards).explain("26737")
    parts = {one.node.id: one for one in found.children}
    assert parts["04"].contribution is None
    assert parts["04"].score.points == Missing(MissingKind.NOT_APPLICABLE)
    assert "did not arise" in say(parts["04"].score.reason, "en")


# Frames.


LONG = {
    "unit": ["u0", "u0", "u1", "u1"],
    "period": ["2024"] * 4,
    "measure": ["m.a", "m.b", "m.a", "m.b"],
    "value": [0.25, 0.5, 0.75, None],
    "missing": [None, None, None, "too_few"],
}


@pytest.mark.parametrize(
    "frame",
    [pandas.DataFrame, polars.DataFrame, pyarrow.table],
    ids=["pandas", "polars", "pyarrow"],
)
def test_a_frame_is_scored_as_its_table(frame: type) -> None:
    edition = edition_of(leaf("a"), leaf("b"))
    expected = evaluate(
        edition, table({"m.a": [0.25, 0.75], "m.b": [0.5, Missing(MissingKind.TOO_FEW)]})
    )
    assert evaluate(edition, frame(LONG)).columns() == expected.columns()


def test_an_empty_table_has_no_scores() -> None:
    found = evaluate(edition_of(leaf("a"), classes=classes_by("percentile", 50.0)), table_of([]))
    assert found.columns()["score"] == []
    assert found.ranking("total") == ()
    assert found.classes("total") == ()


def test_an_award_over_an_appraisal_is_one_of_the_points_allowed() -> None:
    edition = edition_of(leaf("a", r.Appraised(measure="m.a", allowed=(0.0, 0.5, 1.0))))
    seen = {"m.a": [(0.5, "Biên bản số 6")], "a.awarded": [(0.75, "Biên bản số 7")]}
    with pytest.raises(ObservationsInvalid, match=r"found 0\.75, expected one of 0, 0\.5, 1"):
        evaluate(edition, table(seen))


def test_what_was_awarded_over_a_value_that_cannot_be_stands() -> None:
    seen = {"m.a": [7.0], "a.awarded": [(0.75, "Biên bản số 7")]}
    assert evaluate(edition_of(leaf("a")), table(seen)).score("u0", "a").points == 0.75


def test_points_beyond_every_number_are_a_fault() -> None:
    rule = r.Linear(measure="m.a", zero_at=0.0, full_at=1e-9, points=10.0, capped=False)
    with pytest.raises(ObservationsInvalid, match="too large"):
        evaluate(edition_of(leaf("a", rule)), table({"m.a": [1e308]}))


def test_the_latest_period_is_the_last_in_time_not_in_spelling() -> None:
    rows = [Observation("u0", period, "m.a", 0.5) for period in ("2024-Q1", "2024-M12", "2024-H1")]
    found = evaluate(edition_of(leaf("a")), table_of(rows))
    assert found.explain("u0").period == "2024-M12"
