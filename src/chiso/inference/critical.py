"""Critical values of the largest studentised difference between units, from drawn errors.

The maximum runs over pairs, so the plain way costs draws × units². It is the same number, and
much cheaper, once pairs that cannot matter are left out: with independent errors e of unit
variance the difference of two units, over its standard error, is cos φ · e_j − sin φ · e_k and
never exceeds √(e_j² + e_k²) (Cauchy and Schwarz). Only pairs with an extreme unit can reach the
upper tail, where the quantile lies.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from chiso.values import Floats

Places = NDArray[np.intp]

_BLOCK = 1 << 16
"""Numbers in one block of a chunked computation: half a megabyte, so that it stays in cache."""

_ROUNDING = 1 + 1e-12
"""What a bound is widened by, so that rounding never turns it into less than the value."""


@dataclass(frozen=True, eq=False)
class Sample:
    """Scores and errors of the units that take part, errors drawn for them, and the extreme draws.

    ``normals`` (draws × units) are standard normal; ``extreme`` (draws × some) names the units
    whose draw is farthest from 0; no other unit's draw is farther than ``rest`` (draws).
    """

    scores: Floats
    errors: Floats
    normals: Floats
    extreme: Places
    rest: Floats

    @classmethod
    def drawn(
        cls, scores: Floats, errors: Floats, *, draws: int, generator: np.random.Generator
    ) -> Self:
        """A sample whose errors come from the generator, draw by draw in the order of the units."""
        normals = generator.standard_normal((draws, len(scores)))
        many = min(len(scores), 8 + len(scores) // 64)
        if many == len(scores):
            everyone = np.broadcast_to(np.arange(many), normals.shape)
            return cls(scores, errors, normals, everyone, np.zeros(draws))
        size = np.abs(normals)
        order = np.argpartition(-size, many, axis=1)[:, : many + 1]
        rest = np.take_along_axis(size, order[:, many:], axis=1)[:, 0]
        return cls(scores, errors, normals, order[:, :many], rest)

    def statistics(
        self, draw: Places, unit: Places, other: Places | slice, limit: Floats | float
    ) -> Floats:
        """The drawn differences of ``unit`` and ``other`` over their standard error, in the
        directions that ``limit`` leaves open: both, or only the one against the scores where these
        differ by more than ``limit`` standard errors. The places broadcast against each other.
        """
        mine, theirs = self.errors[unit], self.errors[other]
        scale = _scale(mine, theirs)
        drawn = self.normals[draw, unit] * mine - self.normals[draw, other] * theirs
        drawn /= scale
        size = np.abs(drawn)
        if np.any(np.isfinite(limit)):
            gap = self.scores[unit] - self.scores[other]
            scale *= limit
            np.negative(drawn, out=size, where=gap > scale)
            np.copyto(size, drawn, where=gap < -scale)
        return size


def _scale(one: Floats, other: Floats) -> Floats:
    """Standard errors of differences; two exact units get a speck instead of 0, so that any
    difference of theirs is beyond every limit and none is none.
    """
    squares: Floats = one * one + other * other
    np.maximum(squares, np.finfo(float).tiny, out=squares)
    return np.sqrt(squares, out=squares)


def order_statistic(level: float, draws: int) -> int:
    """Which of the ascending draws is the critical value: ⌈level × (draws + 1)⌉, counted from 1.

    The drawn maxima and the one in the data are then exchangeable, so that drawing costs no
    coverage. It is more than ``draws`` where the draws are too few for the level.

    >>> order_statistic(0.95, 1000)
    951
    """
    return math.ceil(level * (draws + 1) * (1 - 1e-12))


def joint_limit(sample: Sample, *, level: float, limit: float) -> float:
    """The critical value over all pairs of units, in the directions that ``limit`` leaves open."""
    place = order_statistic(level, len(sample.normals)) - 1
    largest = _largest_among_extremes(sample, limit)
    floor = np.partition(largest, place)[place]
    size = np.abs(sample.normals)
    most = np.hypot(size, size.max(axis=1, keepdims=True)) * _ROUNDING
    draw, unit = np.nonzero(most > np.maximum(largest, floor)[:, None])
    limits = np.full(len(unit), limit)
    np.maximum.at(largest, draw, _over_everyone(sample, draw, unit, limits))
    return float(np.partition(largest, place)[place])


def own_limits(sample: Sample, units: Places, *, level: float, limits: Floats) -> Floats:
    """The critical value of each unit over its pairs, in the directions that its limit leaves
    open.
    """
    place = order_statistic(level, len(sample.normals)) - 1
    largest = _beside_extremes(sample, units, limits)
    floor = np.partition(largest, place, axis=0)[place]
    most = np.hypot(sample.normals[:, units], sample.rest[:, None]) * _ROUNDING
    draw, column = np.nonzero(most > np.maximum(largest, floor))
    largest[draw, column] = _over_everyone(sample, draw, units[column], limits[column])
    result: Floats = np.partition(largest, place, axis=0)[place]
    return result


def _largest_among_extremes(sample: Sample, limit: float) -> Floats:
    """For each draw the largest statistic of two extreme units: a lower bound."""
    draws, many = sample.extreme.shape
    largest = np.empty(draws)
    for part in _parts(draws, many * many):
        units = sample.extreme[part]
        when = np.arange(part.start, part.stop)[:, None, None]
        found = sample.statistics(when, units[:, :, None], units[:, None, :], limit)
        largest[part] = found.max(axis=(1, 2))
    return largest


def _beside_extremes(sample: Sample, units: Places, limits: Floats) -> Floats:
    """For each draw and unit the largest statistic beside an extreme unit: a lower bound."""
    draws, many = sample.extreme.shape
    largest = np.empty((draws, len(units)))
    for part in _parts(draws, many * len(units)):
        when = np.arange(part.start, part.stop)[:, None, None]
        others = sample.extreme[part][:, :, None]
        largest[part] = sample.statistics(when, units[None, None, :], others, limits).max(axis=1)
    return largest


def _over_everyone(sample: Sample, draw: Places, unit: Places, limits: Floats) -> Floats:
    """For each pair of a draw and a unit the largest statistic over all other units."""
    largest = np.empty(len(draw))
    everyone = np.arange(len(sample.scores))[None, :]
    for part in _parts(len(draw), len(sample.scores)):
        when, who = draw[part, None], unit[part, None]
        largest[part] = sample.statistics(when, who, everyone, limits[part, None]).max(axis=1)
    return largest


def _parts(rows: int, width: int) -> Iterator[slice]:
    """Slices of ``rows``, each as many as fit in a block of rows of that width."""
    step = max(1, _BLOCK // max(width, 1))
    return (slice(at, min(at + step, rows)) for at in range(0, rows, step))


def decided(sample: Sample, units: Places, limits: Floats) -> tuple[Places, Places]:
    """How many units stand above, and how many below, each of ``units``, beyond its limit."""
    above, below = np.empty(len(units), np.intp), np.empty(len(units), np.intp)
    for part in _parts(len(units), len(sample.scores)):
        who = units[part, None]
        beyond = _scale(sample.errors[who], sample.errors[None, :]) * limits[part, None]
        gap = sample.scores[who] - sample.scores[None, :]
        above[part] = np.count_nonzero(gap < -beyond, axis=1)
        below[part] = np.count_nonzero(gap > beyond, axis=1)
    return above, below
