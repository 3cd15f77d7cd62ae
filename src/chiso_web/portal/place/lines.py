"""A lineage as a picture and as a table."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from chiso_web.look.formats import day, language, share
from chiso_web.look.lineage import Edge, Graph, Node, columns_of, lineage_graph
from chiso_web.portal.addresses import unit_address
from chiso_web.portal.place.events import Event, before_text, events, since_text
from chiso_web.units.lineage import Lineage
from chiso_web.units.models import Link, Unit


@dataclass(frozen=True, slots=True)
class Line:
    """A link as a row of the table."""

    old: str
    old_address: str
    new: str
    new_address: str
    day: str
    part: str
    note: str
    resolution: str


def lines(lineage: Lineage) -> list[Line]:
    """The rows of the table, the earliest first."""
    return [
        Line(
            old=link.old.full_name(language()),
            old_address=unit_address(link.old.uid),
            new=link.new.full_name(language()),
            new_address=unit_address(link.new.uid),
            day=day_text(link),
            part=part_text(link, lineage),
            note=link.note(language()),
            resolution=link.new.resolution if link.new.valid_from == link.day else "",
        )
        for link in lineage.links
    ]


def day_text(link: Link) -> str:
    """The day of a link, or by when it had happened."""
    return day(link.day) if link.day else _("by %(day)s") % {"day": day(link.by)}


def part_text(link: Link, lineage: Lineage) -> str:
    """How much passed: "toàn bộ", "một phần", "73,1%"."""
    if lineage.is_whole(link):
        return _("whole")
    return _("a part") if link.share is None else share(link.share, 1)


def graph(lineage: Lineage) -> Graph | None:
    """The picture; None where nothing is known to have passed."""
    changes = events(lineage)
    if not changes:
        return None
    steps = {link.pk: place for place, event in enumerate(changes) for link in event.links}
    columns = columns_of((link.old_id, link.new_id, steps[link.pk]) for link in lineage.links)
    units = {unit.pk: unit for link in lineage.links for unit in (link.old, link.new)}
    ordered = sorted(units.values(), key=lambda unit: unit.place)
    return lineage_graph(
        [_node(unit, columns[unit.pk], lineage) for unit in ordered],
        [_edge(link, lineage) for link in lineage.links],
        _heads(changes),
    )


def _node(unit: Unit, column: int, lineage: Lineage) -> Node:
    others = lineage.others.get(unit.pk, 0)
    notes = [_("divided")] if unit.pk in lineage.divided else []
    notes += [_("with %(count)s more") % {"count": others}] if others else []
    return Node(
        key=unit.pk,
        column=column,
        name=unit.full_name(language()),
        note="; ".join(notes),
        address=unit_address(unit.uid),
        style="own" if unit.pk == lineage.unit.pk else "",
    )


def _edge(link: Link, lineage: Lineage) -> Edge:
    label = "" if link.share is None else share(link.share, 1)
    return Edge(link.old_id, link.new_id, lineage.is_whole(link), label)


def _heads(changes: Sequence[Event]) -> list[list[str]]:
    last = changes[-1]
    heads = [
        [before_text(event), _("day unknown") if event.day is None else ""] for event in changes
    ]
    named = {unit.resolution for unit in last.news if unit.valid_from == last.day}
    told = _("Resolution %(name)s") % {"name": named.pop()} if len(named - {""}) == 1 else ""
    return [*heads, [since_text(last), told]]
