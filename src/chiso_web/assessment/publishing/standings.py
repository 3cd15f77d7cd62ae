"""Units of a ranking group with points, rank and class, near-ties told apart."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from chiso.definition.model import ROOT, Node
from chiso.evaluation import Evaluation, Ranked
from chiso.values import MissingKind
from chiso.wording import say
from chiso_web.assessment.asked import SURVEY
from chiso_web.assessment.evaluating import Computed
from chiso_web.assessment.models import RankGroup
from chiso_web.assessment.publishing.fields import Shape, most_points, shape_of
from chiso_web.look.formats import language, number
from chiso_web.units.models import Unit

DIGITS, MOST_DIGITS = 2, 8


@dataclass(frozen=True, slots=True)
class Standing:
    """A unit of a result. ``points`` are written with as many digits as tell it from its
    neighbours of another rank; ``got`` of ``most`` points that apply, of ``whole`` in the edition.
    """

    unit: Unit
    row: int
    ranked: Ranked
    points: str
    class_name: str
    fields: tuple[float | None, ...]
    bonus: float
    penalty: float
    most: float
    whole: float
    why: str


@dataclass(frozen=True, slots=True)
class GroupResult:
    """A ranking group of a result."""

    group: RankGroup
    shape: Shape
    evaluation: Evaluation
    standings: tuple[Standing, ...]
    tied: frozenset[int]
    """The ranks that several units share."""

    @property
    def ranked(self) -> list[Standing]:
        """Those with a rank, best first."""
        return [one for one in self.standings if one.ranked.rank is not None]

    @property
    def unranked(self) -> list[Standing]:
        """Those without a result."""
        return [one for one in self.standings if one.ranked.rank is None]

    @property
    def is_mixed(self) -> bool:
        """Whether some, not all, stand on a smaller base."""
        marks = {one.ranked.reduced for one in self.ranked}
        return len(marks) > 1


def group_result(group: RankGroup, computed: Computed) -> GroupResult:
    """The units of a group in an evaluation of its edition, best first."""
    evaluation = computed.evaluation
    shape = shape_of(evaluation.edition)
    ranking = [one for one in evaluation.ranking(ROOT) if one.group == group.kind]
    shown = points_shown(ranking)
    classes = class_names(evaluation)
    standings = tuple(
        _standing(computed, shape, one, points=points, classes=classes)
        for one, points in zip(ranking, shown, strict=True)
    )
    ranks = [one.rank for one in ranking if one.rank]
    tied = frozenset(rank for rank in ranks if ranks.count(rank) > 1)
    return GroupResult(group, shape, evaluation, standings, tied)


def points_shown(ranking: Sequence[Ranked]) -> list[str]:
    """Points with two decimals, and more where units of different ranks would look the same."""
    found = []
    for place, one in enumerate(ranking):
        near = [ranking[at] for at in (place - 1, place + 1) if 0 <= at < len(ranking)]
        others = [other for other in near if other.rank and other.rank != one.rank]
        digits = DIGITS
        while digits < MOST_DIGITS and any(
            number(one.score, digits) == number(other.score, digits) for other in others
        ):
            digits += 1
        found.append(number(one.score, digits))
    return found


def class_names(evaluation: Evaluation) -> list[str]:
    """The class of every row on the whole, in words."""
    by = evaluation.edition.classes
    names = {one.id: one.name.in_language(language()) for one in by.named} if by else {}
    return [names.get(one or "", "") for one in evaluation.classes(ROOT)]


def _standing(
    computed: Computed, shape: Shape, ranked: Ranked, *, points: str, classes: Sequence[str]
) -> Standing:
    evaluation, edition = computed.evaluation, shape.edition
    row = evaluation.row(ranked.unit, ranked.period)
    places = [edition.place(node.id) for node in shape.fields]
    return Standing(
        unit=computed.units[ranked.unit],
        row=row,
        ranked=ranked,
        points=points,
        class_name=classes[row],
        fields=tuple(points_at(evaluation, row, place) for place in places),
        bonus=_sum_at(evaluation, row, [edition.place(node.id) for node in shape.bonus]),
        penalty=_sum_at(evaluation, row, [edition.place(node.id) for node in shape.penalty]),
        most=sum(float(evaluation.maximum[row, place]) for place in places),
        whole=sum(most_points(edition, node) for node in shape.fields),
        why="" if ranked.rank else reason_text(evaluation, ranked),
    )


def points_at(evaluation: Evaluation, row: int, place: int) -> float | None:
    """The points of a row on the node at a place; None where there are none."""
    found = float(evaluation.points[row, place])
    return found if found == found else None


def _sum_at(evaluation: Evaluation, row: int, places: Sequence[int]) -> float:
    return sum(points_at(evaluation, row, place) or 0.0 for place in places)


def reason_text(evaluation: Evaluation, ranked: Ranked) -> str:
    """Why a unit has no result: the leaves that hold it back, and what the first of them lacks;
    those that wait for a survey apart, as the unit has not left them out.
    """
    row = evaluation.row(ranked.unit, ranked.period)
    leaves = _leaves_lacking(evaluation, row, ROOT)
    if not leaves:
        return say(evaluation.score(ranked.unit, ROOT, ranked.period).reason, language())
    waiting = [leaf for leaf in leaves if _waits_for_survey(evaluation, row, leaf)]
    others = [leaf for leaf in leaves if leaf not in waiting]
    parts = []
    if others:
        first = evaluation.score(ranked.unit, others[0].id, ranked.period)
        parts.append(_lacking_text(others, say(first.reason, language())))
    if waiting:
        parts.append(_lacking_text(waiting, _("no survey results yet")))
    return "; ".join(parts)


def _waits_for_survey(evaluation: Evaluation, row: int, leaf: Node) -> bool:
    code = int(evaluation.missing[row, evaluation.edition.place(leaf.id)])
    return leaf.part == SURVEY and code == MissingKind.NOT_REPORTED.code


def _lacking_text(leaves: Sequence[Node], reason: str) -> str:
    codes = ", ".join(leaf.code or leaf.id for leaf in leaves)
    return _("%(codes)s: %(reason)s") % {"codes": codes, "reason": reason}


def _leaves_lacking(evaluation: Evaluation, row: int, node: str) -> list[Node]:
    found = []
    for child in evaluation.lacking(row, node):
        below = _leaves_lacking(evaluation, row, child.id)
        found += below or [child]
    return found
