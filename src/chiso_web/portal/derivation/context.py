"""What the template of one number's explanation is given."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from chiso.definition.model import ROOT, Node
from chiso.scoring.steps import rule_ladders
from chiso.wording import say
from chiso_web.look.formats import language, number
from chiso_web.look.rules.cited import cite_text
from chiso_web.look.rules.steps import aim_text, ladder_lines
from chiso_web.look.rules.worked import worked
from chiso_web.portal.addresses import downloads, edition_address, outcome_address, results_address
from chiso_web.portal.branches import branches
from chiso_web.portal.derivation import lines, sentences
from chiso_web.portal.derivation.derived import Derived
from chiso_web.portal.explained_node import called, node_title
from chiso_web.portal.official.appraised import appraised_of
from chiso_web.portal.outcome.naming import index_name, unit_within
from chiso_web.portal.sources import source_lines
from chiso_web.portal.synthetic import mark_of, source_in_words

Fact = tuple[str, str, str]


def derivation_facts(found: Derived, *, address: str) -> Mapping[str, object]:
    """Everything on the page that explains one number."""
    outcome = found.outcome
    return {
        "title": sentences.title(found),
        "mark": mark_of(outcome.evaluation),
        "found": found,
        "unit_title": found.unit.full_name(language()),
        "unit_within": unit_within(found.unit),
        "node_title": node_title(found.node),
        "points": number(found.points),
        "most": sentences.most_text(found),
        "lost": sentences.lost_text(found),
        "policy": sentences.why_policy(found),
        "reduced": sentences.reduced_text(found),
        "facts": facts(found),
        "index_name": index_name(outcome),
        "results_address": results_address(),
        "standings_address": outcome_address(outcome.index, outcome.period),
        "unit_address": _own(found, ROOT),
        "part_address": outcome_address(outcome.index, outcome.period, "part", found.node.id),
        "path": [(called(one), _own(found, one.id)) for one in _above(found)],
        "code": called(found.node),
        "before": _neighbour(found, -1),
        "after": _neighbour(found, +1),
        "total": number(outcome.at(found.unit).points),
        "branches": branches(
            found.edition,
            found.node.id,
            points=lambda node: number(outcome.at(found.unit, node.id).points),
            address=lambda node: _own(found, node.id),
        ),
        "spread": lines.spread_lines(found) if found.is_leaf else (),
        "group_text": sentences.group_text(found),
        "quote": sentences.quote(found, address),
        "downloads": downloads(_own(found, found.node.id, whole=True)),
        "edition": found.edition,
        "edition_address": edition_address(found.edition.name),
        "sources": source_lines(found.edition),
        "provinces_of_today": True,
        **(_leaf(found) if found.is_leaf else _inner(found)),
    }


def _own(found: Derived, node: str, *, whole: bool = False) -> str:
    """The address of a node of the unit: of the whole the unit's own page, unless its explanation
    is meant.
    """
    steps = (found.unit.uid,) if node == ROOT and not whole else (found.unit.uid, node)
    return outcome_address(found.outcome.index, found.outcome.period, *steps)


def _above(found: Derived) -> Sequence[Node]:
    """The nodes above but the whole, the uppermost first."""
    return [one for one in found.edition.ancestors(found.node.id) if one.id != ROOT][::-1]


def _neighbour(found: Derived, step: int) -> tuple[str, str] | None:
    """The node of the same level before or after it."""
    beside = [one for one in found.edition.nodes if one.kind == found.node.kind]
    place = beside.index(found.node) + step
    if not 0 <= place < len(beside):
        return None
    return node_title(beside[place]), _own(found, beside[place].id, whole=True)


def _leaf(found: Derived) -> Mapping[str, object]:
    """What a criterion was scored from."""
    rule, node = found.node.rule, found.node
    ladders = rule_ladders(rule, found.seen) if rule else ()
    sources = dict.fromkeys(one.source for one in found.explanation.inputs if one.source)
    note = node.note.in_language(language()) if node.note else ""
    return {
        "reads": lines.reads(found),
        "quotient": lines.quotient_text(found),
        "rule_text": _sentence(say(found.explanation.rule, language(), digits=4)),
        "ladders": ladder_lines(found.edition, ladders),
        "worked": worked(rule, found.seen) if rule else "",
        "line_text": sentences.line_text(found),
        "cite": cite_text(found.edition, node),
        "grounds": sentences.grounds(found),
        "aims": [
            (number(aim.points), aim_text(found.edition, aim))
            for aim in found.aims
            if aim.points > (found.points or 0.0)
        ],
        "note": note,
        "appraised": appraised_of(found),
        "observed_sources": [source_in_words(one) for one in sources],
    }


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _inner(found: Derived) -> Mapping[str, object]:
    """What an inner node is made of."""
    return {
        "parts": lines.parts(found),
        "part_level": lines.part_level(found),
        "has_weights": lines.has_weights(found),
        "has_leaves": lines.has_leaves(found),
        "columns": 4 + 2 * (lines.has_weights(found) + lines.has_leaves(found)),
        "rule_text": _sentence(say(found.explanation.rule, language(), digits=4)),
        "cite": cite_text(found.edition, found.node),
        "note": found.node.note.in_language(language()) if found.node.note else "",
        "sum_most": number(found.base),
        "sum_points": number(found.points),
        "sum_lost": number(found.lost),
        "sum_name": _("Sum") if lines.is_sum(found) else _("Together"),
    }


def facts(found: Derived) -> list[Fact]:
    """The figures beside the number: name, value, note."""
    spread = found.outcome.spread(found.group, found.node.id)
    listed: list[Fact | None] = [
        (_("Points"), number(found.points), sentences.most_text(found)),
        (_("Lost"), number(found.lost), _lost_note(found)) if found.lost is not None else None,
    ]
    if spread is not None and spread.count > 1:
        ends = f"{number(spread.lowest)}–{number(spread.highest)}"
        name = _("Median of %(group)s") % {"group": found.group.counted(spread.count, language())}
        listed.append((name, number(spread.median), _("lowest–highest %(ends)s") % {"ends": ends}))
    return [one for one in (*listed, _full(found)) if one]


def _lost_note(found: Derived) -> str:
    """Which part of the points that is."""
    if found.has_extras:
        return _("bonus and penalty apart")
    if not found.most or found.lost is None:
        return ""
    return _("%(share)s%% of the most") % {"share": number(100 * found.lost / found.most, 1)}


def _full(found: Derived) -> Fact | None:
    """How many of the group have full points on a criterion."""
    spread = lines.spread_lines(found) if found.is_leaf else ()
    if not spread:
        return None
    scored = found.group.counted(_scored(found), language())
    return (_("Full points"), str(spread[0].count), _("of %(group)s") % {"group": scored})


def _scored(found: Derived) -> int:
    """How many of the group have points."""
    return len(found.outcome.points(found.group, found.node.id))
