"""Whole sentences of a profile: what leads, what changed, what it would take, what to quote."""

from django.utils.translation import gettext as _

from chiso.definition.model import ROOT, Combination, Node
from chiso.inference import (
    INDEPENDENT,
    NO_ERROR,
    RankSet,
    compare,
    comparison_in_words,
    rank_in_words,
)
from chiso.wording import say
from chiso_web.look.formats import language, number, signed
from chiso_web.portal.against import against_median, certainty
from chiso_web.portal.explanation.subject import scale_text
from chiso_web.portal.other_years import gap_between
from chiso_web.portal.profile.profile import Profile
from chiso_web.portal.sources import credit, publisher
from chiso_web.portal.withheld import why_no_total


def title(profile: Profile) -> str:
    """What the page shows, of whom, of which year."""
    facts = {"unit": profile.unit_name, "year": profile.period}
    return _("%(unit)s: PAPI results of %(year)s") % facts


def score_text(profile: Profile) -> str:
    """The total: "43,96 điểm trên thang 10–80"."""
    words = (number(profile.points), _("points"), scale_text(profile.edition.root))
    return " ".join(words).strip()


def standing_text(profile: Profile) -> str:
    """The total against the national median, and whether beyond the error."""
    return f"{against_median(profile)}; {certainty(profile)}."


def extremes_text(profile: Profile) -> str:
    """The strongest and the weakest dimension against the country."""
    found = profile.by_deviation
    if len(found) < 2:
        return ""
    (best, above), (worst, below) = found[0], found[-1]
    return _(
        "Against the national median its strongest dimension is %(best)s (%(above)s), its weakest "
        "%(worst)s (%(below)s)."
    ) % {
        "best": _name(best),
        "above": signed(above),
        "worst": _name(worst),
        "below": signed(below),
    }


def _name(node: Node) -> str:
    return f"{node.code} {node.name.in_language(language())}".strip()


def change_text(profile: Profile) -> str:
    """The change since the latest earlier total, or why it is not computed."""
    before, now = profile.before, profile.year.estimate
    if before is None or before.estimate is None or now is None:
        return ""
    gap = _gap(profile)
    facts = {"before": before.period}
    if gap:
        return _("Not compared with %(before)s: %(gap)s") % {**facts, "gap": gap}
    words = say(comparison_in_words(compare(before.estimate, now)), language())
    words = f"{words[:1].lower()}{words[1:]}"
    return _("Since %(before)s: %(words)s") % {**facts, "words": words}


def is_broken(profile: Profile) -> bool:
    """Whether a break stands between this year's total and the latest earlier one."""
    return bool(_gap(profile))


def _gap(profile: Profile) -> str:
    before = profile.before
    if before is None:
        return ""
    return gap_between(profile.edition, ROOT, before.period, profile.period)


def rank_text(profile: Profile) -> str:
    """The rank with the range that sampling error leaves open, or why there is none."""
    ranks = profile.ranks
    if profile.period not in profile.with_error:
        return say(NO_ERROR, language())
    if ranks is None:
        return say(rank_in_words(None, None), language())
    among = ranks.among if ranks.among != profile.spreads[ROOT].count else None
    found = RankSet(ranks.lowest, ranks.highest)
    return say(rank_in_words(ranks.rank, found, among=among), language())


def independence_text(profile: Profile) -> str:
    """What the range of ranks takes for granted; empty where there is none."""
    return say(INDEPENDENT, language()) if profile.ranks else ""


def missing_text(profile: Profile) -> str:
    """Why there is no total; empty where there is one."""
    if profile.points is not None:
        return ""
    return why_no_total(profile.edition, profile.period, profile.year.withheld)


def finding_text(profile: Profile) -> str:
    """How many dimensions stand above the national median."""
    found = profile.by_deviation
    if not found:
        return ""
    above = sum(1 for _node, value in found if round(value, 2) > 0)
    below = sum(1 for _node, value in found if round(value, 2) < 0)
    return _(
        "%(unit)s is above the national median in %(above)s of %(count)s dimensions and below it "
        "in %(below)s."
    ) % {"unit": profile.unit_name, "above": above, "below": below, "count": len(found)}


def no_part_error(profile: Profile) -> str:
    """What is said of differences in parts, whose errors PAPI does not publish."""
    return _(
        "PAPI published no errors of the parts of %(year)s: small differences should not be taken "
        "for real ones."
    ) % {"year": profile.period}


def what_if(profile: Profile) -> str:
    """What the total would be if all that is below the median reached it; empty without a total,
    or where the total is no plain sum.
    """
    gaps = [profile.deviation(node.id) for node in sub_dimensions(profile)]
    there = [gap for gap in gaps if gap is not None]
    if profile.points is None or not there or not _is_sum(profile):
        return ""
    above = sum(gap for gap in there if gap > 0)
    below = sum(gap for gap in there if gap < 0)
    return _(
        "Over all %(count)s sub-dimensions, those above the median add %(above)s points and those "
        "below take away %(below)s. If each of those below reached the median, the total would be "
        "%(total)s instead of %(points)s (computed by Chiso, not published; not a forecast)."
    ) % {
        "count": len(there),
        "above": signed(above),
        "below": number(-below),
        "total": number(profile.points - below),
        "points": number(profile.points),
    }


def sub_dimensions(profile: Profile) -> tuple[Node, ...]:
    """The parts of all dimensions."""
    edition = profile.edition
    return tuple(part for node in profile.dimensions for part in edition.children(node.id))


def _is_sum(profile: Profile) -> bool:
    inner = (profile.edition.root, *profile.dimensions)
    return all(node.combine is Combination.SUM for node in inner)


def quote(profile: Profile, address: str) -> str:
    """One sentence to quote, with its error, source and address."""
    facts = {
        "year": profile.period,
        "unit": profile.unit_name,
        "score": score_text(profile),
        "median": number(profile.median),
        "count": profile.spreads[ROOT].count if ROOT in profile.spreads else 0,
        "reason": missing_text(profile),
        "rank": rank_text(profile).rstrip("."),
        "interval": interval_text(profile),
        "source": source_text(profile),
        "address": address,
    }
    if profile.points is None:
        return _("%(unit)s: %(reason)s Source: %(source)s. %(address)s") % facts
    if profile.interval is None:
        return (
            _(
                "According to PAPI %(year)s, %(unit)s scored %(score)s in total; the median of "
                "%(count)s provinces is %(median)s. %(rank)s. Source: %(source)s. %(address)s"
            )
            % facts
        )
    return (
        _(
            "According to PAPI %(year)s, %(unit)s scored %(score)s in total (95%% confidence "
            "interval: %(interval)s); the median of %(count)s provinces is %(median)s. %(rank)s. "
            "Source: %(source)s. %(address)s"
        )
        % facts
    )


def interval_text(profile: Profile) -> str:
    """The 95% interval of the total: "43,65–44,27"; empty where no error was published."""
    return "–".join(number(end) for end in profile.interval or ())


def source_text(profile: Profile) -> str:
    """Who published what was quoted, and what Chiso added to it."""
    facts = {"publisher": publisher(profile.edition), "year": profile.period}
    if profile.year.is_computed():
        return (
            _("%(publisher)s, PAPI %(year)s; totals added up by Chiso from published PAPI scores")
            % facts
        )
    if profile.ranks:
        return _("%(publisher)s, PAPI %(year)s; interval and ranks computed by Chiso") % facts
    return credit({profile.period: profile.edition})
