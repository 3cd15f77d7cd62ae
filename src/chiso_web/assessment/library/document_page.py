"""The page of one document."""

from collections.abc import Mapping

from django.utils import timezone

from chiso_web.accounts.acting import Acting
from chiso_web.assessment.library.addresses import document_address, library_address
from chiso_web.assessment.library.library_page import line_of
from chiso_web.assessment.library.naming import document_title
from chiso_web.assessment.library.selectors import proven_by
from chiso_web.assessment.marking import mark_of_unit
from chiso_web.assessment.models import Document
from chiso_web.assessment.permissions import FORM_FILL
from chiso_web.assessment.services.documents import document_fixed
from chiso_web.files.permissions import FILES_READ
from chiso_web.look.formats import DASH, day, language

ACTS = ("change", "withdraw", "restore", "clear", "close")


def document_facts(document: Document, acting: Acting) -> Mapping[str, object]:
    """Everything on the page."""
    unit = document.unit
    proves = proven_by([document]).get(document.pk, ())
    cleared = document.cleared_by
    return {
        "title": document_title(document),
        "document": document,
        "line": line_of(document, proves, opens=acting.may(FILES_READ, unit.uid)),
        "unit": unit,
        "unit_name": unit.full_name(language()),
        "mark": mark_of_unit(unit),
        "library_address": library_address(unit),
        "issued": day(document.issued_on) if document.issued_on else DASH,
        "added": day(timezone.localtime(document.added_at).date()),
        "added_by": document.added_by.full_name if document.added_by else "",
        "cleared": day(timezone.localtime(document.cleared_at).date())
        if document.cleared_at
        else "",
        "cleared_by": cleared.full_name if cleared else "",
        "may_write": acting.may(FORM_FILL, unit.uid),
        "fixed": document_fixed(document),
        "seen": document.file.newest if document.file else 0,
        "acts": {act: document_address(document, f"document-{act}") for act in ACTS},
    }
