"""A document of a library: its page, and what is done with it."""

from collections.abc import Callable
from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from chiso_web.accounts.middleware import attempt_record
from chiso_web.accounts.permissions import ACT, FORM, public, requires
from chiso_web.accounts.refusals import ActRefused
from chiso_web.assessment.asker import asker, writer_asking
from chiso_web.assessment.library.addresses import document_address
from chiso_web.assessment.library.document_page import document_facts
from chiso_web.assessment.library.forms import DocumentForm, form_of
from chiso_web.assessment.library.selectors import (
    document_disclosed,
    document_get,
    unit_of_library,
)
from chiso_web.assessment.models import Document
from chiso_web.assessment.permissions import FORM_FILL, FORM_READ
from chiso_web.assessment.services.documents import (
    document_change,
    document_restore,
    document_withdraw,
)
from chiso_web.assessment.services.evidence import document_clear
from chiso_web.files.asked import number_read
from chiso_web.files.sending import version_response


@requires(FORM_READ, of=unit_of_library)
def document(request: HttpRequest, unit: str, document: UUID) -> HttpResponse:
    """A document: facts, file, what it proves, how far the public reads it."""
    facts = document_facts(document_get(unit, document), asker(request))
    return render(request, "assessment/document.html", dict(facts))


@requires(FORM_FILL, methods=FORM, of=unit_of_library)
def change(request: HttpRequest, unit: str, document: UUID) -> HttpResponse:
    """Correct what is entered of a document."""
    found = document_get(unit, document)
    form, refusal = form_of(found), ""
    if request.method == "POST":
        form = DocumentForm(request.POST, files=[])
        if form.is_valid():
            _by, actor = writer_asking(request, FORM_FILL, found.unit.uid)
            try:
                document_change(found, form.told(), actor=actor)
            except ActRefused as refused:
                attempt_record(request, asker(request), FORM_FILL, found.unit.uid, refused)
                refusal = refused.sentence
            else:
                messages.success(request, _("The document is corrected."))
                return HttpResponseRedirect(document_address(found))
    facts = {
        **document_facts(found, asker(request)),
        "form": form,
        "entered": {"refusal": refusal} if request.method == "POST" else None,
    }
    status = HTTPStatus.BAD_REQUEST if request.method == "POST" else HTTPStatus.OK
    return render(request, "assessment/document_change.html", facts, status=status)


@requires(FORM_FILL, methods=ACT, of=unit_of_library)
def withdraw(request: HttpRequest, unit: str, document: UUID) -> HttpResponse:
    """Take a document out of the library."""
    found = document_get(unit, document)
    by, actor = writer_asking(request, FORM_FILL, found.unit.uid)
    today = timezone.localdate()
    return _done(
        request,
        found,
        lambda: document_withdraw(found, by=by, actor=actor, today=today),
        _("The document is withdrawn. It can be restored here."),
    )


@requires(FORM_FILL, methods=ACT, of=unit_of_library)
def restore(request: HttpRequest, unit: str, document: UUID) -> HttpResponse:
    """Put a withdrawn document back."""
    found = document_get(unit, document)
    _by, actor = writer_asking(request, FORM_FILL, found.unit.uid)
    return _done(
        request,
        found,
        lambda: document_restore(found, actor=actor),
        _("The document is in the library again."),
    )


@requires(FORM_FILL, methods=ACT, of=unit_of_library)
def clear(request: HttpRequest, unit: str, document: UUID) -> HttpResponse:
    """Let the public read the file, once somebody has looked through it for personal data."""
    found = document_get(unit, document)
    if not request.POST.get("looked"):
        messages.error(
            request, _("Look through the file for personal data first, and say that you did.")
        )
        return HttpResponseRedirect(document_address(found))
    by, actor = writer_asking(request, FORM_FILL, found.unit.uid)
    seen = number_read(request.POST.get("seen", ""), otherwise=-1)
    return _done(
        request,
        found,
        lambda: document_clear(found, by=by, actor=actor, cleared=True, seen=seen),
        _("The public may read the file once the result is published."),
    )


@requires(FORM_FILL, methods=ACT, of=unit_of_library)
def close(request: HttpRequest, unit: str, document: UUID) -> HttpResponse:
    """Take the file back from the public."""
    found = document_get(unit, document)
    by, actor = writer_asking(request, FORM_FILL, found.unit.uid)
    return _done(
        request,
        found,
        lambda: document_clear(found, by=by, actor=actor, cleared=False),
        _("The public reads number and day only."),
    )


@public
def disclosed(request: HttpRequest, document: UUID) -> FileResponse:
    """The file of a document that is cleared and proves a line of a published result."""
    return version_response(document_disclosed(document))


def _done(
    request: HttpRequest, found: Document, do: Callable[[], object], told: str
) -> HttpResponse:
    try:
        do()
        messages.success(request, told)
    except ActRefused as refused:
        attempt_record(request, asker(request), FORM_FILL, found.unit.uid, refused)
        messages.error(request, refused.sentence)
    return HttpResponseRedirect(document_address(found))
