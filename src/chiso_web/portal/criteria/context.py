"""What the templates of criteria are given."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from chiso.definition.model import ROOT, Edition, Node
from chiso.evaluation.edition_words import node_in_words
from chiso.scoring.steps import rule_ladders
from chiso.wording import say
from chiso_web.look.formats import language, number, share
from chiso_web.look.rules.amounts import UNSEEN
from chiso_web.look.rules.cited import cite_text
from chiso_web.look.rules.steps import ladder_lines
from chiso_web.portal.addresses import downloads, edition_address, results_address
from chiso_web.portal.branches import branches
from chiso_web.portal.criteria import lines, sentences
from chiso_web.portal.criteria.criterion import Criterion
from chiso_web.portal.criteria.group_losses import NodeLoss, losses_of
from chiso_web.portal.explained_node import called, node_title
from chiso_web.portal.outcome.missing import address_of
from chiso_web.portal.outcome.naming import counted, outcome_name
from chiso_web.portal.outcome.outcome import Group, Outcome
from chiso_web.portal.sources import source_lines
from chiso_web.portal.synthetic import mark_of

LOST = "lost"


def list_facts(outcome: Outcome, group: Group, *, order: str, address: str) -> Mapping[str, object]:
    """Everything on the page of all criteria."""
    losses = list(losses_of(outcome.evaluation, group.id).values())
    shown = by_loss(losses) if order == LOST else losses
    own, lead = address_of(outcome, "part"), sentences.list_lead(losses, group)
    query = "" if group is outcome.groups[0] else f"?group={group.id}"
    return {
        **_shared(outcome, group, own),
        "title": sentences.list_title(outcome, group),
        "lead": lead,
        "order": order,
        "tree_address": f"{own}{query}",
        "lost_address": f"{own}{query}{'&' if query else '?'}sort={LOST}",
        "lines": lines.loss_lines(outcome, shown, group=group.id),
        "quote": sentences.quote(outcome, group, lead, node=None, address=f"{address}{query}"),
        "downloads": downloads(own, query),
    }


def by_loss(losses: Sequence[NodeLoss]) -> list[NodeLoss]:
    """The criteria alone, those that cost most first; bonus and penalty last."""
    leaves = [one for one in losses if one.node.rule]
    return sorted(leaves, key=lambda one: (one.lost is None, -(one.lost or 0.0)))


def criterion_facts(found: Criterion, *, address: str) -> Mapping[str, object]:
    """Everything on the page of one criterion."""
    outcome, group, node = found.outcome, found.group, found.node
    own = address_of(outcome, "part", node.id)
    query = "" if group is outcome.groups[0] else f"?group={group.id}"
    lead = sentences.lead(found.loss, group)
    losses = losses_of(outcome.evaluation, group.id)
    mark = mark_of(outcome.evaluation)
    return {
        **_shared(outcome, group, own),
        "title": sentences.title(outcome, group, node),
        "node": node,
        "node_title": node_title(node),
        "code": called(node),
        "list_address": f"{address_of(outcome, 'part')}{query}",
        "path": [
            (called(one), f"{_part(outcome, one)}{query}") for one in _above(outcome.edition, node)
        ],
        "lead": lead,
        "facts": facts(found),
        "strip": lines.strip(found, mark=mark, finding=sentences.finding(found.loss, group)),
        "is_extra": found.loss.lost is None,
        "axis": found.axis,
        "median_place": "" if found.axis is None else found.axis.place(found.loss.median or 0.0),
        "units": lines.unit_lines(found),
        "with_values": node.rule is not None,
        "children": lines.loss_lines(
            outcome,
            [losses[child.id] for child in outcome.edition.children(node.id)],
            group=group.id,
        ),
        **_rule(outcome.edition, node),
        "edition_part": f"{edition_address(outcome.edition.name)}#part-{node.id}",
        "branches": branches(
            outcome.edition,
            node.id,
            points=lambda one: number(losses[one.id].median),
            address=lambda one: f"{_part(outcome, one)}{query}",
        ),
        "quote": sentences.quote(outcome, group, lead, node=node, address=f"{address}{query}"),
        "downloads": downloads(own, query),
    }


def _shared(outcome: Outcome, group: Group, own: str) -> Mapping[str, object]:
    """What both pages have."""
    return {
        "mark": mark_of(outcome.evaluation),
        "outcome": outcome,
        "outcome_name": outcome_name(outcome),
        "outcome_address": address_of(outcome),
        "results_address": results_address(),
        "tabs": lines.tabs(outcome, group, own),
        "group_text": counted(group),
        "edition": outcome.edition,
        "edition_address": edition_address(outcome.edition.name),
        "sources": source_lines(outcome.edition),
        "provinces_of_today": True,
    }


def _part(outcome: Outcome, node: Node) -> str:
    return address_of(outcome, "part", node.id)


def _above(edition: Edition, node: Node) -> list[Node]:
    """The nodes above but the whole, the uppermost first."""
    return [one for one in edition.ancestors(node.id) if one.id != ROOT][::-1]


def _rule(edition: Edition, node: Node) -> Mapping[str, object]:
    """How its points are made, and where that is laid down."""
    text = say(node_in_words(edition, node), language())
    ladders = rule_ladders(node.rule, UNSEEN) if node.rule else ()
    return {
        "rule_text": text[:1].upper() + text[1:],
        "ladders": ladder_lines(edition, ladders),
        "cite": cite_text(edition, node),
        "note": node.note.in_language(language()) if node.note else "",
    }


def facts(found: Criterion) -> list[tuple[str, str, str]]:
    """The figures beside the criterion: name, value, note."""
    loss, group = found.loss, found.group
    spread = found.outcome.spread(group, found.node.id)
    if spread is None:
        return []
    ends = f"{number(spread.lowest)}–{number(spread.highest)}"
    listed = [
        (_("Most points"), number(loss.most), ""),
        (_("Median"), number(spread.median), _("lowest–highest %(ends)s") % {"ends": ends}),
    ]
    if loss.lost is not None:
        part = share(loss.lost / loss.most, 0) if loss.most else ""
        note = _("%(share)s of the most, on average") % {"share": part}
        listed.append((_("Lost"), number(loss.lost), note))
    if loss.lost is not None and found.node.rule is not None:
        zero = _("%(zero)s have 0 points") % {"zero": loss.zero}
        listed.append((_("Full points"), f"{loss.full}/{loss.scored}", zero))
    return listed
