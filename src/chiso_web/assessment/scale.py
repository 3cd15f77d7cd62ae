"""The rule of a leaf as its steps in a row, the one that holds marked, and what the next takes."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from chiso.definition.model import Edition, Node
from chiso.scoring.aims import rule_aims
from chiso.scoring.steps import Ladder, Seen, rule_ladders
from chiso_web.assessment.points import Declared, Found
from chiso_web.look.formats import short
from chiso_web.look.rules.amounts import UNSEEN
from chiso_web.look.rules.short import rule_short
from chiso_web.look.rules.steps import LadderLines, aim_text, ladder_lines


@dataclass(frozen=True, slots=True)
class ScaleShown:
    """The steps of a rule, or its words where it has none (``text``); ``aim``: what the next step
    with more points takes, empty where there is none to tell of.
    """

    ladders: tuple[LadderLines, ...]
    text: str
    aim: str


def scale_of(edition: Edition, leaf: Node, seen: Seen) -> ScaleShown:
    """The scale of a leaf with what a unit has."""
    if leaf.rule is None:
        return ScaleShown((), "", "")
    found = tuple(_best_first(one) for one in rule_ladders(leaf.rule, seen))
    text = "" if found else rule_short(edition, leaf.rule)
    return ScaleShown(ladder_lines(edition, found), text, _aim(edition, leaf, seen))


def scale_blank(edition: Edition, leaf: Node) -> ScaleShown:
    """The scale of a leaf with no step marked: it is nobody's."""
    return scale_of(edition, leaf, UNSEEN)


def seen_in(declared: Mapping[str, Declared], found: Mapping[str, Found]) -> Seen:
    """What a form has: its numbers, and the points of its leaves."""
    values = {one.measure: one.value for one in declared.values() if one.value is not None}
    scored = {node: one.points for node, one in found.items() if one.points is not None}
    return Seen(values, scored)


def _best_first(ladder: Ladder) -> Ladder:
    """The ladder with the step of most points first, where its points rise."""
    first, last = ladder.steps[0], ladder.steps[-1]
    rises = not first.measure and (first.points or 0.0) < (last.points or 0.0)
    return replace(ladder, steps=ladder.steps[::-1]) if rises else ladder


def _aim(edition: Edition, leaf: Node, seen: Seen) -> str:
    aims = rule_aims(leaf.rule, seen) if leaf.rule else ()
    if not aims or not aims[0].needs:
        return ""
    facts = {"points": short(aims[0].points, 4), "aim": aim_text(edition, aims[0])}
    return _("For %(points)s points: %(aim)s.") % facts
