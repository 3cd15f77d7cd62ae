"""Evaluating a built table, and explaining one unit of it."""

from collections.abc import Callable

import numpy as np
from measuring.figure import Figure
from measuring.memory import peak
from measuring.timing import CPU, medians

from chiso.evaluation import evaluate
from measured import edition_files, plain, tables

Points = Callable[[], np.ndarray]
_MOST_TIMES = 3.0
_MISSING = 0.01


def hundred_indicators() -> list[Figure]:
    """3,321 units, 100 indicators, three levels above them, nothing missing."""
    tree = edition_files.hundred_indicators()
    edition = edition_files.loaded(tree)
    table = tables.drawn(edition_files.measures_of(tree), units=3321, periods=1).table()
    return [
        _beside(
            "evaluate-100",
            "3,321 units × 100 indicators × 3 levels above them (25 groups, 5 fields, index)",
            ours=lambda: evaluate(edition, table).points,
            reference=plain.hundred_indicators(table),
        )
    ]


def three_hundred_criteria() -> list[Figure]:
    """1,000 units, 300 criteria of all kinds, ten years, a hundredth of the cells missing."""
    tree = edition_files.three_hundred_criteria()
    edition = edition_files.loaded(tree)
    names = edition_files.measures_of(tree)
    table = tables.drawn(names, units=1000, periods=10, missing=_MISSING).table()
    reference = plain.three_hundred_criteria(
        table, kinds=edition_files.kinds(), left_out=edition_files.LEFT_OUT, periods=10
    )
    return [
        _beside(
            "evaluate-300",
            f"1,000 units × 300 criteria of 15 rule kinds × 10 years, from {len(names)} measures "
            f"({_MISSING:.0%} missing: zero, full, excluded, withhold)",
            ours=lambda: evaluate(edition, table).points,
            reference=reference,
        )
    ]


def _beside(name: str, what: str, *, ours: Points, reference: Points) -> Figure:
    """Both give the points of every node on every row, and the same ones."""
    np.testing.assert_allclose(ours(), reference(), rtol=1e-12, atol=1e-12)
    mine, bare = medians(ours, reference, clock=CPU)
    return Figure(
        name=name,
        what=what,
        against="the same arithmetic in bare NumPy, sums in the same order; CPU time of one thread",
        ours=mine,
        reference=bare,
        most_times=_MOST_TIMES,
        peak_ours=peak(ours),
        peak_reference=peak(reference),
    )


def explanation() -> list[Figure]:
    """The whole tree of one unit of 300 criteria in the table of 10,000 rows."""
    tree = edition_files.three_hundred_criteria()
    names = edition_files.measures_of(tree)
    table = tables.drawn(names, units=1000, periods=10, missing=_MISSING).table()
    evaluation = evaluate(edition_files.loaded(tree), table)
    unit = table.units[500]
    (mine,) = medians(lambda: evaluation.explain(unit), clock=CPU)
    return [
        Figure(
            name="explain",
            what="one unit of 300 criteria, down to every observation, among 10,000 rows; CPU time",
            ours=mine,
            most=20.0,
            peak_ours=peak(lambda: evaluation.explain(unit)),
        )
    ]
