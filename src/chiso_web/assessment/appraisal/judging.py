"""What an appraiser puts into the decision box, and what it asks for."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from chiso.definition.model import Node
from chiso.scoring.domain import allowed_points
from chiso_web.accounts.models import User
from chiso_web.accounts.refusals import ActRefused
from chiso_web.assessment.asked import Field
from chiso_web.assessment.models import Phrase
from chiso_web.assessment.moves import DecisionKind
from chiso_web.assessment.services.appraising import Verdict
from chiso_web.assessment.services.verdicts import verdict_check
from chiso_web.assessment.typed import number_read
from chiso_web.look.formats import short

MOST_PHRASES = 9
POINTS = Field("", "points")


@dataclass(frozen=True, slots=True)
class Judged:
    """What was put in, as it came: it is shown again where it cannot be kept."""

    kind: str = ""
    points: str = ""
    reason: str = ""
    seen: str = ""
    phrase: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice of points."""

    value: str
    text: str
    chosen: bool


def judged_read(posted: Mapping[str, str]) -> Judged:
    """What a form holds."""
    told = {name: posted.get(name, "") for name in ("kind", "points", "seen", "phrase")}
    short_ones = {name: value.strip()[:100] for name, value in told.items()}
    reason = posted.get("reason", "").replace("\r\n", "\n").strip()
    return Judged(**short_ones, reason=reason)


def verdict_of(judged: Judged, leaf: Node) -> Verdict:
    """The decision that is meant. Raises ActRefused where none was chosen, or the points cannot be
    read.
    """
    if judged.kind not in DecisionKind.values:
        raise ActRefused(_("Choose: accept, change or return."))
    kind = DecisionKind(judged.kind)
    seen = int(judged.seen) if judged.seen.isascii() and judged.seen.isdigit() else -1
    points = _points(judged, leaf) if kind is DecisionKind.CHANGE else None
    return Verdict(kind=kind, seen=seen, points=points, reason=_reason(judged, kind))


def _reason(judged: Judged, kind: DecisionKind) -> str:
    """The reason; one that was typed before accepting was chosen is not the public's."""
    return "" if kind is DecisionKind.ACCEPT else judged.reason


def _points(judged: Judged, leaf: Node) -> float | None:
    for one in points_allowed(leaf):
        if judged.points == short(one):
            return one
    read = number_read(judged.points, POINTS)
    negative = judged.points.startswith(("-", "−"))
    if negative:  # penalties
        read = number_read(judged.points[1:], POINTS)
    if read.fault:
        verdict_check(DecisionKind.CHANGE, judged.reason, read.fault)
    return -read.value if negative and read.value is not None else read.value


def points_allowed(leaf: Node) -> tuple[float, ...]:
    """The points to choose from, where the rule has such."""
    return allowed_points(leaf.rule) if leaf.rule else ()


def choices_of(leaf: Node, judged: Judged, now: float | None) -> list[Choice]:
    """The points to choose from, but those that the unit has."""
    return [
        Choice(short(one), short(one), short(one) == judged.points)
        for one in points_allowed(leaf)
        if one != now
    ]


def range_text(leaf: Node) -> str:
    """The range of the points that the rule can give."""
    if leaf.rule is None:
        return ""
    facts = {"low": short(leaf.rule.minimum), "high": short(leaf.rule.maximum)}
    return _("%(low)s to %(high)s") % facts


def phrases_of(user: User) -> list[str]:
    """The reasons of an appraiser as they were first given, at most nine: as many as there are
    keys, whose numbers do not move with use.
    """
    found = Phrase.objects.filter(user=user).order_by("pk")
    return list(found.values_list("text", flat=True)[:MOST_PHRASES])


def with_phrase(judged: Judged, phrases: list[str]) -> Judged:
    """What was put in, with a phrase added to its reason."""
    place = int(judged.phrase) if judged.phrase.isascii() and judged.phrase.isdigit() else 0
    if not 1 <= place <= len(phrases):
        return judged
    reason = " ".join(part for part in (judged.reason, phrases[place - 1]) if part)
    kind = judged.kind if judged.kind in (DecisionKind.CHANGE, DecisionKind.RETURN) else ""
    return replace(judged, reason=reason, kind=kind or DecisionKind.CHANGE)
