"""Guidance of a line for units and appraisers, and asking about it."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from chiso_web.accounts.middleware import attempt_record, forgery_recorded
from chiso_web.accounts.permissions import ACT, requires
from chiso_web.accounts.refusals import ActRefused
from chiso_web.assessment.addresses import line_page_address
from chiso_web.assessment.asker import asker, writer_asking
from chiso_web.assessment.library.attaching import leaf_of
from chiso_web.assessment.library.guidance_page import guidance_facts
from chiso_web.assessment.permissions import FORM_FILL, FORM_READ
from chiso_web.assessment.selectors import entrant_get, unit_of_form
from chiso_web.assessment.services.questions import question_ask


@requires(FORM_READ, of=unit_of_form)
def guidance(request: HttpRequest, round: str, unit: str, node: str) -> HttpResponse:
    """How a line is scored, and what was asked about it."""
    entrant = entrant_get(round, unit)
    facts = guidance_facts(entrant, leaf_of(entrant, node), asker(request))
    return render(request, "assessment/guidance.html", dict(facts))


@requires(FORM_FILL, methods=ACT, of=unit_of_form)
def ask(request: HttpRequest, round: str, unit: str, node: str) -> HttpResponse:
    """Ask whoever runs the round; what cannot be taken is kept in the box."""
    entrant = entrant_get(round, unit)
    with forgery_recorded(request, asker(request), FORM_FILL, entrant.unit.uid):
        leaf = leaf_of(entrant, node)
    by, actor = writer_asking(request, FORM_FILL, entrant.unit.uid)
    typed = request.POST.get("text", "")
    try:
        question_ask(entrant, leaf.id, typed, by=by, actor=actor)
    except ActRefused as refused:
        attempt_record(request, asker(request), FORM_FILL, entrant.unit.uid, refused)
        facts = guidance_facts(entrant, leaf, asker(request), typed=typed, refusal=refused.sentence)
        status = HTTPStatus.BAD_REQUEST
        return render(request, "assessment/guidance.html", dict(facts), status=status)
    messages.success(request, _("The question is sent. Its answer will stand here, for all."))
    return HttpResponseRedirect(line_page_address("guidance", entrant, leaf.id))
