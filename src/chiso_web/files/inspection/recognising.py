"""What a content is, told by its bytes; the name and the declared type are not asked."""

import re
from dataclasses import dataclass, field
from typing import BinaryIO

from chiso_web.files.inspection.faults import Fault
from chiso_web.files.inspection.reading import bytes_at, head_of

HEAD = 4096
OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP_MAGIC = b"PK\x03\x04"
EMPTY_ZIP = b"PK\x05\x06"
ARCHIVES = {
    EMPTY_ZIP: "ZIP",
    b"PK\x07\x08": "ZIP",
    b"Rar!\x1a\x07": "RAR",
    b"7z\xbc\xaf\x27\x1c": "7z",
    b"\x1f\x8b": "GZIP",
    b"BZh": "BZIP2",
    b"\xfd7zXZ\x00": "XZ",
    b"\x28\xb5\x2f\xfd": "Zstandard",
    b"MSCF": "CAB",
}
PICTURES = {
    b"GIF87a": "GIF",
    b"GIF89a": "GIF",
    b"II*\x00": "TIFF",
    b"MM\x00*": "TIFF",
    b"BM": "BMP",
    b"\x00\x00\x01\x00": "ICO",
    b"8BPS": "PSD",
}
PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\xfe\xed\xfa")
WEB_ARCHIVE = re.compile(rb"(?i)\A(?:[\w-]+:.*\n|[ \t].*\n)*mime-version:")
HTML = re.compile(
    rb"(?i)<(!doctype\s+html|html|head|body|script|iframe|object|embed|form|table|meta|style|base"
    rb"|\?php|%)[\s>/=@]"
)
SVG = re.compile(rb"(?i)<(?:[a-z]+:)?svg[\s>]|<!doctype\s+svg")
XML = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*<(\?xml|!doctype|[a-z])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Content:
    """What was recognised: a family of formats that is looked into, or why it is refused."""

    family: str = ""
    faults: tuple[Fault, ...] = field(default=())


def recognised(file: BinaryIO) -> Content:
    """The family (pdf, png, jpeg, zip, ole, text) of a content, or the fault that refuses it."""
    head = head_of(file, HEAD)
    if not head:
        return Content(faults=(Fault("empty"),))
    for magic, family in _FAMILIES:
        if head.startswith(magic):
            return Content(family)
    refused = _refused_binary(head, file)
    if refused is not None:
        return Content(faults=(refused,))
    return _text_like(head)


_FAMILIES = (
    (b"%PDF-", "pdf"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (ZIP_MAGIC, "zip"),
    (OLE_MAGIC, "ole"),
)


def archive_named(head: bytes) -> str:
    """The name of the archive format that begins so, or ""."""
    return next((name for magic, name in ARCHIVES.items() if head.startswith(magic)), "")


def _refused_binary(head: bytes, file: BinaryIO) -> Fault | None:
    archive = archive_named(head) or ("TAR" if bytes_at(file, 257, 5) == b"ustar" else "")
    if archive:
        return Fault("archive", {"found": archive})
    if b"%PDF-" in head[:1024]:
        return Fault("pdf_head")
    picture = _other_picture(head)
    if picture and not _is_plain_text(head):
        return Fault("other_picture", {"found": picture})
    if head.startswith(PROGRAMS) and not (head.startswith(b"MZ") and _is_plain_text(head)):
        return Fault("program")
    return Fault("rtf") if head.startswith(b"{\\rtf") else None


def _other_picture(head: bytes) -> str:
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "WEBP"
    if head[4:8] == b"ftyp" and head[8:12] in {b"heic", b"heix", b"mif1", b"avif", b"hevc"}:
        return "HEIC/AVIF"
    return next((name for magic, name in PICTURES.items() if head.startswith(magic)), "")


def _text_like(head: bytes) -> Content:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Content(faults=(Fault("text_encoding"),))
    for code, is_found in (("svg", SVG.search), ("html", HTML.search), ("html", WEB_ARCHIVE.match)):
        if is_found(head):
            return Content(faults=(Fault(code),))
    if XML.match(head):
        return Content(faults=(Fault("xml"),))
    return Content("text")


def _is_plain_text(head: bytes) -> bool:
    return all(byte >= 32 or byte in b"\t\r\n\f" for byte in head)
