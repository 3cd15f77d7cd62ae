"""OpenDocument, as LibreOffice writes it."""

import re
from collections.abc import Iterator
from xml.parsers import expat

from chiso_web.files.inspection.faults import Fault
from chiso_web.files.inspection.kinds import KINDS, ODF
from chiso_web.files.inspection.office import is_archive
from chiso_web.files.inspection.packages import Package, shown
from chiso_web.files.inspection.recognising import OLE_MAGIC
from chiso_web.files.inspection.xml_parts import (
    Attributes,
    Declares,
    elements_read,
    local,
    with_local_names,
)

MIMETYPE = "mimetype"
MANIFEST = "META-INF/manifest.xml"
BY_MEDIA_TYPE = {KINDS[kind].media_type: kind for kind in ("odt", "ods", "odp")}
SCRIPT_PARTS = re.compile(r"(?i)^(?:basic|scripts)/(?!.*(?:script|dialog)-l[bc]\.xml$).*[^/]$")
TOLD = re.compile(r"(?i)(?:^|/)(?:content|styles)\.xml$")
DDE = {"dde-source", "dde-connection-decl", "dde-connection", "dde-link"}
ACTIVE = {"plugin", "applet", "floating-frame"}
REMOTE = re.compile(r"(?i)^\s*(?:[a-z][a-z0-9+.-]+:|//|\\\\)")
SCRIPT = re.compile(r"(?i)^\s*(?:vnd\.sun\.star\.script|macro|javascript|vbscript|script|service):")
FETCHING = {"object", "object-ole", "section-source", "table-source", "image", "fill-image"}


def opendocument_kind(package: Package) -> tuple[str, list[Fault]]:
    """odt, ods or odp by the first part, or why it is none that is taken."""
    media_type = package.read(MIMETYPE, 200).decode("ascii", "replace").strip()
    kind = BY_MEDIA_TYPE.get(media_type, "")
    if kind:
        return kind, []
    code = "other_office" if media_type.startswith(ODF) else "archive"
    return "", [Fault(code, {"found": "ZIP"})]


def opendocument_faults(package: Package) -> Iterator[Fault]:
    """What in the parts is not taken."""
    for name in package.entries:
        facts = {"part": shown(name)}
        if SCRIPT_PARTS.search(name):
            yield Fault("macro", facts)
        elif package.read(name, 8).startswith(OLE_MAGIC):
            yield Fault("object", facts)
        elif is_archive(package, name):
            yield Fault("zip_nested", facts)
        if name == MANIFEST or TOLD.search(name):
            yield from _told_faults(package, name)


def _told_faults(package: Package, name: str) -> Iterator[Fault]:
    """What a part says in XML, each fault once."""
    found: dict[str, Fault] = {}

    def started(element: str, attributes: Attributes) -> None:
        for fault in _element_faults(local(element), with_local_names(attributes), name):
            found.setdefault(fault.code, fault)

    try:
        elements_read(package.chunks(name), started=started)
    except Declares:
        yield Fault("xml_declares", {"part": shown(name)})
    except expat.ExpatError:
        yield Fault("zip_structure", {"found": shown(name)})
    yield from found.values()


def _element_faults(element: str, attributes: Attributes, name: str) -> Iterator[Fault]:
    target = attributes.get("href", "")
    if element == "encryption-data":
        yield Fault("protected")
    elif element in DDE:
        yield Fault("dde", {"part": shown(name)})
    elif element in ACTIVE:
        yield Fault("object", {"part": shown(element)})
    elif element in FETCHING and REMOTE.match(target):
        yield Fault("external", {"found": shown(f"{element}: {target}")})
    elif SCRIPT.match(target):
        yield Fault("macro", {"part": shown(target)})
