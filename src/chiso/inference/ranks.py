"""Confidence sets for ranks (Mogstad, Romano, Shaikh and Wilhelm, Review of Economic Studies 91,
2024, section 3, with the stepwise refinement of Romano and Wolf, JASA 100, 2005).

See docs/method/ranks.md.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from chiso.errors import Fault, FaultsFound, ObservationsInvalid, Place, mark
from chiso.inference.critical import (
    Places,
    Sample,
    decided,
    joint_limit,
    order_statistic,
    own_limits,
)
from chiso.values import Floats, Missing

Kind = Literal["simultaneous", "marginal"]
Numbers = Sequence[float | Missing | None] | NDArray[np.float64]
"""Numbers by unit; a Missing, None or NaN stands for a number that is not there."""


@dataclass(frozen=True, slots=True)
class RankSet:
    """The ranks from ``lowest`` to ``highest`` that sampling error leaves open; 1 is the best."""

    lowest: int
    highest: int


def rank_sets(
    scores: Numbers,
    errors: Numbers,
    *,
    level: float = 0.95,
    draws: int = 1000,
    seed: int | np.random.Generator,
    kind: Kind = "simultaneous",
) -> tuple[RankSet | None, ...]:
    """The confidence set of each unit's rank among the units that have a score and an error.

    The highest score has rank 1; a unit's rank is one more than the number of units above it.
    ``errors`` are standard errors in the unit of the scores, of units **independent** of each
    other; 0 says that the score is exact. A unit without a score or an error takes no part and
    gets None: it is counted in no other unit's set either. ``simultaneous`` sets hold for all
    units at once with probability ``level``, a ``marginal`` one for its unit alone.

    The same seed gives the same sets, in whatever order the units come. Of several units tied in
    truth, a set holds every place that they share.

    Raises:
        ObservationsInvalid: a score or an error is infinite, or an error below 0. FaultsFound:
        level, draws, kind or seed is not what it should be, or there are not as many errors as
        scores.

    >>> rank_sets([9.0, 5.0, 1.0], [0.1, 0.1, None], seed=1)
    (RankSet(lowest=1, highest=1), RankSet(lowest=2, highest=2), None)
    """
    _refuse(_wrong_arguments(scores, errors, level=level, draws=draws, seed=seed, kind=kind))
    points, ses = _as_floats(scores), _as_floats(errors)
    _refuse_numbers(points, ses)
    taking_part = np.flatnonzero(~(np.isnan(points) | np.isnan(ses)))
    order = taking_part[np.lexsort((ses[taking_part], -points[taking_part]))]
    sets: list[RankSet | None] = [None] * len(points)
    if not len(order):
        return tuple(sets)
    scaled = _scaled(points[order], ses[order])
    sample = Sample.of(*scaled, draws=draws, generator=np.random.default_rng(seed))
    limits = (_stepped_joint if kind == "simultaneous" else _stepped_own)(sample, level)
    above, below = decided(sample, np.arange(len(order)), limits)
    for place, unit in enumerate(order.tolist()):
        sets[unit] = RankSet(int(above[place]) + 1, len(order) - int(below[place]))
    return tuple(sets)


def left_out(scores: Numbers, errors: Numbers) -> tuple[int, ...]:
    """The places of the units that get no set: they have no score or no standard error."""
    absent = np.isnan(_as_floats(scores)) | np.isnan(_as_floats(errors))
    return tuple(np.flatnonzero(absent).tolist())


def ranks_taking_part(scores: Numbers, errors: Numbers) -> tuple[int | None, ...]:
    """The rank of each unit among those that take part, which is the rank its set speaks of.

    Equal scores share the best of their places; None where the unit is left out.

    >>> ranks_taking_part([7.0, 9.0, 8.0], [0.5, None, 0.5])
    (2, None, 1)
    """
    points = _as_floats(scores)
    points[list(left_out(scores, errors))] = np.nan
    ascending = np.sort(points[~np.isnan(points)])
    above = len(ascending) - np.searchsorted(ascending, points, side="right")
    return tuple(
        None if math.isnan(point) else place + 1
        for point, place in zip(points.tolist(), above.tolist(), strict=True)
    )


def _as_floats(numbers: Numbers) -> Floats:
    absent = (None, Missing)
    return np.array(
        [np.nan if one is None or isinstance(one, absent[1]) else one for one in numbers], float
    )


def _scaled(points: Floats, ses: Floats) -> tuple[Floats, Floats]:
    """Both over the same power of two, which loses no digit and keeps squares in range."""
    _, exponent = np.frexp(ses.max())
    return np.ldexp(points, -exponent), np.ldexp(ses, -exponent)


def _stepped_joint(sample: Sample, level: float) -> Floats:
    """One limit for all units, lowered step by step: a pair whose order is decided is left out of
    the next maximum in that direction, until nothing more is decided.
    """
    everyone = np.arange(len(sample.scores))
    limit, settled = math.inf, 0
    while True:
        limit = joint_limit(sample, level=level, limit=limit)
        limits = np.full(len(everyone), limit)
        now = int(decided(sample, everyone, limits)[0].sum())
        if now == settled:
            return limits
        settled = now


def _stepped_own(sample: Sample, level: float) -> Floats:
    """A limit for each unit over its own pairs, lowered step by step; twins share one."""
    first, twin = _twins(sample)
    limits = np.full(len(first), math.inf)
    settled = np.zeros(len(first), np.intp)
    active = np.arange(len(first))
    while len(active):
        limits[active] = own_limits(sample, first[active], level=level, limits=limits[active])
        above, below = decided(sample, first[active], limits[active])
        moved = above + below != settled[active]
        settled[active] = above + below
        active = active[moved]
    return limits[twin]


def _twins(sample: Sample) -> tuple[Places, Places]:
    """The first of each run of units with the same score and error, and the run of each unit."""
    new = np.ones(len(sample.scores), bool)
    new[1:] = (np.diff(sample.scores) != 0) | (np.diff(sample.variances) != 0)
    return np.flatnonzero(new), np.cumsum(new) - 1


def _wrong_arguments(
    scores: Numbers,
    errors: Numbers,
    *,
    level: float,
    draws: int,
    seed: object,
    kind: str,
) -> Iterator[Fault]:
    if len(scores) != len(errors):
        facts = {"found": len(errors), "expected": len(scores)}
        yield Fault("errors", mark("found {found} errors for {expected} scores"), facts)
    if kind not in ("simultaneous", "marginal"):
        yield Fault(
            "kind", mark("found {found}, expected simultaneous or marginal"), {"found": kind}
        )
    if isinstance(seed, bool) or not isinstance(seed, int | np.integer | np.random.Generator):
        expected = mark("found {found}, expected a whole number or a generator")
        yield Fault("seed", expected, {"found": seed})
    if not 0 < level < 1:
        yield Fault("level", mark("found {found}, expected between 0 and 1"), {"found": level})
    elif draws < 1 or order_statistic(level, draws) > draws:
        facts = {"found": draws, "expected": math.ceil(level / (1 - level) * (1 - 1e-12))}
        yield Fault("draws", mark("found {found}, expected {expected} or more"), facts)


def _refuse(faults: Iterator[Fault]) -> None:
    found = tuple(faults)
    if found:
        raise FaultsFound(what="rank_sets", faults=found)


def _refuse_numbers(points: Floats, ses: Floats) -> None:
    faults = [
        Fault(
            Place(mark("number {number}"), {"number": at + 1}),
            mark(
                "found {found} with the error {error}, expected finite numbers, the error 0 or more"
            ),
            {"found": float(points[at]), "error": float(ses[at])},
        )
        for at in np.flatnonzero(np.isinf(points) | np.isinf(ses) | (ses < 0)).tolist()
    ]
    if faults:
        raise ObservationsInvalid(what="observations", faults=faults)
