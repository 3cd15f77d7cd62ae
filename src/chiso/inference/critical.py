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

    ``drawn`` (draws × units) are standard normals times the errors, ``squares`` the squares of
    the normals, 0 for exact units; ``variances`` are the errors squared, a speck instead of 0.
    ``extreme`` (draws × some) names the units with the largest squares, ``rest`` (draws) the
    largest of the others'.
    """

    scores: Floats
    variances: Floats
    drawn: Floats
    squares: Floats
    extreme: Places
    rest: Floats

    @classmethod
    def of(
        cls, scores: Floats, errors: Floats, *, draws: int, generator: np.random.Generator
    ) -> Self:
        """A sample whose errors come from the generator, draw by draw in the order of the units."""
        normals = generator.standard_normal((draws, len(scores)))
        squares = normals * normals * (errors > 0)  # an exact unit's own draw says nothing
        extreme, rest = _extremes(squares)
        return cls(
            scores=scores,
            variances=np.maximum(errors * errors, np.finfo(float).tiny),
            drawn=np.multiply(normals, errors, out=normals),
            squares=squares,
            extreme=extreme,
            rest=rest,
        )


def _extremes(squares: Floats) -> tuple[Places, Floats]:
    draws, units = squares.shape
    many = min(units, 8 + units // 64)
    if many == units:
        return np.tile(np.arange(units), (draws, 1)), np.zeros(draws)
    order = np.argpartition(-squares, many, axis=1)[:, : many + 1]
    rest = np.take_along_axis(squares, order[:, many:], axis=1)[:, 0]
    return order[:, :many], rest


@dataclass(frozen=True, eq=False)
class _Side:
    """One side of many differences: scores, variances and drawn errors that broadcast."""

    scores: Floats
    variances: Floats
    drawn: Floats


def _statistics(one: _Side, other: _Side, limit: Floats | float) -> Floats:
    """The drawn differences over their standard error, without sign; 0 for one that points the way
    that ``limit`` has closed: the way of the scores, where these differ by more than ``limit``
    standard errors. (Its opposite is below 0 then, and never the largest.)
    """
    scale = one.variances + other.variances
    np.sqrt(scale, out=scale)
    drawn = one.drawn - other.drawn
    drawn /= scale
    size = np.abs(drawn)
    if np.any(np.isfinite(limit)):
        drawn *= one.scores - other.scores
        scale *= limit
        scale *= size
        size *= drawn <= scale
    return size


def order_statistic(level: float, draws: int) -> int:
    """Which of the ascending draws is the critical value: ⌈level × (draws + 1)⌉, counted from 1.

    The drawn maxima and the one in the data are then exchangeable, so that drawing costs no
    coverage. It is more than ``draws`` where the draws are too few for the level.

    >>> order_statistic(0.95, 1000)
    951
    """
    return math.ceil(level * (draws + 1) * (1 - 1e-12))


def joint_limit(sample: Sample, *, level: float, limit: float) -> float:
    """The critical value over all pairs of units, in the directions that ``limit`` leaves open; 0
    if it would be less.
    """
    place = order_statistic(level, len(sample.drawn)) - 1
    largest = _largest_among_extremes(sample, limit)
    known = np.maximum(largest, np.partition(largest, place)[place])
    needed = known**2 / _ROUNDING - sample.squares.max(axis=1)
    draw, unit = np.nonzero(sample.squares > needed[:, None])
    limits = np.full(len(unit), limit)
    np.maximum.at(largest, draw, _over_everyone(sample, draw, unit, limits))
    return float(np.partition(largest, place)[place])


def own_limits(sample: Sample, units: Places, *, level: float, limits: Floats) -> Floats:
    """The critical value of each unit over its pairs, in the directions that its limit leaves
    open; 0 if it would be less.
    """
    place = order_statistic(level, len(sample.drawn)) - 1
    largest = _beside_extremes(sample, units, limits)
    known = np.maximum(largest, np.partition(largest, place, axis=0)[place])
    most = (sample.squares[:, units] + sample.rest[:, None]) * _ROUNDING
    draw, column = np.nonzero(most > known**2)
    largest[draw, column] = _over_everyone(sample, draw, units[column], limits[column])
    result: Floats = np.partition(largest, place, axis=0)[place]
    return result


def _largest_among_extremes(sample: Sample, limit: float) -> Floats:
    """For each draw the largest statistic of two extreme units, 0 or more: a lower bound."""
    draws, many = sample.extreme.shape
    largest = np.empty(draws)
    for part in _parts(draws, many * many):
        one = _extreme_side(sample, part)
        other = _Side(*(np.swapaxes(each, 1, 2) for each in (one.scores, one.variances, one.drawn)))
        largest[part] = _statistics(one, other, limit).max(axis=(1, 2))
    return largest


def _beside_extremes(sample: Sample, units: Places, limits: Floats) -> Floats:
    """For each draw and unit the largest statistic beside an extreme unit, 0 or more: a lower
    bound.
    """
    draws, many = sample.extreme.shape
    largest = np.empty((draws, len(units)))
    for part in _parts(draws, many * len(units)):
        drawn = sample.drawn[part, None, :][:, :, units]
        one = _Side(sample.scores[units], sample.variances[units], drawn)
        largest[part] = _statistics(one, _extreme_side(sample, part), limits).max(axis=1)
    return np.maximum(largest, 0.0, out=largest)


def _extreme_side(sample: Sample, part: slice) -> _Side:
    """The extreme units of some draws: draws × units × 1."""
    units = sample.extreme[part]
    drawn = np.take_along_axis(sample.drawn[part], units, axis=1)
    shape = (*units.shape, 1)
    return _Side(
        sample.scores[units].reshape(shape),
        sample.variances[units].reshape(shape),
        drawn.reshape(shape),
    )


def _over_everyone(sample: Sample, draw: Places, unit: Places, limits: Floats) -> Floats:
    """For each pair of a draw and a unit the largest statistic over all other units."""
    largest = np.empty(len(draw))
    for part in _parts(len(draw), len(sample.scores)):
        drawn, who = sample.drawn[draw[part]], unit[part, None]
        mine = np.take_along_axis(drawn, who, axis=1)
        one = _Side(sample.scores[who], sample.variances[who], mine)
        other = _Side(sample.scores, sample.variances, drawn)
        largest[part] = _statistics(one, other, limits[part, None]).max(axis=1)
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
        beyond = np.sqrt(sample.variances[who] + sample.variances) * limits[part, None]
        gap = sample.scores[who] - sample.scores
        above[part] = np.count_nonzero(gap < -beyond, axis=1)
        below[part] = np.count_nonzero(gap > beyond, axis=1)
    return above, below
