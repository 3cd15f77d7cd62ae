"""What a result says in sentences: whether it is official, the rank, a sentence to quote."""

from datetime import date

from django.utils.translation import gettext as _

from chiso.synthesis import MARK
from chiso_web.assessment.moves import RoundState
from chiso_web.assessment.naming import kind_name
from chiso_web.assessment.publishing.shown import Shown
from chiso_web.assessment.publishing.standings import GroupResult, Standing
from chiso_web.look.formats import day, language, listed


def status_text(shown: Shown, today: date) -> str:
    """What makes the result official, or what it lacks."""
    version = shown.version
    if version is not None:
        facts = {
            "number": version.number,
            "decision": version.decision,
            "day": day(version.decided_on),
            "signer": version.signer,
        }
        return _("Version %(number)s, decision %(decision)s of %(day)s, %(signer)s.") % facts
    text = _(
        "As of %(day)s. Number, day and signer of a decision are lacking; points and ranks may "
        "still change."
    ) % {"day": day(today)}
    if shown.one.state == RoundState.CORRECTING:
        text += " " + _("The version published before stands until this one is published.")
    return text


def rank_text(found: GroupResult, standing: Standing, *, beside: bool) -> tuple[str, str]:
    """The rank among how many, and with whom it is shared; names only where they may be seen."""
    rank = standing.ranked.rank
    if rank is None:
        return "", standing.why
    among = _("of %(count)s, %(group)s") % {
        "count": len(found.ranked),
        "group": kind_name(found.group.kind),
    }
    others = [
        one.unit.name(language())
        for one in found.ranked
        if one.ranked.rank == rank and one is not standing
    ]
    if others and beside:
        names = listed(others, _("and"))
        among = _("%(among)s; tied with %(units)s") % {"among": among, "units": names}
    elif others:
        among = _("%(among)s; tied") % {"among": among}
    if standing.ranked.reduced:
        among = _("%(among)s; scored on a smaller base") % {"among": among}
    return str(rank), among


def quote(shown: Shown, found: GroupResult, standing: Standing) -> str:
    """One sentence to quote; a draft says that it is one."""
    version = shown.version
    facts = {
        "index": found.shape.edition.title.in_language(language()),
        "period": shown.one.period,
        "unit": standing.unit.full_name(language()),
        "points": standing.points,
        "rank": standing.ranked.rank,
        "count": len(found.ranked),
        "group": kind_name(found.group.kind),
    }
    text = _(
        "%(index)s, %(period)s: %(unit)s %(points)s points, rank %(rank)s of %(count)s, %(group)s."
    )
    parts = [text % facts]
    if standing.ranked.reduced:
        parts.append(_("It was scored on a smaller base."))
    if version is None:
        parts.insert(0, _("Draft:"))
        parts.append(_("No decision has been published."))
    else:
        decided = {"decision": version.decision, "day": day(version.decided_on)}
        parts.append(_("Decision %(decision)s of %(day)s.") % decided)
    if shown.one.synthetic:
        parts.append(f"{MARK.in_language(language())}.")
    return " ".join(parts)
