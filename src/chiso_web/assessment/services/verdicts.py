"""What is amiss with a decision on a line: all of it at once, with the boxes to mend."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from chiso.definition.model import Node
from chiso.scoring.domain import allowed_points
from chiso_web.accounts.refusals import ActRefused
from chiso_web.assessment.moves import DecisionKind
from chiso_web.look.formats import short

POINTS, REASON = "points", "reason"


class VerdictRefused(ActRefused):
    """A decision that cannot stand: ``boxes`` are those to mend, the first one first."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__(" ".join(faults.values()))
        self.boxes = tuple(faults)


def verdict_check(kind: DecisionKind, reason: str, points: str) -> None:
    """Raise VerdictRefused where a reason is lacking, or with the fault of its ``points``."""
    faults = {POINTS: points} if points else {}
    if kind is not DecisionKind.ACCEPT and not reason:
        faults[REASON] = _("Give a reason: the unit and the public read it.")
    if faults:
        raise VerdictRefused(faults)


def points_fault(leaf: Node, own: float | None, points: float | None) -> str:
    """Why points cannot be those after appraisal, where the unit has its ``own``; empty where they
    can.
    """
    rule = leaf.rule
    if rule is None or points is None:
        return _("Enter the points.")
    allowed = allowed_points(rule)
    if allowed and points not in allowed:
        facts = {"found": short(points), "allowed": "; ".join(short(one) for one in allowed)}
        return _("Found %(found)s; expected one of: %(allowed)s.") % facts
    if not rule.minimum <= points <= rule.maximum:
        ends = {"low": short(rule.minimum), "high": short(rule.maximum)}
        told = _("Found %(found)s points; expected %(low)s to %(high)s.")
        return told % {"found": short(points), **ends}
    if points == own:
        return _("These are the points that the unit has. Accept them instead.")
    return ""
