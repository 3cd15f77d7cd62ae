"""Pages of a unit's library: the list, its file, entering a document."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from chiso_web.accounts.permissions import FORM, requires
from chiso_web.assessment.asker import asker, units_with
from chiso_web.assessment.library.addresses import document_address, library_address
from chiso_web.assessment.library.document_files import library_file
from chiso_web.assessment.library.entering import document_form, entered_from
from chiso_web.assessment.library.library_page import asked_read, library_facts
from chiso_web.assessment.library.naming import document_title
from chiso_web.assessment.library.selectors import unit_of_library
from chiso_web.assessment.marking import mark_of_unit
from chiso_web.assessment.permissions import FORM_FILL, FORM_READ
from chiso_web.files.context import upload_facts
from chiso_web.look.formats import language
from chiso_web.units.selectors import unit_found


@requires(FORM_FILL)
def mine(request: HttpRequest) -> HttpResponse:
    """The libraries of the units that a person fills forms of; straight to it where it is one."""
    units = units_with(asker(request), FORM_FILL)
    if len(units) == 1:
        return HttpResponseRedirect(library_address(units[0]))
    lines = [(one.full_name(language()), library_address(one)) for one in units]
    facts = {"title": _("Evidence"), "lines": lines}
    return render(request, "assessment/libraries.html", facts)


@requires(FORM_READ, of=unit_of_library)
def library(request: HttpRequest, unit: str) -> HttpResponse:
    """The documents of a unit: found by words and year, with what each proves."""
    facts = library_facts(unit_found(unit), asked_read(request.GET), asker(request))
    return render(request, "assessment/library.html", dict(facts))


@requires(FORM_READ, of=unit_of_library)
def file(request: HttpRequest, unit: str, kind: str) -> HttpResponse:
    """The documents that are asked for as a file."""
    return library_file(unit_found(unit), asked_read(request.GET), kind=kind)


@requires(FORM_FILL, methods=FORM, of=unit_of_library)
def add(request: HttpRequest, unit: str) -> HttpResponse:
    """Enter a document into the library, for lines to be proved with it later."""
    of = unit_found(unit)
    entered = entered_from(request, of) if request.method == "POST" else None
    if entered and entered.document:
        messages.success(request, _("The document is in the library."))
        return HttpResponseRedirect(document_address(entered.document))
    standing = entered.standing if entered else None
    facts = {
        "title": _("Enter a document"),
        "unit": of,
        "unit_name": of.full_name(language()),
        "mark": mark_of_unit(of),
        "library_address": library_address(of),
        "form": entered.form if entered else document_form(of),
        "entered": entered,
        "standing_address": document_address(standing) if standing else "",
        "standing_title": document_title(standing) if standing else "",
        **upload_facts(),
    }
    status = HTTPStatus.BAD_REQUEST if entered else HTTPStatus.OK
    return render(request, "assessment/document_add.html", facts, status=status)
