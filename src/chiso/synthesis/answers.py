"""Answers to a survey, and other counts by answer: respondents, one by one in law, not in name."""

from math import comb

import numpy as np
from numpy.typing import NDArray

from chiso.definition.rules import AnswerShares
from chiso.synthesis.drawn import Bench, Drawn
from chiso.values import Floats


def _favour(bench: Bench) -> Floats:
    """How far up the scale one answer stands, 0…1."""
    return np.clip(0.4 + 0.42 * bench.ease, 0.03, 0.97)


def rating(bench: Bench, *, first: float, last: float) -> Drawn:
    """The mean rating from ``first`` (the worst) to ``last`` (the best, higher or lower).

    A respondent stands Binomial(|last − first|) steps up from the worst. The numerator is the sum
    of all ratings; the error is that of a simple random sample.
    """
    steps = max(1, round(abs(last - first)))
    asked = bench.respondents
    n = asked.astype(float)
    up = bench.generator.binomial(steps * asked, _favour(bench)).astype(float)
    total = first * n + up * (last - first) / steps
    share = up / (steps * n)
    se = abs(last - first) * np.sqrt(share * (1 - share) / (steps * n))
    return Drawn(total / n, numerator=total, denominator=n, se=se, n=n)


def answers(rule: AnswerShares, bench: Bench, *, among: NDArray[np.int64]) -> dict[str, Drawn]:
    """How many gave each answer; all together ``among``. Counts of a survey carry their error."""
    levels = len(rule.options) - 1
    favour = _favour(bench)[:, np.newaxis]
    chances = np.hstack(
        [comb(levels, k) * favour**k * (1 - favour) ** (levels - k) for k in range(levels + 1)]
    )
    counted = bench.generator.multinomial(among, chances / chances.sum(axis=1, keepdims=True))
    upwards = sorted(rule.options, key=lambda option: option.share)
    return {
        option.measure: _answer(counted[:, at].astype(float), among.astype(float), bench.surveyed)
        for at, option in enumerate(upwards)
    }


def _answer(count: Floats, among: Floats, surveyed: bool) -> Drawn:
    if not surveyed:
        return Drawn(count)
    return Drawn(count, se=np.sqrt(count * (1 - count / among)), n=among)
