"""Uploads on their way in: bounded in size, on a disk, and only from who signed in."""

import logging
from collections.abc import Callable
from io import BytesIO
from tempfile import TemporaryFile
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import (
    FileUploadHandler,
    SkipFile,
    TemporaryFileUploadHandler,
)
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from chiso_web.files.inspection.reading import CHUNK, MEGABYTE
from chiso_web.look.not_found import Offer

LOG = logging.getLogger(__name__)
MOST_BYTES = 50 * MEGABYTE
MOST_AT_ONCE = 4
MOST_REQUEST = MOST_AT_ONCE * MOST_BYTES + MEGABYTE  # with the form's own words
DRAINED = 5 * MOST_REQUEST


def is_too_large(upload: "UploadedFile[Any]") -> bool:
    """Whether more bytes came than are taken; those beyond were thrown away."""
    return bool(getattr(upload, "is_cut", False)) or (upload.size or 0) > MOST_BYTES


class UploadAside(UploadedFile):  # type: ignore[type-arg]
    """An upload on a disk under no name: where the server is killed, nothing of it stays."""

    def __init__(self, kind: str | None, charset: str | None) -> None:
        file = TemporaryFile(dir=settings.FILE_UPLOAD_TEMP_DIR)  # noqa: SIM115  closed by Django
        super().__init__(file, "upload", kind, 0, charset)


class BoundedUpload(TemporaryFileUploadHandler):
    """Writes each file aside up to the limit; the rest is read and thrown away, so that the page
    which says so reaches the browser instead of a broken connection.
    """

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file. Nobody who is not signed in fills the disk."""
        user = getattr(self.request, "user", None)
        if not getattr(user, "is_authenticated", False):
            raise SkipFile
        self.is_cut = self.is_lost = False
        FileUploadHandler.new_file(self, *args, **kwargs)
        try:
            self.file = UploadAside(self.content_type, self.charset)  # type: ignore[assignment]
        except OSError:
            self.file, self.is_lost = UploadedFile(BytesIO()), True  # type: ignore[assignment]
        self.file.name = self.file_name

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Take bytes while there are not too many."""
        if start + len(raw_data) > MOST_BYTES:
            if not self.is_cut:
                self.file.truncate(0)
            self.is_cut = True
        if self.is_cut or self.is_lost:
            return
        try:
            super().receive_data_chunk(raw_data, start)
        except OSError:  # the disk is full: the page says so
            LOG.exception("an upload could not be written aside")
            self.is_lost = True

    def upload_interrupted(self) -> None:
        """Let go of what came of a file whose sender broke off."""
        if hasattr(self, "file"):
            self.file.close()

    def file_complete(self, file_size: int) -> "UploadedFile[Any]":
        """The file with the size that it had, marked where it was cut."""
        upload: UploadedFile[Any] = self.file
        try:
            super().file_complete(file_size)
        except OSError:  # what was still to be written found no room
            self.is_lost = True
        upload.size = file_size
        upload.is_lost = self.is_lost  # type: ignore[attr-defined]
        upload.is_cut = self.is_cut  # type: ignore[attr-defined]
        return upload


class LengthMiddleware:
    """Refuses a request that announces more bytes than any form takes, before a byte is stored."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., Any],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> HttpResponse | None:
        length = _announced(request)
        if length <= MOST_REQUEST:
            return None
        _drain(request, length)
        facts = {
            "title": _("Too much at once"),
            "sentence": _(
                "What was sent has %(found)s MB; one file may have %(most)s MB, and at most "
                "%(count)s such files go at once. Nothing was kept. Send fewer or smaller files."
            )
            % {
                "found": -(-length // MEGABYTE),
                "most": MOST_BYTES // MEGABYTE,
                "count": MOST_AT_ONCE,
            },
            "code": request.META.get("chiso.request_id", ""),
            "offers": [Offer(_("Back to the files"), reverse("files:mine"))],
        }
        return render(request, "look/error.html", facts, status=413)


def _announced(request: HttpRequest) -> int:
    told = str(request.META.get("CONTENT_LENGTH") or "")
    return int(told) if told.isascii() and told.isdecimal() else 0


def _drain(request: HttpRequest, length: int) -> None:
    """Read what a browser is still sending, within reason: until then it shows no answer."""
    if length > DRAINED or not request.user.is_authenticated:
        return
    while request.read(CHUNK):
        pass
