"""Whole sentences of the page of estimates."""

from django.utils.translation import gettext as _

from chiso.definition.model import ROOT
from chiso_web.look.formats import number
from chiso_web.portal.restated.lines import Words, text_of
from chiso_web.results.estimates import Estimate, Estimates


def title(found: Estimates) -> str:
    """The page's title."""
    text = _("PAPI %(year)s on the 34 provinces since 1 July 2025: an estimate")
    return text % {"year": found.period}


def lead(found: Estimates) -> tuple[str, str]:
    """The finding, and what it is."""
    best = found.ranked[0]
    facts = {"name": best.name, "total": text_of(best, ROOT)}
    finding = _("On today’s provinces %(name)s has the highest total, %(total)s points") % facts
    merged = [row for row in found.ranked if row.is_merged]
    if best.is_merged:
        return finding, _("It is Chiso’s estimate; PAPI did not publish it.")
    facts = {"name": merged[0].name, "total": text_of(merged[0], ROOT)}
    return finding, _(
        "It was not merged. Of the merged provinces %(name)s has the highest estimate, %(total)s."
    ) % facts


def how_made(found: Estimates) -> str:
    """How many are estimates, and how they were made."""
    merged = sum(1 for row in found.rows if row.is_merged)
    return _(
        "%(merged)s of the 34 provinces were merged from several. Their scores (≈) are averages of "
        "the former provinces’ published scores, weighted by people in the census of 1 April 2019. "
        "%(same)s provinces were not merged and keep their published scores."
    ) % {"merged": merged, "same": len(found.rows) - merged}


def why_no_rank() -> str:
    """Why there are neither ranks nor errors here."""
    return _(
        "There are no ranks and no errors here: PAPI drew its samples within the former provinces, "
        "so an average of their scores is not what a survey of the new province would have found, "
        "and no sampling error can be computed for it."
    )


def missing(found: Estimates, words: Words) -> str:
    """The provinces without an estimate, each with those that lack a score; empty if none."""
    names = [_missing_name(row, words) for row in found.blank]
    return _("No estimate: %(names)s.") % {"names": "; ".join(names)} if names else ""


def _missing_name(row: Estimate, words: Words) -> str:
    lacking = [words.names[uid.partition("@")[0]] for uid in row.values[ROOT].lacking]
    if not row.is_merged:
        return row.name
    facts = {"name": row.name, "parts": ", ".join(lacking)}
    return _("%(name)s (PAPI did not publish %(parts)s)") % facts


def finding(found: Estimates, words: Words) -> str:
    """What the map shows, for those who do not see it."""
    best, last = found.ranked[0], found.ranked[-1]
    text = _(
        "The highest total has %(best)s (%(high)s), the lowest %(last)s (%(low)s); ≈ marks "
        "estimates. Hoang Sa and Truong Sa stand in two frames. All figures stand in the table."
    ) % {
        "best": best.name,
        "high": text_of(best, ROOT),
        "last": last.name,
        "low": text_of(last, ROOT),
    }
    return " ".join(filter(None, (text, missing(found, words))))


def quote(found: Estimates, *, source: str, address: str) -> str:
    """One sentence to quote, which says that nobody published these figures."""
    merged = [row for row in found.ranked if row.is_merged]
    best, last = merged[0], merged[-1]
    return _(
        "By Chiso’s estimate from PAPI %(year)s, the provinces merged on 1 July 2025 would have "
        "total scores from %(low)s (%(last)s) to %(high)s (%(best)s) points: averages of the "
        "former provinces’ scores weighted by the census of 2019, not published by PAPI and "
        "without a known error. Source: %(source)s. %(address)s"
    ) % {
        "year": found.period,
        "low": number(last.total),
        "last": last.name,
        "high": number(best.total),
        "best": best.name,
        "source": source,
        "address": address,
    }
