"""Questions of a ranking group: what was asked on a line, and what is not answered yet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, F, QuerySet
from django.utils import timezone

from chiso_web.assessment.models import Question, RankGroup, Round
from chiso_web.look.formats import day, language
from chiso_web.units.models import Unit


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as all read it: which unit asks, when, and the answer with its day."""

    question: Question
    unit: str
    asked: str
    answered: str


def answered_by_node(group: RankGroup) -> Mapping[str, int]:
    """How many questions on each line are answered."""
    found = Question.objects.filter(group=group).exclude(answer="")
    return dict(found.values_list("node").annotate(found=Count("pk")).order_by())


def question_list_on(group: RankGroup, node: str, *, unit: Unit) -> Sequence[Asked]:
    """The questions on a line that are answered, and those of a unit that are not yet."""
    found = Question.objects.filter(group=group, node=node).select_related("unit")
    return [asked_of(one) for one in found if one.answer or one.unit_id == unit.pk]


def question_list_of(one: Round) -> QuerySet[Question]:
    """The questions of a round; what is not answered first."""
    found = Question.objects.filter(group__round=one).select_related("unit", "group")
    return found.order_by(F("answered_at").desc(nulls_first=True), "pk")


def asked_of(question: Question) -> Asked:
    """A question in the page's language."""
    answered = question.answered_at
    return Asked(
        question=question,
        unit=question.unit.full_name(language()),
        asked=day(timezone.localtime(question.asked_at).date()),
        answered=day(timezone.localtime(answered).date()) if answered else "",
    )
