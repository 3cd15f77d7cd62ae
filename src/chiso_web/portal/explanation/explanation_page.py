"""The page that explains one number: what was recomputed, and the quote."""

from django.utils.translation import gettext as _

from chiso.evaluation import Explanation
from chiso_web.look.formats import language, number, share
from chiso_web.portal.explained_node import is_given, points_of
from chiso_web.portal.explanation.facts import interval_words
from chiso_web.portal.explanation.subject import Subject, reasons_quoted, scale_text
from chiso_web.portal.sources import credit, publisher
from chiso_web.results.selectors import Published


def respondents(subject: Subject, total: Published | None) -> str:
    """How many people answered; empty where that was not published."""
    if total is None or total.n is None:
        return ""
    return _("%(count)s people of %(unit)s answered the survey of %(year)s.") % {
        "count": number(total.n, 0),
        "unit": subject.unit_name,
        "year": subject.period,
    }


def recomputed_text(item: Explanation) -> str:
    """How much of the score was computed from indicators, and how much taken as published."""
    points = points_of(item)
    if points is None or not item.children:
        return ""
    taken = _taken(item, 1.0)
    if taken == 0:
        return _("The whole score was recomputed from published indicators.")
    if abs(points - taken) < 1e-9:
        return _(
            "For this year no indicators are at hand: the lowest scores are taken as published, "
            "and Chiso adds them up."
        )
    return _(
        "%(own)s of %(points)s points (%(share)s) were recomputed from published indicators; "
        "the rest is taken as published (hatched)."
    ) % {
        "own": number(points - taken, 4),
        "points": number(points, 4),
        "share": share((points - taken) / points, 0),
    }


def _taken(item: Explanation, weight: float) -> float:
    """The points below a node that were taken as published."""
    if item.children:
        return sum(_taken(child, weight * child.weight) for child in item.children)
    return weight * (points_of(item) or 0.0) if is_given(item) else 0.0


def quote(subject: Subject, address: str) -> str:
    """One sentence to quote, with its error, source and address."""
    facts = {
        "year": subject.period,
        "unit": subject.unit_name,
        "points": " ".join(
            text for text in (number(subject.points), _("points"), scale_text(subject.node)) if text
        ),
        "what": subject.node.name.in_language(language()),
        "count": subject.count,
        "median": number(subject.median),
        "source": source_text(subject),
        "address": address,
        "interval": interval_words(subject),
        "reasons": reasons_quoted(subject),
    }
    if subject.points is None:
        return (
            _(
                "PAPI %(year)s has no published score of %(unit)s for %(what)s; %(reasons)s. "
                "Source: %(source)s. %(address)s"
            )
            % facts
        )
    if subject.interval:
        return (
            _(
                "According to PAPI %(year)s, %(unit)s scored %(points)s for %(what)s "
                "(%(interval)s); the median of %(count)s provinces is %(median)s. "
                "Source: %(source)s. %(address)s"
            )
            % facts
        )
    return (
        _(
            "According to PAPI %(year)s, %(unit)s scored %(points)s for %(what)s; the "
            "median of %(count)s provinces is %(median)s; no error was published for this score. "
            "Source: %(source)s. %(address)s"
        )
        % facts
    )


def source_text(subject: Subject) -> str:
    """Who published what was quoted, and what Chiso added to it."""
    facts = {"publisher": publisher(subject.edition), "year": subject.period}
    if subject.is_added_up and subject.is_total:
        return (
            _("%(publisher)s, PAPI %(year)s; totals added up by Chiso from published PAPI scores")
            % facts
        )
    if subject.is_added_up:
        return (
            _("%(publisher)s, PAPI %(year)s; scores added up by Chiso from published PAPI scores")
            % facts
        )
    if subject.interval:
        return _("%(publisher)s, PAPI %(year)s; interval computed by Chiso") % facts
    return credit({subject.period: subject.edition})
