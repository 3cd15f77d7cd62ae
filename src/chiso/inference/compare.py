"""Two independent estimates side by side: the difference and its error, for one pair or several.

See docs/method/ranks.md#comparing-two-estimates.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import NormalDist
from typing import Literal

from chiso.errors import Fault, FaultsFound, mark
from chiso.values import Estimate

Correction = Literal["holm", "bonferroni"]

PAPI_SHARE = 0.05
"""PAPI's rule: a total changed if it is at least this share of the earlier one away from it.

Inferred from the seven provinces that the report on 2017 names (docs/method/ranks.md)."""

_TIE = 1e-9


@dataclass(frozen=True, slots=True)
class Comparison:
    """The second estimate less the first, and what sampling error says about it.

    ``interval`` is that of this difference alone at ``level``; ``joint_interval`` holds for all
    ``together`` differences at once (Bonferroni). ``p`` is the two-sided p value of no
    difference, ``adjusted_p`` the same after the correction. All are None where an error is
    not published.
    """

    first: Estimate
    second: Estimate
    difference: float
    se: float | None
    level: float
    interval: tuple[float, float] | None
    p: float | None
    together: int
    joint_interval: tuple[float, float] | None
    adjusted_p: float | None

    @property
    def beyond_error(self) -> bool | None:
        """Whether the difference is larger than chance explains at the level, after correction.

        None where an error is not published. True only if ``interval`` leaves out 0.
        """
        if self.adjusted_p is None or self.interval is None:
            return None
        return self.adjusted_p < 1 - self.level and not self.interval[0] <= 0 <= self.interval[1]


def compare(first: Estimate, second: Estimate, *, level: float = 0.95) -> Comparison:
    """The second estimate less the first, of **independent** samples, normal approximation.

    Raises FaultsFound if ``level`` is not between 0 and 1 or a number cannot be used.

    >>> one = compare(Estimate(40.0, se=0.3), Estimate(41.0, se=0.4))
    >>> one.difference, one.se, round(one.p, 4)
    (1.0, 0.5, 0.0455)
    """
    _refuse(_faults(first, second, level=level))
    difference = second.value - first.value
    if first.se is None or second.se is None:
        se = interval = p = None
    else:
        se = math.hypot(first.se, second.se)
        interval = _around(difference, se, level)
        p = two_sided(difference, se)
    return Comparison(
        first=first,
        second=second,
        difference=difference,
        se=se,
        level=level,
        interval=interval,
        p=p,
        together=1,
        joint_interval=interval,
        adjusted_p=p,
    )


def compare_many(
    pairs: Sequence[tuple[Estimate, Estimate]],
    correction: Correction = "holm",
    *,
    level: float = 0.95,
) -> tuple[Comparison, ...]:
    """Each pair compared, with p values that hold for all of them together.

    ``bonferroni`` multiplies each p value by the number of pairs that have errors; ``holm`` (Holm,
    Scandinavian Journal of Statistics 6, 1979) the smallest by that number, the next by one less,
    and so on, and is never less powerful; neither asks how the pairs depend on each other.

    Raises FaultsFound as ``compare``, or if ``correction`` is unknown.
    """
    if correction not in _CORRECTIONS:
        sentence = mark("found {found}, expected holm or bonferroni")
        _refuse(iter([Fault("correction", sentence, {"found": correction})]))
    single = [compare(first, second, level=level) for first, second in pairs]
    tested = [place for place, one in enumerate(single) if one.p is not None]
    adjusted = dict(zip(tested, _adjusted(single, tested, correction), strict=True))
    joint = 1 - (1 - level) / max(len(tested), 1)
    return tuple(
        replace(
            one,
            together=len(tested),
            joint_interval=None if one.se is None else _around(one.difference, one.se, joint),
            adjusted_p=adjusted.get(place),
        )
        for place, one in enumerate(single)
    )


def _adjusted(
    single: Sequence[Comparison], tested: Sequence[int], correction: Correction
) -> list[float]:
    values = [p for place in tested if (p := single[place].p) is not None]
    return _CORRECTIONS[correction](values)


def bonferroni(p_values: Sequence[float]) -> list[float]:
    """Each p value times their number, at most 1.

    >>> bonferroni([0.01, 0.04])
    [0.02, 0.08]
    """
    return [min(1.0, p * len(p_values)) for p in p_values]


def holm(p_values: Sequence[float]) -> list[float]:
    """Holm's adjusted p values: ascending, each times how many are left, never below the one
    before.

    >>> holm([0.04, 0.01])
    [0.04, 0.02]
    """
    adjusted = [1.0] * len(p_values)
    largest = 0.0
    for step, place in enumerate(sorted(range(len(p_values)), key=p_values.__getitem__)):
        largest = max(largest, min(1.0, p_values[place] * (len(p_values) - step)))
        adjusted[place] = largest
    return adjusted


_CORRECTIONS = {"holm": holm, "bonferroni": bonferroni}


def two_sided(difference: float, se: float) -> float:
    """The probability of at least this difference, either way, if in truth there is none.

    With the error 0 both values are exact: 1 if they are equal, else 0.
    """
    if se == 0:
        return 1.0 if difference == 0 else 0.0
    return math.erfc(abs(difference) / se / math.sqrt(2))


def factor(level: float) -> float:
    """How many standard errors an interval of the level reaches to each side.

    >>> round(factor(0.95), 6)
    1.959964
    """
    return -NormalDist().inv_cdf((1 - level) / 2)


def _around(difference: float, se: float, level: float) -> tuple[float, float]:
    reach = factor(level) * se
    return difference - reach, difference + reach


@dataclass(frozen=True, slots=True)
class RelativeChange:
    """A change as a share of the earlier value, and which way PAPI's rule counts it.

    ``direction`` is 1 (rose), -1 (fell) or 0 (less than 5% either way).
    """

    share: float
    direction: int


def papi_rule(before: float, after: float) -> RelativeChange | None:
    """The relative change, and whether it is 5% or more; None unless the earlier value is above 0.

    The rule knows nothing of sampling error: print it beside ``compare``, never in its place.

    >>> papi_rule(40.0, 42.0)
    RelativeChange(share=0.05, direction=1)
    """
    if not before > 0 or not math.isfinite(after):
        return None
    share = (after - before) / before
    if abs(share) < PAPI_SHARE - _TIE:
        return RelativeChange(share, 0)
    return RelativeChange(share, 1 if share > 0 else -1)


def _faults(first: Estimate, second: Estimate, *, level: float) -> Iterator[Fault]:
    if not 0 < level < 1:
        yield Fault("level", mark("found {found}, expected between 0 and 1"), {"found": level})
    for where, one in (("first", first), ("second", second)):
        if not math.isfinite(one.value):
            yield Fault(
                where, mark("found {found}, expected a finite number"), {"found": one.value}
            )
        if one.se is not None and not 0 <= one.se < math.inf:
            sentence = mark("found the error {found}, expected a finite number of 0 or more")
            yield Fault(where, sentence, {"found": one.se})


def _refuse(faults: Iterator[Fault]) -> None:
    found = tuple(faults)
    if found:
        raise FaultsFound(what="compare", faults=found)
