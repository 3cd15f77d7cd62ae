"""The file of a document that a person cleared for everybody."""

from uuid import UUID

from django.http import FileResponse, HttpRequest
from django.utils.translation import gettext as _

from chiso_web.accounts.permissions import public
from chiso_web.assessment.public import version_cleared
from chiso_web.files.sending import version_response
from chiso_web.look.not_found import Offer, PageMissing
from chiso_web.portal.addresses import outcome_address


@public
def document(request: HttpRequest, index: str, period: str, document: UUID) -> FileResponse:
    """The content, to be saved. It may be closed again at any time, so that nobody keeps it."""
    version = version_cleared(document)
    if version is None:
        raise PageMissing(
            title=_("This file is not open to everybody"),
            sentence=_(
                "Of a document its number, day and abstract are published; its file only where a "
                "person has cleared it."
            ),
            offers=[Offer(_("The result"), outcome_address(index, period))],
        )
    response = version_response(version)
    response["Cache-Control"] = "no-store"
    return response
