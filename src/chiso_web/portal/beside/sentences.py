"""Whole sentences about units side by side."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from chiso_web.look.formats import language, listed, number
from chiso_web.portal.beside.side_by_side import Side, SideBySide
from chiso_web.portal.compare.choice import Chosen
from chiso_web.portal.compare.left_out import left_out
from chiso_web.portal.outcome.naming import index_name, unit_within
from chiso_web.portal.outcome.outcome import Outcome
from chiso_web.portal.synthetic import mark_of
from chiso_web.units.models import Unit

NOTHING = 0.005  # points that two decimals do not show


def names_of(units: Iterable[Unit]) -> str:
    """The units in a row: "phường Long Biên và xã Bát Tràng"."""
    return listed([unit_within(unit) for unit in units], _("and"))


def title(outcome: Outcome, chosen: Chosen) -> str:
    """The page's title."""
    facts = {"index": index_name(outcome), "period": outcome.period}
    if not chosen.is_enough:
        return _("%(index)s %(period)s: compare units") % facts
    return _("%(index)s %(period)s: %(names)s side by side") % {
        **facts,
        "names": names_of(chosen.units),
    }


def lead(table: SideBySide) -> str:
    """Who has the highest total and by how much; of units ranked apart their totals alone."""
    if not table.ranked:
        return _("None of them has a total.")
    if not table.is_one_ranking:
        return _("Totals: %(totals)s.") % {"totals": _totals(table)}
    best, *others = table.ranked
    found = _("%(name)s has the highest total of them, %(total)s points") % {
        "name": best.unit.full_name(language()),
        "total": number(table.at(best).points),
    }
    gaps = [_gap(table, best, side) for side in others]
    return f"{found}{': ' if gaps else ''}{'; '.join(gaps)}."


def _totals(table: SideBySide) -> str:
    """Every total: the highest first, or in the order chosen where they are not ranked together."""
    there = table.ranked if table.is_one_ranking else table.sides
    return "; ".join(_total(table, side) for side in there)


def _total(table: SideBySide, side: Side) -> str:
    name = unit_within(side.unit)
    return _("%(name)s %(total)s") % {"name": name, "total": number(table.at(side).points)}


def _gap(table: SideBySide, best: Side, side: Side) -> str:
    """How far one is from the highest."""
    gap = (table.at(best).points or 0.0) - (table.at(side).points or 0.0)
    facts = {"name": unit_within(side.unit), "gap": number(gap)}
    if gap < NOTHING:
        return _("%(name)s has as many") % facts
    return _("%(gap)s more than %(name)s") % facts


def notices(table: SideBySide) -> tuple[str, ...]:
    """What stands in the way of comparing: other ranking groups, other bases, no totals."""
    found = []
    if not table.is_of_one_group:
        groups = dict.fromkeys(side.group.name(language()) for side in table.sides)
        found.append(
            _(
                "These units are ranked apart (%(groups)s), so they are not ranked together here; "
                "their points stand side by side for each criterion."
            )
            % {"groups": ", ".join(groups)}
        )
    if table.reduced:
        found.append(
            _(
                "On a smaller base (*): %(names)s. What was left out for them does not count, and "
                "the rest was set to the whole scale, so totals compare with care."
            )
            % {"names": names_of(side.unit for side in table.reduced)}
        )
    without = [side.unit for side in table.sides if side not in table.ranked]
    if without:
        found.append(_("Without a total: %(names)s.") % {"names": names_of(without)})
    return tuple(found)


def not_shown(chosen: Chosen) -> tuple[str, ...]:
    """What was asked for and is not shown, in sentences."""
    return left_out(
        chosen,
        unknown=_("This result has no unit “%(name)s”."),
        name=lambda unit: unit.full_name(language()),
        names_of=names_of,
    )


def quote(table: SideBySide, address: str) -> str:
    """One sentence to quote: the mark first, the totals, what is not ranked together."""
    outcome, mark = table.outcome, mark_of(table.outcome.evaluation)
    facts = {
        "index": index_name(outcome),
        "period": outcome.period,
        "totals": _totals(table),
        "edition": outcome.edition.name,
        "address": address,
    }
    said = _("%(index)s %(period)s: %(totals)s.") % facts
    if not table.is_of_one_group:
        said = _("%(index)s %(period)s, ranked apart: %(totals)s.") % facts
    source = _("Computed by Chiso under edition %(edition)s. %(address)s") % facts
    return " ".join(filter(None, (f"{mark}:" if mark else "", said, source)))
