"""The figures that stand beside a unit's total."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from chiso.definition.model import ROOT
from chiso_web.look.formats import number
from chiso_web.portal.explanation.subject import scale_text
from chiso_web.portal.profile import sentences
from chiso_web.portal.profile.country import Spread
from chiso_web.portal.profile.profile import Profile


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure: what, how much, what to know about it, and the colour step of a class."""

    name: str
    value: str
    note: str
    tone: str = ""


def facts(profile: Profile) -> tuple[Fact, ...]:
    """The figures beside the total; none without one."""
    if profile.points is None or ROOT not in profile.spreads:
        return ()
    spread = profile.spreads[ROOT]
    return (
        _total(profile),
        _median(profile, spread),
        _class(profile, spread),
        _rank(profile, spread),
        _respondents(profile),
    )


def _total(profile: Profile) -> Fact:
    interval = sentences.interval_text(profile)
    error = (
        _("95%% confidence interval: %(interval)s") % {"interval": interval}
        if interval
        else _("error not published")
    )
    name = " ".join((_("Total"), scale_text(profile.edition.root))).strip()
    return Fact(name, number(profile.points), error)


def _median(profile: Profile, spread: Spread) -> Fact:
    name = _("Median of %(count)s provinces") % {"count": spread.count}
    note = _("highest %(high)s (%(names)s)") % {
        "high": number(spread.high),
        "names": profile.best_names(ROOT),
    }
    return Fact(name, number(spread.median), note)


def _class(profile: Profile, spread: Spread) -> Fact:
    class_id = profile.scores[ROOT].class_id
    count, lowest = spread.classes.get(class_id, (0, 0.0))
    note = _("%(count)s provinces from %(lowest)s points up to the next class")
    if lowest == max(low for _count, low in spread.classes.values()):
        note = _("%(count)s provinces from %(lowest)s points")
    note = note % {"count": count, "lowest": number(lowest)}
    return Fact(_("Class"), profile.class_name(class_id), note, profile.tone(class_id))


def _rank(profile: Profile, spread: Spread) -> Fact:
    rank = profile.scores[ROOT].rank
    value = _("%(rank)s of %(count)s") % {"rank": rank, "count": spread.count}
    return Fact(_("Rank"), value, sentences.rank_text(profile))


def _respondents(profile: Profile) -> Fact:
    count = profile.year.printed().n
    if count is None:
        return Fact(_("Respondents"), "–", _("number not published"))
    return Fact(_("Respondents"), number(count, 0), _("people answered the survey"))
