"""Whole sentences about one number: title, what it is, why it is missing, how the group did."""

from django.utils.translation import gettext as _

from chiso.definition.model import MissingPolicy, Node
from chiso.definition.rules import Requires
from chiso.values import Missing, MissingKind
from chiso_web.look.formats import language, number, short
from chiso_web.portal.derivation.derived import Derived
from chiso_web.portal.explained_node import node_title
from chiso_web.portal.outcome.naming import counted, index_name, inside, unit_within
from chiso_web.portal.synthetic import ground_text, mark_of


def code_of(node: Node) -> str:
    """What a sentence calls a node: its printed code, else its name."""
    return node.code or inside(node.name.in_language(language()))


def title(found: Derived) -> str:
    """The page's title: "Vì sao tiêu chí 3.2 được 2,00 điểm: phường Long Biên, 2026"."""
    facts = {
        "what": what(found),
        "unit": unit_within(found.unit),
        "period": found.outcome.period,
        "points": number(abs(found.points or 0.0)),
    }
    if found.points is None:
        return _("Why %(what)s has no points: %(unit)s, %(period)s") % facts
    if found.points < 0:
        return _("Why %(what)s takes off %(points)s points: %(unit)s, %(period)s") % facts
    return _("Why %(what)s is %(points)s points: %(unit)s, %(period)s") % facts


def what(found: Derived) -> str:
    """The number in words: "tiêu chí 3.2", "chỉ số cải cách hành chính"."""
    node = found.node
    if not node.code:
        return inside(node.name.in_language(language()))
    level = found.edition.level(node.kind).name.in_language(language())
    return f"{inside(level)} {node.code}"


def most_text(found: Derived) -> str:
    """ "trên tối đa 4,00"; empty for a bonus, a penalty, and what they are added to."""
    if found.has_extras or found.points is None:
        return ""
    return _("out of %(most)s") % {"most": number(found.most)}


def lost_text(found: Derived) -> str:
    """How many points were lost."""
    lost = found.lost
    if lost is None:
        return ""
    if round(lost, 2) == 0:
        return _("no point lost")
    text = _("%(lost)s points lost") % {"lost": number(lost)}
    return _("%(text)s, bonus and penalty apart") % {"text": text} if found.has_extras else text


def why_policy(found: Derived) -> str:
    """Why a value was missing and what the edition makes of that; empty where none was."""
    if found.missing is None or not found.is_leaf:
        return ""
    follows = found.node.missing.get(found.missing)
    return " ".join(filter(None, (reason_text(found.missing), _follows(follows, found))))


def _follows(policy: MissingPolicy | None, found: Derived) -> str:
    if policy is MissingPolicy.ZERO:
        return _("Under this edition that gives 0 points.")
    if policy is MissingPolicy.FULL:
        return _("Under this edition that gives full points.")
    if policy is MissingPolicy.EXCLUDED:
        return _("Under this edition it is left out, and the unit stands on a smaller base.")
    return _("So there are no points, here and in all that it is added to.")


def reason_text(kind: MissingKind) -> str:
    """Why a value is missing, as a sentence."""
    return {
        MissingKind.NOT_APPLICABLE: _("It did not arise, or does not apply."),
        MissingKind.NOT_REPORTED: _("The unit did not report it."),
        MissingKind.NOT_PUBLISHED: _("It was not published."),
        MissingKind.TOO_FEW: _("There are too few answers."),
        MissingKind.NO_KEY: _("It cannot be divided without a key."),
        MissingKind.NOT_CLASSIFIED: _("The rule for this value is not known."),
        MissingKind.WITHHELD: _("A part of it has no points."),
    }[kind]


def grounds(found: Derived) -> str:
    """What was noted beside the values read, each ground once, without the mark."""
    notes = (
        ground_text(one.note or (one.value.note if isinstance(one.value, Missing) else ""))
        for one in found.explanation.inputs
    )
    return "; ".join(dict.fromkeys(note for note in notes if note))


def line_text(found: Derived) -> str:
    """That the rule gives nothing since the line it hangs on has no points; empty otherwise, and
    where points were awarded over it.
    """
    rule = found.node.rule
    if (
        not isinstance(rule, Requires)
        or found.is_awarded
        or found.seen.scored.get(rule.line, 0.0) > 0
    ):
        return ""
    return _("%(line)s has no points, so this criterion has none either.") % {
        "line": node_title(found.edition.node(rule.line))
    }


def reduced_text(found: Derived) -> str:
    """What was left out below, and what that does to the base; empty where nothing was."""
    item = found.explanation
    if not item.reduced or found.points is None:
        return ""
    names = ", ".join(code_of(one) for one in found.left_out)
    whole = item.node.rescale_to
    if whole is None:
        return _("Left out for this unit: %(names)s. Its points stand on a base of %(base)s.") % {
            "names": names,
            "base": short(item.score.maximum, 4),
        }
    return _(
        "Left out for this unit: %(names)s. Of the %(base)s points that applied it has %(raw)s; "
        "that is set to a scale of %(whole)s (times %(factor)s)."
    ) % {
        "names": names,
        "base": short(found.base, 4),
        "raw": number(found.raw),
        "whole": short(whole),
        "factor": short(whole / found.base, 6) if found.base else "",
    }


def quote(found: Derived, address: str) -> str:
    """One sentence to quote: the mark first, the number, the edition, the address."""
    facts = {
        "index": inside(index_name(found.outcome)),
        "period": found.outcome.period,
        "unit": unit_within(found.unit),
        "points": number(abs(found.points or 0.0)),
        "what": _("“%(name)s”") % {"name": node_title(found.node)},
        "most": most_text(found),
        "edition": found.edition.name,
        "address": address,
    }
    facts["points"] = f"{facts['points']} {_('points')}"
    facts["points"] = " ".join(filter(None, (facts["points"], facts["most"])))
    if found.points is None:
        text = _("In the %(index)s %(period)s, %(unit)s has no points for %(what)s.") % facts
    elif found.points < 0:
        text = _("In the %(index)s %(period)s, %(what)s takes %(points)s off %(unit)s.") % facts
    elif found.is_total:
        text = _("The %(index)s %(period)s of %(unit)s is %(points)s.") % facts
    else:
        text = _("In the %(index)s %(period)s, %(unit)s has %(points)s for %(what)s.") % facts
    source = _("Computed by Chiso under edition %(edition)s. %(address)s") % facts
    mark = mark_of(found.outcome.evaluation)
    return " ".join(filter(None, (f"{mark}:" if mark else "", text, source)))


def group_text(found: Derived) -> str:
    """Whose points stand beside: "51 phường"."""
    return counted(found.group)
