"""Word, Excel and PowerPoint 97–2003: files of storages and streams (OLE), through olefile."""

import re
import struct
from collections.abc import Iterator
from typing import BinaryIO

import olefile

from chiso_web.files.inspection.binary_workbook import workbook_faults
from chiso_web.files.inspection.faults import Fault
from chiso_web.files.inspection.packages import shown

KIND_STREAMS = {
    "worddocument": "doc",
    "workbook": "xls",
    "book": "xls",
    "powerpoint document": "ppt",
}
MACRO_STORAGES = {"macros", "_vba_project_cur", "vba", "_vba_project", "macrosheets"}
ENCRYPTED = {"encryptedpackage", "encryptioninfo", "encryption"}
OBJECTS = re.compile(r"(?i)^(?:mbd[0-9a-f]{8}|objectpool|\x01ole10native|package)$")
WORD_ENCRYPTED = 0x0100 | 0x8000
WORD_DDE = re.compile(rb"\x13\s*D\x00?D\x00?E|\x13\x00(?:\s\x00)*D\x00D\x00E\x00", re.IGNORECASE)
PPT_ENCRYPTED = b"\xdf\xc4\xd1\xf3"
PPT_MACROS, PPT_OBJECT, PPT_CONTROL = 0x03FF, 0x0FCC, 0x0FEE
RECORD = struct.Struct("<2HL")
CONTAINER = 0xF
DEPTH = 32
MOST_PARTS = 5_000


def old_office_read(file: BinaryIO) -> tuple[str, list[Fault]]:
    """doc, xls or ppt ("" for none of them) and the faults."""
    file.seek(0)
    try:
        with olefile.OleFileIO(file) as package:
            paths = package.listdir(streams=True, storages=True)
            if len(paths) > MOST_PARTS:
                return "", [Fault("zip_entries", {"found": len(paths), "most": MOST_PARTS})]
            kind = _kind_of(paths)
            faults = list(_storage_faults(paths))
            faults += _stream_faults(package, kind) if kind else []
    except (OSError, ValueError, struct.error, IndexError, KeyError, TypeError, AttributeError):
        return "", [Fault("damaged", {"content": "OLE"})]
    except (RecursionError, OverflowError):
        return "", [Fault("too_complex")]
    if not kind and not faults:
        faults.append(Fault("other_office" if paths else "damaged", {"content": "OLE"}))
    return kind, faults


def _kind_of(paths: list[list[str]]) -> str:
    top = {path[0].casefold() for path in paths if len(path) == 1}
    kinds = {kind for stream, kind in KIND_STREAMS.items() if stream in top}
    return kinds.pop() if len(kinds) == 1 else ""


def _storage_faults(paths: list[list[str]]) -> Iterator[Fault]:
    """What the names of storages and streams say, each fault once."""
    found: dict[str, Fault] = {}
    parents = {tuple(path[:-1]) for path in paths}
    for path in paths:
        name, part = path[-1].casefold(), shown("/".join(path))
        if name in ENCRYPTED:
            found.setdefault("protected", Fault("protected"))
        elif name in MACRO_STORAGES and (tuple(path) in parents or name == "_vba_project"):
            found.setdefault("macro", Fault("macro", {"part": part}))
        elif OBJECTS.match(name) and (tuple(path) in parents or name.startswith(("\x01", "pack"))):
            found.setdefault("object", Fault("object", {"part": part}))
    yield from found.values()


def _stream_faults(package: "olefile.OleFileIO", kind: str) -> list[Fault]:
    if kind == "doc":
        return _word_faults(_stream(package, "WordDocument"))
    if kind == "xls":
        return workbook_faults(
            _stream(package, "Workbook" if package.exists("Workbook") else "Book")
        )
    faults = list(_slide_faults(_stream(package, "PowerPoint Document")))
    if package.exists("Current User") and PPT_ENCRYPTED in _stream(package, "Current User")[:24]:
        faults.append(Fault("protected"))
    return faults


def _stream(package: "olefile.OleFileIO", name: str) -> bytes:
    with package.openstream(name) as stream:
        return bytes(stream.read())


def _word_faults(stream: bytes) -> list[Fault]:
    if len(stream) < 32 or stream[:2] not in {b"\xec\xa5", b"\xdc\xa5"}:
        return [Fault("damaged", {"content": "doc"})]
    (flags,) = struct.unpack_from("<H", stream, 10)
    if flags & WORD_ENCRYPTED:
        return [Fault("protected")]
    return [Fault("dde", {"part": "WordDocument"})] if WORD_DDE.search(stream) else []


def _slide_faults(stream: bytes) -> Iterator[Fault]:
    """The records of a presentation: a tree whose containers hold records."""
    seen: set[str] = set()
    waiting = [(0, len(stream), 0)]
    while waiting:
        at, end, depth = waiting.pop()
        while at + RECORD.size <= end:
            version, kind, length = RECORD.unpack_from(stream, at)
            code = {PPT_MACROS: "macro", PPT_OBJECT: "object", PPT_CONTROL: "activex"}.get(kind, "")
            if code and code not in seen:
                seen.add(code)
                yield Fault(code, {"part": f"0x{kind:04X}"})
            body = at + RECORD.size
            at = body + length
            if version & 0xF == CONTAINER and depth < DEPTH:
                waiting.append((at, end, depth))
                at, end, depth = body, min(at, end), depth + 1
