"""Observed values in the units of reform indices: counts, days, yes or no, per cent, points."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chiso.definition.rules import Ratio, Requires, Rule
from chiso.evaluation import Explanation
from chiso.scoring.steps import Seen
from chiso.values import Missing
from chiso_web.look.formats import number, short
from chiso_web.look.rules.measured import points_words, value_text

PERCENT = 100.0
DIGITS = 2
UNSEEN = Seen({}, {})  # what a rule is read with where it is nobody's


def amount_text(value: float, unit: str) -> str:
    """A value with its unit: 8.602; 3 ngày; có; 96,14%."""
    words = _UNITS.get(unit)
    return words(value) if words else value_text(value, unit)


def _count(value: float) -> str:
    return number(value, 0 if value == round(value) else DIGITS)


def _days(value: float) -> str:
    return ngettext("%(days)s day", "%(days)s days", round(value)) % {"days": _count(value)}


def _yes_no(value: float) -> str:
    return _("yes") if value == 1 else _("no")


def _percent(value: float) -> str:
    return f"{number(value, 0 if value == round(value) else DIGITS)}%"


def _points(value: float) -> str:
    return points_words(short(value, 4), value)


_UNITS: Mapping[str, Callable[[float], str]] = {
    "count": _count,
    "days": _days,
    "yes_no": _yes_no,
    "percent": _percent,
    "points": _points,
}


def ratio_unit(rule: Ratio) -> str:
    """The unit of what a ratio's points are read from."""
    return "percent" if rule.times == PERCENT else ""


def seen_of(item: Explanation, scored: Mapping[str, float]) -> Seen:
    """What a leaf read and what is there, with the points of the lines that rules hang on."""
    there = {one.measure: one.value for one in item.inputs if not isinstance(one.value, Missing)}
    return Seen(there, scored)


def ratio_of(rule: Rule | None) -> Ratio | None:
    """The ratio that a rule is, or leads into; None for any other."""
    inner = rule.then if isinstance(rule, Requires) else rule
    return inner if isinstance(inner, Ratio) else None
