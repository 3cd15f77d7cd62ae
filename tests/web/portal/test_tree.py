"""The tree of points of editions that PAPI is not: parts left out, means, scales without end."""

import math
from dataclasses import replace

import pytest
from django.utils.translation import override

from chiso.evaluation import evaluate
from chiso_web.portal.explained_node import counted, parts, reduced_text
from chiso_web.portal.explanation.tree import Country, Tree
from tests.builders_library import NOT_APPLICABLE, edition_of, inner, leaf, table


@pytest.fixture(autouse=True)
def in_vietnamese():
    with override("vi"):
        yield


def explained(combine: str, *, weights: tuple[float, float] = (1.0, 1.0)):
    """The total of A (B and C, the latter not applicable and excluded), with its tree."""
    edition = edition_of(
        inner("A", combine),
        leaf("B", parent="A", weight=weights[0]),
        leaf("C", parent="A", weight=weights[1], missing="excluded"),
    )
    observed = table({"m.B": [0.5], "m.C": [NOT_APPLICABLE]})
    top = evaluate(edition, observed).explain("u0", "A")
    return top, Tree(edition, Country(observed, {}))


def test_part_left_out_says_so_and_does_not_count() -> None:
    top, tree = explained("weighted_mean", weights=(3.0, 1.0))
    line = next(
        line for line in tree.group(top, on_its_own=True).lines if line.name.startswith("C")
    )
    assert line.rule == "không tính (loại khỏi mẫu số)"
    assert (line.points, line.bar, line.counted) == ("–", None, False)


def test_node_on_a_smaller_base_says_on_which() -> None:
    top, _tree = explained("weighted_sum")
    assert reduced_text(top) == (
        "Có phần không tính cho đơn vị này nên điểm được tính trên thang nhỏ hơn: 0–1."
    )


def test_mean_is_the_sum_of_the_parts_counted() -> None:
    # B alone is left: its weight 3 of 3 makes 1 × 0.5
    top, _tree = explained("weighted_mean", weights=(3.0, 1.0))
    assert [child.node.id for child in counted(top)] == ["B"]
    assert [part.points for part in parts(top)] == ["0,5000"]


def test_node_whose_scale_has_no_end_has_no_bar() -> None:
    top, tree = explained("weighted_sum")
    endless = replace(top, score=replace(top.score, maximum=math.inf))
    group = tree.group(endless, on_its_own=True)
    assert (group.bar, group.scale, tree.total_bar(endless)) == (None, "", None)
    assert [line.bar for line in group.lines] == [None, None]
    assert reduced_text(endless).endswith("trên thang nhỏ hơn.")
