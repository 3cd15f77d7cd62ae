"""Sending the content of a version: to be saved, never shown by the browser itself."""

from django.http import FileResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from chiso_web.files.models import Version
from chiso_web.files.storage import files_storage
from chiso_web.look.not_found import PageMissing

SANDBOX = "sandbox; default-src 'none'"


def version_response(version: Version) -> FileResponse:
    """The content as it came. Raises PageMissing where the storage has lost it."""
    try:
        opened = files_storage().open(version.place)
    except FileNotFoundError as error:
        raise PageMissing(
            title=_("The content of this file is missing"),
            sentence=_("Tell the operator of this site: the storage has to be checked."),
            offers=[],
        ) from error
    response = FileResponse(opened, content_type=version.media_type)
    response["Content-Disposition"] = content_disposition_header(True, version.name) or ""
    response["Content-Security-Policy"] = SANDBOX
    response["Content-Encoding"] = "identity"  # a stream is not compressed on the way
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
