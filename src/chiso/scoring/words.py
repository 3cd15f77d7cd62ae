"""Each rule in words: message id and facts, rendered in either language by ``wording.say``."""

from collections.abc import Callable, Mapping
from typing import Any

from chiso.definition.rules import (
    AnswerShares,
    Appraised,
    Band,
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
from chiso.errors import mark
from chiso.scoring.rules import Sheet, observed_ends
from chiso.wording import Message

Named = Callable[[str], object]
"""From a measure's or node's id to what people call it."""


def rule_in_words(
    rule: Rule, *, name_of: Named, sheet: Sheet | None = None, period: str = ""
) -> Message:
    """The rule as a sentence; with a sheet and period, a rule that depends on others' values states
    them.
    """
    if isinstance(rule, ObservedRange) and sheet is not None:
        return _observed(rule, observed_ends(rule, sheet, period))
    return WORDS[rule.kind](rule, name_of)


def _given(rule: Given, _: Named) -> Message:
    return Message(
        mark("the published value as it stands, from {low} to {high} ({source})"),
        {"low": rule.low, "high": rule.high, "source": rule.range_source},
    )


def _linear(rule: Linear, _: Named) -> Message:
    facts = {"zero_at": rule.zero_at, "full_at": rule.full_at, "points": rule.points}
    if rule.capped:
        return Message(
            mark(
                "0 points at {zero_at}, {points} points at {full_at}, in proportion between, "
                "never outside"
            ),
            facts,
        )
    return Message(
        mark(
            "0 points at {zero_at}, {points} points at {full_at}, in proportion between and beyond"
        ),
        facts,
    )


def _bands(rule: Bands, _: Named) -> Message:
    uppers = [*rule.bands[1:], None]
    return Message(
        mark("points by band: {bands}"),
        {"bands": [_band(band, above) for band, above in zip(rule.bands, uppers, strict=True)]},
    )


def _band(band: Band, above: Band | None) -> Message:
    facts: dict[str, object] = {
        "points": Message(mark("{points} points"), {"points": band.points})
        if band.points is not None
        else Message(mark("not known: {reason}"), {"reason": band.unknown}),
        "lower": band.lower,
        "upper": above.lower if above else None,
    }
    return Message(_band_sentence(band, above), facts)


def _band_sentence(band: Band, above: Band | None) -> str:
    closed_above = above is not None and not above.includes_lower
    if band.lower is None and above is None:
        return mark("any value: {points}")
    if band.lower is None:
        return (
            mark("at most {upper}: {points}") if closed_above else mark("below {upper}: {points}")
        )
    if above is None:
        return (
            mark("from {lower}: {points}")
            if band.includes_lower
            else mark("above {lower}: {points}")
        )
    if band.includes_lower:
        if closed_above:
            return mark("from {lower} to {upper}: {points}")
        return mark("from {lower} to below {upper}: {points}")
    if closed_above:
        return mark("above {lower} to {upper}: {points}")
    return mark("above {lower} to below {upper}: {points}")


_ZERO_DENOMINATOR = {
    "zero": mark("0 points"),
    "full": mark("full points"),
    "not_applicable": mark("not applicable"),
    "refuse": mark("refused"),
}


def _ratio(rule: Ratio, name_of: Named) -> Message:
    facts = {
        "numerator": name_of(rule.numerator),
        "denominator": name_of(rule.denominator),
        "times": rule.times,
        "then": WORDS[rule.then.kind](rule.then, name_of),
        "empty": Message(_ZERO_DENOMINATOR[rule.zero_denominator]),
    }
    if rule.times == 1.0:
        return Message(
            mark("“{numerator}” over “{denominator}”: {then}; nothing to divide by: {empty}"), facts
        )
    return Message(
        mark(
            "“{numerator}” over “{denominator}”, times {times}: {then}; nothing to divide by: "
            "{empty}"
        ),
        facts,
    )


def _proportional(rule: Proportional, _: Named) -> Message:
    facts = {"target": rule.target, "floor": rule.floor, "points": rule.points}
    if rule.floor > 0:
        return Message(
            mark("in proportion, {points} points from {target}, 0 points below {floor}"), facts
        )
    return Message(mark("in proportion, {points} points from {target}"), facts)


def _sum_of_checks(rule: SumOfChecks, name_of: Named) -> Message:
    parts = [
        Message(
            mark("{measure}: {points} points"),
            {"measure": name_of(check.measure), "points": check.points},
        )
        for check in rule.checks
    ]
    return Message(mark("the sum of what holds: {checks}"), {"checks": parts})


def _on_time(rule: OnTime, _: Named) -> Message:
    parts = [
        Message(
            mark("at most {days} days late: {points} points"),
            {"days": step.up_to, "points": step.points},
        )
        if step.up_to is not None
        else Message(mark("later: {points} points"), {"points": step.points})
        for step in rule.steps
    ]
    return Message(mark("by days late: {steps}"), {"steps": parts})


def _per_count(rule: PerCount, _: Named) -> Message:
    return Message(
        mark("{points} points, less {each} for each case, never below {floor}"),
        {"points": rule.points, "each": rule.each, "floor": rule.floor},
    )


def _requires(rule: Requires, name_of: Named) -> Message:
    return Message(
        mark("only if “{line}” scored, otherwise 0 points: {then}"),
        {"line": name_of(rule.line), "then": WORDS[rule.then.kind](rule.then, name_of)},
    )


def _lowest_of(rule: LowestOf, name_of: Named) -> Message:
    parts = [
        Message(
            mark("{measure}: {rule}"),
            {"measure": name_of(one.measures[0]), "rule": WORDS[one.kind](one, name_of)},
        )
        if len(one.measures) == 1
        else WORDS[one.kind](one, name_of)
        for one in rule.rules
    ]
    return Message(mark("the lowest points of these: {rules}"), {"rules": parts})


def _bonus(rule: Bonus, _: Named) -> Message:
    return Message(
        mark("a bonus of {each} points a case, at most {cap}"), {"each": rule.each, "cap": rule.cap}
    )


def _penalty(rule: Penalty, _: Named) -> Message:
    return Message(
        mark("minus {each} points a case, at most minus {cap}"),
        {"each": rule.each, "cap": rule.cap},
    )


def _scale(rule: Scale, _: Named) -> Message:
    facts = {"low": rule.low, "high": rule.high, "least": rule.points_low, "most": rule.points_high}
    if rule.reversed:
        return Message(
            mark("the scale {low} to {high} reversed and set to {least} to {most} points"), facts
        )
    return Message(mark("the scale {low} to {high} set to {least} to {most} points"), facts)


def _observed_range(rule: ObservedRange, _: Named) -> Message:
    return _observed(rule, None)


def _observed(rule: ObservedRange, ends: tuple[float, float] | None) -> Message:
    facts: dict[str, object] = {
        "least": rule.points_low,
        "most": rule.points_high,
        "units": ", ".join(rule.units) if rule.units else Message(mark("all units")),
    }
    if ends is None:
        if rule.reversed:
            return Message(
                mark(
                    "from the period's highest to its lowest value among {units}, set to {least} "
                    "to {most} points"
                ),
                facts,
            )
        return Message(
            mark(
                "from the period's lowest to its highest value among {units}, set to {least} to "
                "{most} points"
            ),
            facts,
        )
    facts |= {"low": ends[0], "high": ends[1]}
    if rule.reversed:
        return Message(
            mark(
                "from the period's highest ({high}) to its lowest value ({low}) among {units}, "
                "set to {least} to {most} points"
            ),
            facts,
        )
    return Message(
        mark(
            "from the period's lowest ({low}) to its highest value ({high}) among {units}, set to"
            " {least} to {most} points"
        ),
        facts,
    )


def _answer_shares(rule: AnswerShares, name_of: Named) -> Message:
    parts = [
        Message(
            mark("{measure}: {percent}%"),
            {"measure": name_of(option.measure), "percent": round(100 * option.share, 10)},
        )
        for option in rule.options
    ]
    facts: dict[str, object] = {"points": rule.points, "options": parts}
    if rule.rounding is None:
        return Message(
            mark("{points} points times the mean over all answers, each counting: {options}"), facts
        )
    facts |= {"decimals": rule.rounding.decimals, "source": rule.rounding.source}
    return Message(
        mark(
            "{points} points times the mean over all answers, each counting: {options}; rounded "
            "to {decimals} decimals, a half upwards ({source})"
        ),
        facts,
    )


def _appraised(rule: Appraised, _: Named) -> Message:
    return Message(
        mark("points given by the appraiser, one of {allowed}, with a note"),
        {"allowed": list(rule.allowed)},
    )


WORDS: Mapping[str, Callable[[Any, Named], Message]] = {
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
