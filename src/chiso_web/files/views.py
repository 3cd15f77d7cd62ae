"""Pages of files: reading, uploading, withdrawing."""

from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from chiso_web.accounts.acting import Acting
from chiso_web.accounts.models import User
from chiso_web.accounts.permissions import ACT, READING, requires
from chiso_web.accounts.refusals import ActRefused
from chiso_web.audit.services import Actor
from chiso_web.files.addresses import file_address, unit_address
from chiso_web.files.arriving import Arrival, arrival_read
from chiso_web.files.asked import asked_read, number_read
from chiso_web.files.context import file_facts, index_facts
from chiso_web.files.models import File, Version
from chiso_web.files.permissions import FILES_READ, FILES_WITHDRAWN, FILES_WRITE
from chiso_web.files.previews.drawing import picture_of
from chiso_web.files.receiving import MOST_AT_ONCE
from chiso_web.files.selectors import file_get, unit_of_file, version_get
from chiso_web.files.sending import SANDBOX, version_response
from chiso_web.files.services import (
    Outcome,
    file_add,
    file_restore,
    file_withdraw,
    reading_record,
    version_add,
)
from chiso_web.files.told import remember, remembered
from chiso_web.files.units_of_mine import mine_facts, units_above_those_read, units_of
from chiso_web.look.not_found import PageMissing
from chiso_web.units.models import Unit
from chiso_web.units.selectors import unit_found

Answer = TypeVar("Answer", bound=HttpResponseBase)


def _of_unit(unit: str) -> str:
    return unit_found(unit).uid


def _of_file(file: UUID, **_others: object) -> str:
    """The unit of a file: 404 where there is none, and then 403 for whom it is not open.

    The difference tells a stranger nothing to start from: ids are random and are not guessed.
    """
    uid = unit_of_file(file)
    if uid is None:
        raise _missing()
    return uid


@requires(FILES_READ)
def units_of_mine(request: HttpRequest) -> HttpResponse:
    """The units whose files one finds first; straight to them where there is one."""
    acting = _acting(request)
    units, under = units_of(acting), units_above_those_read(acting)
    if len(units) == 1 and not under:
        return HttpResponseRedirect(unit_address(units[0]))
    return render(request, "files/mine.html", mine_facts(units, under))


@requires(FILES_READ, of=_of_unit)
def file_index(request: HttpRequest, unit: str) -> HttpResponse:
    """The files of a unit."""
    facts = index_facts(
        unit_found(unit), asked_read(request.GET), _acting(request), remembered(request)
    )
    return render(request, "files/index.html", facts)


@requires(FILES_WRITE, methods=ACT, of=_of_unit)
def upload(request: HttpRequest, unit: str) -> HttpResponse:
    """Keep the files of a form, each on its own: one that is refused takes none with it."""
    of = unit_found(unit)
    _uploads_keep(
        request,
        of,
        lambda arrival, by, actor, note: file_add(of, arrival, by=by, actor=actor, note=note),
        most=MOST_AT_ONCE,
    )
    return HttpResponseRedirect(unit_address(of))


@requires(FILES_READ, of=_of_file)
def file_page(request: HttpRequest, file: UUID) -> HttpResponse:
    """A file: facts, versions, a preview."""
    facts = file_facts(
        _file(file),
        _acting(request),
        page=number_read(request.GET.get("page", ""), otherwise=1),
        number=number_read(request.GET.get("number", ""), otherwise=0),
        told=remembered(request),
    )
    return render(request, "files/file.html", facts)


@requires(FILES_WRITE, methods=ACT, of=_of_file)
def version_upload(request: HttpRequest, file: UUID) -> HttpResponse:
    """Keep a further version of a file."""
    of = _file(file)
    try:
        _uploads_keep(
            request,
            of.unit,
            lambda arrival, by, actor, note: version_add(
                of, arrival, by=by, actor=actor, note=note
            ),
            most=1,
        )
    except ActRefused as refused:
        messages.error(request, refused.sentence)
    return HttpResponseRedirect(file_address(of))


@requires(FILES_WRITE, methods=ACT, of=_of_file)
def withdraw(request: HttpRequest, file: UUID) -> HttpResponse:
    """Take a file back."""
    of = _file(file)
    by, actor = _writer(request, of.unit)
    try:
        file_withdraw(of, by=by, actor=actor, reason=request.POST.get("reason", ""))
        messages.success(request, _("The file is withdrawn. It can be restored here."))
    except ActRefused as refused:
        messages.error(request, refused.sentence)
    return HttpResponseRedirect(file_address(of))


@requires(FILES_WRITE, methods=ACT, of=_of_file)
def restore(request: HttpRequest, file: UUID) -> HttpResponse:
    """Put a withdrawn file back."""
    of = _file(file)
    _by, actor = _writer(request, of.unit)
    try:
        file_restore(of, actor=actor, reason=request.POST.get("reason", ""))
        messages.success(request, _("The file is in use again."))
    except ActRefused as refused:
        messages.error(request, refused.sentence)
    return HttpResponseRedirect(file_address(of))


@requires(FILES_READ, of=_of_file)
def content(request: HttpRequest, file: UUID, number: int) -> FileResponse:
    """The content of a version as it came, to be saved and never shown by the browser itself."""
    version = _version(request, file, number)
    response = version_response(version)
    _reading_keep(request, version)
    return response


@requires(FILES_READ, of=_of_file)
def picture(request: HttpRequest, file: UUID, number: int, page: int) -> HttpResponse:
    """The picture of a page."""
    version = _version(request, file, number)
    drawn = picture_of(version, page)
    if drawn is None:
        raise _missing()
    _reading_keep(request, version, page=page)
    response = HttpResponse(drawn, content_type="image/png")
    response["Content-Security-Policy"] = SANDBOX
    return _private(response)


def _private(response: Answer) -> Answer:
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def _uploads_keep(
    request: HttpRequest,
    unit: Unit,
    keep: Callable[[Arrival, User, Actor, str], Outcome],
    *,
    most: int,
) -> None:
    """Look at each upload and keep it; what became of them is told on the next page."""
    by, actor = _writer(request, unit)
    uploads = [one for one in request.FILES.getlist("files") if isinstance(one, UploadedFile)]
    if not uploads:
        messages.error(request, _("Choose a file first."))
    if len(uploads) > most:
        messages.error(request, _("Only the first %(count)s files were taken.") % {"count": most})
    note = request.POST.get("note", "")
    remember(request, [keep(arrival_read(one), by, actor, note) for one in uploads[:most]])


def _reading_keep(request: HttpRequest, version: Version, *, page: int | None = None) -> None:
    """The trail keeps who of another unit read a file."""
    acting, unit = _acting(request), version.file.unit.uid
    if request.method == READING[0] and not acting.may(FILES_WRITE, unit):
        reading_record(version, actor=acting.actor(FILES_READ, unit), page=page)


def _acting(request: HttpRequest) -> Acting:
    acting: Acting = request.acting  # type: ignore[attr-defined]
    return acting


def _writer(request: HttpRequest, unit: Unit) -> tuple[User, Actor]:
    acting = _acting(request)
    if acting.user is None:  # the permission has seen to it
        raise Http404
    return acting.user, acting.actor(FILES_WRITE, unit.uid)


def _file(uuid: UUID) -> File:
    file = file_get(uuid)
    if file is None:
        raise _missing()
    return file


def _version(request: HttpRequest, uuid: UUID, number: int) -> Version:
    """A version that may be opened: what its unit withdrew only some may."""
    version = version_get(uuid, number)
    if version is None:
        raise _missing()
    if version.file.is_withdrawn and not _acting(request).may(
        FILES_WITHDRAWN, version.file.unit.uid
    ):
        raise PageMissing(
            title=_("This file is withdrawn"),
            sentence=_("Its unit has taken it back. Ask the unit if you need it."),
            offers=[],
        )
    return version


def _missing() -> PageMissing:
    return PageMissing(
        title=_("There is no such file"),
        sentence=_("The address names no file, or no version of it. It may have been mistyped."),
        offers=[],
    )
