"""Guidance by criterion, and questions that are answered once, to all."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from chiso_web.accounts.models import User
from chiso_web.accounts.refusals import ActRefused
from chiso_web.assessment.asked import leaves_asked
from chiso_web.assessment.entered import text_entered
from chiso_web.assessment.locks import round_closed
from chiso_web.assessment.models import Entrant, Guidance, Question, RankGroup
from chiso_web.assessment.services.holding import APP, entrant_held
from chiso_web.audit.services import Actor, record
from chiso_web.results.selectors import edition_named

LONGEST = 2000


@transaction.atomic
def guidance_save(
    group: RankGroup, node: str, *, evidence: str, example: str, actor: Actor
) -> Guidance:
    """Say what counts as evidence for a criterion, and how points come out in an example.

    Raises ActRefused for a criterion that no unit scores itself.
    """
    _asked_check(group, node)
    found, _made = Guidance.objects.select_for_update().get_or_create(group=group, node=node)
    before = {"evidence": found.evidence, "example": found.example}
    found.evidence = text_entered(evidence, most=LONGEST)
    found.example = text_entered(example, most=LONGEST)
    found.full_clean()
    found.save()
    record(
        app=APP,
        unit=group.round.unit.uid,
        actor=actor,
        action="guidance.saved",
        subject=f"round {group.round.slug} {node}",
        before=before,
        after={"evidence": found.evidence, "example": found.example},
    )
    return found


@transaction.atomic
def question_ask(entrant: Entrant, node: str, text: str, *, by: User, actor: Actor) -> Question:
    """Ask whoever runs the round about a criterion; the same twice is one question.

    Raises ActRefused without a question, or where the round does not run.
    """
    held = entrant_held(entrant.pk)
    told = text_entered(text, most=LONGEST)
    if not told:
        raise ActRefused(_("Write the question first."))
    refusal = round_closed(held.round)
    if refusal:
        raise ActRefused(refusal)
    _asked_check(held.group, node)
    standing = Question.objects.filter(group=held.group, unit=held.unit, node=node, text=told)
    twin = standing.first()
    if twin is not None:
        return twin
    asked = Question(group=entrant.group, node=node, unit=entrant.unit, text=told, asked_by=by)
    asked.full_clean()
    asked.save()
    record(
        app=APP,
        unit=entrant.unit.uid,
        actor=actor,
        action="question.asked",
        subject=f"round {entrant.round.slug} {node}",
        after={"question": told},
    )
    return asked


@transaction.atomic
def question_answer(question: int, text: str, *, by: User, actor: Actor) -> Question:
    """Answer a question, or answer it anew. Raises ActRefused without an answer."""
    told = text_entered(text, most=LONGEST)
    if not told:
        raise ActRefused(_("Write the answer first."))
    held = Question.objects.select_for_update(of=("self",)).select_related("group__round__unit")
    found = held.filter(pk=question).first()
    if found is None:
        raise ActRefused(_("There is no such question."), kept=True)
    before = {"answer": found.answer}
    found.answer, found.answered_by, found.answered_at = told, by, timezone.now()
    found.full_clean()
    found.save()
    record(
        app=APP,
        unit=found.group.round.unit.uid,
        actor=actor,
        action="question.answered",
        subject=f"round {found.group.round.slug} {found.node}",
        before=before,
        after={"question": found.text, "answer": told},
    )
    return found


def _asked_check(group: RankGroup, node: str) -> None:
    if all(leaf.id != node for leaf in leaves_asked(edition_named(group.edition))):
        raise ActRefused(_("The form has no such line."), kept=True)
