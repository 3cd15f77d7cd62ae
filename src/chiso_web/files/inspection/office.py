"""Word, Excel and PowerPoint since 2007: what their parts may not be, and what they may not do."""

import io
import re
from collections.abc import Iterator
from xml.parsers import expat

from chiso_web.files.inspection.faults import Fault
from chiso_web.files.inspection.office_links import fetched_faults
from chiso_web.files.inspection.packages import Package, package_read, shown
from chiso_web.files.inspection.recognising import OLE_MAGIC, ZIP_MAGIC, archive_named
from chiso_web.files.inspection.xml_parts import (
    Attributes,
    Declares,
    elements_read,
    local,
    with_local_names,
)

TYPES = "[Content_Types].xml"
MAIN = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": "xlsx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml": "pptx",
}
OTHER_MAIN = re.compile(r"(?i)\.main\+xml$|\.main$|binary\.macroenabled")
MACRO_TYPES = re.compile(r"(?i)macroenabled|vbaproject|vbadata|macrosheet|dialogsheet")
MACRO_PARTS = re.compile(
    r"(?i)(?:^|/)(?:vbaproject|vbadata)[^/]*$|(?:^|/)(?:macrosheets|dialogsheets)/"
)
ACTIVEX = re.compile(r"(?i)(?:^|/)activex/|activex\+xml|ms-office\.activex")
OBJECT_PARTS = re.compile(r"(?i)(?:^|/)embeddings/")
WORKBOOK = re.compile(r"(?i)(?:^|/)embeddings/[^/]+\.xlsx$")
CUSTOM = re.compile(r"(?i)^customXml/|^docProps/")  # free XML, of which no program runs anything
HAS_FIELDS = re.compile(rb"instrText|fldSimple")
TWO_BYTES = (b"\xff\xfe<\0", b"\xfe\xff\0<", b"<\0", b"\0<")
XML = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*<[?!A-Za-z]")
DOCTYPE = re.compile(rb"(?i)<!DOCTYPE|<!ENTITY")
HEAD = 4_096
HAS_LINK = re.compile(rb"<(?:\w+:)?(?:ddeLink|oleLink)\b")
FORMULA_DDE = re.compile(
    rb"<(?:\w+:)?(?:f|definedName)\b[^>]{0,400}>[^<\"]{0,400}?\b[A-Za-z_][\w.]{0,60}'?\|"
    rb"(?:'[^'<]{0,300}'|[^'\"<!|&]{1,200})!"
)
DDE_FIELD = re.compile(r"(?i)^\s*DDE(?:AUTO)?\b")
MOST_EMBEDDED = 20_000_000
OVERLAP = 1_600


def main_kind(package: Package) -> tuple[str, list[Fault]]:
    """docx, xlsx or pptx ("" for none) by what the package declares, and what is wrong in it."""
    declared: list[str] = []

    def started(name: str, attributes: Attributes) -> None:
        if local(name) in {"Override", "Default"}:
            declared.append(attributes.get("ContentType", ""))

    try:
        elements_read(package.chunks(TYPES), started=started)
    except Declares:
        return "", [Fault("xml_declares", {"part": TYPES})]
    except expat.ExpatError:
        return "", [Fault("zip_structure", {"found": TYPES})]
    faults = [Fault("macro", {"part": kind}) for kind in declared if MACRO_TYPES.search(kind)][:1]
    faults += [Fault("activex", {"part": kind}) for kind in declared if ACTIVEX.search(kind)][:1]
    kinds = [MAIN[kind] for kind in declared if kind in MAIN]
    if len(kinds) == 1:
        return kinds[0], faults
    if faults:
        return "", faults
    return "", [Fault("other_office" if any(map(OTHER_MAIN.search, declared)) else "unknown")]


def office_faults(package: Package, *, embedded: bool = False) -> Iterator[Fault]:
    """What in the parts is not taken; a workbook behind a chart is looked into once."""
    for name in package.entries:
        yield from _part_faults(package, name, embedded=embedded)
    yield from fetched_faults(package)
    yield from _asked_faults(package)


def _part_faults(package: Package, name: str, *, embedded: bool) -> Iterator[Fault]:
    facts = {"part": shown(name)}
    if MACRO_PARTS.search(name):
        yield Fault("macro", facts)
    elif ACTIVEX.search(name):
        yield Fault("activex", facts)
    elif WORKBOOK.search(name) and not embedded:
        yield from _embedded_faults(package, name)
    elif OBJECT_PARTS.search(name) or package.read(name, 8).startswith(OLE_MAGIC):
        yield Fault("object", facts)
    elif is_archive(package, name):
        yield Fault("zip_nested", facts)


def is_archive(package: Package, name: str) -> bool:
    """Whether a part begins as an archive does."""
    head = package.read(name, 16)
    return head.startswith(ZIP_MAGIC) or bool(archive_named(head))


def _embedded_faults(package: Package, name: str) -> Iterator[Fault]:
    """A chart in Word or PowerPoint keeps its numbers in a workbook; a clean one passes."""
    raw = package.read(name, MOST_EMBEDDED + 1)
    inner, faults = package_read(io.BytesIO(raw))
    if inner is None or faults or len(raw) > MOST_EMBEDDED or TYPES not in inner.entries:
        yield Fault("object", {"part": shown(name)})
        return
    kind, faults = main_kind(inner)
    if kind != "xlsx" or faults or any(office_faults(inner, embedded=True)):
        yield Fault("object", {"part": shown(name)})


def _asked_faults(package: Package) -> Iterator[Fault]:
    """Fields and formulas that ask other programs, in whatever part they stand."""
    for name in package.entries:
        try:
            if _asks(package, name):
                yield Fault("dde", {"part": shown(name)})
        except Declares:
            yield Fault("xml_declares", {"part": shown(name)})
        except expat.ExpatError:
            yield Fault("zip_structure", {"found": shown(name)})


def _asks(package: Package, name: str) -> bool:
    """Parts are large, so their bytes are searched first; XML of two bytes a letter hides from that
    and is refused, since no Office program writes it.
    """
    if CUSTOM.search(name):
        return False
    head = package.read(name, HEAD)
    if head.startswith(TWO_BYTES):
        raise expat.ExpatError
    if not XML.match(head):
        return False
    if DOCTYPE.search(head):
        raise Declares
    has_fields, before = False, b""
    for piece in package.chunks(name):
        seen = before + piece
        if HAS_LINK.search(seen) or FORMULA_DDE.search(seen):
            return True
        has_fields = has_fields or bool(HAS_FIELDS.search(seen))
        before = seen[-OVERLAP:]
    return has_fields and _has_dde_field(package, name)


def _has_dde_field(package: Package, name: str) -> bool:
    """Fields of Word: their instruction may be cut into runs, so runs are joined up to a mark."""
    fields: list[list[str]] = [[]]
    inside = False

    def started(element: str, attributes: Attributes) -> None:
        nonlocal inside
        kind = local(element)
        inside = kind == "instrText" or (inside and kind not in {"r", "p", "t", "fldChar"})
        if kind == "fldChar":
            fields.append([])
        elif kind == "fldSimple":
            fields.append([with_local_names(attributes).get("instr", "")])
            fields.append([])

    def text(piece: str) -> None:
        if inside:
            fields[-1].append(piece)

    elements_read(package.chunks(name), started=started, text=text)
    return any(DDE_FIELD.match("".join(pieces)) for pieces in fields)
