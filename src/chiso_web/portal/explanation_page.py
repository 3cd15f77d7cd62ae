"""The page that explains one number: lead, facts beside it, tree of scores at the side, quote."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from chiso.datasets.papi import COMPUTED
from chiso.definition.model import ROOT, Edition, Node
from chiso.evaluation import Explanation
from chiso.values import Missing
from chiso_web.look.formats import language, margin, number, share, short, signed
from chiso_web.portal.addresses import node_address
from chiso_web.portal.measured import missing_text, note_text
from chiso_web.portal.papi import FACTOR
from chiso_web.portal.tree import is_given, points_of
from chiso_web.results.models import Score
from chiso_web.results.selectors import Published
from chiso_web.units.models import Unit


@dataclass(frozen=True, slots=True)
class Subject:
    """Which number is explained, and what stands beside it in the database."""

    edition: Edition
    period: str
    unit: Unit
    explanation: Explanation
    own: Score | None
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
    def interval(self) -> tuple[float, float] | None:
        """The 95% interval; None where no standard error was published."""
        if self.points is None or self.published is None or self.published.se is None:
            return None
        return self.points - FACTOR * self.published.se, self.points + FACTOR * self.published.se


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure beside the score: what, how much, and what to know about it."""

    name: str
    value: str
    note: str


@dataclass(frozen=True, slots=True)
class Branch:
    """A node in the tree at the side; ``below`` is opened on the way to the present one."""

    code: str
    name: str
    points: str
    address: str
    current: bool
    below: tuple["Branch", ...]


def called(subject: Subject) -> str:
    """The number in words: "điểm tổng", "chỉ số nội dung 4", or a leaf's own name."""
    if subject.is_total:
        return _("the total")
    node = subject.node
    if not node.code:
        return "“" + node.name.in_language(language()) + "”"
    return f"{subject.explanation.level.name.in_language(language()).lower()} {node.code}"


def heading(subject: Subject) -> str:
    """The page's title."""
    facts = {
        "unit": subject.unit_name,
        "year": subject.period,
        "what": called(subject),
        "points": number(subject.points),
    }
    if subject.points is None:
        return _("%(unit)s %(year)s: why there is no score for %(what)s") % facts
    return _("%(unit)s %(year)s: why %(what)s is %(points)s points") % facts


def scale_text(node: Node) -> str:
    """The printed scale: "trên thang 1–10"; empty if none is printed."""
    if node.scale is None:
        return ""
    low, high = (short(end, 2) for end in node.scale)
    return _("on a scale of %(low)s–%(high)s") % {"low": low, "high": high}


def against_median(subject: Subject) -> str:
    """How the score stands to the country's median; never calls a difference real inside its error."""
    if subject.points is None or subject.median is None:
        return ""
    difference = subject.points - subject.median
    facts = {"difference": number(abs(difference))}
    if round(difference, 2) == 0:
        return _("level with the national median")
    if difference > 0:
        return _("%(difference)s points above the national median") % facts
    return _("%(difference)s points below the national median") % facts


def certainty(subject: Subject) -> str:
    """What the survey's error allows to say of that."""
    if subject.median is None or subject.points is None:
        return ""
    if subject.interval is None:
        return _("no error was published for it, so this cannot be called a real difference")
    if subject.interval[0] <= subject.median <= subject.interval[1]:
        return _("within its error, so this cannot be called a real difference")
    return _("more than its error")


def why_missing(subject: Subject) -> str:
    """Why there is no score."""
    missing = subject.explanation.score.points
    if not isinstance(missing, Missing):
        return ""
    lacking = [child for child in subject.explanation.children if points_of(child) is None]
    reasons = dict.fromkeys(_reasons(subject.explanation))
    if not lacking:
        return missing_text(missing)
    names = "; ".join(
        f"{child.node.code} {child.node.name.in_language(language())}".strip() for child in lacking
    )
    return _("Missing: %(names)s (%(reasons)s).") % {
        "names": names,
        "reasons": "; ".join(reasons),
    }


def _reasons(item: Explanation) -> list[str]:
    """The reasons of the leaves below that have no score."""
    if item.children:
        return [text for child in item.children for text in _reasons(child)]
    return [missing_text(item.score.points)] if isinstance(item.score.points, Missing) else []


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
    if printed.note == COMPUTED:
        return Fact(_("Published by PAPI"), _("table not read"), note_text(COMPUTED))
    if printed.value is None:
        return Fact(_("Published by PAPI"), "–", note_text(printed.note))
    if taken_as_published(subject):
        return Fact(_("Published by PAPI"), number(printed.value, 6), _("taken as it stands"))
    difference = None if subject.points is None else subject.points - printed.value
    note = "" if difference is None else difference_text(difference)
    return Fact(_("Published by PAPI"), number(printed.value, 6), note)


def taken_as_published(subject: Subject) -> bool:
    """Whether the points are a published figure as it stands, so that nothing was computed."""
    return subject.node.rule is not None and subject.node.rule.kind == "given"


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


def difference_text(difference: float) -> str:
    """How far the computed score is from the published one."""
    if abs(difference) < 5e-8:
        return _("the same")
    return _("differs by %(difference)s") % {"difference": short(abs(difference), 7)}


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
    difference = None if subject.points is None else subject.points - subject.median
    note = _("of %(count)s provinces") % {"count": subject.count}
    if difference is not None:
        note = _("of %(count)s provinces; difference %(difference)s") % {
            "count": subject.count,
            "difference": signed(difference),
        }
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
    """How much of the score was computed from what people answered, and how much taken as published."""
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


def branches(
    edition: Edition, scores: Mapping[str, float | None], *, period: str, unit: str, node: str
) -> tuple[Branch, ...]:
    """The root's children, opened down to the present node."""
    on_the_way = {node, *(above.id for above in edition.ancestors(node))}

    def branch(item: Node) -> Branch:
        below = edition.children(item.id) if item.id in on_the_way else ()
        return Branch(
            code=item.code,
            name=item.name.in_language(language()),
            points=number(scores.get(item.id)),
            address=node_address(period, unit, item.id),
            current=item.id == node,
            below=tuple(branch(child) for child in below),
        )

    return tuple(branch(item) for item in edition.children(ROOT))


def branches_open(edition: Edition, node: str) -> Sequence[str]:
    """The nodes whose scores the tree at the side shows."""
    way = [node, *(above.id for above in edition.ancestors(node)), ROOT]
    return [child.id for step in dict.fromkeys(way) for child in edition.children(step)]


def quote(subject: Subject, address: str) -> str:
    """One sentence to quote, with its error, source and address."""
    source = subject.edition.sources[subject.edition.in_force.source]
    facts = {
        "year": subject.period,
        "unit": subject.unit_name,
        "points": " ".join(
            text for text in (number(subject.points), _("points"), scale_text(subject.node)) if text
        ),
        "what": subject.node.name.in_language(language()),
        "count": subject.count,
        "median": number(subject.median),
        "publisher": source.publisher,
        "address": address,
        "interval": interval_words(subject),
    }
    if subject.points is None:
        return (
            _(
                "PAPI %(year)s has no published score of %(unit)s for %(what)s. "
                "Source: %(publisher)s, PAPI %(year)s. %(address)s"
            )
            % facts
        )
    if subject.interval:
        return (
            _(
                "According to PAPI %(year)s, %(unit)s scored %(points)s for %(what)s (%(interval)s); "
                "the median of %(count)s provinces is %(median)s. "
                "Source: %(publisher)s, PAPI %(year)s; interval computed by Chiso. %(address)s"
            )
            % facts
        )
    return (
        _(
            "According to PAPI %(year)s, %(unit)s scored %(points)s for %(what)s; the median of %(count)s "
            "provinces is %(median)s; no error was published for this score. "
            "Source: %(publisher)s, PAPI %(year)s. %(address)s"
        )
        % facts
    )
