"""Laws of whole evaluations: whose data a score may depend on, and what exclusions leave alone."""

import math

import numpy as np
import pytest
from hypothesis import given as when
from hypothesis import settings
from hypothesis import strategies as st

from chiso.definition import rules as r
from chiso.definition.load import load
from chiso.definition.model import Edition, Node
from chiso.evaluation import Evaluation, evaluate
from chiso.evaluation.ranking import TIE, ranks
from chiso.values import Missing, MissingKind, Observation, table_of
from tests.builders_library import EDITIONS, edition_of, inner, leaf

numbers = st.floats(0, 1)
kinds = st.sampled_from([kind for kind in MissingKind if kind is not MissingKind.NOT_REPORTED])
values = numbers | kinds.map(Missing)
policies = st.sampled_from(["zero", "excluded", "withhold"])
weights = st.floats(0.01, 10)


@st.composite
def editions(draw: st.DrawFn) -> Edition:
    """Two fields of up to three leaves each, any way of combining, any policies."""
    nodes: list[Node] = []
    how = [draw(st.sampled_from(["sum", "weighted_sum", "weighted_mean"])) for _ in range(3)]
    for field in ("1", "2"):
        nodes.append(
            inner(
                field,
                how[int(field)],
                weight=draw(weights),
                offset=draw(st.sampled_from([0.0, 0.25, -1.0])),
                missing=draw(policies),
            )
        )
        for place in range(draw(st.integers(1, 3))):
            nodes.append(
                leaf(f"{field}.{place}", parent=field, weight=draw(weights), missing=draw(policies))
            )
    return edition_of(*nodes, root=inner("total", how[0]))


@st.composite
def observed(draw: st.DrawFn, edition: Edition, units: int = 4) -> list[Observation]:
    return [
        Observation(f"u{unit}", "2024", f"m.{node.id}", draw(values))
        for unit in range(units)
        for node in edition.leaves
    ]


def same(first: np.ndarray, second: np.ndarray) -> bool:
    return np.array_equal(first, second, equal_nan=True)


def alike(first: Evaluation, second: Evaluation) -> bool:
    layers = ("points", "missing", "minimum", "maximum")
    return all(same(getattr(first, layer), getattr(second, layer)) for layer in layers)


@settings(max_examples=80, deadline=None)
@when(data=st.data())
def test_the_order_of_the_rows_never_matters(data: st.DataObject) -> None:
    edition = data.draw(editions())
    rows = data.draw(observed(edition))
    mixed = data.draw(st.permutations(rows))
    first, second = evaluate(edition, table_of(rows)), evaluate(edition, table_of(mixed))
    assert alike(first, second)
    assert first.columns() == second.columns()


@settings(max_examples=80, deadline=None)
@when(data=st.data())
def test_a_unit_is_scored_alone_as_among_others(data: st.DataObject) -> None:
    edition = data.draw(editions())
    rows = data.draw(observed(edition))
    among = evaluate(edition, table_of(rows))
    for unit in range(4):
        alone = evaluate(edition, table_of([one for one in rows if one.unit == f"u{unit}"]))
        assert same(alone.points[0], among.points[unit])
        assert same(alone.minimum[0], among.minimum[unit])
        assert same(alone.maximum[0], among.maximum[unit])
        assert same(alone.missing[0], among.missing[unit])


@settings(max_examples=60, deadline=None)
@when(online=st.floats(0, 100), count=st.integers(0, 1), rating=st.floats(1, 5))
def test_every_kind_but_the_observed_range_reads_its_own_row_only(
    online: float, count: int, rating: float
) -> None:
    edition = load(EDITIONS / "ward" / "2025-07-01")
    measures = [name for name in edition.measures_read() if name != "w.appraised"]
    theirs = dict.fromkeys(measures, float(count)) | {"w.online": online, "w.rating": rating}
    rows = [Observation("26734", "2025", name, 1.0) for name in measures]
    others = [Observation("26737", "2025", name, value) for name, value in theirs.items()]
    alone = evaluate(edition, table_of(rows))
    among = evaluate(edition, table_of(rows + others))
    for place, node in enumerate(edition.nodes):
        if node.rule is not None and not isinstance(node.rule, r.ObservedRange):
            assert same(alone.points[0, place], among.points[0, place]), node.id


@settings(max_examples=100, deadline=None)
@when(data=st.data())
def test_a_node_is_what_its_children_make_of_it(data: st.DataObject) -> None:
    """Against math.fsum, which rounds once."""
    edition = data.draw(editions())
    found = evaluate(edition, table_of(data.draw(observed(edition))))
    for node in edition.nodes:
        children = edition.children(node.id)
        for row in range(4 if children else 0):
            expected = _by_hand(found, node, row)
            got = found.points[row, edition.place(node.id)]
            if expected is None:
                assert np.isnan(got)
            else:
                size = sum(child.weight for child in children) + abs(node.offset)
                assert abs(got - expected) <= 1e-12 * max(1.0, size)


def _by_hand(found: Evaluation, node: Node, row: int) -> float | None:
    """The node before its policy; None where it is withheld or nothing below counts."""
    parts: list[float] = []
    whole: list[float] = []
    for child in found.edition.children(node.id):
        column = found.node_columns[found.edition.place(child.id)]
        if column.excluded is not None and column.excluded[row]:
            continue
        if np.isnan(column.points[row]):
            return None
        weight = 1.0 if node.combine == "sum" else child.weight
        parts.append(weight * column.points[row])
        whole.append(weight)
    if not parts:
        return None
    divisor = math.fsum(whole) if node.combine == "weighted_mean" else 1.0
    return node.offset + math.fsum(parts) / divisor


@settings(max_examples=80, deadline=None)
@when(data=st.data())
def test_points_stay_inside_the_range_applicable(data: st.DataObject) -> None:
    edition = data.draw(editions())
    found = evaluate(edition, table_of(data.draw(observed(edition))))
    slack = 1e-9 * (1 + np.abs(found.maximum))
    assert not (found.points < found.minimum - slack).any()
    assert not (found.points > found.maximum + slack).any()


@settings(max_examples=80, deadline=None)
@when(shares=st.lists(st.tuples(weights, numbers), min_size=2, max_size=5), data=st.data())
def test_leaving_one_out_never_changes_what_the_others_hold_of_each_other(
    shares: list[tuple[float, float]], data: st.DataObject
) -> None:
    """The others' parts stay in the ratio of their weights, whoever is left out."""
    out = data.draw(st.integers(0, len(shares) - 1))
    nodes = [leaf(f"{n}", weight=w, missing="excluded") for n, (w, _) in enumerate(shares)]
    edition = edition_of(*nodes, root=inner("total", "weighted_mean"))
    rows = [
        Observation("u0", "2024", f"m.{n}", Missing(MissingKind.TOO_FEW) if n == out else points)
        for n, (_, points) in enumerate(shares)
    ]
    kept = [pair for n, pair in enumerate(shares) if n != out]
    alone = edition_of(
        *[leaf(f"{n}", weight=w) for n, (w, _) in enumerate(kept)],
        root=inner("total", "weighted_mean"),
    )
    without = [Observation("u0", "2024", f"m.{n}", points) for n, (_, points) in enumerate(kept)]
    first = evaluate(edition, table_of(rows)).score("u0", "total")
    second = evaluate(alone, table_of(without)).score("u0", "total")
    assert first.points == pytest.approx(second.points, abs=1e-12)
    assert (first.minimum, first.maximum) == pytest.approx((second.minimum, second.maximum))


@settings(max_examples=100, deadline=None)
@when(data=st.data())
def test_contributions_and_offset_make_the_score(data: st.DataObject) -> None:
    """Of every node with points, the root included, however it combines and whoever is left out."""
    edition = data.draw(editions())
    found = evaluate(edition, table_of(data.draw(observed(edition, units=1))))
    root = found.explain("u0")
    for one in (root, *root.children):
        if not one.children or isinstance(one.score.points, Missing):
            continue
        parts = [child.contribution for child in one.children if child.contribution is not None]
        assert one.score.points == pytest.approx(one.offset + math.fsum(parts), abs=1e-9)
        assert all(child.left_out for child in one.children if child.contribution is None)
        assert one.reduced or not any(child.left_out for child in one.children)


# Ranks.


points_or_none = st.lists(st.integers(0, 50).map(lambda n: n / 10) | st.just(math.nan), max_size=12)


@settings(max_examples=200, deadline=None)
@when(points=points_or_none, data=st.data())
def test_a_rank_is_one_more_than_those_clearly_better(
    points: list[float], data: st.DataObject
) -> None:
    groups = np.array([data.draw(st.integers(0, 1)) for _ in points], np.intp)
    found = ranks(np.array(points, float), groups, scale=5.0)
    for row, mine in enumerate(points):
        better = sum(
            groups[other] == groups[row] and theirs > mine + TIE * 5
            for other, theirs in enumerate(points)
        )
        assert found[row] == (0 if math.isnan(mine) else better + 1)


@settings(max_examples=100, deadline=None)
@when(data=st.data())
def test_ranks_follow_the_points_and_not_the_rows(data: st.DataObject) -> None:
    points = np.array(data.draw(st.lists(numbers, min_size=1, max_size=12)))
    order = np.array(data.draw(st.permutations(range(len(points)))))
    groups = np.zeros(len(points), np.intp)
    assert ranks(points[order], groups, scale=1.0).tolist() == (
        ranks(points, groups, scale=1.0)[order].tolist()
    )
