"""The number that a page explains: what it is called, how it stands, why it may be missing."""

import math
from dataclasses import dataclass

from django.utils.translation import gettext as _

from chiso.datasets.papi import COMPUTED, UNPUBLISHED
from chiso.definition.model import ROOT, Edition, Node
from chiso.definition.rules import Given
from chiso.evaluation import Explanation
from chiso.values import Missing
from chiso_web.look.formats import language, number, short
from chiso_web.look.rules.measured import missing_text, note_text
from chiso_web.portal.explained_node import points_of
from chiso_web.portal.papi import FACTOR
from chiso_web.results.selectors import Published, Standing
from chiso_web.units.models import Unit


@dataclass(frozen=True, slots=True)
class Subject:
    """Which number is explained, and what stands beside it in the database."""

    edition: Edition
    period: str
    unit: Unit
    explanation: Explanation
    own: Standing | None
    count: int
    median: float | None
    published: Published | None

    @property
    def node(self) -> Node:
        return self.explanation.node

    @property
    def points(self) -> float | None:
        return points_of(self.explanation)

    @property
    def unit_name(self) -> str:
        return self.unit.name(language())

    @property
    def is_total(self) -> bool:
        return self.node.id == ROOT

    @property
    def is_added_up(self) -> bool:
        """Whether the publisher's own figure could not be read, so that it was added up here."""
        return self.published is not None and self.published.note == COMPUTED

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95% interval; None where no standard error was published."""
        if self.points is None or self.published is None or self.published.se is None:
            return None
        return self.points - FACTOR * self.published.se, self.points + FACTOR * self.published.se


def called(subject: Subject) -> str:
    """The number in words: "điểm tổng", "chỉ số nội dung 4", or "chỉ tiêu này" without a code."""
    if subject.is_total:
        return _("the total")
    level = subject.explanation.level.name.in_language(language()).lower()
    code = subject.node.code
    return f"{level} {code}" if code else _("this %(level)s") % {"level": level}


def full_name(subject: Subject) -> str:
    """The node's name; for one without a printed code with its number in the tree."""
    name = subject.node.name.in_language(language())
    return name if subject.node.code or subject.is_total else f"{subject.node.id} {name}"


def heading(subject: Subject) -> str:
    """The page's title."""
    facts = {
        "unit": subject.unit_name,
        "year": subject.period,
        "what": called(subject),
        "points": number(subject.points),
    }
    if subject.points is not None:
        return _("%(unit)s %(year)s: why %(what)s is %(points)s points") % facts
    if subject.is_total:
        return _("%(unit)s %(year)s: why there is no total") % facts
    return _("%(unit)s %(year)s: why %(what)s has no score") % facts


def scale_text(node: Node) -> str:
    """The printed scale: "trên thang 1–10"; of a leaf without one the range of what it takes as
    published; else empty.
    """
    scale = node.scale
    if scale is None and isinstance(node.rule, Given):
        scale = (node.rule.low, node.rule.high)
    if scale is None or not all(map(math.isfinite, scale)):
        return ""
    low, high = (short(end, 2) for end in scale)
    return _("on a scale of %(low)s–%(high)s") % {"low": low, "high": high}


def why_missing(subject: Subject) -> str:
    """Why there is no score."""
    missing = subject.explanation.score.points
    if not isinstance(missing, Missing):
        return ""
    lacking = [child for child in subject.explanation.children if points_of(child) is None]
    if not lacking:
        return missing_text(missing)
    names = "; ".join(
        f"{child.node.code} {child.node.name.in_language(language())}".strip() for child in lacking
    )
    return _("Missing: %(names)s (%(reasons)s).") % {
        "names": names,
        "reasons": "; ".join(reasons(subject)),
    }


def reasons(subject: Subject) -> tuple[str, ...]:
    """Why the leaves below have no score, each reason once."""
    return tuple(dict.fromkeys(_reasons(subject.explanation)))


def reasons_quoted(subject: Subject) -> str:
    """The same for a sentence that already says that PAPI published nothing."""
    unpublished = note_text(UNPUBLISHED)
    return "; ".join(
        _("no reason is given") if reason == unpublished else reason for reason in reasons(subject)
    )


def _reasons(item: Explanation) -> list[str]:
    """The reasons of the leaves below that have no score."""
    if item.children:
        return [text for child in item.children for text in _reasons(child)]
    return [missing_text(item.score.points)] if isinstance(item.score.points, Missing) else []


def taken_as_published(subject: Subject) -> bool:
    """Whether the points are a published figure as it stands, so that nothing was computed."""
    return subject.node.rule is not None and subject.node.rule.kind == "given"
