"""Whole sentences of the pages: what leads, and what may be quoted."""

from django.utils.translation import gettext as _

from chiso.inference.ranks import RankSet
from chiso.inference.sentences import INDEPENDENT, rank_in_words
from chiso.wording import say
from chiso_web.look.formats import language, number
from chiso_web.portal.league.table import League, Row
from chiso_web.portal.sources import credit, publisher


def interval_text(row: Row) -> str:
    """The 95% interval: "45,02–47,06"."""
    if row.interval is None:
        return ""
    return f"{number(row.interval[0])}–{number(row.interval[1])}"


def no_error() -> str:
    """What stands beside ranks of a year without errors."""
    return _("PAPI published no errors for this year; ranks are for reference only.")


def league_lead(league: League) -> tuple[str, str]:
    """The finding, and what limits it."""
    best = league.country.best
    facts = {"name": best.unit.name(language()), "total": number(best.total.points)}
    finding = _("%(name)s has the highest total, %(total)s points") % facts
    if not best.interval:
        return finding, range_text(league, best) if league.has_error else no_error()
    if best.ranks:
        interval = _("95%% confidence interval: %(interval)s.") % {"interval": interval_text(best)}
        return finding, f"{range_text(league, best)} {interval}"
    return finding, _(
        "95%% confidence interval %(interval)s. Where intervals overlap widely, "
        "the survey does not tell which province is really ahead."
    ) % {"interval": interval_text(best)}


def range_text(league: League, row: Row) -> str:
    """A rank and those that sampling error leaves open, or that nothing is known of them."""
    if row.ranks is None:
        return say(rank_in_words(None, None), language())
    among = row.ranks.among if row.ranks.among < league.country.count else None
    ranks = RankSet(row.ranks.lowest, row.ranks.highest)
    return say(rank_in_words(row.ranks.rank, ranks, among=among), language())


def ranges_text(league: League) -> str:
    """What the ranges of ranks are, and among how many units; empty without them."""
    if not league.among:
        return ""
    text = _(
        "Range of ranks: the ranks that sampling error leaves open, of %(among)s provinces with a "
        "published error; with 95%% confidence all of these ranges together hold the true ranks."
    ) % {"among": league.among}
    return f"{text} {say(INDEPENDENT, language())}"


def country_text(league: League) -> str:
    """Mean, median, spread and last place of the country."""
    country = league.country
    return _(
        "The mean of %(count)s provinces is %(mean)s points, the median %(median)s; the "
        "middle half "
        "lies between %(quarter)s and %(three_quarters)s. %(last)s has the lowest total, "
        "%(lowest)s. "
        "The total is the sum of %(columns)s dimensions."
    ) % {
        "count": country.count,
        "mean": number(country.mean),
        "median": number(country.median),
        "quarter": number(country.quarter),
        "three_quarters": number(country.three_quarters),
        "last": country.last.unit.name(language()),
        "lowest": number(country.last.total.points),
        "columns": len(league.columns),
    }


def clear_text(league: League) -> str:
    """How many units differ from the national median beyond their error; empty without errors."""
    country = league.country
    if not league.has_error:
        return ""
    text = _(
        "Against the national median, %(above)s provinces are higher and %(below)s lower by more "
        "than their error (solid dots); for %(unclear)s the survey cannot tell (hollow dots)"
    ) % {"above": country.above, "below": country.below, "unclear": country.unclear}
    if country.unknown:
        grey = _("for %(unknown)s no error was published (grey dots)")
        text = f"{text}; {grey % {'unknown': country.unknown}}"
    return f"{text}."


def added_up_text() -> str:
    """What is said of totals that the publisher's own table did not give."""
    return _("Chiso added up published PAPI scores; that year’s table of totals could not be read.")


def league_quote(league: League, address: str) -> str:
    """One sentence to quote, with its error, source and address."""
    best, country = league.country.best, league.country
    facts = {
        "year": league.period,
        "name": best.unit.name(language()),
        "total": number(best.total.points),
        "interval": interval_text(best),
        "count": country.count,
        "median": number(country.median),
        "source": source_text(league),
        "address": address,
    }
    if best.interval:
        return (
            _(
                "According to PAPI %(year)s, %(name)s scored %(total)s points (95%% "
                "confidence interval: %(interval)s), the highest of %(count)s published "
                "provinces; given sampling error it is not certain to be higher than the "
                "provinces whose intervals overlap its own; the median is %(median)s. "
                "Source: %(source)s. %(address)s"
            )
            % facts
        )
    return (
        _(
            "According to PAPI %(year)s, %(name)s scored %(total)s points, the highest of "
            "%(count)s published provinces; the median is %(median)s; PAPI published no errors "
            "for this year. Source: %(source)s. %(address)s"
        )
        % facts
    )


def source_text(league: League) -> str:
    """Who published what was quoted, and what Chiso added to it."""
    facts = {"publisher": publisher(league.edition), "year": league.period}
    if league.is_added_up:
        return (
            _("%(publisher)s, PAPI %(year)s; totals added up by Chiso from published PAPI scores")
            % facts
        )
    if league.has_error:
        return _("%(publisher)s, PAPI %(year)s; interval computed by Chiso") % facts
    return credit({league.period: league.edition})
