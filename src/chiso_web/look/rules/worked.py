"""The arithmetic of a rule with a unit's own numbers: "(96,1 − 70) ÷ (100 − 70) × 3 = 2,61"."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from chiso.definition.rules import (
    AnswerShares,
    Bonus,
    Linear,
    Penalty,
    PerCount,
    Proportional,
    Ratio,
    Requires,
    Rule,
    Scale,
)
from chiso.scoring.steps import Seen, quotient
from chiso_web.look.formats import short

DIGITS = 4


def worked(rule: Rule, seen: Seen) -> str:
    """The arithmetic; empty where a rule has steps instead, or a value is missing."""
    find = _WORKED.get(rule.kind)
    return find(rule, seen) if find else ""


def _of(value: float) -> str:
    return short(value, DIGITS)


def _linear(rule: Linear, seen: Seen) -> str:
    return _straight(rule, seen.values.get(rule.measure))


def _straight(rule: Linear, value: float | None) -> str:
    if value is None:
        return ""
    rising = rule.full_at > rule.zero_at
    part = (value - rule.zero_at) / (rule.full_at - rule.zero_at)
    if rule.capped and part >= 1:
        return _reached(value, rule.full_at, points=rule.points, rising=rising)
    if rule.capped and part <= 0:
        return _reached(value, rule.zero_at, points=0.0, rising=not rising)
    ends = (value, rule.zero_at, rule.full_at, rule.zero_at)
    if not rising:
        ends = (rule.zero_at, value, rule.zero_at, rule.full_at)
    left, less, whole, base = map(_of, ends)
    return (
        f"({left} − {less}) ÷ ({whole} − {base}) × {_of(rule.points)} = {_of(part * rule.points)}"
    )


def _reached(value: float, end: float, *, points: float, rising: bool) -> str:
    """What is at an end of a scale or past it."""
    sign = "=" if value == end else "≥" if rising else "≤"
    facts = {"value": _of(value), "sign": sign, "end": _of(end), "points": _of(points)}
    return _("%(value)s %(sign)s %(end)s, so %(points)s points") % facts


def _ratio(rule: Ratio, seen: Seen) -> str:
    if seen.values.get(rule.denominator) == 0 and rule.numerator in seen.values:
        return _nothing_to_divide(rule)
    if isinstance(rule.then, Linear):
        return _straight(rule.then, quotient(rule, seen))
    return ""


def _nothing_to_divide(rule: Ratio) -> str:
    if rule.zero_denominator == "full":
        return _("There is nothing to divide by; the rule then gives full points.")
    if rule.zero_denominator == "zero":
        return _("There is nothing to divide by; the rule then gives 0 points.")
    return _("There is nothing to divide by.")


def _proportional(rule: Proportional, seen: Seen) -> str:
    value = seen.values.get(rule.measure)
    if value is None:
        return ""
    if value >= rule.target:
        return _reached(value, rule.target, points=rule.points, rising=True)
    if value < rule.floor:
        facts = {"value": _of(value), "floor": _of(rule.floor)}
        return _("%(value)s < %(floor)s, so 0 points") % facts
    points = value / rule.target * rule.points
    return f"{_of(value)} ÷ {_of(rule.target)} × {_of(rule.points)} = {_of(points)}"


def _per_count(rule: PerCount, seen: Seen) -> str:
    value = seen.values.get(rule.measure)
    if not value:
        return ""
    points = rule.points - rule.each * value
    text = f"{_of(rule.points)} − {_of(value)} × {_of(rule.each)} = {_of(points)}"
    if points >= rule.floor:
        return text
    return _("%(sum)s, but never below %(floor)s") % {"sum": text, "floor": _of(rule.floor)}


def _bonus(rule: Bonus, seen: Seen) -> str:
    return _cases(seen.values.get(rule.measure), each=rule.each, cap=rule.cap)


def _penalty(rule: Penalty, seen: Seen) -> str:
    return _cases(seen.values.get(rule.measure), each=-rule.each, cap=rule.cap)


def _cases(value: float | None, *, each: float, cap: float) -> str:
    if not value:
        return ""
    text = f"{_of(value)} × {_of(each)} = {_of(value * each)}"
    if abs(value * each) <= cap:
        return text
    end = cap if each > 0 else -cap
    return _("%(sum)s, but at most %(cap)s") % {"sum": text, "cap": _of(end)}


def _scale(rule: Scale, seen: Seen) -> str:
    value = seen.values.get(rule.measure)
    if value is None or not rule.low <= value <= rule.high:
        return ""
    high, low = (rule.high, value) if rule.reversed else (value, rule.low)
    span = rule.points_high - rule.points_low
    points = rule.points_low + span * (high - low) / (rule.high - rule.low)
    start = f"{_of(rule.points_low)} + " if rule.points_low else ""
    whole = f"({_of(rule.high)} − {_of(rule.low)})"
    return f"{start}({_of(high)} − {_of(low)}) ÷ {whole} × {_of(span)} = {_of(points)}"


def _answers(rule: AnswerShares, seen: Seen) -> str:
    """The sum of answers times shares, over all answers."""
    if any(measure not in seen.values for measure in rule.measures):
        return ""
    counts = [(seen.values[one.measure], one.share) for one in rule.options]
    among = sum(count for count, _share in counts)
    if not among:
        return ""
    terms = [f"{_of(count)} × {_of(share)}" for count, share in counts if count and share]
    points = rule.points * sum(count * share for count, share in counts) / among
    total = " + ".join(terms) or "0"
    return f"({total}) ÷ {_of(among)} × {_of(rule.points)} = {_of(points)}"


def _requires(rule: Requires, seen: Seen) -> str:
    return worked(rule.then, seen) if seen.scored.get(rule.line, 0.0) > 0 else ""


_WORKED: Mapping[str, Callable[[Any, Seen], str]] = {
    "linear": _linear,
    "ratio": _ratio,
    "proportional": _proportional,
    "per_count": _per_count,
    "bonus": _bonus,
    "penalty": _penalty,
    "scale": _scale,
    "answer_shares": _answers,
    "requires": _requires,
}
