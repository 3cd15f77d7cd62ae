"""Laws of rank sets: the fast way is the plain one, order does not matter, error widens."""

import numpy as np
import pytest
from hypothesis import given as when
from hypothesis import settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from chiso.inference import RankSet, rank_sets, ranks_taking_part
from chiso.inference.critical import order_statistic

DRAWS = 60
KINDS = ("simultaneous", "marginal")
scores = st.integers(-40, 40).map(lambda tenths: tenths / 10)
errors = st.sampled_from([0.0, 0.05, 0.1, 0.3, 0.3, 1.0, 4.0])
tables = st.lists(st.tuples(scores, errors), min_size=1, max_size=14)
Open = NDArray[np.bool_]


def plainly(points: NDArray, ses: NDArray, *, seed: int, kind: str) -> tuple[RankSet, ...]:
    """The sets by the paper's letter: the maximum over all ordered pairs that are not rejected."""
    normals = np.random.default_rng(seed).standard_normal((DRAWS, len(points)))
    scale = np.maximum(np.hypot(ses[:, None], ses), 1e-150)
    observed = (points[:, None] - points) / scale
    drawn = ((normals * ses)[:, :, None] - (normals * ses)[:, None, :]) / scale
    everyone = range(len(points))
    apart = ~np.eye(len(points), dtype=bool)
    if kind == "simultaneous":
        rejected = [stepwise(observed, drawn, apart)] * len(points)
    else:
        crosses = [np.zeros_like(apart) for _ in everyone]
        for place, cross in enumerate(crosses):
            cross[place] = cross[:, place] = True
        rejected = [stepwise(observed, drawn, cross & apart) for cross in crosses]
    return tuple(
        RankSet(1 + int(rejected[i][:, i].sum()), len(points) - int(rejected[i][i].sum()))
        for i in everyone
    )


def stepwise(observed: NDArray, drawn: NDArray, family: Open) -> Open:
    """Which hypotheses "the first is not above the second" Romano and Wolf's steps reject."""
    left = family
    while left.any():
        largest = np.sort(np.where(left, drawn, -np.inf).max(axis=(1, 2)))
        limit = max(largest[order_statistic(0.95, DRAWS) - 1], 0.0)
        now = family & (observed <= limit)
        if (now == left).all():
            break
        left = now
    return family & ~left


@settings(max_examples=150, deadline=None)
@when(table=tables, seed=st.integers(0, 99), kind=st.sampled_from(KINDS))
def test_sets_are_those_of_the_plain_computation(
    table: list[tuple[float, float]], seed: int, kind: str
) -> None:
    points, ses = np.array(table).T
    order = np.lexsort((ses, -points))
    found = rank_sets(points[order], ses[order], draws=DRAWS, seed=seed, kind=kind)
    plain = plainly(points[order], ses[order], seed=seed, kind=kind)
    if kind == "marginal":  # twins share the limit of the first
        first = [
            list(zip(points[order], ses[order], strict=True)).index(pair)
            for pair in zip(points[order], ses[order], strict=True)
        ]
        plain = tuple(plain[place] for place in first)
    assert found == plain


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("spread", [0.0, 1.0])
def test_leaving_pairs_out_changes_nothing_in_a_larger_table(kind: str, spread: float) -> None:
    """90 units: fewer than all count as extreme, so that the bounds do their work."""
    generator = np.random.default_rng(8)
    points = np.sort(generator.normal(size=90) * 2)[::-1]
    ses = 0.5 * np.exp(spread * generator.normal(size=90))
    found = rank_sets(points, ses, draws=DRAWS, seed=4, kind=kind)
    assert found == plainly(points, ses, seed=4, kind=kind)


@settings(max_examples=100, deadline=None)
@when(table=tables, kind=st.sampled_from(KINDS), data=st.data())
def test_order_of_the_units_does_not_matter(
    table: list[tuple[float, float]], kind: str, data: st.DataObject
) -> None:
    order = data.draw(st.permutations(range(len(table))))
    points, ses = zip(*table, strict=True)
    straight = rank_sets(points, ses, draws=DRAWS, seed=2, kind=kind)
    mixed = rank_sets(
        [points[i] for i in order], [ses[i] for i in order], draws=DRAWS, seed=2, kind=kind
    )
    assert mixed == tuple(straight[i] for i in order)


@settings(max_examples=100, deadline=None)
@when(table=tables, kind=st.sampled_from(KINDS), times=st.floats(1, 50))
def test_larger_errors_give_larger_sets(
    table: list[tuple[float, float]], kind: str, times: float
) -> None:
    points, ses = zip(*table, strict=True)
    small = rank_sets(points, ses, draws=DRAWS, seed=2, kind=kind)
    large = rank_sets(points, [times * one for one in ses], draws=DRAWS, seed=2, kind=kind)
    assert all(holds(b, a) for a, b in zip(small, large, strict=True))


@settings(max_examples=60, deadline=None)
@when(table=tables, kind=st.sampled_from(KINDS))
def test_higher_level_gives_larger_sets(table: list[tuple[float, float]], kind: str) -> None:
    points, ses = zip(*table, strict=True)
    low, high = (
        rank_sets(points, ses, level=level, draws=DRAWS, seed=2, kind=kind) for level in (0.6, 0.95)
    )
    assert all(holds(b, a) for a, b in zip(low, high, strict=True))


@settings(max_examples=100, deadline=None)
@when(table=tables, kind=st.sampled_from(KINDS), level=st.floats(0.05, 0.95))
def test_a_set_always_holds_the_rank_itself(
    table: list[tuple[float, float]], kind: str, level: float
) -> None:
    points, ses = zip(*table, strict=True)
    found = rank_sets(points, ses, level=level, draws=DRAWS, seed=2, kind=kind)
    for rank, ranks in zip(ranks_taking_part(points, ses), found, strict=True):
        assert rank is not None
        assert ranks is not None
        assert 1 <= ranks.lowest <= rank <= ranks.highest <= len(table)


@settings(max_examples=60, deadline=None)
@when(table=tables, times=st.sampled_from([0.25, 8.0, 3.7]))
def test_sets_do_not_depend_on_the_scale_of_the_scores(
    table: list[tuple[float, float]], times: float
) -> None:
    points, ses = (np.array(column) for column in zip(*table, strict=True))
    plain = rank_sets(points, ses, draws=DRAWS, seed=2)
    assert rank_sets(points * times, ses * times, draws=DRAWS, seed=2) == plain


@settings(max_examples=100, deadline=None)
@when(table=tables, seed=st.integers(0, 99))
def test_own_sets_are_never_wider_than_the_joint_ones(
    table: list[tuple[float, float]], seed: int
) -> None:
    points, ses = zip(*table, strict=True)
    own, joint = (rank_sets(points, ses, draws=DRAWS, seed=seed, kind=one) for one in KINDS[::-1])
    assert all(holds(b, a) for a, b in zip(own, joint, strict=True))


def holds(outer: RankSet | None, inner: RankSet | None) -> bool:
    assert outer is not None
    assert inner is not None
    return outer.lowest <= inner.lowest and inner.highest <= outer.highest
