"""Points set to a fixed whole: without the survey part, and with local additions to a frame."""

from dataclasses import replace

import pytest

from chiso.evaluation import evaluate
from chiso.values import Missing, MissingKind
from tests.builders_library import NOT_APPLICABLE, edition_of, given, inner, leaf, table

ROOT = replace(inner(), rescale_to=100.0)
APPRAISED = leaf("a", given("m.a", high=70), missing={"otherwise": "withhold"})
SURVEYED = leaf(
    "s", given("m.s", high=30), missing={"not_applicable": "excluded", "otherwise": "withhold"}
)
ADDED = replace(leaf("l", given("m.l", high=4)), local=True)
WARD = edition_of(APPRAISED, SURVEYED, root=ROOT)


def test_without_the_survey_the_appraisal_part_is_rescaled_to_the_whole() -> None:
    found = evaluate(WARD, table({"m.a": [56.0], "m.s": [NOT_APPLICABLE]}))
    score = found.score("u0", "total")
    assert score.points == pytest.approx(80.0)  # 56 of 70
    assert score.maximum == 100.0


def test_with_the_survey_nothing_is_rescaled() -> None:
    found = evaluate(WARD, table({"m.a": [56.0], "m.s": [21.0]}))
    assert found.score("u0", "total").points == 77.0


def test_a_rank_on_a_rescaled_score_is_marked() -> None:
    found = evaluate(WARD, table({"m.a": [56.0, 56.0], "m.s": [NOT_APPLICABLE, 21.0]}))
    assert [(one.unit, one.rank, one.reduced) for one in found.ranking("total")] == [
        ("u0", 1, True),
        ("u1", 2, False),
    ]


def test_local_additions_are_renormalised_with_the_frame() -> None:
    edition = edition_of(APPRAISED, SURVEYED, ADDED, root=ROOT)
    found = evaluate(edition, table({"m.a": [35.0], "m.s": [15.0], "m.l": [2.0]}))
    assert found.score("u0", "total").points == pytest.approx(50.0)  # 52 of 104


def test_contributions_of_a_rescaled_node_add_up_to_its_points() -> None:
    found = evaluate(WARD, table({"m.a": [56.0], "m.s": [NOT_APPLICABLE]}))
    explained = found.explain("u0")
    [counted] = [one for one in explained.children if not one.left_out]
    assert counted.contribution == pytest.approx(80.0)
    assert counted.weight == pytest.approx(100 / 70)
    assert explained.reduced


def test_where_nothing_applies_nothing_is_rescaled() -> None:
    edition = edition_of(replace(SURVEYED, id="s"), root=ROOT)
    found = evaluate(edition, table({"m.s": [NOT_APPLICABLE]}))
    assert found.score("u0", "total").points == Missing(MissingKind.NOT_APPLICABLE, "")
    assert found.score("u0", "total").maximum == 0.0
