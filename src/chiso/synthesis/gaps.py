"""Which cells are missing, and why: what did not arise, and what a unit did not report."""

from collections.abc import Mapping

import numpy as np

from chiso.definition.model import Edition, MissingPolicy, Node
from chiso.definition.rules import LowestOf, Ratio, Requires, Rule
from chiso.synthesis.drawn import Drawn
from chiso.values import Codes, MissingKind

DID_NOT_ARISE, NOT_REPORTED = 0.01, 0.012
_HARMLESS = {
    MissingKind.NOT_APPLICABLE: (MissingPolicy.FULL, MissingPolicy.EXCLUDED),
    MissingKind.NOT_REPORTED: (MissingPolicy.ZERO, MissingPolicy.EXCLUDED),
}


def gaps(
    edition: Edition, drawn: Mapping[str, Drawn], generator: np.random.Generator, *, rows: int
) -> dict[str, Codes]:
    """By measure the codes of what is missing, all inputs of a leaf together.

    Only where the edition's policy still gives the unit its points or a smaller base, and only
    where the inputs are read by no other leaf: nothing that others agree with falls away.
    """
    missing: dict[str, Codes] = {}
    for leaf in edition.leaves:
        if leaf.rule is None or not _alone(leaf.rule, leaf, edition, drawn=drawn):
            continue
        tossed = generator.random(rows)
        codes = np.zeros(rows, np.int8)
        if _harmless(leaf, MissingKind.NOT_REPORTED):
            codes[tossed < NOT_REPORTED] = MissingKind.NOT_REPORTED.code
        if _harmless(leaf, MissingKind.NOT_APPLICABLE) and _may_not_arise(leaf.rule, leaf):
            codes[tossed > 1 - DID_NOT_ARISE] = MissingKind.NOT_APPLICABLE.code
        missing |= dict.fromkeys(leaf.rule.measures, codes)
    return missing


def _harmless(leaf: Node, kind: MissingKind) -> bool:
    return leaf.missing.get(kind) in _HARMLESS[kind]


def _alone(rule: Rule, leaf: Node, edition: Edition, *, drawn: Mapping[str, Drawn]) -> bool:
    """Whether no other leaf, and no measure of another leaf, hangs on what the leaf reads."""
    own = set(rule.measures)
    others = {
        measure
        for one in edition.leaves
        if one.rule and one.id != leaf.id
        for measure in one.rule.measures
    }
    tied = {name for one in others for name in drawn[one].tied}
    ours = {name for one in own for name in drawn[one].tied}
    return rule.kind not in ("bonus", "penalty") and not own & (others | tied) and ours <= own


def _may_not_arise(rule: Rule, leaf: Node) -> bool:
    """Whether the leaf is about something that need not happen, or a survey that need not be."""
    if leaf.part and leaf.missing.get(MissingKind.NOT_APPLICABLE) is MissingPolicy.EXCLUDED:
        return True
    if isinstance(rule, Requires):
        return _may_not_arise(rule.then, leaf)
    if isinstance(rule, LowestOf):
        return any(_may_not_arise(one, leaf) for one in rule.rules)
    return isinstance(rule, Ratio) and rule.zero_denominator in ("full", "not_applicable")
