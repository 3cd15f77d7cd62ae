"""Keeping, withdrawing and restoring files, each with its record in the trail.

A content is in the storage, whole, before the row that names it is committed: a machine that stops
between both leaves a content that nobody names, which `files_sweep` removes, and never a name
without content.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from chiso.spelling import fold
from chiso_web.accounts.models import User
from chiso_web.accounts.refusals import ActRefused
from chiso_web.audit.services import Actor, record
from chiso_web.files.arriving import Arrival
from chiso_web.files.inspection.faults import OURS, Fault
from chiso_web.files.models import File, Version
from chiso_web.files.names import title_of
from chiso_web.files.selectors import twin_list
from chiso_web.files.storage import files_storage, place_new
from chiso_web.files.uses import file_fixed, uses_hold
from chiso_web.units.models import Unit

LOG = logging.getLogger(__name__)
APP = "files"
LONGEST_REASON = 300


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an upload: the version that has its content, or the faults.

    ``is_new`` is false where the file had this content already; ``twins`` are other files of the
    unit that have it.
    """

    name: str
    version: Version | None = None
    faults: tuple[Fault, ...] = ()
    is_new: bool = False
    twins: tuple[File, ...] = field(default=())


def file_add(unit: Unit, arrival: Arrival, *, by: User, actor: Actor, note: str = "") -> Outcome:
    """Keep an upload as a new file of a unit, or say why not."""
    if not arrival.is_taken:
        return _refusal(unit, arrival, actor=actor)
    try:
        with _stored(arrival) as place:
            return _file_first(unit, arrival, place=place, by=by, actor=actor, note=note)
    except _NotKept:
        return Outcome(arrival.name, faults=(Fault("not_kept"),))


@transaction.atomic
def _file_first(
    unit: Unit, arrival: Arrival, *, place: str, by: User, actor: Actor, note: str
) -> Outcome:
    twins = tuple(twin_list(unit, arrival.sha256))
    file = File(
        unit=unit,
        title=title_of(arrival.name) or arrival.name,
        fold=fold(arrival.name),
        kind=_kind(arrival),
        changed_at=timezone.now(),
    )
    file.full_clean()
    file.save()
    version = _version_make(file, arrival, place=place, by=by, note=note)
    _uploaded(version, actor=actor)
    return Outcome(arrival.name, version, is_new=True, twins=twins)


def version_add(file: File, arrival: Arrival, *, by: User, actor: Actor, note: str = "") -> Outcome:
    """Keep an upload as the next version of a file, or say why not.

    What has the content of the newest version is no new version. Raises ActRefused where the file
    is withdrawn.
    """
    if not arrival.is_taken:
        return _refusal(file.unit, arrival, actor=actor, file=file)
    try:
        with _stored(arrival) as place:
            return _version_next(file, arrival, place=place, by=by, actor=actor, note=note)
    except _Unchanged as found:
        return Outcome(arrival.name, found.version)
    except _NotKept:
        return Outcome(arrival.name, faults=(Fault("not_kept"),))


@transaction.atomic
def _version_next(
    file: File, arrival: Arrival, *, place: str, by: User, actor: Actor, note: str
) -> Outcome:
    """Number the version under the lock of its file, so that no number is given twice."""
    held = _held(file)
    if held.is_withdrawn:
        raise ActRefused(_("The file is withdrawn. Restore it before adding a version."))
    newest = held.versions.get(number=held.newest)
    if newest.sha256 == arrival.sha256:
        raise _Unchanged(newest)
    twins = tuple(twin_list(held.unit, arrival.sha256, but=held))
    held.newest += 1
    held.kind, held.changed_at = _kind(arrival), timezone.now()
    held.fold = "\n".join(dict.fromkeys([*held.fold.split("\n"), fold(arrival.name)]))
    held.full_clean()
    held.save()
    version = _version_make(held, arrival, place=place, by=by, note=note)
    _uploaded(version, actor=actor)
    return Outcome(arrival.name, version, is_new=True, twins=twins)


@transaction.atomic
def file_withdraw(file: File, *, by: User, actor: Actor, reason: str) -> File:
    """Take a file back; it stays, with all its versions, and can be restored.

    Raises ActRefused without a reason, where it is withdrawn already, or where something rests on
    it.
    """
    uses_hold(file)
    held = _held(file)
    if held.is_withdrawn:
        raise ActRefused(_("The file is withdrawn already."))
    fixed = file_fixed(held)
    if fixed:
        raise ActRefused(fixed)
    held.withdrawn_at, held.withdrawn_by = timezone.now(), by
    held.withdrawn_reason = _reason_check(reason)
    held.full_clean()
    held.save()
    _recorded(held, actor=actor, action="file.withdrawn", reason=held.withdrawn_reason)
    return held


@transaction.atomic
def file_restore(file: File, *, actor: Actor, reason: str) -> File:
    """Put a withdrawn file back. Raises ActRefused without a reason, or where it is in use."""
    held = _held(file)
    if not held.is_withdrawn:
        raise ActRefused(_("The file is in use; there is nothing to restore."))
    told = _reason_check(reason)
    held.withdrawn_at = held.withdrawn_by = None
    held.withdrawn_reason = ""
    held.full_clean()
    held.save()
    _recorded(held, actor=actor, action="file.restored", reason=told)
    return held


@transaction.atomic
def reading_record(version: Version, *, actor: Actor, page: int | None = None) -> None:
    """Write down that somebody of another unit read a file."""
    record(
        app=APP,
        unit=version.file.unit.uid,
        actor=actor,
        action="file.read",
        subject=_subject(version.file),
        after={
            "uuid": str(version.file.uuid),
            "number": version.number,
            **({"page": page} if page else {}),
        },
    )


class _Unchanged(Exception):
    """The newest version has this content already."""

    def __init__(self, version: Version) -> None:
        super().__init__()
        self.version = version


class _NotKept(Exception):
    """The storage did not take the content; the log says why."""


@contextmanager
def _stored(arrival: Arrival) -> Iterator[str]:
    """The place of a content that is stored now, and taken away again where its row is refused.

    A database that breaks off may have committed the row: then the content stays.
    """
    storage = files_storage()
    try:
        arrival.upload.seek(0)
        place = storage.save(place_new(), arrival.upload)
    except OSError as error:
        LOG.exception("an upload could not be kept")
        raise _NotKept from error
    try:
        yield place
    except (_Unchanged, ActRefused, ValidationError):
        storage.delete(place)
        raise


def _version_make(file: File, arrival: Arrival, *, place: str, by: User, note: str) -> Version:
    version = Version(
        file=file,
        number=file.newest,
        name=arrival.name,
        kind=_kind(arrival),
        size=arrival.size,
        sha256=arrival.sha256,
        place=place,
        pages=arrival.found.pages,
        note=note.strip()[:LONGEST_REASON],
        uploaded_by=by,
    )
    version.full_clean()
    version.save()
    return version


def _kind(arrival: Arrival) -> str:
    return arrival.found.kind.id if arrival.found.kind else ""


def _uploaded(version: Version, *, actor: Actor) -> None:
    facts = {"number": version.number, "name": version.name, "size": version.size}
    _recorded(
        version.file,
        actor=actor,
        action="file.uploaded" if version.number == 1 else "file.version_added",
        after={**facts, "kind": version.kind, "sha256": version.sha256},
        reason=version.note,
    )


@transaction.atomic
def _refusal(unit: Unit, arrival: Arrival, *, actor: Actor, file: File | None = None) -> Outcome:
    """The outcome of an upload with faults, as a ``file`` of its own or a version of one; the trail
    keeps it unless the faults are the server's.
    """
    faults = arrival.found.faults
    if OURS.issuperset(fault.code for fault in faults):
        return Outcome(arrival.name, faults=faults)
    record(
        app=APP,
        unit=unit.uid,
        actor=actor,
        action="file.refused",
        subject=_subject(file) if file else f"upload {arrival.name}",
        after={
            **({"uuid": str(file.uuid)} if file else {}),
            "name": arrival.name,
            "size": arrival.size,
            "sha256": arrival.sha256,
            "faults": [fault.code for fault in faults],
        },
    )
    return Outcome(arrival.name, faults=faults)


def _held(file: File) -> File:
    return File.objects.select_for_update(of=("self",)).select_related("unit").get(pk=file.pk)


def _reason_check(reason: str) -> str:
    told = " ".join(reason.split())[:LONGEST_REASON]
    if not told:
        raise ActRefused(_("Give a reason: it stays with the file."))
    return told


def _recorded(
    file: File,
    *,
    actor: Actor,
    action: str,
    after: dict[str, object] | None = None,
    reason: str = "",
) -> None:
    record(
        app=APP,
        unit=file.unit.uid,
        actor=actor,
        action=action,
        subject=_subject(file),
        after={"uuid": str(file.uuid), **(after or {})},
        reason=reason,
    )


def _subject(file: File) -> str:
    """A file as the trail names it: by its title, so that who looks for that finds who read it."""
    return f"file {file.title}"
