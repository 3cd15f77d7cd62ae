"""PDF, through pikepdf: every object is looked at, those in object streams too; nothing is written.

A PDF is kept byte for byte as it came, so that signatures in it stay valid; signed forms pass.
"""

import re
from collections.abc import Sequence
from typing import BinaryIO

import pikepdf

from chiso_web.files.inspection.faults import Fault
from chiso_web.files.inspection.reading import is_archive_too, tail_of

DEPTH = 200
MOST_ACTIONS = 100
TAIL_ALLOWED = 1024  # old programs leave a line or blocks of zeros behind the end
STARTS = {"/Launch", "/ImportData", "/GoToE"}
MEDIA = {"/RichMedia", "/3D", "/Movie", "/Screen", "/Sound"}
MEDIA_KEYS = {"/RichMediaContent", "/RichMediaSettings", "/3DD"}
QUIET_ACTIONS = {"/GoTo", "/Named", "/Hide", "/SetOCGState", "/Trans"}
ATTACHED_KEYS = {"/EmbeddedFiles", "/EF"}
SUSPECT = re.compile(
    rb"/(?:JS|JavaScript|Launch|ImportData|GoTo[ER]|Thread|RichMedia\w*|3DD?|Movie|Screen|Sound"
    rb"|EmbeddedFiles?|EF|FileAttachment|XFA|OpenAction|AA)(?![^\x00-\x20()<>\[\]{}/%])"
)
Direct = pikepdf.Object


class Found:
    """The faults of one document, each told once, and its pages."""

    def __init__(self) -> None:
        self.faults: dict[str, Fault] = {}
        self.pages: int | None = None

    def add(self, code: str, **facts: str | int) -> None:
        """Keep the first of each kind."""
        self.faults.setdefault(code, Fault(code, facts))


def pdf_found(file: BinaryIO) -> Found:
    """The faults of a PDF, and its number of pages where it can be read."""
    found = Found()
    _ends(file, found)
    file.seek(0)
    try:
        with pikepdf.open(file, suppress_warnings=True, access_mode=pikepdf.AccessMode.mmap) as pdf:
            for one in pdf.objects:
                _look(one, found)
            _look(pdf.trailer, found)
            found.pages = len(pdf.pages)
    except pikepdf.PasswordError:
        found.add("protected")
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError, AttributeError, KeyError):
        found.add("damaged", content="pdf")
    if found.pages == 0:
        found.add("damaged", content="pdf")
    return found


def _ends(file: BinaryIO, found: Found) -> None:
    tail = tail_of(file)
    end = tail.rfind(b"%%EOF")
    if end < 0:
        found.add("damaged", content="pdf")
        return
    behind = tail[end + len(b"%%EOF") :].strip(b"\0\r\n\t ")
    if len(behind) > TAIL_ALLOWED or re.search(rb"(?i)<(html|script|svg|!doctype)|%PDF-", behind):
        found.add("pdf_tail", count=len(behind))
    if is_archive_too(file):
        found.add("two_kinds", content="pdf", found="ZIP")


def _look(top: Direct, found: Found) -> None:
    """Look at an object and what stands in it directly; what it refers to comes on its own.

    A document has hundreds of thousands of objects: only those with a suspect name, which pikepdf
    writes without escapes, are taken apart.
    """
    told = top.stream_dict if isinstance(top, pikepdf.Stream) else top
    if not SUSPECT.search(told.unparse(resolved=True)):
        return
    waiting = [(top, 0)]
    while waiting:
        one, depth = waiting.pop()
        if depth > DEPTH:
            found.add("too_complex")
            continue
        waiting += [(child, depth + 1) for child in _children(one, found)]


def _children(one: Direct, found: Found) -> list[Direct]:
    """The containers that stand directly in an object; those of their own come by themselves."""
    if isinstance(one, pikepdf.Array):
        return [child for child in one.as_list() if _is_inside(child)]
    if not isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
        return []
    entries = dict(one.items())
    _look_at_entries(entries, found)
    return [child for child in entries.values() if _is_inside(child)]


def _is_inside(child: object) -> bool:
    return (
        isinstance(child, pikepdf.Array | pikepdf.Dictionary | pikepdf.Stream)
        and not child.is_indirect
    )


def _look_at_entries(entries: dict[str, Direct], found: Found) -> None:
    action, subtype = _named(entries, "/S"), _named(entries, "/Subtype")
    has_script = _is_script(entries.get("/JS")) or _is_filled(entries, "/JavaScript")
    if has_script or action == "/JavaScript":
        found.add("pdf_script")
    if action in STARTS or _leads_to_a_share(entries, action):
        found.add("pdf_launch", found=action[1:])
    if _named(entries, "/Type") == "/EmbeddedFile" or subtype == "/FileAttachment":
        found.add("pdf_attachment")
    if any(_is_filled(entries, key) for key in ATTACHED_KEYS):
        found.add("pdf_attachment")
    if subtype in MEDIA and "/Rect" in entries:
        found.add("pdf_media", found=subtype[1:])
    if MEDIA_KEYS & entries.keys():
        found.add("pdf_media", found="RichMedia")
    if "/XFA" in entries:
        found.add("pdf_xfa")
    for key in ("/OpenAction", "/AA"):
        _look_at_automatic(key, entries.get(key), found)


def _look_at_automatic(key: str, value: Direct | None, found: Found) -> None:
    """What happens by itself may turn to a page, and nothing else."""
    if not isinstance(value, pikepdf.Dictionary):
        return
    actions = (
        [value]
        if key == "/OpenAction"
        else [one for one in dict(value.items()).values() if isinstance(one, pikepdf.Dictionary)]
    )
    for action in _with_following(actions):
        kind = _named(dict(action.items()), "/S")
        if kind == "/JavaScript":
            found.add("pdf_script")
        elif kind and kind not in QUIET_ACTIONS:
            found.add("pdf_automatic", found=kind[1:])


def _with_following(actions: Sequence[Direct]) -> list[Direct]:
    """The actions with those that each is followed by, as far as a reader would bear."""
    found: list[Direct] = []
    waiting = list(actions)
    while waiting and len(found) < MOST_ACTIONS:
        action = waiting.pop()
        found.append(action)
        after = action.get("/Next")
        following = after.as_list() if isinstance(after, pikepdf.Array) else [after]
        waiting += [one for one in following if isinstance(one, pikepdf.Dictionary)]
    return found


def _named(entries: dict[str, Direct], key: str) -> str:
    value = entries.get(key)
    return str(value) if isinstance(value, pikepdf.Name) else ""


def _is_script(value: Direct | None) -> bool:
    return isinstance(value, pikepdf.String | pikepdf.Stream)


def _is_filled(entries: dict[str, Direct], key: str) -> bool:
    """Whether there is something under the key: programs leave empty name trees behind."""
    value = entries.get(key)
    if not isinstance(value, pikepdf.Dictionary):
        return value is not None and not isinstance(value, pikepdf.Name)
    names = value.get("/Names")
    return len(value) > 0 and not (
        set(value.keys()) == {"/Names"} and isinstance(names, pikepdf.Array) and len(names) == 0
    )


def _leads_to_a_share(entries: dict[str, Direct], action: str) -> bool:
    """A document on somebody's network share learns who opens it (\\\\server\\share)."""
    if action not in {"/GoToR", "/Thread"}:
        return False
    target = entries.get("/F")
    if isinstance(target, pikepdf.Dictionary):
        target = target.get("/F") or target.get("/UF")
    return isinstance(target, pikepdf.String) and str(target).replace("\\", "/").startswith("//")
