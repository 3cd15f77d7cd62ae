"""The steps of a rule as pages show them, and what a unit is short of, in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from chiso.definition.model import Edition
from chiso.definition.rules import Appraised, Bands, OnTime, SumOfChecks
from chiso.scoring.aims import Aim, Need
from chiso.scoring.steps import Ladder, Step
from chiso_web.look.formats import language, number, short
from chiso_web.look.rules.amounts import amount_text, ratio_unit
from chiso_web.look.rules.measured import measure_name, unit_of


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step: its condition, the points it gives, and whether the unit stands on it."""

    condition: str
    points: str
    applies: bool


@dataclass(frozen=True, slots=True)
class LadderLines:
    """The steps of one part of a rule; ``name`` is what is held against them, where a rule has more
    than one part.
    """

    name: str
    steps: tuple[StepLine, ...]


def ladder_lines(edition: Edition, ladders: Sequence[Ladder]) -> tuple[LadderLines, ...]:
    """Every ladder of a rule, named where there are several."""
    named = len(ladders) > 1
    return tuple(
        LadderLines(
            _ladder_name(edition, one) if named else "",
            tuple(_line(edition, one, step) for step in one.steps),
        )
        for one in ladders
    )


def _ladder_name(edition: Edition, ladder: Ladder) -> str:
    measures = ladder.ratio.measures if ladder.ratio else ladder.rule.measures
    return " / ".join(measure_name(edition, one) for one in measures[:2])


def _line(edition: Edition, ladder: Ladder, step: Step) -> StepLine:
    if step.points is None:
        why = step.unknown.in_language(language()) if step.unknown else ""
        points = _("not known: %(reason)s") % {"reason": why}
    elif isinstance(ladder.rule, SumOfChecks):
        points = f"+{short(step.points)}"
    else:
        points = short(step.points)
    return StepLine(_condition(edition, ladder, step), points, step.applies)


def _condition(edition: Edition, ladder: Ladder, step: Step) -> str:
    rule = ladder.rule
    if isinstance(rule, SumOfChecks):
        return measure_name(edition, step.measure)
    if isinstance(rule, Appraised):
        return ""
    if isinstance(rule, OnTime):
        return _late(step)
    unit = ratio_unit(ladder.ratio) if ladder.ratio else _bands_unit(edition, rule)
    return band_text(step, unit)


def _bands_unit(edition: Edition, rule: object) -> str:
    return unit_of(edition, rule.measure) if isinstance(rule, Bands) else ""


def _late(step: Step) -> str:
    if step.upper == 0:
        return _("on time")
    if step.upper is None:
        return _("later")
    return _("at most %(days)s late") % {"days": amount_text(step.upper, "days")}


def band_text(step: Step, unit: str) -> str:
    """The band of a step: "từ 80% đến dưới 100%"."""
    facts = {
        "low": "" if step.lower is None else amount_text(step.lower, unit),
        "high": "" if step.upper is None else amount_text(step.upper, unit),
    }
    return _band_words(step) % facts


def _band_words(step: Step) -> str:
    if step.lower is None and step.upper is None:
        return _("any value")
    if step.lower is None:
        return _("at most %(high)s") if step.includes_upper else _("below %(high)s")
    if step.upper is None:
        return _("from %(low)s") if step.includes_lower else _("above %(low)s")
    if step.includes_lower:
        if step.includes_upper:
            return _("from %(low)s to %(high)s")
        return _("from %(low)s to below %(high)s")
    if step.includes_upper:
        return _("above %(low)s to %(high)s")
    return _("above %(low)s to below %(high)s")


def aim_text(edition: Edition, aim: Aim) -> str:
    """What it takes: "“Số hồ sơ đúng hạn”: thêm 93 (8.695 trên 8.872)"."""
    return "; ".join(need_text(edition, need) for need in aim.needs)


def need_text(edition: Edition, need: Need) -> str:
    """One thing that it takes."""
    unit = unit_of(edition, need.measure)
    facts = {
        "measure": measure_name(edition, need.measure),
        "value": amount_text(need.value, unit),
        "now": amount_text(need.now, unit),
        "more": number(abs(need.value - need.now), 0),
        "among": "" if need.among is None else amount_text(need.among, unit),
    }
    return _need_words(need, unit) % facts


def _need_words(need: Need, unit: str) -> str:
    if unit == "yes_no":
        return _("“%(measure)s”: yes")
    if unit == "count" and not need.beyond:
        return _count_words(need)
    if unit == "days":
        return _("“%(measure)s”: at most %(value)s (it is %(now)s)")
    if need.at_most:
        if need.beyond:
            return _("“%(measure)s”: below %(value)s (it is %(now)s)")
        return _("“%(measure)s”: at most %(value)s (it is %(now)s)")
    if need.beyond:
        return _("“%(measure)s”: above %(value)s (it is %(now)s)")
    return _("“%(measure)s”: at least %(value)s (it is %(now)s)")


def _count_words(need: Need) -> str:
    if need.at_most:
        if need.among is None:
            return _("“%(measure)s”: %(more)s fewer (%(value)s instead of %(now)s)")
        return _("“%(measure)s”: %(more)s fewer (%(value)s of %(among)s)")
    if need.among is None:
        return _("“%(measure)s”: %(more)s more (%(value)s instead of %(now)s)")
    return _("“%(measure)s”: %(more)s more (%(value)s of %(among)s)")
