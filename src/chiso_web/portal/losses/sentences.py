"""What the page of a unit's result says in sentences."""

from django.utils.translation import gettext as _

from chiso.values import Missing, MissingKind
from chiso_web.look.formats import DASH, language, listed, number, short
from chiso_web.look.rules.measured import missing_text
from chiso_web.portal.against import unrounded
from chiso_web.portal.explained_node import title_of
from chiso_web.portal.losses.classed import class_text
from chiso_web.portal.losses.contents import worst_content
from chiso_web.portal.losses.neighbours import tied
from chiso_web.portal.losses.result import Leaf, Result
from chiso_web.portal.official.decided import source_of
from chiso_web.portal.outcome.naming import index_name, level_name, ranked_among, unit_within
from chiso_web.portal.synthetic import mark_of
from chiso_web.results.contents import BONUS, PENALTY

NAMED = 3


def title(result: Result) -> str:
    """What was lost, whose, of which index and period."""
    return _("%(unit)s: where points were lost, %(index)s %(period)s") % _names(result)


def _names(result: Result) -> dict[str, object]:
    return {
        "unit": result.unit.full_name(language()),
        "index": index_name(result.outcome),
        "period": result.outcome.period,
    }


def lead(result: Result) -> str:
    """How much was lost and by which criteria most; or that there is no score."""
    lost = result.total_lost
    if lost is None:
        return no_score(result)
    if not result.lost:
        return _("No point was lost.")
    named = listed((_named(leaf) for leaf in result.lost[:NAMED]), _("and"))
    facts = {"lost": number(lost), "whole": short(result.base.score.maximum), "named": named}
    return _("%(lost)s of %(whole)s points were lost, most by %(named)s.") % facts


def _named(leaf: Leaf) -> str:
    return _("%(criterion)s (%(points)s)") % {
        "criterion": title_of(leaf.item),
        "points": number(leaf.lost_in_index),
    }


def no_score(result: Result) -> str:
    """Why there is no index."""
    found = result.items[result.top.node.id].score.points
    why = missing_text(found) if isinstance(found, Missing) else ""
    return _("No index: %(reason)s.") % {"reason": why}


def sum_text(result: Result) -> str:
    """How the index follows from what was lost: "85,58 = 100 − 14,92 + 0,50 − 0,00"."""
    lost, points = result.total_lost, result.at().points
    if lost is None or points is None:
        return ""
    bonus = result.outcome.extra_points(result.unit, BONUS)
    penalty = result.outcome.extra_points(result.unit, PENALTY)
    whole = result.base.score.maximum
    text = _("%(points)s = %(whole)s − %(lost)s lost") % {
        "points": number(points),
        "whole": short(whole),
        "lost": number(lost),
    }
    if bonus:
        text = _("%(sum)s + %(bonus)s bonus") % {"sum": text, "bonus": number(bonus)}
    if penalty:
        text = _("%(sum)s − %(penalty)s penalty") % {"sum": text, "penalty": number(-penalty)}
    shown = whole - round(lost, 2) + round(bonus, 2) + round(penalty, 2)
    return text if round(shown, 2) == round(points, 2) else f"{text} ({unrounded()})"


def rescaled_text(result: Result) -> str:
    """That other points apply than the scale has, and how they were set to it; empty otherwise."""
    if not result.is_rescaled:
        return ""
    got, most = result.applied
    why = (
        _("Some criteria do not count for this unit.")
        if result.left_out
        else _("The criteria, with those added locally, make %(most)s points.")
    )
    text = _(
        "%(got)s of the %(most)s points that apply, set to the scale of %(whole)s by × %(factor)s, "
        "make %(points)s. Points lost are shown in the edition’s own points; one of them counts "
        "%(factor)s in the index."
    )
    facts = {
        "got": number(got),
        "most": number(most),
        "whole": short(result.base.score.maximum),
        "factor": number(result.factor, 4),
        "points": number(result.at(result.base.node.id).points),
    }
    return f"{why} {text}" % facts


def rank_text(result: Result) -> tuple[str, str]:
    """The rank, and among whom, with ties."""
    rank, units = result.at().rank, result.group.units
    if rank is None:
        return DASH, _("not ranked: no index")
    if len(units) == 1:
        return DASH, _("not ranked: no other unit was scored")
    others = [unit.name(language()) for unit in tied(result)]
    text = _("of %(group)s") % {"group": ranked_among(result.outcome, result.group)}
    if others:
        text = _("%(text)s; tied with %(units)s") % {
            "text": text,
            "units": listed(others, _("and")),
        }
    return _("Rank %(rank)s") % {"rank": rank}, text


def lost_note(result: Result) -> str:
    """Of how many points, and in which content most."""
    whole = short(result.base.score.maximum)
    node = worst_content(result)
    if node is None:
        return _("of %(whole)s") % {"whole": whole}
    lost = (result.outcome.lost(result.unit, node.id) or 0.0) * result.factor
    facts = {
        "whole": whole,
        "level": level_name(result.outcome),
        "code": node.code,
        "points": number(lost),
    }
    return _("of %(whole)s; most in %(level)s %(code)s (%(points)s)") % facts


def unreported_text(result: Result) -> str:
    """What was lost because nothing was reported; empty where nothing was."""
    gone = [leaf for leaf in result.lost if leaf.absent is MissingKind.NOT_REPORTED]
    if not gone:
        return ""
    points = number(sum(leaf.lost_in_index for leaf in gone))
    facts = {"points": points, "codes": ", ".join(leaf.node.code for leaf in gone)}
    return _("%(points)s of them because nothing was reported: %(codes)s.") % facts


def quote(result: Result, address: str) -> str:
    """One sentence to quote, with the mark of synthetic figures, source and address."""
    outcome = result.outcome
    mark, points = mark_of(outcome.evaluation), result.at().points
    facts = {
        **_names(result),
        "unit": unit_within(result.unit),
        "points": number(points),
        "rank": _rank_quoted(result),
        "class": class_text(result),
        "lost": number(result.total_lost),
        "edition": result.edition.title.in_language(language()),
        "address": address,
    }
    if points is None:
        text = _("%(index)s %(period)s: %(unit)s has no score.")
    elif class_text(result):
        text = _(
            "%(index)s %(period)s of %(unit)s: %(points)s points%(rank)s, class %(class)s; "
            "%(lost)s points lost."
        )
    else:
        text = _(
            "%(index)s %(period)s of %(unit)s: %(points)s points%(rank)s; %(lost)s points lost."
        )
    source = _("Computed by Chiso, not published; %(edition)s. %(address)s") % facts
    decided = source_of(outcome.evaluation)
    if decided:
        source = f"{decided}; {facts['edition']}. {address}"
    return " ".join(filter(None, (f"{mark}." if mark else "", text % facts, source)))


def _rank_quoted(result: Result) -> str:
    rank, group = result.at().rank, result.group
    if rank is None or len(group.units) == 1:
        return ""
    return _(", rank %(rank)s of %(group)s") % {
        "rank": rank,
        "group": ranked_among(result.outcome, group),
    }
