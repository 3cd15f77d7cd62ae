"""What a document is called: "Số 127/BC-UBND, ngày 10/11/2026"."""

from django.utils.translation import gettext as _

from chiso_web.assessment.models import Document
from chiso_web.look.formats import day


def document_title(document: Document) -> str:
    """Number, symbol and day; what is not known is left out or said."""
    facts = {
        "reference": document.reference,
        "day": day(document.issued_on) if document.issued_on else "",
    }
    if document.reference and document.issued_on:
        return _("No. %(reference)s, %(day)s") % facts
    if document.reference:
        return _("No. %(reference)s, undated") % facts
    if document.issued_on:
        return _("Without number, %(day)s") % facts
    return _("Without number, undated")
