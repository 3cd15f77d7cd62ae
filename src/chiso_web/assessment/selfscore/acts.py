"""Handing a form over to its head, taking it back, and the page on which the head signs it."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from chiso_web.accounts.permissions import ACT, FORM, requires
from chiso_web.accounts.refusals import ActRefused
from chiso_web.assessment.addresses import form_address
from chiso_web.assessment.asker import asker, writer_asking
from chiso_web.assessment.models import Entrant
from chiso_web.assessment.permissions import FORM_FILL, FORM_SIGN
from chiso_web.assessment.selectors import entrant_get, unit_of_form
from chiso_web.assessment.selfscore.addresses import sign_address
from chiso_web.assessment.selfscore.posted import version_read
from chiso_web.assessment.selfscore.sheet import sheet_read
from chiso_web.assessment.selfscore.signed import signing_facts
from chiso_web.assessment.services.signing import form_sign, form_submit, form_take_back


@requires(FORM_FILL, methods=ACT, of=unit_of_form)
def submit(request: HttpRequest, round: str, unit: str) -> HttpResponse:
    """Hand the form over to be signed."""
    entrant = entrant_get(round, unit)
    actor = asker(request).actor(FORM_FILL, entrant.unit.uid)
    today = timezone.localdate()
    told = _("The form waits for the signature of the head.")
    keeps = bool(request.POST.get("keeps"))
    _tried(request, told, lambda: form_submit(entrant.pk, actor=actor, today=today, keeps=keeps))
    return HttpResponseRedirect(form_address(entrant))


@requires(FORM_FILL, methods=ACT, of=unit_of_form)
def take_back(request: HttpRequest, round: str, unit: str) -> HttpResponse:
    """Open a form again that waits for the signature."""
    entrant = entrant_get(round, unit)
    actor = asker(request).actor(FORM_FILL, entrant.unit.uid)
    reason = request.POST.get("reason", "")
    told = _("The form is open again.")
    _tried(request, told, lambda: form_take_back(entrant.pk, actor=actor, reason=reason))
    return HttpResponseRedirect(form_address(entrant))


@requires(FORM_SIGN, methods=FORM, of=unit_of_form)
def sign(request: HttpRequest, round: str, unit: str) -> HttpResponse:
    """What is signed, every line of it, and the one button by which it is."""
    entrant = entrant_get(round, unit)
    if request.method == "POST":
        return _signed(request, entrant)
    sheet = sheet_read(entrant, today=timezone.localdate(), may_fill=False)
    return render(request, "assessment/form_sign.html", signing_facts(sheet))


def _signed(request: HttpRequest, entrant: Entrant) -> HttpResponse:
    by, actor = writer_asking(request, FORM_SIGN, entrant.unit.uid)
    turn, today = version_read(request.POST.get("turn", "")), timezone.localdate()
    told = _("The form is signed and submitted. It cannot be changed any more.")
    done = _tried(
        request,
        told,
        lambda: form_sign(entrant.pk, turn=turn, by=by, actor=actor, today=today),
    )
    address = form_address(entrant) if done else sign_address(entrant)
    return HttpResponseRedirect(address)


def _tried(request: HttpRequest, told: str, act: Callable[[], Entrant]) -> bool:
    """Do something to the form and tell of it, or why it was refused; whether it was done."""
    try:
        act()
    except ActRefused as refused:
        messages.error(request, refused.sentence)
        return False
    messages.success(request, told)
    return True
