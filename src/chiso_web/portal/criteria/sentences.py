"""Whole sentences about what a group lost, and about one criterion over it."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from chiso.definition.model import Node
from chiso_web.look.formats import language, listed, number
from chiso_web.portal.criteria.group_losses import NodeLoss
from chiso_web.portal.explained_node import node_title
from chiso_web.portal.lost_points import NOTHING
from chiso_web.portal.outcome.naming import counted, index_name, inside, whose
from chiso_web.portal.outcome.outcome import Group, Outcome
from chiso_web.portal.synthetic import mark_of

NAMED = 3


def list_title(outcome: Outcome, group: Group) -> str:
    """The title of the page of all criteria."""
    facts = {"whose": whose(outcome, counted(group)), "period": outcome.period}
    return _("Points lost by criterion: %(whose)s, %(period)s") % facts


def list_lead(losses: Sequence[NodeLoss], group: Group) -> str:
    """The criteria that cost most, with the mean of what was lost on each."""
    worst = worst_of(losses)
    if not worst:
        return _("No criterion cost any point.")
    named = (
        _("%(name)s (%(lost)s of %(most)s)")
        % {
            "name": node_title(one.node),
            "lost": number(one.lost),
            "most": number(one.most),
        }
        for one in worst
    )
    facts = {"names": listed(named, _("and"))}
    if len(group.units) == 1:
        return _("Most points were lost on %(names)s.") % facts
    return _("Most points were lost, on average, on %(names)s.") % facts


def worst_of(losses: Sequence[NodeLoss]) -> list[NodeLoss]:
    """The criteria with the largest mean loss."""
    leaves = [one for one in losses if one.node.rule and (one.lost or 0.0) > NOTHING]
    return sorted(leaves, key=lambda one: -(one.lost or 0.0))[:NAMED]


def title(outcome: Outcome, group: Group, node: Node) -> str:
    """The title of the page of one criterion."""
    facts = {
        "node": node_title(node),
        "whose": whose(outcome, counted(group)),
        "period": outcome.period,
    }
    return _("%(node)s: %(whose)s, %(period)s") % facts


def lead(loss: NodeLoss, group: Group) -> str:
    """How the group did on one criterion."""
    if loss.median is None:
        return _("None of the %(group)s has points here.") % {"group": counted(group)}
    facts = {
        "full": loss.full,
        "group": group.counted(loss.scored, language()),
        "most": number(loss.most),
        "median": number(loss.median),
        "lost": number(loss.lost),
        "touched": loss.touched,
    }
    return _lead_words(loss, group) % facts


def _lead_words(loss: NodeLoss, group: Group) -> str:
    """The sentence, by what can be said of the criterion."""
    is_leaf = loss.node.rule is not None
    if len(group.units) == 1:
        return _("%(median)s points.") if loss.lost is None else _("%(median)s of %(most)s points.")
    if loss.lost is None and is_leaf:
        return _("Points other than 0: %(touched)s of %(group)s.")
    if loss.lost is None:
        return _("The median of the %(group)s is %(median)s points.")
    if not is_leaf:
        return _(
            "The median of the %(group)s is %(median)s of %(most)s points; on average %(lost)s "
            "points were lost."
        )
    return _(
        "The full %(most)s points: %(full)s of %(group)s; the median is %(median)s, and on average "
        "%(lost)s points were lost."
    )


def finding(loss: NodeLoss, group: Group) -> str:
    """What the picture shows, for who does not see it."""
    if loss.lost is None:
        return lead(loss, group)
    facts = {
        "full": loss.full,
        "part": loss.part,
        "zero": loss.zero,
        "group": group.counted(loss.scored, language()),
    }
    return (
        lead(loss, group)
        + " "
        + _("Full points: %(full)s; some: %(part)s; none: %(zero)s of the %(group)s.") % facts
    )


def quote(outcome: Outcome, group: Group, text: str, *, node: Node | None, address: str) -> str:
    """One sentence to quote: the mark first, then what was found, the edition, the address."""
    mark = mark_of(outcome.evaluation)
    facts = {
        "index": inside(index_name(outcome)),
        "period": outcome.period,
        "whose": whose(outcome, counted(group)),
        "node": f" – {node_title(node)}" if node else "",
        "text": text,
        "edition": outcome.edition.name,
        "address": address,
    }
    said = _("%(index)s %(period)s, %(whose)s%(node)s: %(text)s") % facts
    source = _("Computed by Chiso under edition %(edition)s. %(address)s") % facts
    return " ".join(filter(None, (f"{mark}:" if mark else "", said, source)))
