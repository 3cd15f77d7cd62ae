"""Confidence sets for ranks beside the plain maxima over all pairs: 63, 500 and 3,321 units."""

from dataclasses import dataclass
from statistics import median

import numpy as np
from measuring.figure import Figure
from measuring.memory import peak
from measuring.timing import CPU, Work, milliseconds
from numpy.typing import NDArray

from chiso.inference import RankSet, rank_sets
from chiso.inference.critical import order_statistic
from chiso.inference.ranks import Kind

DRAWS = 1000
SEED = 4
LEVEL = 0.95
ROUNDS = {63: 20, 500: 5, 3321: 1}
"""How often each number of units is run; the plain way takes a minute for the largest."""

ONE_STEP = 3321
"""From so many units on, the plain way is spared the steps after the first."""

_MOST_TIMES = 1.2
_MOST_MEGABYTES = 1000.0
_KINDS: tuple[Kind, ...] = ("simultaneous", "marginal")


@dataclass(frozen=True)
class Table:
    """Scores in descending order, with errors that differ about as much as PAPI's."""

    scores: NDArray[np.float64]
    errors: NDArray[np.float64]


def sets_for_ranks() -> list[Figure]:
    """Both kinds for each number of units."""
    return [figure for units in ROUNDS for kind in _KINDS for figure in _figures(units, kind)]


def _drawn(units: int) -> Table:
    generator = np.random.default_rng(2023)
    scores = np.sort(42.4 + 1.9 * generator.standard_normal(units))[::-1]
    return Table(scores, 0.38 * np.exp(0.6 * generator.standard_normal(units)))


def plain_sets(table: Table, kind: Kind) -> tuple[RankSet, ...]:
    """The sets by the whole matrix of differences, draw by draw and step by step."""
    units = len(table.scores)
    normals = np.random.default_rng(SEED).standard_normal((DRAWS, units))
    inverse = 1 / np.hypot(table.errors[:, None], table.errors)
    gaps = (table.scores[:, None] - table.scores) * inverse
    decided = np.zeros_like(gaps)
    place = order_statistic(LEVEL, DRAWS) - 1
    while True:
        largest = _largest_by_row(normals * table.errors, inverse, decided)
        if kind == "simultaneous":
            largest = largest.max(axis=1, keepdims=True)
        limits = np.partition(largest, place, axis=0)[place][:, None]
        before, decided = decided, np.sign(gaps) * (np.abs(gaps) > limits)
        if units >= ONE_STEP or np.array_equal(decided, before):
            break
    lowest, highest = 1 + (decided < 0).sum(axis=1), units - (decided > 0).sum(axis=1)
    return tuple(map(RankSet, lowest.tolist(), highest.tolist()))


def _largest_by_row(
    drawn: NDArray[np.float64], inverse: NDArray[np.float64], decided: NDArray[np.float64]
) -> NDArray[np.float64]:
    """For every draw and unit the largest difference in a direction that is not decided."""
    block, turned = np.empty_like(inverse), np.empty_like(inverse)
    largest = np.empty_like(drawn)
    some = decided.any()
    for draw, one in enumerate(drawn):
        np.subtract(one[:, None], one, out=block)
        np.multiply(block, inverse, out=block)
        if some:
            np.multiply(block, decided, out=turned)
            block *= turned <= 0
        np.abs(block, out=block)
        block.max(axis=1, out=largest[draw])
    return largest


def _figures(units: int, kind: Kind) -> list[Figure]:
    """The time beside the plain way, and the memory by itself."""
    table = _drawn(units)
    ours: Work = lambda: rank_sets(table.scores, table.errors, seed=SEED, kind=kind)  # noqa: E731
    if units < ONE_STEP and ours() != plain_sets(table, kind):
        raise ValueError(f"{units} units, {kind}: the sets differ from the plain ones")
    works: tuple[Work, ...] = (ours, lambda: plain_sets(table, kind))
    rounds = [[milliseconds(work, CPU) for work in works] for _ in range(ROUNDS[units])]
    mine, bare = (median(times) for times in zip(*rounds, strict=True))
    most = peak(ours)
    name = f"ranks-{units}-{kind}"
    steps = "the first step only" if units >= ONE_STEP else "the same steps"
    return [
        Figure(
            name=name,
            what=f"{units:,} units × {DRAWS:,} draws, {kind} sets, all steps",
            against=f"bare NumPy over all pairs, {steps}; CPU time of one thread",
            ours=mine,
            reference=bare,
            most_times=_MOST_TIMES,
            peak_ours=most,
        ),
        Figure(
            name=f"{name}-memory",
            what=f"peak of {units:,} units × {DRAWS:,} draws, {kind} sets",
            ours=most,
            unit="MB",
            most=_MOST_MEGABYTES,
        ),
    ]
