"""What a unit is short of: the values that would have earned it the next step, or full points.

Only where the rule itself says so, all else staying as it is: no aim is a forecast.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from chiso.definition.rules import (
    Band,
    Bands,
    Bonus,
    Linear,
    LowestOf,
    OnTime,
    Penalty,
    PerCount,
    Proportional,
    Ratio,
    Requires,
    Rule,
    Scale,
    SumOfChecks,
)
from chiso.scoring.steps import Seen, quotient, rule_ladders

SAME = 1e-9


@dataclass(frozen=True, slots=True)
class Need:
    """That a ``measure``, which is ``now`` so much, be ``value`` at least (or at most); ``beyond``:
    not that value itself, but past it. ``among`` is the denominator that it is counted of.
    """

    measure: str
    now: float
    value: float
    at_most: bool = False
    beyond: bool = False
    among: float | None = None


@dataclass(frozen=True, slots=True)
class Aim:
    """Points that a unit would have had with all of the ``needs`` together."""

    points: float
    needs: tuple[Need, ...]


def rule_aims(rule: Rule, seen: Seen) -> tuple[Aim, ...]:
    """The next step that gives more, then full points; none where there is nothing to gain, a
    value is missing, or the rule does not tell.

    >>> rule = Linear(measure="m", zero_at=0.0, full_at=80.0, points=2.0, capped=True)
    >>> rule_aims(rule, Seen({"m": 60.0}, {}))[0].needs[0].value
    80.0
    """
    find = _AIMS.get(rule.kind)
    return find(rule, seen) if find else ()


def _linear(rule: Linear, seen: Seen) -> tuple[Aim, ...]:
    return _straight(rule, rule.measure, seen.values.get(rule.measure))


def _straight(rule: Linear, measure: str, now: float | None) -> tuple[Aim, ...]:
    falling = rule.full_at < rule.zero_at
    if now is None or (now <= rule.full_at if falling else now >= rule.full_at):
        return ()
    return (Aim(rule.points, (Need(measure, now, rule.full_at, at_most=falling),)),)


def _bands(rule: Bands, seen: Seen) -> tuple[Aim, ...]:
    return _banded(rule, seen.values.get(rule.measure))


def _banded(rule: Bands, now: float | None) -> tuple[Aim, ...]:
    """The nearest band with more points, upwards or downwards, then the nearest with most."""
    (ladder,) = rule_ladders(rule, Seen({} if now is None else {rule.measure: now}, {}))
    place = next((at for at, step in enumerate(ladder.steps) if step.applies), None)
    if place is None or now is None:
        return ()
    own = rule.bands[place].points
    better = [
        at
        for at, band in enumerate(rule.bands)
        if own is not None and band.points is not None and band.points > own
    ]
    best = [at for at in better if rule.bands[at].points == rule.maximum]
    nearest = [min(found, key=lambda at: abs(at - place)) for found in (better, best) if found]
    return tuple(_into_band(rule, at, place, now=now) for at in dict.fromkeys(nearest))


def _into_band(rule: Bands, at: int, place: int, *, now: float) -> Aim:
    """What it takes to come into a band from below or from above."""
    if at > place:
        edge, points = rule.bands[at], rule.bands[at].points
        need = Need(rule.measure, now, _end(edge), beyond=not edge.includes_lower)
    else:
        edge, points = rule.bands[at + 1], rule.bands[at].points
        need = Need(rule.measure, now, _end(edge), at_most=True, beyond=edge.includes_lower)
    return Aim(points or 0.0, (need,))


def _end(band: Band) -> float:
    return band.lower if band.lower is not None else -math.inf


def _ratio(rule: Ratio, seen: Seen) -> tuple[Aim, ...]:
    """Of the numerator, the denominator staying as it is; both are counts."""
    now = quotient(rule, seen)
    among = seen.values.get(rule.denominator)
    if now is None or among is None:
        return ()
    inner = rule.then
    found = (
        _straight(inner, rule.numerator, now) if isinstance(inner, Linear) else _banded(inner, now)
    )
    above = seen.values[rule.numerator]
    return tuple(
        Aim(aim.points, (_counted(aim.needs[0], rule, above=above, among=among),)) for aim in found
    )


def _counted(need: Need, rule: Ratio, *, above: float, among: float) -> Need:
    """A need of the quotient as one of whole cases."""
    exact = need.value * among / rule.times
    whole = round(exact)
    if abs(exact - whole) <= SAME * max(1.0, abs(exact)):
        step = 0 if not need.beyond else -1 if need.at_most else 1
        cases = whole + step
    else:
        cases = math.floor(exact) if need.at_most else math.ceil(exact)
    return Need(rule.numerator, above, float(cases), at_most=need.at_most, among=among)


def _proportional(rule: Proportional, seen: Seen) -> tuple[Aim, ...]:
    now = seen.values.get(rule.measure)
    if now is None or now >= rule.target:
        return ()
    return (Aim(rule.points, (Need(rule.measure, now, rule.target),)),)


def _checks(rule: SumOfChecks, seen: Seen) -> tuple[Aim, ...]:
    if any(measure not in seen.values for measure in rule.measures):
        return ()
    failed = [one.measure for one in rule.checks if seen.values[one.measure] != 1]
    needs = tuple(Need(measure, seen.values[measure], 1.0) for measure in failed)
    return (Aim(rule.maximum, needs),) if needs else ()


def _on_time(rule: OnTime, seen: Seen) -> tuple[Aim, ...]:
    """The latest days that would have earned the next step, and full points."""
    (ladder,) = rule_ladders(rule, seen)
    days = ladder.value
    own = next((step.points for step in ladder.steps if step.applies), None)
    if days is None or own is None:
        return ()
    better = [step for step in rule.steps if step.points > own and step.up_to is not None]
    ends = [better[-1], better[0]] if better else []
    return tuple(
        Aim(step.points, (Need(rule.measure, days, step.up_to or 0.0, at_most=True),))
        for step in dict.fromkeys(ends)
    )


def _per_count(rule: PerCount, seen: Seen) -> tuple[Aim, ...]:
    now = seen.values.get(rule.measure)
    if now is None or now <= 0 or rule.each <= 0:
        return ()
    free = math.ceil((rule.points - rule.floor) / rule.each - SAME) - 1  # cases above the floor
    counts = dict.fromkeys((min(now - 1, float(free)), 0.0))
    return tuple(
        Aim(rule.points - rule.each * count, (Need(rule.measure, now, count, at_most=True),))
        for count in counts
        if count >= 0
    )


def _bonus(rule: Bonus, seen: Seen) -> tuple[Aim, ...]:
    now = seen.values.get(rule.measure)
    if now is None or rule.each * now >= rule.cap:
        return ()
    count = float(math.ceil(rule.cap / rule.each - SAME))
    return (Aim(rule.cap, (Need(rule.measure, now, count),)),)


def _penalty(rule: Penalty, seen: Seen) -> tuple[Aim, ...]:
    now = seen.values.get(rule.measure)
    if now is None or now <= 0:
        return ()
    return (Aim(0.0, (Need(rule.measure, now, 0.0, at_most=True),)),)


def _scale(rule: Scale, seen: Seen) -> tuple[Aim, ...]:
    now = seen.values.get(rule.measure)
    best = rule.low if rule.reversed else rule.high
    if now is None or (now <= best if rule.reversed else now >= best):
        return ()
    return (Aim(rule.points_high, (Need(rule.measure, now, best, at_most=rule.reversed),)),)


def _requires(rule: Requires, seen: Seen) -> tuple[Aim, ...]:
    """None while the line itself has no points: that comes first."""
    return rule_aims(rule.then, seen) if seen.scored.get(rule.line, 0.0) > 0 else ()


def _lowest_of(rule: LowestOf, seen: Seen) -> tuple[Aim, ...]:
    """Full points alone: what every part is short of together."""
    if not all(_is_told(one, seen) for one in rule.rules):
        return ()
    last = [found[-1] for one in rule.rules if (found := rule_aims(one, seen))]
    needs = tuple(need for aim in last for need in aim.needs)
    return (Aim(rule.maximum, needs),) if needs else ()


def _is_told(rule: Rule, seen: Seen) -> bool:
    """Whether a rule without an aim must have its full points."""
    if rule.kind not in _AIMS or any(measure not in seen.values for measure in rule.measures):
        return False
    if isinstance(rule, Ratio) and quotient(rule, seen) is None:
        return rule.zero_denominator == "full"
    return not isinstance(rule, Requires)


_AIMS: Mapping[str, Callable[[Any, Seen], tuple[Aim, ...]]] = {
    "linear": _linear,
    "bands": _bands,
    "ratio": _ratio,
    "proportional": _proportional,
    "sum_of_checks": _checks,
    "on_time": _on_time,
    "per_count": _per_count,
    "bonus": _bonus,
    "penalty": _penalty,
    "scale": _scale,
    "requires": _requires,
    "lowest_of": _lowest_of,
}
