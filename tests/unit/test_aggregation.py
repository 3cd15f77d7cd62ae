"""Inner nodes by numbers worked out by hand, range and reasons included."""

import numpy as np
import pytest

from chiso.aggregation import Column, combine
from chiso.aggregation.words import combination_in_words
from chiso.definition.model import Combination
from chiso.evaluation import evaluate
from chiso.values import MissingKind
from chiso.wording import say
from tests.builders_library import (
    NOT_APPLICABLE,
    NOT_PUBLISHED,
    classes_by,
    edition_of,
    given,
    inner,
    leaf,
    table,
)


def column(
    *points: float, low: float = 0.0, high: float = 1.0, out: tuple[bool, ...] = ()
) -> Column:
    values = np.array(points)
    codes = np.where(np.isnan(values), MissingKind.NOT_PUBLISHED.code, 0).astype(np.int8)
    return Column(
        values,
        codes if codes.any() else None,
        low,
        high,
        np.array(out) if out else None,
    )


def combined(how: str, *parts: tuple[float, Column], offset: float = 0.0) -> Column:
    children = [
        (leaf(f"c{place}", weight=weight), part) for place, (weight, part) in enumerate(parts)
    ]
    return combine(inner("f", how, offset=offset), children)


def shown(found: Column, row: int = 0) -> tuple[float, float, float]:
    low, high = (
        np.broadcast_to(end, len(found.points))[row] for end in (found.minimum, found.maximum)
    )
    return float(found.points[row]), float(low), float(high)


PARTS = ((0.75, column(0.5, low=0.0, high=2.0)), (0.25, column(1.0, low=1.0, high=4.0)))


@pytest.mark.parametrize(
    ("how", "offset", "expected"),
    [
        ("sum", 0.0, (1.5, 1.0, 6.0)),
        ("sum", 0.25, (1.75, 1.25, 6.25)),
        ("weighted_sum", 0.0, (0.625, 0.25, 2.5)),  # 0.75 × 0.5 + 0.25 × 1
        ("weighted_sum", -0.5, (0.125, -0.25, 2.0)),
        ("weighted_mean", 0.0, (0.625, 0.25, 2.5)),  # the weights add up to 1
        ("weighted_mean", 1.0, (1.625, 1.25, 3.5)),
    ],
)
def test_a_node_is_an_offset_plus_its_parts(
    how: str, offset: float, expected: tuple[float, float, float]
) -> None:
    assert shown(combined(how, *PARTS, offset=offset)) == expected


def test_a_mean_is_divided_by_the_sum_of_its_weights() -> None:
    # (3 × 0.5 + 1 × 1) / 4 = 0.625
    parts = ((3.0, column(0.5)), (1.0, column(1.0)))
    assert shown(combined("weighted_mean", *parts)) == (0.625, 0.0, 1.0)


def test_a_part_that_counts_against_turns_its_range_round() -> None:
    # 1 × [0, 1] − 2 × [0, 1]: from −2 to 1
    parts = ((1.0, column(0.5)), (-2.0, column(0.25)))
    assert shown(combined("weighted_sum", *parts)) == (0.0, -2.0, 1.0)


def test_a_part_that_counts_against_turns_its_range_round_beside_exclusions() -> None:
    parts = ((1.0, column(0.5)), (-2.0, column(0.25)), (1.0, column(np.nan, out=(True,))))
    assert shown(combined("weighted_sum", *parts)) == (0.0, -2.0, 1.0)


def test_exclusions_change_their_own_rows_only() -> None:
    parts = (
        (3.0, column(0.5, np.nan, high=2.0, out=(False, True))),
        (1.0, column(1.0, 1.0)),
    )
    found = combined("weighted_mean", *parts)
    assert shown(found, 0) == (0.625, 0.0, 1.75)
    assert shown(found, 1) == (1.0, 0.0, 1.0)


def test_a_missing_part_withholds_its_row_only() -> None:
    found = combined("sum", (1.0, column(0.5, np.nan)), (1.0, column(0.25, 0.25)))
    assert found.points[0] == 0.75
    assert np.isnan(found.points[1])
    assert found.missing is not None
    assert found.missing.tolist() == [0, MissingKind.WITHHELD.code]


def test_parts_are_added_in_the_order_of_the_children() -> None:
    """(0.1 + 0.2) + 0.3 is 0.6000000000000001, and 0.1 + (0.2 + 0.3) is 0.6: the order is fixed."""
    found = combined("sum", *((1.0, column(part)) for part in (0.1, 0.2, 0.3)))
    assert found.points[0] == (0.1 + 0.2) + 0.3 != 0.1 + (0.2 + 0.3)


def test_combining_leaves_the_parts_as_they_were() -> None:
    part = column(0.5)
    combined("sum", (1.0, part), (1.0, column(0.25)), offset=1.0)
    assert part.points.tolist() == [0.5]


@pytest.mark.parametrize("how", list(Combination))
@pytest.mark.parametrize("offset", [0.0, 0.25])
def test_a_combination_is_told_in_both_languages(how: Combination, offset: float) -> None:
    message = combination_in_words(inner("f", how, offset=offset))
    vi, en = say(message, "vi"), say(message, "en")
    assert vi != en
    assert ("0,25" in vi) == ("0.25" in en) == (offset > 0)


def test_printed_scales_never_count() -> None:
    """A node's range follows the formula; the scale printed in a source is for display."""
    edition = edition_of(leaf("a", given("m.a", low=0.25, high=2.5)))
    found = evaluate(edition, table({"m.a": [1.0]})).score("u0", "total")
    assert (found.minimum, found.maximum) == (0.25, 2.5)


def test_the_worked_table_of_the_method_page() -> None:
    """docs/method/aggregation.md, worked out by hand there."""
    kinder = {"not_applicable": "excluded", "otherwise": "withhold"}
    edition = edition_of(
        inner("A", "weighted_sum", offset=0.25),
        leaf("A1", parent="A", weight=0.75),
        leaf("A2", parent="A"),
        inner("B", "weighted_mean"),
        leaf("B1", given("m.B1", high=2.0), parent="B", weight=3.0, missing=kinder),
        leaf("B2", parent="B"),
        classes=classes_by("percentile", 25, 50, 75),
    )
    observed = {
        "m.A1": [0.8, 0.6, 0.2, NOT_PUBLISHED],
        "m.A2": [0.35, 0.5, 0.8, 0.5],
        "m.B1": [1.5, 1.5, NOT_APPLICABLE, 1.0],
        "m.B2": [0.5, 0.5, 0.5, 1.0],
    }
    found = evaluate(edition, table(observed, units="WXYZ"))
    for node, expected in {"A": [1.2] * 3, "B": [1.25, 1.25, 0.5, 1.0]}.items():
        points = found.points[: len(expected), edition.place(node)]
        assert points == pytest.approx(np.array(expected), abs=1e-12)
    assert found.points[:3, 0] == pytest.approx(np.array([2.45, 2.45, 1.7]), abs=1e-12)
    assert np.isnan(found.points[3, 0])
    assert found.minimum[:, 0].tolist() == [0.25] * 4
    assert found.maximum[:, 0].tolist() == [3.75, 3.75, 3.0, 3.75]
    assert [(one.unit, one.rank, one.reduced) for one in found.ranking("total")] == [
        ("W", 1, False),
        ("X", 1, False),
        ("Y", 3, True),
        ("Z", None, False),
    ]
    assert found.classes("total") == ("c3", "c3", "c0", None)
