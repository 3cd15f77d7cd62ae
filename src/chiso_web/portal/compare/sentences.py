"""Whole sentences about provinces side by side."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from chiso_web.look.formats import language, listed, number
from chiso_web.portal.compare.choice import Chosen
from chiso_web.portal.compare.left_out import left_out
from chiso_web.portal.compare.table import Side, SideBySide
from chiso_web.portal.league.sentences import no_error
from chiso_web.portal.sources import publisher
from chiso_web.portal.withheld import why_no_total
from chiso_web.units.models import Unit


def names_of(units: Iterable[Unit]) -> str:
    """The provinces in a row: "Hà Nội, Đà Nẵng và Cần Thơ"."""
    return listed([unit.name(language()) for unit in units], _("and"))


def title(chosen: Chosen, year: str) -> str:
    """The page's title."""
    if not chosen.is_enough:
        return _("PAPI %(year)s: compare provinces") % {"year": year}
    facts = {"year": year, "names": names_of(chosen.units)}
    return _("PAPI %(year)s: %(names)s side by side") % facts


def lead(table: SideBySide) -> tuple[str, str]:
    """Who has the highest total, and whether that is more than sampling error."""
    if not table.ranked:
        return _("None of them has a published total"), ""
    best = table.ranked[0]
    facts = {"name": best.unit.name(language()), "total": number(best.total)}
    finding = _("%(name)s has the highest total of them, %(total)s points") % facts
    return finding, verdict(table)


def verdict(table: SideBySide) -> str:
    """How many pairs differ by more than sampling error, and of which that is not known."""
    if not table.errors_published:
        return no_error()
    return " ".join(filter(None, (_judged(table), _not_judged(table))))


def _not_judged(table: SideBySide) -> str:
    """Of which provinces no error was published, in a year that has errors of others."""
    unknown = [side.unit for side in table.ranked if side.interval is None]
    if not unknown or not table.pairs:
        return ""
    return _(
        "PAPI published no error of %(names)s, so it cannot be said whether differences from it "
        "are more than sampling error."
    ) % {"names": names_of(unknown)}


def _judged(table: SideBySide) -> str:
    """How many of the pairs with errors differ by more than sampling error."""
    tested = [pair for pair in table.pairs if pair.comparison.interval is not None]
    if not tested:
        return ""
    beyond = [pair for pair in tested if pair.comparison.beyond_error]
    if len(table.pairs) == 1:
        return (
            _("The difference is more than sampling error explains.")
            if beyond
            else _(
                "The difference is within sampling error, so it cannot be said which one is "
                "really ahead."
            )
        )
    facts = {"pairs": len(tested), "beyond": len(beyond), "within": len(tested) - len(beyond)}
    if len(beyond) == len(table.pairs):
        return (
            _("All %(pairs)s pairs differ by more than sampling error, also judged together.")
            % facts
        )
    return (
        _(
            "Judged together, %(beyond)s of %(pairs)s pairs differ by more than sampling error; "
            "for %(within)s it cannot be said which one is really ahead."
        )
        % facts
    )


def without_total(table: SideBySide) -> tuple[str, ...]:
    """The provinces without a total, each with the reason."""
    return tuple(f"{side.unit.name(language())}: {_why(table, side)}" for side in table.blank)


def _why(table: SideBySide, side: Side) -> str:
    withheld = [node.id for node in table.dimensions if side.points(node.id) is None]
    return why_no_total(table.edition, table.period, withheld)


def not_shown(chosen: Chosen) -> tuple[str, ...]:
    """What was asked for and is not shown, in sentences."""
    return left_out(
        chosen,
        unknown=_("There is no province “%(name)s”."),
        name=lambda unit: unit.name(language()),
        names_of=names_of,
    )


def quote(table: SideBySide, address: str) -> str:
    """One sentence to quote, which calls no difference real inside its error."""
    totals = "; ".join(_quoted(side) for side in table.ranked)
    facts = {
        "year": table.period,
        "totals": totals,
        "verdict": verdict(table),
        "source": publisher(table.edition),
        "address": address,
    }
    return (
        _(
            "PAPI %(year)s totals: %(totals)s. %(verdict)s Source: %(source)s, PAPI %(year)s; "
            "comparison by Chiso. %(address)s"
        )
        % facts
    )


def _quoted(side: Side) -> str:
    facts = {"name": side.unit.name(language()), "total": number(side.total)}
    if side.interval is None:
        return _("%(name)s %(total)s") % facts
    low, high = (number(end) for end in side.interval)
    return _("%(name)s %(total)s (95%% confidence interval: %(low)s–%(high)s)") % (
        facts | {"low": low, "high": high}
    )


def totals_text(table: SideBySide) -> str:
    """The finding of the picture of totals."""
    return "; ".join(_quoted(side) for side in table.ranked)
