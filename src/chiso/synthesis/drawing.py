"""The inputs of each rule kind, drawn; every value is one that the rule can take."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from chiso.definition.rules import (
    AnswerShares,
    Appraised,
    Bands,
    Bonus,
    Given,
    Linear,
    LowestOf,
    ObservedRange,
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
from chiso.synthesis.amounts import WHOLES, amount, left_over, whole
from chiso.synthesis.answers import answers, rating
from chiso.synthesis.drawn import Bench, Drawn
from chiso.values import Floats

Inputs = dict[str, Drawn]
_TOPS = {"share": 1.0, "percent": 100.0, "points": 100.0, "yes_no": 1.0}
_DECIMALS = {"count": 0, "days": 0, "yes_no": 0}


def inputs(rule: Rule, bench: Bench) -> Inputs:
    """What the rule reads and does not stand yet, by the function of its kind."""
    found: Inputs = _DRAWS[rule.kind](rule, bench)
    return {name: one for name, one in found.items() if name not in bench.drawn}


def shown(measure: str, bench: Bench) -> Drawn:
    """A measure that is displayed and never counts."""
    return _number(measure, np.maximum(bench.ease, 0.0), bench)


def _number(measure: str, wanted: Floats, bench: Bench, *, top: float | None = None) -> Drawn:
    """The wanted values in the measure's own unit: whole where it counts, a share of counts.

    ``top`` is the highest there can be; None: that of the unit.
    """
    unit = bench.unit(measure)
    left = left_over(measure, bench)
    if left is not None:
        return left
    highest = _TOPS.get(unit, np.inf) if top is None else top
    held = np.clip(wanted, 0.0, highest)
    if unit == "share" or measure in WHOLES:
        return _share(measure, held, bench)
    return Drawn(np.round(held, _DECIMALS.get(unit, 2)))


def _share(measure: str, wanted: Floats, bench: Bench) -> Drawn:
    """A share or per cent with the counts that it is made of."""
    times = 1.0 if bench.unit(measure) == "share" else 100.0
    name = WHOLES.get(measure, "")
    standing = bench.drawn.get(name)
    among = np.maximum(
        amount(name or measure, bench, at_least=1) if standing is None else standing.values, 1.0
    )
    counted = bench.generator.binomial(among.astype(np.int64), np.clip(wanted / times, 0, 1))
    above = counted.astype(float)
    tied = () if standing is None else (name,)
    return Drawn(times * above / among, numerator=above, denominator=among, tied=tied)


def _wanted(rule: Linear | Bands, ease: Floats) -> Floats:
    """The values that earn about as much as the ease promises, in what the rule reads."""
    if isinstance(rule, Linear):
        return rule.zero_at + (rule.full_at - rule.zero_at) * ease
    cuts = [band.lower for band in rule.bands if band.lower is not None]
    if not cuts:
        return ease
    span = cuts[-1] - cuts[0] or max(1.0, 0.25 * abs(cuts[-1]))
    rising = _worth(rule.bands[-1].points) >= _worth(rule.bands[0].points)
    along = ease if rising else 1 - ease
    return cuts[0] + span * (1.9 * along - 0.6)


def _worth(points: float | None) -> float:
    return 0.0 if points is None else points


def _given(rule: Given, bench: Bench) -> Inputs:
    wanted = rule.low + (rule.high - rule.low) * (0.4 + 0.5 * bench.ease)
    return {rule.measure: Drawn(np.clip(np.round(wanted, 2), rule.low, rule.high))}


def _linear(rule: Linear, bench: Bench) -> Inputs:
    beyond = max(rule.zero_at, rule.full_at) > _TOPS.get(bench.unit(rule.measure), np.inf)
    wanted = _wanted(rule, bench.ease)
    return {rule.measure: _number(rule.measure, wanted, bench, top=np.inf if beyond else None)}


def _bands(rule: Bands, bench: Bench) -> Inputs:
    """Revenue of 105 per cent of the estimate is possible where a band begins at 100."""
    name = rule.measure
    falling = _worth(rule.bands[-1].points) < _worth(rule.bands[0].points)
    if falling and bench.unit(name) == "count":
        return {name: left_over(name, bench) or Drawn(bench.events())}
    beyond = (rule.bands[-1].lower or 0.0) >= _TOPS.get(bench.unit(name), np.inf)
    wanted = _wanted(rule, bench.ease)
    return {name: _number(name, wanted, bench, top=np.inf if beyond else None)}


def _ratio(rule: Ratio, bench: Bench) -> Inputs:
    """A numerator that is a part of its denominator, at the rate that the ease promises."""
    at_least = 1 if rule.zero_denominator == "refuse" else 0
    if rule.numerator in bench.drawn and rule.denominator not in bench.drawn:
        more = amount(rule.denominator, bench, at_least=at_least)
        return {rule.denominator: Drawn(bench.drawn[rule.numerator].values + more)}
    among = whole(rule.denominator, bench, at_least=at_least)
    rate = np.clip(_wanted(rule.then, bench.ease) / rule.times, 0.0, 1.0)
    part = bench.generator.binomial(among.values.astype(np.int64), rate).astype(float)
    return {
        rule.denominator: among,
        rule.numerator: Drawn(part, tied=(rule.denominator,)),
    }


def _proportional(rule: Proportional, bench: Bench) -> Inputs:
    wanted = rule.target * (0.62 + 0.5 * bench.ease)
    return {rule.measure: _number(rule.measure, wanted, bench)}


def _sum_of_checks(rule: SumOfChecks, bench: Bench) -> Inputs:
    """Of two checks the second hangs on the first: no report without its plan."""
    chance = bench.chance
    tossed = [bench.generator.random(len(chance)) < chance for _ in rule.checks]
    if len(tossed) == 2:
        tossed[1] &= tossed[0]
    held = zip(rule.measures, tossed, strict=True)
    return {measure: Drawn(yes.astype(float)) for measure, yes in held}


def _on_time(rule: OnTime, bench: Bench) -> Inputs:
    chance = bench.chance
    late = bench.generator.random(len(chance)) >= chance
    steps = [step.up_to for step in rule.steps if step.up_to]
    days = 1 + np.floor(bench.generator.exponential(0.9 * max(steps, default=5.0), len(chance)))
    return {rule.measure: Drawn(np.where(late, days, 0.0))}


def _per_count(rule: PerCount, bench: Bench) -> Inputs:
    return {rule.measure: left_over(rule.measure, bench) or Drawn(bench.events())}


def _bonus(rule: Bonus, bench: Bench) -> Inputs:
    often = np.clip(0.1 + 0.5 * bench.ease, 0.02, 1.0)
    return {rule.measure: Drawn(bench.generator.poisson(often).astype(float))}


def _penalty(rule: Penalty, bench: Bench) -> Inputs:
    return {rule.measure: Drawn(bench.events(0.3))}


def _requires(rule: Requires, bench: Bench) -> Inputs:
    return inputs(rule.then, bench)


def _lowest_of(rule: LowestOf, bench: Bench) -> Inputs:
    found: Inputs = {}
    for one in rule.rules:
        standing = replace(bench, drawn={**bench.drawn, **found})
        found = {**found, **inputs(one, standing)}
    return found


def _scale(rule: Scale, bench: Bench) -> Inputs:
    first, last = (rule.high, rule.low) if rule.reversed else (rule.low, rule.high)
    return {rule.measure: rating(bench, first=first, last=last)}


def _observed_range(rule: ObservedRange, bench: Bench) -> Inputs:
    ease = 1 - bench.ease if rule.reversed else bench.ease
    top = _TOPS.get(bench.unit(rule.measure), 100.0)
    return {rule.measure: _number(rule.measure, 0.02 * top + 0.1 * top * ease, bench)}


def _answer_shares(rule: AnswerShares, bench: Bench) -> Inputs:
    among = np.asarray(amount(rule.options[0].measure, bench, at_least=1), np.int64)
    return answers(rule, bench, among=bench.respondents if bench.surveyed else among)


def _appraised(rule: Appraised, bench: Bench) -> Inputs:
    allowed = np.array(sorted(rule.allowed))
    judged = bench.ease + bench.generator.normal(0, 0.15, len(bench.ease))
    place = np.rint(np.clip(judged, 0, 1) * (len(allowed) - 1)).astype(np.intp)
    return {rule.measure: Drawn(allowed[place])}


_DRAWS: Mapping[str, Callable[[Any, Bench], Inputs]] = {
    "given": _given,
    "linear": _linear,
    "bands": _bands,
    "ratio": _ratio,
    "proportional": _proportional,
    "sum_of_checks": _sum_of_checks,
    "on_time": _on_time,
    "per_count": _per_count,
    "requires": _requires,
    "bonus": _bonus,
    "penalty": _penalty,
    "scale": _scale,
    "observed_range": _observed_range,
    "answer_shares": _answer_shares,
    "appraised": _appraised,
    "lowest_of": _lowest_of,
}
KINDS = frozenset(_DRAWS)
