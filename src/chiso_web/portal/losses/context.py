"""What the template of a unit's result is given."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from chiso.definition.model import ROOT
from chiso_web.look.formats import language, number, short
from chiso_web.portal.addresses import downloads, results_address, unit_address
from chiso_web.portal.losses import classed, criteria, neighbours, sentences
from chiso_web.portal.losses.contents import contents, extras, footnotes, parts
from chiso_web.portal.losses.criteria import SHOWN
from chiso_web.portal.losses.result import Result
from chiso_web.portal.official.decided import official_of
from chiso_web.portal.outcome.missing import address_of
from chiso_web.portal.outcome.naming import (
    counted,
    index_name,
    level_name,
    outcome_name,
    unit_within,
)
from chiso_web.portal.sources import source_lines
from chiso_web.portal.synthetic import mark_of

Facts = Mapping[str, object]


def result_facts(result: Result, address: str) -> Facts:
    """Everything on the page of a unit's result."""
    outcome = result.outcome
    return {
        "title": sentences.title(result),
        "mark": mark_of(outcome.evaluation),
        "illustrative": outcome.edition.illustrative,
        "official": official_of(outcome.evaluation),
        "card_address": address_of(outcome, result.unit.uid, "card"),
        "edition": outcome.edition,
        "unit_name": result.unit.name(language()),
        "results_address": results_address(),
        "outcome_name": outcome_name(outcome),
        "outcome_address": address_of(outcome),
        "lead": sentences.lead(result),
        "sum": sentences.sum_text(result),
        "facts": result_values(result),
        "rescaled": sentences.rescaled_text(result),
        "held": [classed.held_text(result, one) for one in classed.held_down(result)],
        "quote": sentences.quote(result, address),
        "downloads": downloads(address_of(outcome, result.unit.uid)),
        "sources": source_lines(outcome.edition),
        "provinces_of_today": True,  # no sentence on the provinces of before
        **_table_facts(result),
        **_criteria_facts(result),
        **_way_facts(result),
    }


def result_values(result: Result) -> list[tuple[str, str, str]]:
    """Index, rank, class and loss: name, value, note."""
    rank, among = sentences.rank_text(result)
    return [
        (index_name(result.outcome), number(result.at().points), sentences.sum_text(result)),
        (_("Rank in its group"), rank, among),
        (_("Class"), classed.class_text(result) or "–", classed.class_note(result)),
        (_("Points lost"), number(result.total_lost), sentences.lost_note(result)),
    ]


def _table_facts(result: Result) -> Facts:
    """The table of contents with its sums, and that of the parts."""
    got, most = result.applied
    root, base = result.at(), result.at(result.base.node.id)
    notes, table = footnotes(result), contents(result)
    rest = 2 + result.is_rescaled + (table.axis is not None)  # what follows most and points
    return {
        "contents": table,
        "rest": rest,
        "columns": rest + 3,
        "level": level_name(result.outcome),
        "group": counted(result.group),
        "applied": (number(most), number(got), number(most - got)),
        "factor": number(result.factor, 4) if result.is_rescaled else "",
        "whole": short(result.base.score.maximum),
        "whole_points": number(result.base.score.maximum),
        "base_points": number(base.points),
        "base_lost": number(result.total_lost),
        "base_percent": percent(base.points, result.base.score.maximum),
        "total": number(root.points),
        "has_total": result.base.node.id != ROOT,
        "extras": extras(result),
        "footnotes": [(sign, criteria.spared(result, found)) for sign, found in notes],
        "parts": parts(result),
    }


def percent(points: float | None, most: float) -> str:
    """Points in per cent of the most."""
    return f"{number(100 * points / most, 1)}%" if points is not None and most > 0 else ""


def _criteria_facts(result: Result) -> Facts:
    """The criteria with a loss, in both orders, and those without for want of a case."""
    found = criteria.lines(result, result.lost)
    rest = result.lost[SHOWN:]
    return {
        "losses": found[:SHOWN],
        "more_losses": found[SHOWN:],
        "rest_lost": number(sum(leaf.lost_in_index for leaf in rest)),
        "by_content": criteria.by_content(result),
        "unreported": sentences.unreported_text(result),
        "not_arisen": criteria.spared(result, result.not_arisen),
        "left_out": criteria.spared(result, result.left_out),
    }


def _way_facts(result: Result) -> Facts:
    return {
        "neighbours": neighbours.neighbours(result),
        "onward": neighbours.onward(result),
        "compare_address": neighbours.compare_link(result),
        "place_address": unit_address(result.unit.uid),
        "place_name": unit_within(result.unit),
    }
