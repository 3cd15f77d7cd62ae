"""A rule in few words, for the cell of a table."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from chiso.definition.model import Edition
from chiso.definition.rules import (
    AnswerShares,
    Linear,
    LowestOf,
    ObservedRange,
    Proportional,
    Ratio,
    Requires,
    Rule,
    Scale,
    SumOfChecks,
)
from chiso.scoring.steps import rule_ladders
from chiso.scoring.words import rule_in_words
from chiso.wording import say
from chiso_web.look.formats import language, short
from chiso_web.look.rules.amounts import UNSEEN, amount_text, ratio_unit
from chiso_web.look.rules.measured import unit_of
from chiso_web.look.rules.steps import ladder_lines


def rule_short(edition: Edition, rule: Rule) -> str:
    """The rule: "dưới 95%: 0; từ 95% đến dưới 98%: 2; …"."""
    find = _SHORT.get(rule.kind)
    if find:
        return find(rule, edition)
    return say(rule_in_words(rule, name_of=str), language())


def _steps(rule: Rule, edition: Edition) -> str:
    """The steps in a row."""
    (ladder,) = ladder_lines(edition, rule_ladders(rule, UNSEEN))
    return "; ".join(f"{step.condition}: {step.points}" for step in ladder.steps)


def _linear(rule: Linear, edition: Edition) -> str:
    return _straight(rule, unit_of(edition, rule.measure))


def _straight(rule: Linear, unit: str) -> str:
    return _("0 at %(low)s, %(points)s at %(high)s, in proportion between") % {
        "low": amount_text(rule.zero_at, unit),
        "high": amount_text(rule.full_at, unit),
        "points": short(rule.points),
    }


def _ratio(rule: Ratio, edition: Edition) -> str:
    if isinstance(rule.then, Linear):
        return _straight(rule.then, ratio_unit(rule))
    return _steps(rule, edition)


def _proportional(rule: Proportional, edition: Edition) -> str:
    unit = unit_of(edition, rule.measure)
    facts = {
        "target": amount_text(rule.target, unit),
        "points": short(rule.points),
        "floor": amount_text(rule.floor, unit),
    }
    if rule.floor > 0:
        return _("%(points)s from %(target)s, less in proportion, 0 below %(floor)s") % facts
    return _("%(points)s from %(target)s, less in proportion") % facts


def _checks(rule: SumOfChecks, _edition: Edition) -> str:
    points = ", ".join(short(one.points) for one in rule.checks)
    return _("what is fulfilled adds up: %(points)s") % {"points": points}


def _answers(rule: AnswerShares, _edition: Edition) -> str:
    return _("%(points)s × the mean of the answers") % {"points": short(rule.points)}


def _scale(rule: Scale, _edition: Edition) -> str:
    facts = {
        "low": short(rule.low),
        "high": short(rule.high),
        "least": short(rule.points_low),
        "most": short(rule.points_high),
    }
    if rule.reversed:
        return _("%(low)s to %(high)s gives %(most)s to %(least)s") % facts
    return _("%(low)s to %(high)s gives %(least)s to %(most)s") % facts


def _range(rule: ObservedRange, _edition: Edition) -> str:
    facts = {"least": short(rule.points_low), "most": short(rule.points_high)}
    if rule.reversed:
        return _("lowest of the year: %(most)s, highest: %(least)s, in proportion between") % facts
    return _("highest of the year: %(most)s, lowest: %(least)s, in proportion between") % facts


def _requires(rule: Requires, edition: Edition) -> str:
    line = edition.node(rule.line)
    return _("only if %(line)s has points: %(rule)s") % {
        "line": line.code or line.name.in_language(language()),
        "rule": rule_short(edition, rule.then),
    }


def _lowest(rule: LowestOf, edition: Edition) -> str:
    rules = " | ".join(rule_short(edition, one) for one in rule.rules)
    return _("the lowest of: %(rules)s") % {"rules": rules}


_SHORT: Mapping[str, Callable[[Any, Edition], str]] = {
    "bands": _steps,
    "on_time": _steps,
    "ratio": _ratio,
    "linear": _linear,
    "proportional": _proportional,
    "sum_of_checks": _checks,
    "answer_shares": _answers,
    "scale": _scale,
    "observed_range": _range,
    "requires": _requires,
    "lowest_of": _lowest,
}
