"""A rule as the steps it is made of, and which of them one unit's values stand on."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from chiso.definition.rules import (
    Appraised,
    Bands,
    LateStep,
    LowestOf,
    OnTime,
    Ratio,
    Requires,
    Rule,
    SumOfChecks,
)
from chiso.scoring.rules import band_places
from chiso.wording import Text


@dataclass(frozen=True, slots=True)
class Seen:
    """What one unit has: the values read by measure, and the points of the lines that rules hang
    on. What is missing is not there.
    """

    values: Mapping[str, float]
    scored: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Step:
    """One step: from ``lower`` to ``upper`` (None: no such end), what it gives (None: nobody knows,
    ``unknown`` says why), and whether the unit stands on it. A check has a ``measure`` instead.
    """

    points: float | None
    applies: bool
    lower: float | None = None
    includes_lower: bool = True
    upper: float | None = None
    includes_upper: bool = True
    measure: str = ""
    unknown: Text | None = None


@dataclass(frozen=True, slots=True)
class Ladder:
    """The steps of one ``rule``, which a ``ratio`` may lead into, and the value that they are held
    against (None: missing, or none of its own).
    """

    rule: Rule
    steps: tuple[Step, ...]
    value: float | None = None
    ratio: Ratio | None = None


def rule_ladders(rule: Rule, seen: Seen) -> tuple[Ladder, ...]:
    """The ladders of a rule, one for each part of it that has steps; none for a rule without.

    >>> from chiso.definition.rules import Band
    >>> low = Band(lower=None, includes_lower=False, points=0.0)
    >>> high = Band(lower=80.0, includes_lower=True, points=1.0)
    >>> (ladder,) = rule_ladders(Bands(measure="m", bands=(low, high)), Seen({"m": 80.0}, {}))
    >>> [step.applies for step in ladder.steps]
    [False, True]
    """
    find = _LADDERS.get(rule.kind)
    return find(rule, seen) if find else ()


def _bands(rule: Bands, seen: Seen) -> tuple[Ladder, ...]:
    return (_banded(rule, seen.values.get(rule.measure)),)


def _banded(rule: Bands, value: float | None) -> Ladder:
    place = -1 if value is None else int(band_places(rule.bands, np.array([value]))[0])
    above = (*rule.bands[1:], None)
    steps = (
        Step(
            points=band.points,
            applies=at == place,
            lower=band.lower,
            includes_lower=band.includes_lower,
            upper=after.lower if after else None,
            includes_upper=after is not None and not after.includes_lower,
            unknown=band.unknown,
        )
        for at, (band, after) in enumerate(zip(rule.bands, above, strict=True))
    )
    return Ladder(rule, tuple(steps), value)


def _ratio(rule: Ratio, seen: Seen) -> tuple[Ladder, ...]:
    if not isinstance(rule.then, Bands):
        return ()
    return (replace(_banded(rule.then, quotient(rule, seen)), ratio=rule),)


def quotient(rule: Ratio, seen: Seen) -> float | None:
    """What the rule's points are read from; None where something is missing, or nothing to divide
    by.
    """
    above, below = seen.values.get(rule.numerator), seen.values.get(rule.denominator)
    return None if above is None or not below else above * rule.times / below


def _on_time(rule: OnTime, seen: Seen) -> tuple[Ladder, ...]:
    days = seen.values.get(rule.measure)
    ends = [step.up_to for step in rule.steps]
    steps = (
        Step(
            points=step.points,
            applies=days is not None and _is_late_by(days, before, step),
            lower=before,
            includes_lower=False,
            upper=step.up_to,
        )
        for before, step in zip([None, *ends], rule.steps, strict=False)
    )
    return (Ladder(rule, tuple(steps), days),)


def _is_late_by(days: float, before: float | None, step: LateStep) -> bool:
    return (before is None or days > before) and (step.up_to is None or days <= step.up_to)


def _checks(rule: SumOfChecks, seen: Seen) -> tuple[Ladder, ...]:
    steps = (
        Step(check.points, seen.values.get(check.measure) == 1, measure=check.measure)
        for check in rule.checks
    )
    return (Ladder(rule, tuple(steps)),)


def _appraised(rule: Appraised, seen: Seen) -> tuple[Ladder, ...]:
    given = seen.values.get(rule.measure)
    return (Ladder(rule, tuple(Step(one, given == one) for one in rule.allowed), given),)


def _requires(rule: Requires, seen: Seen) -> tuple[Ladder, ...]:
    """None of the steps applies where the line has no points: the rule gives zero then."""
    found = rule_ladders(rule.then, seen)
    if seen.scored.get(rule.line, 0.0) > 0:
        return found
    return tuple(
        replace(one, steps=tuple(replace(step, applies=False) for step in one.steps))
        for one in found
    )


def _lowest_of(rule: LowestOf, seen: Seen) -> tuple[Ladder, ...]:
    return tuple(ladder for one in rule.rules for ladder in rule_ladders(one, seen))


_LADDERS: Mapping[str, Callable[[Any, Seen], tuple[Ladder, ...]]] = {
    "bands": _bands,
    "ratio": _ratio,
    "on_time": _on_time,
    "sum_of_checks": _checks,
    "appraised": _appraised,
    "requires": _requires,
    "lowest_of": _lowest_of,
}
