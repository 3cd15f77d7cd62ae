"""What appraisers are waited for: lines of submitted forms that nobody has decided on."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chiso.definition.model import Edition, Node
from chiso_web.accounts.acting import Acting
from chiso_web.assessment.appraisal.addresses import appraise_address, queue_address
from chiso_web.assessment.appraisal.mine import criteria_of
from chiso_web.assessment.locks import SUBMITTED
from chiso_web.assessment.models import Line, RankGroup
from chiso_web.assessment.moves import RoundState
from chiso_web.assessment.naming import group_name, kind_name, node_name, round_name
from chiso_web.assessment.permissions import APPRAISE
from chiso_web.assessment.selfscore.contents import content_get
from chiso_web.assessment.services.appraising import is_mine
from chiso_web.desk.items import Item, points_of
from chiso_web.look.formats import number
from chiso_web.results.selectors import edition_named
from chiso_web.units.models import Unit

MOST_CONTENTS = 3  # more in a ranking group are one row


@dataclass(slots=True)
class Waiting:
    """Lines of one content in one ranking group."""

    group: RankGroup
    edition: Edition
    content: Node
    lines: int = 0
    units: set[int] = field(default_factory=set)
    nodes: dict[str, Node] = field(default_factory=dict)
    points: float = 0.0


def appraisal_items(acting: Acting, *, today: date) -> list[Item]:
    """An item a ranking group and content, of the criteria that the person is named for, or an item
    a group where many contents wait; the same few queries however many forms there are.
    """
    if not acting.holdings_with(APPRAISE):
        return []
    rows = _undecided(today)
    groups = RankGroup.objects.select_related("round").in_bulk({row[0] for row in rows})
    units = Unit.objects.select_related("parent__parent").in_bulk({row[1] for row in rows})
    reached = acting.reaching(APPRAISE, units.values())
    named = {key: criteria_of(reached.get(one.uid, ())) for key, one in units.items()}
    found: dict[int, dict[str, Waiting]] = {}
    for key, unit, node in rows:
        edition = edition_named(groups[key].edition)
        if units[unit].uid in reached and is_mine(edition, node, named[unit]):
            content = content_get(groups[key].edition, node).node
            own = found.setdefault(key, {})
            one = own.setdefault(content.id, Waiting(groups[key], edition, content))
            _add(one, node, unit)
    return [item for own in found.values() for item in _items(list(own.values()))]


def _undecided(today: date) -> list[tuple[int, int, str]]:
    """Ranking group, unit and criterion of every line that waits for a decision."""
    lines = Line.objects.filter(
        decision="",
        entrant__round__state=RoundState.OPEN,
        entrant__state__in=SUBMITTED,
        entrant__group__appraisal_from__lte=today,
    )
    ordered = lines.order_by("entrant__group", "place")
    return list(ordered.values_list("entrant__group_id", "entrant__unit_id", "node"))


def _add(one: Waiting, node: str, unit: int) -> None:
    leaf = one.edition.node(node)
    one.lines += 1
    one.units.add(unit)
    one.nodes[leaf.id] = leaf
    one.points += points_of([leaf])


def _items(waiting: Sequence[Waiting]) -> list[Item]:
    """The items of one ranking group."""
    if len(waiting) > MOST_CONTENTS:
        return [_item_whole(waiting)]
    return [_item(one) for one in waiting]


def _item_whole(waiting: Sequence[Waiting]) -> Item:
    """All that waits in a ranking group, in a row."""
    group, lines = waiting[0].group, sum(one.lines for one in waiting)
    text = ngettext(
        "Appraise (%(kind)s): %(count)s line", "Appraise (%(kind)s): %(count)s lines", lines
    )
    contents = ngettext("%(count)s content", "%(count)s contents", len(waiting))
    return _row(
        waiting,
        what=text % {"kind": kind_name(group.kind), "count": number(lines, 0)},
        where=contents % {"count": len(waiting)},
        address=f"{appraise_address(group.round)}#{group.kind}",
    )


def _item(one: Waiting) -> Item:
    text = ngettext(
        "Appraise %(content)s: %(count)s line", "Appraise %(content)s: %(count)s lines", one.lines
    )
    return _row(
        [one],
        what=text % {"content": node_name(one.content), "count": number(one.lines, 0)},
        where=group_name(one.group),
        address=queue_address(one.group, next(iter(one.nodes))),
    )


def _row(waiting: Sequence[Waiting], *, what: str, where: str, address: str) -> Item:
    """An item of contents of one ranking group."""
    group, units = waiting[0].group, len(set().union(*(one.units for one in waiting)))
    text = ngettext("%(count)s unit", "%(count)s units", units)
    return Item(
        due=group.appraisal_until,
        what=what,
        detail=f"{where}, {text % {'count': units}} · {round_name(group.round)}",
        turn=_("me"),
        then="",
        points=sum(one.points for one in waiting),
        button=_("Appraise"),
        address=address,
        is_mine=True,
        is_synthetic=group.round.synthetic,
    )
