"""The pages of queues: of one criterion over units, and of one unit over criteria."""

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _

from chiso.definition.model import Node
from chiso_web.accounts.models import User
from chiso_web.assessment.appraisal import addresses
from chiso_web.assessment.appraisal.asking import Asked
from chiso_web.assessment.appraisal.flags import flags_of_row
from chiso_web.assessment.appraisal.hand import Hand, decided_text, hand_of
from chiso_web.assessment.appraisal.judging import phrases_of
from chiso_web.assessment.appraisal.mine import Mine
from chiso_web.assessment.appraisal.order import Ordered, by_leaf_of, by_unit_of
from chiso_web.assessment.appraisal.own_figures import own_points
from chiso_web.assessment.appraisal.rows import rows_of_node, rows_of_unit
from chiso_web.assessment.appraisal.table import seal_of, table_of
from chiso_web.assessment.appraisal.turns import Turn, turns_of
from chiso_web.assessment.deadlines import deadline_of, deadline_text
from chiso_web.assessment.library.chips import proofs_by_form
from chiso_web.assessment.locks import appraisal_closed, appraisal_shut
from chiso_web.assessment.marking import mark_of
from chiso_web.assessment.models import Entrant
from chiso_web.assessment.naming import kind_name, round_name
from chiso_web.assessment.scale import scale_blank
from chiso_web.look.formats import day, language
from chiso_web.workdays.selectors import office_get

Facts = dict[str, object]


def queue_facts(user: User, mine: Mine, leaf: Node, asked: Asked, *, today: date) -> Facts:
    """The page of a criterion in a ranking group."""
    entrants = mine.submitted_of(leaf.id)
    ordered = by_unit_of(rows_of_node(entrants, mine.edition, leaf.id))
    address = addresses.queue_address(mine.group, leaf.id)
    here = _here(ordered, asked)
    waiting = sum(mine.is_of(unit, leaf.id) for unit in mine.forms) - len(entrants)
    base = addresses.row_base(address, "unit")
    return {
        **_common(user, mine, ordered, here, asked, base=base, by="content", today=today),
        "title": _("Appraise %(node)s") % {"node": _leaf_name(leaf)},
        "crumb": leaf.code or leaf.id,
        "kind": kind_name(mine.group.kind),
        "waiting": waiting,
        "scale": scale_blank(mine.edition, leaf),
        "rest_address": addresses.rest_address(mine.group, leaf.id),
        "other": _other_by_unit(ordered, here, leaf),
        **_turns_of_leaves(mine, leaf),
    }


def unit_facts(user: User, mine: Mine, entrant: Entrant, asked: Asked, *, today: date) -> Facts:
    """The page of a unit with all criteria that the person appraises."""
    leaves = [one for one in mine.leaves if mine.is_of(entrant.unit.uid, one.id)]
    submitted = entrant.pk in {one.pk for one in mine.submitted}
    rows = rows_of_unit(entrant, mine.edition, leaves) if submitted else []
    ordered = by_leaf_of(rows)
    here = _here(ordered, asked)
    base = addresses.row_base(addresses.unit_address(entrant), "node")
    name = entrant.unit.full_name(language())
    row = ordered.row(here)
    return {
        **_common(user, mine, ordered, here, asked, base=base, by="unit", today=today),
        "title": _("Appraise %(unit)s") % {"unit": name},
        "crumb": name,
        "closed": appraisal_closed(entrant, today=today),
        "rest_address": addresses.unit_rest_address(entrant),
        "other": Turn(
            _("Sort by content"),
            addresses.queue_address(mine.group, row.leaf.id, unit=entrant.unit.uid),
        )
        if row
        else None,
        **_turns_of_units(mine, entrant),
    }


def _here(ordered: Ordered, asked: Asked) -> str:
    """What is in hand: what was asked for, else the next undecided row."""
    return asked.here if asked.here in ordered.keys else ordered.next_open(asked.after)


def _common(
    user: User,
    mine: Mine,
    ordered: Ordered,
    here: str,
    asked: Asked,
    *,
    base: str,
    by: str,
    today: date,
) -> Facts:
    """What both pages show."""
    one, group = mine.group.round, mine.group
    deadline = deadline_of(office_get().calendar, group.appraisal_until, today=today)
    hand = _hand(mine, ordered, here, asked)
    closed = appraisal_shut(one, group, today=today)
    table = table_of(mine, ordered, here, base=base, by=by)
    return {
        "mark": mark_of(one),
        "round_name": round_name(one),
        "round_address": addresses.appraise_address(one),
        "by": by,
        "by_unit": by == "unit",
        "decided": ordered.decided,
        "total": len(ordered.rows),
        "deadline": "" if closed else deadline_text(deadline),
        "deadline_day": day(group.appraisal_until),
        "closed": closed,
        "missed": bool(asked.here) and asked.here != here,
        "table": table,
        "rest_count": len(ordered.rest),
        "rest_more": ordered.has_more,
        "rest_seal": seal_of(ordered.rest),
        "hand": hand,
        "decide_address": addresses.decide_address(hand.row.entrant, hand.row.leaf.id)
        if hand
        else "",
        "take_back_address": addresses.take_back_address(hand.row.entrant, hand.row.leaf.id)
        if hand
        else "",
        "line": addresses.line_addresses(hand.row.entrant, hand.row.leaf.id) if hand else {},
        "here_address": f"{base}{addresses.row_key(here)}",
        "done": _done(ordered, asked.after),
        "phrases": phrases_of(user),
        "labels": _labels(table.year),
    }


def _labels(year: str) -> Mapping[str, str]:
    """What the columns are called, above them and, on a phone, before each figure."""
    return {
        "declared": _("Declared"),
        "points": _("Self-score"),
        "own": _("Platform’s figure"),
        "last": _("Year %(year)s") % {"year": year} if year else _("Last year"),
        "flags": _("To see"),
        "decision": _("Appraisal"),
        "here": _("in hand"),
    }


def _hand(mine: Mine, ordered: Ordered, here: str, asked: Asked) -> Hand | None:
    row = ordered.row(here)
    if row is None:
        return None
    documents = proofs_by_form([row.entrant], nodes=[row.leaf.id])
    chips = documents.get(row.entrant.pk, {}).get(row.leaf.id, ())
    return hand_of(
        mine.edition,
        row,
        flags_of_row(mine.edition, row, chips, own_points([row])),
        chips,
        document=asked.document,
        judged=asked.judged,
        fault=asked.fault,
        boxes=asked.boxes,
    )


def _done(ordered: Ordered, after: str) -> Facts | None:
    """What was recorded last, so that it can be undone."""
    row = ordered.row(after)
    if row is None or row.is_open:
        return None
    name = row.entrant.unit.name(language())
    return {
        "text": f"{name}, {row.leaf.code or row.leaf.id}: {decided_text(row)}",
        "address": addresses.take_back_address(row.entrant, row.leaf.id),
        "seen": row.line.version,
    }


def _leaf_name(leaf: Node) -> str:
    name = leaf.name.in_language(language())
    return f"{leaf.code}: {name}" if leaf.code else name


def _other_by_unit(ordered: Ordered, here: str, leaf: Node) -> Turn | None:
    row = ordered.row(here) or (ordered.rows[0] if ordered.rows else None)
    if row is None:
        return None
    return Turn(_("Sort by unit"), addresses.unit_address(row.entrant, node=leaf.id))


def _turns_of_leaves(mine: Mine, leaf: Node) -> Mapping[str, Turn | None]:
    leaves = mine.leaves
    return turns_of(
        leaves,
        leaves.index(leaf),
        lambda one: Turn(one.code or one.id, addresses.queue_address(mine.group, one.id)),
    )


def _turns_of_units(mine: Mine, entrant: Entrant) -> Mapping[str, Turn | None]:
    entrants = mine.submitted
    keys = [one.pk for one in entrants]
    if entrant.pk not in keys:
        return {}
    return turns_of(
        entrants,
        keys.index(entrant.pk),
        lambda one: Turn(one.unit.name(language()), addresses.unit_address(one)),
    )
