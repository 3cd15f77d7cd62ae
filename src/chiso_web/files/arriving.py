"""An upload before it is kept: its name as shown, what it is, every fault. Nothing is stored."""

import hashlib
from dataclasses import dataclass
from typing import Any, BinaryIO, cast

from django.core.files.uploadedfile import UploadedFile

from chiso_web.files.confined import Busy, Exceeded, Limits, confined
from chiso_web.files.inspection.faults import Fault
from chiso_web.files.inspection.found import Inspection, read_back
from chiso_web.files.inspection.reading import MEGABYTE
from chiso_web.files.names import name_shown
from chiso_web.files.receiving import MOST_BYTES, is_too_large

PROGRAM = "chiso_web.files.inspection.program"
LIMITS = Limits(processor_seconds=20, memory=1 << 30, seconds=40)


@dataclass(frozen=True, slots=True)
class Arrival:
    """One upload that was looked at; ``sha256`` is "" where it was too large to be."""

    upload: "UploadedFile[Any]"
    name: str
    size: int
    sha256: str
    found: Inspection

    @property
    def is_taken(self) -> bool:
        """Whether it may be kept."""
        return self.found.is_taken


def arrival_read(upload: "UploadedFile[Any]") -> Arrival:
    """Look at an upload, in a process of its own."""
    name, size = name_shown(upload.name or ""), upload.size or 0
    if getattr(upload, "is_lost", False):
        return _refused(upload, name, Fault("not_kept"))
    if is_too_large(upload):
        return _refused(upload, name, Fault("too_large", {"most": MOST_BYTES // MEGABYTE}))
    if size == 0:
        return _refused(upload, name, Fault("empty"))
    if not name:
        return _refused(upload, name, Fault("nameless"))
    file = cast(BinaryIO, upload.file)
    file.seek(0)
    digest = hashlib.file_digest(cast(Any, file), "sha256").hexdigest()
    return Arrival(upload, name, size, digest, _looked_at(file, name))


def _looked_at(file: BinaryIO, name: str) -> Inspection:
    try:
        return read_back(confined(PROGRAM, [name], file, LIMITS))
    except (Busy, OSError):
        return Inspection(None, (Fault("busy"),))
    except (Exceeded, ValueError, KeyError):
        return Inspection(None, (Fault("too_complex"),))


def _refused(upload: "UploadedFile[Any]", name: str, fault: Fault) -> Arrival:
    return Arrival(upload, name, upload.size or 0, "", Inspection(None, (fault,)))
