"""Questions and guidance for who runs a round."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from chiso_web.accounts.middleware import attempt_record, forgery_recorded
from chiso_web.accounts.permissions import ACT, FORM, requires
from chiso_web.accounts.refusals import ActRefused
from chiso_web.assessment.addresses import questions_address
from chiso_web.assessment.asker import asker, writer_asking
from chiso_web.assessment.library.questions_page import (
    criterion_of,
    group_get,
    guidance_edit_facts,
    questions_facts,
)
from chiso_web.assessment.models import Question, Round
from chiso_web.assessment.permissions import ROUND_RUN
from chiso_web.assessment.selectors import round_get, unit_of_round
from chiso_web.assessment.services.questions import guidance_save, question_answer
from chiso_web.look.not_found import PageMissing


@requires(ROUND_RUN, of=unit_of_round)
def questions(request: HttpRequest, round: str) -> HttpResponse:
    """What units ask, the unanswered first, and how far the guidance is written."""
    return render(request, "assessment/questions.html", dict(questions_facts(round_get(round))))


@requires(ROUND_RUN, methods=ACT, of=unit_of_round)
def answer(request: HttpRequest, round: str, question: int) -> HttpResponse:
    """Answer a question, or answer it anew; all units of the group read it."""
    one = round_get(round)
    with forgery_recorded(request, asker(request), ROUND_RUN, one.unit.uid):
        _question_check(one, question)
    by, actor = writer_asking(request, ROUND_RUN, one.unit.uid)
    typed = request.POST.get("text", "")
    try:
        question_answer(question, typed, by=by, actor=actor)
    except ActRefused as refused:
        attempt_record(request, asker(request), ROUND_RUN, one.unit.uid, refused)
        facts = questions_facts(one, refusal=refused.sentence, refused=question, typed=typed)
        status = HTTPStatus.BAD_REQUEST
        return render(request, "assessment/questions.html", dict(facts), status=status)
    messages.success(request, _("Answered. Every unit of the group reads it."))
    return HttpResponseRedirect(questions_address(one))


def _question_check(one: Round, question: int) -> None:
    if not Question.objects.filter(pk=question, group__round=one).exists():
        raise PageMissing(
            title=_("There is no such question"),
            sentence=_("The round has no such question."),
            offers=[],
        )


@requires(ROUND_RUN, methods=FORM, of=unit_of_round)
def guidance_edit(request: HttpRequest, round: str, kind: str, node: str) -> HttpResponse:
    """Write what counts as evidence for a criterion, and a worked example."""
    one = round_get(round)
    with forgery_recorded(request, asker(request), ROUND_RUN, one.unit.uid):
        group = group_get(one, kind)
        leaf = criterion_of(group, node)
    if request.method != "POST":
        facts = guidance_edit_facts(group, leaf)
        return render(request, "assessment/guidance_edit.html", dict(facts))
    typed = {name: request.POST.get(name, "") for name in ("evidence", "example")}
    _by, actor = writer_asking(request, ROUND_RUN, one.unit.uid)
    try:
        guidance_save(group, leaf.id, **typed, actor=actor)
    except ActRefused as refused:
        attempt_record(request, asker(request), ROUND_RUN, one.unit.uid, refused)
        facts = guidance_edit_facts(group, leaf, typed=typed, refusal=refused.sentence)
        status = HTTPStatus.BAD_REQUEST
        return render(request, "assessment/guidance_edit.html", dict(facts), status=status)
    messages.success(request, _("The guidance is saved; units read it beside the criterion."))
    return HttpResponseRedirect(f"{questions_address(one)}#{group.kind}")
