"""Attaching documents to a line of a form, and taking them off."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from chiso_web.accounts.middleware import attempt_record, forgery_recorded
from chiso_web.accounts.permissions import ACT, FORM, requires
from chiso_web.accounts.refusals import ActRefused
from chiso_web.assessment.addresses import line_address, line_page_address
from chiso_web.assessment.asker import asker, writer_asking
from chiso_web.assessment.library.attaching import attach_facts, leaf_of, line_closed
from chiso_web.assessment.library.entering import Entered, entered_from
from chiso_web.assessment.models import Entrant
from chiso_web.assessment.permissions import FORM_FILL
from chiso_web.assessment.selectors import entrant_get, unit_of_form
from chiso_web.assessment.services.evidence import proof_attach, proof_detach
from chiso_web.look.formats import echoed
from chiso_web.look.scripted import scripted


@scripted
@requires(FORM_FILL, methods=FORM, of=unit_of_form)
def attach(request: HttpRequest, round: str, unit: str, node: str) -> HttpResponse:
    """Choose a document of the library for a line, or enter a new one; both attach it."""
    entrant = entrant_get(round, unit)
    with forgery_recorded(request, asker(request), FORM_FILL, entrant.unit.uid):
        leaf = leaf_of(entrant, node)
    if request.method != "POST":
        return _page(request, entrant, node)
    refusal = line_closed(entrant, leaf.id, today=timezone.localdate())
    if refusal:
        messages.error(request, refusal)
        return HttpResponseRedirect(line_page_address("attach", entrant, node))
    chosen = request.POST.get("document", "")
    if chosen:
        return _attached(request, entrant, node, chosen)
    entered = entered_from(request, entrant.unit)
    if entered.document is None:
        return _page(request, entrant, node, entered)
    return _attached(request, entrant, node, str(entered.document.uuid))


@requires(FORM_FILL, methods=ACT, of=unit_of_form)
def detach(request: HttpRequest, round: str, unit: str, node: str) -> HttpResponse:
    """Take a document off a line; it stays in the library."""
    entrant = entrant_get(round, unit)
    with forgery_recorded(request, asker(request), FORM_FILL, entrant.unit.uid):
        leaf = leaf_of(entrant, node)
    by, actor = writer_asking(request, FORM_FILL, entrant.unit.uid)
    today, chosen = timezone.localdate(), _uuid(request.POST.get("document", ""))
    try:
        proof_detach(entrant.pk, leaf.id, chosen, by=by, actor=actor, today=today)
        messages.success(request, _("Taken off. The document stays in the library."))
    except ActRefused as refused:
        attempt_record(request, asker(request), FORM_FILL, entrant.unit.uid, refused)
        messages.error(request, refused.sentence)
    return HttpResponseRedirect(line_page_address("attach", entrant, leaf.id))


def _page(
    request: HttpRequest, entrant: Entrant, node: str, entered: Entered | None = None
) -> HttpResponse:
    facts = attach_facts(
        entrant,
        leaf_of(entrant, node),
        words=echoed(request.GET.get("q", "")),
        today=timezone.localdate(),
        entered=entered,
    )
    status = HTTPStatus.BAD_REQUEST if entered else HTTPStatus.OK
    return render(request, "assessment/attach.html", dict(facts), status=status)


def _attached(request: HttpRequest, entrant: Entrant, node: str, chosen: str) -> HttpResponse:
    by, actor = writer_asking(request, FORM_FILL, entrant.unit.uid)
    today = timezone.localdate()
    try:
        proof_attach(entrant.pk, node, _uuid(chosen), by=by, actor=actor, today=today)
    except ActRefused as refused:
        attempt_record(request, asker(request), FORM_FILL, entrant.unit.uid, refused)
        messages.error(request, refused.sentence)
        return HttpResponseRedirect(line_page_address("attach", entrant, node))
    messages.success(request, _("The document is attached."))
    return HttpResponseRedirect(line_address(entrant, node))


def _uuid(text: str) -> UUID:
    """The id that was sent; what is none is the id of no document."""
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)
