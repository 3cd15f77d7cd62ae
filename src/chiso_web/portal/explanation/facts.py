"""The figures that stand beside an explained score."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from chiso.datasets.papi import COMPUTED
from chiso_web.look.formats import differs_as_shown, language, margin, number, short, signed
from chiso_web.look.rules.measured import note_text
from chiso_web.portal.against import unrounded
from chiso_web.portal.explanation.subject import Subject, scale_text, taken_as_published
from chiso_web.portal.papi import FACTOR


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure beside the score: what, how much, and what to know about it."""

    name: str
    value: str
    note: str


def facts(subject: Subject) -> tuple[Fact, ...]:
    """The figures beside the score."""
    return tuple(
        fact
        for fact in (
            _computed(subject),
            _published(subject),
            _share(subject),
            _error(subject),
            _median(subject),
            _standing(subject),
        )
        if fact
    )


def _computed(subject: Subject) -> Fact | None:
    if subject.points is None or taken_as_published(subject):
        return None
    return Fact(_("Computed here"), number(subject.points, 6), scale_text(subject.node))


def _published(subject: Subject) -> Fact | None:
    printed = subject.published
    if printed is None:
        return None
    if subject.is_added_up:
        return Fact(_("Published by PAPI"), _("table not read"), note_text(COMPUTED))
    if printed.value is None:
        return Fact(_("Published by PAPI"), "–", note_text(printed.note))
    if taken_as_published(subject):
        return Fact(_("Published by PAPI"), number(printed.value, 6), _("taken as it stands"))
    note = "" if subject.points is None else difference_text(subject.points, printed.value)
    return Fact(_("Published by PAPI"), number(printed.value, 6), note)


def _share(subject: Subject) -> Fact | None:
    """What a part with a weight contributes to the node above."""
    top = subject.explanation
    if top.contribution is None or top.weight == 1 or subject.node.parent is None:
        return None
    above = subject.edition.node(subject.node.parent)
    name = _("Adds to %(code)s") % {"code": above.code or above.name.in_language(language())}
    note = _("%(points)s × %(weight)s") % {
        "points": number(subject.points, 6),
        "weight": short(top.weight),
    }
    return Fact(name, number(top.contribution, 4), note)


def difference_text(computed: float, printed: float) -> str:
    """How far the computed score is from the published one, both shown with six decimals."""
    difference = abs(computed - printed)
    if difference < 5e-8:
        return _("the same")
    if not differs_as_shown(computed, printed, 6):
        text = _("differs by %(difference)s") % {"difference": short(difference, 7)}
        return f"{text}, {unrounded()}"
    shown = short(difference, 6)
    if shown == "0":
        return _("the same to six decimals")
    return _("differs by %(difference)s") % {"difference": shown}


def _error(subject: Subject) -> Fact | None:
    if subject.points is None or subject.own is None:
        return None
    se = subject.published.se if subject.published else None
    if se is None:
        return Fact(_("Error (95%)"), _("not published"), _("that is not certainty"))
    note = _("1.96 × standard error %(se)s; normal approximation, degrees of freedom not published")
    return Fact(_("Error (95%)"), margin(FACTOR * se), note % {"se": number(se, 4)})


def _median(subject: Subject) -> Fact | None:
    if subject.median is None:
        return None
    note = _("of %(count)s provinces") % {"count": subject.count}
    if subject.points is not None:
        note = _("of %(count)s provinces; difference %(difference)s") % {
            "count": subject.count,
            "difference": signed(subject.points - subject.median),
        }
        if not differs_as_shown(subject.points, subject.median):
            note = f"{note} ({unrounded()})"
    return Fact(_("National median"), number(subject.median), note)


def _standing(subject: Subject) -> Fact | None:
    own, classes = subject.own, subject.edition.classes
    if own is None or own.rank is None or own.kind not in (classes.kinds if classes else ()):
        return None
    names = {item.id: item.name for item in classes.classes} if classes else {}
    rank = _("rank %(rank)s of %(count)s") % {"rank": own.rank, "count": subject.count}
    if subject.interval:
        rank = f"{rank}; {interval_words(subject)}"
    else:
        rank = _("%(rank)s, for reference only: no error was published") % {"rank": rank}
    return Fact(_("Class"), names[own.class_id].in_language(language()), rank)


def interval_words(subject: Subject) -> str:
    """The 95% interval of the score, in words."""
    if subject.interval is None:
        return ""
    low, high = (number(end) for end in subject.interval)
    return _("score between %(low)s and %(high)s with 95%% confidence") % {"low": low, "high": high}
