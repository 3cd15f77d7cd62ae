"""What the page of one number shows as lines: observations, parts, how the group did."""

import math
from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext as _

from chiso.definition.model import Combination
from chiso.definition.rules import AnswerShares, Ratio
from chiso.evaluation import Explanation
from chiso.scoring.steps import quotient
from chiso.values import AWARDED, Missing, Observation
from chiso_web.look.formats import DASH, language, margin, number, share, short
from chiso_web.look.rules.amounts import amount_text, ratio_of, ratio_unit
from chiso_web.look.rules.measured import measure_name, unit_of
from chiso_web.look.rules.short import rule_short
from chiso_web.portal.addresses import outcome_address
from chiso_web.portal.derivation.derived import Derived
from chiso_web.portal.derivation.sentences import reason_text
from chiso_web.portal.explained_node import node_title, points_of
from chiso_web.portal.losses.observed import observed_text
from chiso_web.portal.lost_points import FULL, PART, ZERO, lost_of, state_of
from chiso_web.portal.papi import FACTOR
from chiso_web.portal.synthetic import ground_text


@dataclass(frozen=True, slots=True)
class Read:
    """One observation that was read: what, the value in words, what was noted."""

    name: str
    measure: str
    value: str
    counts: str
    note: str


@dataclass(frozen=True, slots=True)
class PartLine:
    """One part of a node: what was observed, what is done with it, and its points."""

    name: str
    address: str
    observed: str
    rule: str
    most: str
    points: str
    weight: str
    counts: str
    lost: str
    counted: bool


@dataclass(frozen=True, slots=True)
class SpreadLine:
    """How many units of the group have full, some or no points."""

    name: str
    count: int
    share: str
    own: bool


def reads(found: Derived) -> tuple[Read, ...]:
    """Every observation that the leaf read."""
    return tuple(_read(found, one) for one in found.explanation.inputs)


def _read(found: Derived, read: Observation) -> Read:
    unit = unit_of(found.edition, read.measure)
    gone = isinstance(read.value, Missing)
    name = measure_name(found.edition, read.measure)
    if read.measure.endswith(AWARDED):
        name = _("Points decided by the appraiser, in place of those of the rule")
        unit = "points"
    return Read(
        name=name,
        measure=read.measure,
        value=DASH if isinstance(read.value, Missing) else amount_text(read.value, unit),
        counts="" if gone else _share(found, read) or _counts(read),
        note=ground_text(read.note),
    )


def _share(found: Derived, read: Observation) -> str:
    """Of one answer among all: "35,8%"; empty for anything else."""
    rule, values = found.node.rule, found.seen.values
    among = math.fsum(values.values())
    if not isinstance(rule, AnswerShares) or not among or read.measure not in values:
        return ""
    return share(values[read.measure] / among, 1)


def _counts(read: Observation) -> str:
    """What a value was counted from, and its error where it has one."""
    parts = []
    if read.numerator is not None and read.denominator:
        facts = {"above": short(read.numerator, 2), "below": short(read.denominator, 2)}
        parts.append(_("%(above)s over %(below)s") % facts)
    if read.n:
        parts.append(_("%(count)s respondents") % {"count": number(read.n, 0)})
    if read.se and read.numerator is not None:
        parts.append(_("error %(margin)s (95%%)") % {"margin": margin(FACTOR * read.se)})
    return "; ".join(parts)


def quotient_text(found: Derived) -> str:
    """ "8.602 ÷ 8.872 = 96,96%"; empty for a rule that does not divide."""
    rule = ratio_of(found.node.rule)
    value = quotient(rule, found.seen) if rule else None
    if rule is None or value is None:
        return ""
    above, below = (found.seen.values[one] for one in (rule.numerator, rule.denominator))
    return f"{_whole(above)} ÷ {_whole(below)} = {_quotient(rule, value)}"


def _quotient(rule: Ratio, value: float) -> str:
    return amount_text(value, ratio_unit(rule)) if rule.times == 100 else short(value, 4)


def _whole(value: float) -> str:
    return amount_text(value, "count")


def parts(found: Derived) -> tuple[PartLine, ...]:
    """Every part of an inner node, in its order."""
    return tuple(_part(found, child) for child in found.explanation.children)


def _part(found: Derived, child: Explanation) -> PartLine:
    points = child.score.points
    missing = points if isinstance(points, Missing) else None
    lost = lost_of(child, found.edition)
    return PartLine(
        name=node_title(child.node),
        address=outcome_address(
            found.outcome.index, found.outcome.period, found.unit.uid, child.node.id
        ),
        observed=observed_text(found.edition, child),
        rule=_rule(found, child, missing),
        most=number(child.score.maximum),
        points=number(points_of(child)),
        weight=short(child.weight, 4) if child.weight != 1 and not child.left_out else "",
        counts=number(child.contribution),
        lost=number(None if lost is None else child.weight * lost),
        counted=not child.left_out,
    )


def _rule(found: Derived, child: Explanation, missing: Missing | None) -> str:
    """The rule in few words; why it is left out, or has no points."""
    if child.left_out:
        return _("Left out: %(reason)s") % {"reason": reason_text(missing.kind) if missing else ""}
    if missing:
        return reason_text(missing.kind)
    return rule_short(found.edition, child.node.rule) if child.node.rule else ""


def part_level(found: Derived) -> str:
    """What the edition calls the parts, where all of them are of one level."""
    kinds = {child.node.kind for child in found.explanation.children}
    if len(kinds) > 1:
        return _("Part")
    return found.edition.level(kinds.pop()).name.in_language(language())


def has_weights(found: Derived) -> bool:
    """Whether a part counts otherwise than by its own points."""
    return any(child.weight != 1 and not child.left_out for child in found.explanation.children)


def has_leaves(found: Derived) -> bool:
    """Whether a part was scored from observations right away."""
    return any(child.node.rule is not None for child in found.explanation.children)


def is_sum(found: Derived) -> bool:
    """Whether the parts' points simply add up."""
    return found.node.combine is Combination.SUM


def spread_lines(found: Derived) -> tuple[SpreadLine, ...]:
    """How many of the group have full points, some, and none; nothing for inner nodes with a bonus
    or a penalty, and for a unit without others.
    """
    if found.is_extra or found.has_extras or len(found.group.units) < 2:
        return ()
    placed = [found.outcome.at(unit, found.node.id) for unit in found.group.units]
    states = Counter(state_of(one.points, one.maximum) for one in placed)
    own = state_of(found.points, found.most)
    names = {FULL: _("full points"), PART: _("some points"), ZERO: _("0 points")}
    if states[""]:
        names[""] = _("without points")
    return tuple(
        SpreadLine(name, states[state], share(states[state] / len(placed)), state == own)
        for state, name in names.items()
    )
