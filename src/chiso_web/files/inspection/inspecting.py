"""One file, looked at whole: its kind by content, and every fault."""

from typing import BinaryIO

from chiso_web.files.inspection.faults import Fault
from chiso_web.files.inspection.found import Inspection
from chiso_web.files.inspection.images import image_faults
from chiso_web.files.inspection.kinds import KINDS, Kind, kind_of_text
from chiso_web.files.inspection.office import TYPES, main_kind, office_faults
from chiso_web.files.inspection.old_office import old_office_read
from chiso_web.files.inspection.opendocument import (
    MIMETYPE,
    opendocument_faults,
    opendocument_kind,
)
from chiso_web.files.inspection.packages import package_read
from chiso_web.files.inspection.pdf import pdf_found
from chiso_web.files.inspection.recognising import recognised
from chiso_web.files.inspection.text import text_faults


def inspected(file: BinaryIO, name: str) -> Inspection:
    """Look at a seekable file that came under a name. Nothing of it is executed or changed.

    All faults are gathered, one of each sort; the kind is known even where there are some.
    """
    content = recognised(file)
    if content.faults:
        return Inspection(None, content.faults)
    kind, faults, pages = _FAMILIES[content.family](file, name)
    if kind is not None:
        faults = [*_ending_faults(kind, name), *faults]
    told = {fault.code: fault for fault in reversed(faults)}  # the first of each
    return Inspection(kind, tuple(reversed(told.values())), pages)


Looked = tuple[Kind | None, list[Fault], int | None]


def _pdf(file: BinaryIO, name: str) -> Looked:
    found = pdf_found(file)
    return KINDS["pdf"], list(found.faults.values()), found.pages


def _png(file: BinaryIO, name: str) -> Looked:
    return KINDS["png"], image_faults(file, "png"), None


def _jpeg(file: BinaryIO, name: str) -> Looked:
    return KINDS["jpeg"], image_faults(file, "jpeg"), None


def _zip(file: BinaryIO, name: str) -> Looked:
    """An Office file; any other archive is only called one."""
    package, faults = package_read(file)
    if package is None:
        return None, faults, None
    is_office, is_open = TYPES in package.entries, MIMETYPE in package.entries
    if not is_office and not is_open:
        return None, [Fault("archive", {"found": "ZIP"})], None
    if faults:
        return None, faults, None
    kind, faults = main_kind(package) if is_office else opendocument_kind(package)
    inside = office_faults(package) if is_office else opendocument_faults(package)
    return KINDS.get(kind), [*inside, *faults], None


def _ole(file: BinaryIO, name: str) -> Looked:
    kind, faults = old_office_read(file)
    return KINDS.get(kind), faults, None


def _text(file: BinaryIO, name: str) -> Looked:
    faults = list(text_faults(file))
    return None if faults else kind_of_text(name), faults, None


_FAMILIES = {
    "pdf": _pdf,
    "png": _png,
    "jpeg": _jpeg,
    "zip": _zip,
    "ole": _ole,
    "text": _text,
}


def _ending_faults(kind: Kind, name: str) -> list[Fault]:
    """The name is to say what the content is."""
    stem, dot, ending = name.rpartition(".")
    expected = ", ".join(kind.endings)
    facts = {"content": kind.id, "expected": expected}
    if not stem or not dot:
        return [Fault("ending_none", facts)]
    if f".{ending.casefold()}" in kind.endings:
        return []
    return [Fault("ending", {"ending": f".{ending}", **facts})]
