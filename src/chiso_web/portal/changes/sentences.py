"""Whole sentences about changes: what leads, what limits it, what may be quoted."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from chiso.inference import comparison_in_words
from chiso.values import Missing, MissingKind
from chiso.wording import say
from chiso_web.look.formats import language, listed, number, signed
from chiso_web.look.rules.measured import missing_text
from chiso_web.portal.sources import credit
from chiso_web.results.change_table import Changes, Figure, Reading, Row

CHANCE = 0.05  # the share of comparisons beyond a 95% interval if nothing changed at all


def what_changed(changes: Changes) -> str:
    """The node in words: "điểm tổng", "2 Công khai, minh bạch …"."""
    if changes.is_total:
        return _("total")
    node = changes.node
    return f"{node.code or node.id} {node.name.in_language(language())}"


def title(changes: Changes) -> str:
    """The page's title."""
    facts = {"later": changes.later, "earlier": changes.earlier, "what": what_changed(changes)}
    if changes.is_total:
        return _("PAPI %(later)s against %(earlier)s: changes of the provinces’ totals") % facts
    return _("PAPI %(later)s against %(earlier)s: changes on %(what)s") % facts


def lead(changes: Changes) -> tuple[str, str]:
    """Who rose most, and whether that is more than chance."""
    best = changes.compared[0]
    if best.comparison is None or best.comparison.difference <= 0:
        return _("No province rose"), ""
    facts = {"name": best.unit.name(language())}
    return _("%(name)s rose most") % facts, say(comparison_in_words(best.comparison), language())


def counted(changes: Changes) -> str:
    """How many provinces changed by more than their error, alone and all together."""
    if not changes.has_error:
        return no_error(changes)
    return _(
        "Each province taken by itself, %(up)s rose and %(down)s fell by more than sampling error "
        "explains; of %(within)s others it cannot be said that anything changed. Of %(together)s "
        "such comparisons about %(chance)s would look like a change by chance alone; when all are "
        "judged together (Holm’s correction), %(sure_up)s rose and %(sure_down)s fell."
    ) % _counts(changes)


def _counts(changes: Changes) -> dict[str, object]:
    sure = [row.difference or 0.0 for row in changes.reading(Reading.TOGETHER)]
    return {
        "up": len(changes.risen),
        "down": len(changes.fallen),
        "within": len(changes.reading(Reading.WITHIN)),
        "together": changes.together,
        "chance": round(CHANCE * changes.together),
        "sure_up": sum(1 for one in sure if one > 0),
        "sure_down": sum(1 for one in sure if one < 0),
        "earlier": changes.earlier,
        "later": changes.later,
        "what": what_changed(changes),
    }


def no_error(changes: Changes) -> str:
    """Why nothing can be said about chance."""
    if not changes.is_total:
        return _(
            "PAPI published no errors for dimensions, sub-dimensions and indicators, so it cannot "
            "be said of any province whether its change is more than sampling error."
        )
    return _(
        "PAPI did not publish errors for both years, so it cannot be said of any province whether "
        "its change is more than sampling error."
    )


def which_is_open(changes: Changes) -> str:
    """That the largest change is not surely the largest; empty where nothing is known."""
    if len(changes.risen) < 2:
        return ""
    first, *others = changes.risen
    low = (first.difference or 0) - (first.margin or 0)
    if all((one.difference or 0) + (one.margin or 0) < low for one in others):
        return ""
    return _(
        "The intervals of the largest rises overlap, so the survey does not tell which province "
        "truly rose most."
    )


def absent(changes: Changes) -> tuple[tuple[str, str], ...]:
    """The provinces that cannot be compared, or have no error, each with the reason."""
    rows = [*changes.reading(Reading.ABSENT)]
    if changes.has_error:
        rows += changes.reading(Reading.UNKNOWN)
    return tuple((row.unit.name(language()), why(changes, row)) for row in rows)


def why(changes: Changes, row: Row) -> str:
    """Why a province is not compared, year by year."""
    texts = [
        f"{year}: {text}"
        for year, figure in ((changes.earlier, row.before), (changes.later, row.after))
        if (text := _lacking(figure, errors=changes.has_error))
    ]
    return "; ".join(texts)


def _lacking(figure: Figure, *, errors: bool) -> str:
    if figure.points is None:
        kind = MissingKind(figure.missing) if figure.missing else MissingKind.NOT_PUBLISHED
        return missing_text(Missing(kind))
    return _("no error published") if errors and figure.se is None else ""


def reading_text(row: Row) -> str:
    """What the errors allow to say, in few words."""
    up = (row.difference or 0) > 0
    names = {
        Reading.TOGETHER: _("rose, also all together") if up else _("fell, also all together"),
        Reading.ALONE: _("rose, taken alone only") if up else _("fell, taken alone only"),
        Reading.WITHIN: _("within error"),
        Reading.UNKNOWN: _("error not published"),
        Reading.ABSENT: _("not comparable"),
    }
    return names[row.reading]


def rule_text(row: Row) -> str:
    """What PAPI's rule calls the change; empty where it calls it nothing notable."""
    if row.rule is None:
        return ""
    return {1: _("risen"), -1: _("fallen"), 0: ""}[row.rule.direction]


def rule_counts(changes: Changes) -> str:
    """How PAPI's own rule, which is for totals, counts the same changes; empty for a part."""
    if not changes.is_total:
        return ""
    found = [row.rule.direction for row in changes.rows if row.rule]
    facts = {
        "up": found.count(1),
        "down": found.count(-1),
        "same": found.count(0),
    }
    return (
        _(
            "PAPI’s ±5%% rule counts %(up)s risen, %(down)s fallen and %(same)s without notable "
            "change."
        )
        % facts
    )


def marked(changes: Changes) -> str:
    """That parts of the node are broken between the years; empty if none is."""
    nodes = sorted({one.node for one in changes.marked})
    if not nodes:
        return ""
    text = (
        _(
            "Between these years PAPI changed how part %(nodes)s is made, so some of the change "
            "may come from that rather than from the provinces."
        )
        if len(nodes) == 1
        else _(
            "Between these years PAPI changed how parts %(nodes)s are made, so some of the change "
            "may come from that rather than from the provinces."
        )
    )
    return text % {"nodes": listed(nodes, _("and"))}


def added_up(changes: Changes) -> str:
    """Of which year Chiso added up what is compared; empty if of none."""
    if not changes.added_up:
        return ""
    text = _(
        "PAPI %(years)s: Chiso added up published PAPI scores; that year’s table of totals could "
        "not be read."
    )
    return text % {"years": listed(changes.added_up, _("and"))}


def quote(changes: Changes, address: str) -> str:
    """One sentence to quote, which calls no change real inside its error."""
    years = {changes.earlier: changes.edition_before, changes.later: changes.edition}
    facts = _counts(changes) | {"source": credit(years), "address": address}
    if changes.has_error:
        return (
            _(
                "From PAPI %(earlier)s to PAPI %(later)s the %(what)s rose by more than sampling "
                "error in %(up)s provinces and fell in %(down)s (two-sided, 5%% level, each of "
                "%(together)s comparable provinces by itself); judged all together, in "
                "%(sure_up)s and %(sure_down)s; of the others no change can be claimed. Source: "
                "%(source)s; computed by Chiso. %(address)s"
            )
            % facts
        )
    text = _(
        "From PAPI %(earlier)s to PAPI %(later)s the points on %(what)s rose in %(higher)s and "
        "fell in %(lower)s of %(count)s provinces; without published errors none of this can be "
        "called a real change. Source: %(source)s; differences computed by Chiso. %(address)s"
    ) % (facts | _signs(changes.compared))
    return f"{added_up(changes)} {text}".strip()


def _signs(rows: Iterable[Row]) -> dict[str, int]:
    found = [row.difference or 0.0 for row in rows]
    return {
        "higher": sum(1 for one in found if one > 0),
        "lower": sum(1 for one in found if one < 0),
        "count": len(found),
    }


def picture_text(changes: Changes) -> str:
    """The finding of the picture, for those who do not see it."""
    rows = changes.compared
    facts = {
        "first": rows[0].unit.name(language()),
        "most": signed(rows[0].difference),
        "last": rows[-1].unit.name(language()),
        "least": signed(rows[-1].difference),
        "count": number(len(rows), 0),
    }
    return (
        _(
            "Changes of %(count)s provinces lie between %(least)s (%(last)s) and %(most)s "
            "(%(first)s)."
        )
        % facts
    )
