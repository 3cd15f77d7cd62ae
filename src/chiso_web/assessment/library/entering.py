"""Entering a document from what was sent: the form, an upload, a file of the unit or a link."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from chiso_web.accounts.middleware import attempt_record
from chiso_web.accounts.refusals import ActRefused
from chiso_web.assessment.asker import asker, writer_asking
from chiso_web.assessment.library.forms import DocumentForm
from chiso_web.assessment.library.selectors import files_to_choose
from chiso_web.assessment.models import Document
from chiso_web.assessment.permissions import FORM_FILL
from chiso_web.assessment.services.documents import document_enter
from chiso_web.assessment.services.evidence import TwinFound, document_add
from chiso_web.files.arriving import arrival_read
from chiso_web.files.inspection.faults import Fault
from chiso_web.files.services import Outcome
from chiso_web.look.formats import echoed
from chiso_web.units.models import Unit


@dataclass(frozen=True, slots=True)
class Entered:
    """What became of a document that was sent: it, or why not, with all that was typed.

    ``standing``: the one that the library has already; ``name`` and ``faults`` are an upload's,
    which a browser does not send again.
    """

    form: DocumentForm
    document: Document | None = None
    refusal: str = ""
    standing: Document | None = None
    name: str = ""
    faults: Sequence[Fault] = ()


def document_form(unit: Unit) -> DocumentForm:
    """The empty form."""
    return DocumentForm(None, files=files_to_choose(unit))


def entered_from(request: HttpRequest, unit: Unit) -> Entered:
    """Enter the document that was sent into a unit's library, or say why not."""
    files = files_to_choose(unit)
    form = DocumentForm(request.POST, files=files)
    upload = request.FILES.get("file")
    name = echoed(upload.name or "") if isinstance(upload, UploadedFile) else ""
    if not form.is_valid():
        return Entered(form, name=name)
    by, actor = writer_asking(request, FORM_FILL, unit.uid)
    try:
        if isinstance(upload, UploadedFile):
            arrival = arrival_read(upload)
            made = document_enter(unit, form.told(), arrival, by=by, actor=actor)
        else:
            held = form.cleaned_data["held"]
            file = next((one for one in files if str(one.uuid) == held), None)
            made = document_add(unit, form.told(), file=file, by=by, actor=actor)
    except TwinFound as found:
        return Entered(form, refusal=found.sentence, standing=found.standing)
    except ActRefused as refused:
        attempt_record(request, asker(request), FORM_FILL, unit.uid, refused)
        return Entered(form, refusal=refused.sentence, name=name)
    if isinstance(made, Outcome):
        return Entered(form, name=made.name, faults=made.faults)
    return Entered(form, document=made)
