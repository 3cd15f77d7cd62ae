"""Whole sentences of the pages: what leads, what stands beside the table, what may be quoted."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from chiso_web.look.formats import language, listed, number, short
from chiso_web.portal.explained_node import node_title
from chiso_web.portal.lost_points import NOTHING
from chiso_web.portal.official.decided import source_of
from chiso_web.portal.outcome.naming import (
    counted,
    group_title,
    index_name,
    inside,
    ranked_among,
    unit_within,
    whose,
)
from chiso_web.portal.outcome.outcome import Outcome
from chiso_web.portal.standings.table import Loss, Row, Table, left_out
from chiso_web.portal.synthetic import mark_of
from chiso_web.results.contents import BONUS, PENALTY

STAR = "*"


def starred(row: Row) -> str:
    """A unit's name within a sentence, with a star if it stands on a smaller base."""
    name = unit_within(row.unit)
    return f"{name}{STAR}" if row.total.reduced else name


def lead(table: Table) -> tuple[str, str]:
    """The finding, and how the others lie."""
    ranked = table.ranked
    if not ranked:
        return _("No unit has a total"), _("The reasons stand in the table.")
    return _ends(ranked), _spread(table) if len(ranked) > 1 else ""


def _ends(ranked: Sequence[Row]) -> str:
    first, last = _first(ranked), ranked[-1]
    facts = {
        "best": capital(_names(first)),
        "high": number(first[0].points),
        "last": starred(last),
        "low": number(last.points),
    }
    if last in first:
        return _("%(best)s: %(high)s points") % facts
    if len(first) > 1:
        return (
            _("%(best)s share the highest total, %(high)s points; %(last)s has the lowest, %(low)s")
            % facts
        )
    text = _("%(best)s has the highest total, %(high)s points; %(last)s the lowest, %(low)s")
    return text % facts


def _first(ranked: Sequence[Row]) -> list[Row]:
    """The units of the first rank; several where they tie."""
    return [row for row in ranked if row.total.rank == ranked[0].total.rank]


def _names(rows: Sequence[Row]) -> str:
    return listed(map(starred, rows), _("and"))


def capital(name: str) -> str:
    """A name that opens a sentence."""
    return name[:1].upper() + name[1:]


def _spread(table: Table) -> str:
    middle = table.middle
    return _(
        "The median of %(units)s is %(median)s points; the middle half lies between %(quarter)s "
        "and %(three_quarters)s."
    ) % {
        "units": ranked_among(table.outcome, table.group),
        "median": number(middle.median),
        "quarter": number(middle.quarter),
        "three_quarters": number(middle.three_quarters),
    }


def ends_text(low: float, high: float) -> str:
    """The ends of a class: "80,31–89,40"; one number where they are shown alike."""
    ends = dict.fromkeys((number(low), number(high)))
    return "–".join(ends)


def classes_text(table: Table) -> str:
    """How many units are in each class; empty without classes."""
    found = [f"{group.name.lower()} {group.count}" for group in table.classes()]
    return _("Classes: %(classes)s.") % {"classes": ", ".join(found)} if found else ""


def loss_text(table: Table) -> str:
    """On which content the group lost most: of what there was to gain and, where that is another
    one, in points; empty if it lost nothing.
    """
    found = [loss for loss in table.losses if loss.median > NOTHING and loss.most > 0]
    if not found:
        return ""
    relative = max(found, key=lambda loss: loss.median / loss.most)
    largest = max(found, key=lambda loss: loss.median)
    text = _(
        "Most of what there was to gain is lost on %(content)s: half of them lost at least "
        "%(lost)s of %(most)s points."
    )
    said = [text % _lost(relative)]
    if largest is not relative:
        text = _("In points most is lost on %(content)s: half lost at least %(lost)s of %(most)s.")
        said.append(text % _lost(largest))
    return " ".join(said)


def _lost(loss: Loss) -> Mapping[str, str]:
    return {
        "content": node_title(loss.node),
        "lost": number(loss.median),
        "most": short(loss.most, 2),
    }


def extras_text(table: Table) -> str:
    """How many units got bonuses and penalties; empty where the edition has none."""
    sentences = [_extra(table, kind) for kind in table.extra_kinds]
    return " ".join(sentences)


def _extra(table: Table, kind: str) -> str:
    found = [row.extras[kind] for row in table.rows if abs(row.extras[kind]) > NOTHING]
    facts = {"some": len(found), "units": counted(table.group)}
    if not found:
        texts = {
            BONUS: _("None of %(units)s got a bonus."),
            PENALTY: _("None of %(units)s got a penalty."),
        }
        return texts[kind] % facts
    texts = {
        BONUS: _("%(some)s of %(units)s got a bonus, at most %(most)s points."),
        PENALTY: _("%(some)s got a penalty, at most %(most)s points."),
    }
    return texts[kind] % {**facts, "most": number(max(map(abs, found)))}


def reduced_text(table: Table) -> str:
    """What the star means; empty where no unit has one."""
    if not table.reduced:
        return ""
    return _(
        "%(star)s On a smaller base: criteria that did not apply were left out, and the points of "
        "the others set to the whole scale. Such a rank is not quite comparable with those "
        "without a star."
    ) % {"star": STAR}


def reduced_lines(table: Table) -> list[tuple[str, str]]:
    """Each unit on a smaller base, and what was left out of its points."""
    return [
        (unit_within(row.unit), "; ".join(left_out_names(table.outcome, row)))
        for row in table.reduced
    ]


def left_out_names(outcome: Outcome, row: Row) -> list[str]:
    """The criteria that did not count for a unit, with their codes."""
    return [node_title(node) for node in left_out(outcome, row.unit)]


def held_text(table: Table) -> str:
    """The units whose class is lower than their points; empty where there is none."""
    if not table.held:
        return ""
    names = ", ".join(unit_within(row.unit) for row in table.held)
    return _("In a lower class than by points, because of a condition: %(names)s.") % {
        "names": names
    }


def reduced_note(names: Sequence[str]) -> str:
    """What a file says of a unit on a smaller base."""
    return _("On a smaller base; left out: %(names)s.") % {"names": "; ".join(names)}


def quote(table: Table, address: str) -> str:
    """One sentence to quote: index, unit, points, group, mark, source, address."""
    outcome, ranked = table.outcome, table.ranked
    if not ranked:
        return ""
    facts = {
        **opening(outcome),
        "units": whose(outcome, ranked_among(outcome, table.group)),
        "name": _names(_first(ranked)),
        "total": number(ranked[0].points),
        "median": number(table.middle.median),
        "source": source_text(outcome),
        "address": address,
    }
    text = _(
        "%(index)s %(period)s%(mark)s: of %(units)s, the highest total is that of %(name)s, "
        "%(total)s points; the median is %(median)s. %(source)s. %(address)s"
    )
    return text % facts


def opening(outcome: Outcome) -> Mapping[str, str]:
    """What opens a sentence to quote: index, period, and the mark of synthetic figures."""
    mark = mark_of(outcome.evaluation)
    return {
        "index": index_name(outcome),
        "period": outcome.period,
        "mark": f" ({inside(mark)})" if mark else "",
    }


def source_text(outcome: Outcome) -> str:
    """Who computed what was quoted, and by which rules."""
    facts = {"edition": outcome.edition.name}
    decided = source_of(outcome.evaluation)
    if decided:
        return f"{decided}; {outcome.edition.name}"
    if outcome.edition.illustrative:
        return _("Computed by Chiso by the illustrative edition %(edition)s") % facts
    return _("Computed by Chiso by edition %(edition)s") % facts


def title(table: Table) -> str:
    """The page's title."""
    return group_title(table.outcome, table.group)


def scored_by(outcome: Outcome) -> str:
    """Who owns the rules and scores, as the edition says."""
    names = [owner.name.in_language(language()) for owner in outcome.edition.owners]
    return listed(names, _("and")) if names else ""
