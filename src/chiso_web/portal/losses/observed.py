"""What was observed of a criterion, in as few words as a cell has room for."""

from collections.abc import Callable, Mapping
from math import fsum
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chiso.definition.model import Edition
from chiso.definition.rules import (
    AnswerShares,
    Appraised,
    LowestOf,
    OnTime,
    Ratio,
    Requires,
    Rule,
    SumOfChecks,
)
from chiso.evaluation import Explanation
from chiso.values import AWARDED, Missing, MissingKind, Observation
from chiso_web.look.formats import listed, number, share, short
from chiso_web.look.rules.amounts import amount_text
from chiso_web.look.rules.measured import measure_name, missing_text, unit_of

Read = Mapping[str, Observation]


def observed_text(edition: Edition, item: Explanation) -> str:
    """What a leaf read, or why there was nothing to read; empty for a node that reads nothing."""
    rule = item.node.rule
    if rule is None:
        return ""
    read = {one.measure: one for one in item.inputs}
    award = _value_of(read, item.node.id + AWARDED)
    if award is not None:
        return _("%(points)s points, decided by the appraiser") % {"points": short(award)}
    gone = [one.value for one in item.inputs if isinstance(one.value, Missing)]
    return absent_text(gone[0]) if gone else _said(rule, read, edition)


def absent_text(missing: Missing) -> str:
    """Why nothing was observed."""
    if missing.kind is MissingKind.NOT_APPLICABLE:
        return _("did not arise")
    return missing_text(Missing(missing.kind, ""))


def _said(rule: Rule, read: Read, edition: Edition) -> str:
    say = _WORDS.get(rule.kind)
    if say:
        return say(rule, read, edition)
    return "; ".join(_single(read[measure], edition) for measure in rule.measures)


def _ratio(rule: Ratio, read: Read, _edition: Edition) -> str:
    """The cases over all, and what that is in a hundred."""
    above, below = _value_of(read, rule.numerator), _value_of(read, rule.denominator)
    if above is None or below is None:
        return ""
    cases = f"{_count(above)}/{_count(below)}"
    if not below:
        return _("none arose (%(cases)s)") % {"cases": cases}
    return f"{cases} = {share(above / below)}" if rule.times == 100 else cases


def _checks(rule: SumOfChecks, read: Read, edition: Edition) -> str:
    """How many hold, and those that do not by name."""
    lacking = [one.measure for one in rule.checks if not _value_of(read, one.measure)]
    facts = {"met": len(rule.checks) - len(lacking), "count": len(rule.checks)}
    if not lacking:
        return _("all %(count)s fulfilled") % facts
    names = "; ".join(measure_name(edition, one) for one in lacking)
    return _("%(met)s of %(count)s fulfilled; not: %(names)s") % {**facts, "names": names}


def _answers(rule: AnswerShares, read: Read, _edition: Edition) -> str:
    """How many answered, and their mean."""
    counts = {one.measure: _value_of(read, one.measure) or 0.0 for one in rule.options}
    answers = fsum(counts.values())
    if not answers:
        return ""
    mean = fsum(one.share * counts[one.measure] for one in rule.options) / answers
    if answers < 2:  # shares of the answers, not how many
        return share(mean)
    facts = {"count": _count(answers), "mean": share(mean)}
    return _("%(count)s answers, %(mean)s on average") % facts


def _requires(rule: Requires, read: Read, edition: Edition) -> str:
    text = _said(rule.then, read, edition)
    return _("%(observed)s; counts only if %(line)s has points") % {
        "observed": text,
        "line": edition.node(rule.line).code or rule.line,
    }


def _lowest(rule: LowestOf, read: Read, edition: Edition) -> str:
    return "; ".join(_part(one, read, edition) for one in rule.rules)


def _part(rule: Rule, read: Read, edition: Edition) -> str:
    """What one rule of several read, after its first measure's name; a count bears it already."""
    name, text = measure_name(edition, rule.measures[0]), _said(rule, read, edition)
    if text.startswith(name):
        return text
    return _("%(name)s: %(observed)s") % {"name": name, "observed": text}


def _on_time(rule: OnTime, read: Read, _edition: Edition) -> str:
    days = _value_of(read, rule.measure) or 0.0
    if days <= 0:
        return _("on time")
    return ngettext("%(days)s day late", "%(days)s days late", round(days)) % {"days": short(days)}


def _cases(rule: Any, read: Read, edition: Edition) -> str:
    found = read[rule.measure]
    if unit_of(edition, rule.measure) != "count":
        return _single(found, edition)
    count = _value_of(read, rule.measure) or 0.0
    return ngettext("%(count)s case", "%(count)s cases", round(count)) % {"count": _count(count)}


def _appraised(rule: Appraised, read: Read, _edition: Edition) -> str:
    levels = listed((short(one) for one in rule.allowed), _("or"))
    level = short(_value_of(read, rule.measure) or 0.0)
    return _("level %(level)s, of the levels %(levels)s") % {"level": level, "levels": levels}


def _single(found: Observation, edition: Edition) -> str:
    """One value with its unit, and what it was counted from."""
    if isinstance(found.value, Missing):
        return absent_text(found.value)
    unit, value = unit_of(edition, found.measure), found.value
    if unit == "share" and found.numerator is not None and found.denominator is not None:
        return f"{_count(found.numerator)}/{_count(found.denominator)} = {share(value)}"
    text = amount_text(value, unit)
    if unit == "count":
        name = measure_name(edition, found.measure)
        return _("%(name)s: %(observed)s") % {"name": name, "observed": text}
    if unit.startswith("scale_") and found.denominator is not None:
        count = _count(found.denominator)
        return _("%(value)s; %(count)s answers") % {"value": text, "count": count}
    return text


def _count(value: float) -> str:
    return number(value, 0 if value == round(value) else 2)


def _value_of(read: Read, measure: str) -> float | None:
    found = read.get(measure)
    return None if found is None or isinstance(found.value, Missing) else found.value


_WORDS: Mapping[str, Callable[[Any, Read, Edition], str]] = {
    "ratio": _ratio,
    "sum_of_checks": _checks,
    "answer_shares": _answers,
    "requires": _requires,
    "lowest_of": _lowest,
    "on_time": _on_time,
    "per_count": _cases,
    "bonus": _cases,
    "penalty": _cases,
    "appraised": _appraised,
}
