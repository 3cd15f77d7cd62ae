"""The result of an index that scores one unit: no ranking, straight to the unit."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from chiso_web.look.formats import language, number, short
from chiso_web.look.spread_strip import LossBar, loss_bar
from chiso_web.portal.addresses import downloads, edition_address, package_address
from chiso_web.portal.classes import class_names
from chiso_web.portal.explained_node import node_title
from chiso_web.portal.lost_points import NOTHING
from chiso_web.portal.official.decided import official_of
from chiso_web.portal.outcome.missing import address_of
from chiso_web.portal.outcome.naming import level_name, outcome_name
from chiso_web.portal.sources import source_lines
from chiso_web.portal.standings import sentences
from chiso_web.portal.standings.lines import reason, scale_most
from chiso_web.portal.standings.table import Loss, Row, Table
from chiso_web.portal.synthetic import mark_of


@dataclass(frozen=True, slots=True)
class ContentLine:
    """One content of the unit: its points, and what was lost of the most."""

    name: str
    address: str
    most: str
    points: str
    lost: str
    bar: LossBar


def single_facts(table: Table, address: str) -> Mapping[str, object]:
    """Everything on the page of an index that scores one unit."""
    outcome, row = table.outcome, table.rows[0]
    return {
        "title": outcome_name(outcome),
        "mark": mark_of(outcome.evaluation),
        "illustrative": outcome.edition.illustrative,
        "official": official_of(outcome.evaluation),
        "lead": lead(table, row),
        "loss_text": loss_text(table),
        "result_address": address_of(outcome, row.unit.uid),
        "parts_address": address_of(outcome, "part"),
        "scored_by": sentences.scored_by(outcome),
        "edition_title": outcome.edition.title.in_language(language()),
        "edition_address": edition_address(outcome.edition.name),
        "quote": quote(table, row, address),
        "downloads": downloads(address_of(outcome)),
        "package": package_address(outcome.index, outcome.period),
        "level": level_name(outcome),
        "lines": content_lines(table, row),
        "sources": source_lines(outcome.edition),
        "provinces_of_today": True,
    }


def lead(table: Table, row: Row) -> str:
    """Points and class of the unit."""
    if row.points is None:
        return _("%(name)s has no total: %(why)s.") % _named(row, why=reason(row))
    facts = _named(row, total=number(row.points), most=scale_most(table))
    name = class_names(table.outcome.edition).get(row.total.class_id, "")
    if not name:
        return _("%(name)s has %(total)s of %(most)s points.") % facts
    text = _("%(name)s has %(total)s of %(most)s points, class: %(class)s.")
    return text % {**facts, "class": name}


def _named(row: Row, **facts: str) -> Mapping[str, str]:
    return {"name": sentences.capital(sentences.starred(row)), **facts}


def loss_text(table: Table) -> str:
    """Where most was lost: of what there was to gain and, where that is another content, in points;
    empty if nothing was.
    """
    found = [loss for loss in table.losses if loss.highest > NOTHING and loss.most > 0]
    if not found:
        return ""
    relative = max(found, key=lambda loss: loss.highest / loss.most)
    largest = max(found, key=lambda loss: loss.highest)
    text = _("Most of what there was to gain is lost on %(content)s: %(lost)s of %(most)s points.")
    said = [text % _lost(relative)]
    if largest is not relative:
        text = _("In points most is lost on %(content)s: %(lost)s of %(most)s.")
        said.append(text % _lost(largest))
    return " ".join(said)


def _lost(loss: Loss) -> Mapping[str, str]:
    return {
        "content": node_title(loss.node),
        "lost": number(loss.highest),
        "most": short(loss.most, 2),
    }


def quote(table: Table, row: Row, address: str) -> str:
    """One sentence to quote; empty without a total."""
    if row.points is None:
        return ""
    facts = {
        **sentences.opening(table.outcome),
        "name": sentences.starred(row),
        "total": number(row.points),
        "most": scale_most(table),
        "source": sentences.source_text(table.outcome),
        "address": address,
    }
    text = _(
        "%(index)s %(period)s%(mark)s: %(name)s has %(total)s of %(most)s points. %(source)s. "
        "%(address)s"
    )
    return text % facts


def content_lines(table: Table, row: Row) -> tuple[ContentLine, ...]:
    """The contents in the edition's order; the bars share one axis."""
    full = max((loss.most for loss in table.losses), default=0.0)
    return tuple(
        ContentLine(
            name=node_title(loss.node),
            address=address_of(table.outcome, row.unit.uid, loss.node.id),
            most=short(loss.most, 2),
            points=number(row.contents[loss.node.id].points),
            lost=number(loss.highest),
            bar=loss_bar(loss.highest, loss.most, full=full),
        )
        for loss in table.losses
    )
