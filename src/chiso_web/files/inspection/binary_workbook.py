"""The stream of an Excel 97–2003 workbook: records of a kind, a length and bytes."""

import struct
from collections.abc import Iterator

from chiso_web.files.inspection.faults import Fault

RECORD = struct.Struct("<2H")
BEGIN, END = {0x0809, 0x0409, 0x0209, 0x0009}, 0x000A
PASSWORD, SHEET, PROJECT, BOOK = 0x002F, 0x0085, 0x00D3, 0x01AE
MACRO_SHEET = {1, 6}  # an Excel 4 macro sheet, a module
SEPARATOR = b"\x03"
MOST_RECORDS = 2_000_000


def workbook_faults(stream: bytes) -> list[Fault]:
    """What the records say, each fault once."""
    if len(stream) < RECORD.size or RECORD.unpack_from(stream)[0] not in BEGIN:
        return [Fault("damaged", {"content": "xls"})]
    found: dict[str, Fault] = {}
    for kind, body in _records(stream):
        fault = _record_fault(kind, body)
        if fault is not None:
            found.setdefault(fault.code, fault)
    return list(found.values())


def _records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    """Every record of every part of the stream; a cut one ends it."""
    at = 0
    for _count in range(MOST_RECORDS):
        if at + RECORD.size > len(stream):
            return
        kind, length = RECORD.unpack_from(stream, at)
        body = at + RECORD.size
        yield kind, stream[body : body + length]
        at = body + length


def _record_fault(kind: int, body: bytes) -> Fault | None:
    if kind == PASSWORD:
        return Fault("protected")
    if kind == PROJECT:
        return Fault("macro", {"part": "OBPROJ"})
    if kind == SHEET and len(body) > 5 and body[5] in MACRO_SHEET:
        return Fault("macro", {"part": "BOUNDSHEET"})
    if kind == BOOK and _asks_a_program(body):
        return Fault("dde", {"part": "SUPBOOK"})
    return None


def _asks_a_program(body: bytes) -> bool:
    """Another workbook's path begins with a mark (1); "program 3 topic" is a link by DDE or OLE."""
    text = body[5:] if len(body) > 5 else b""
    return SEPARATOR in text and not text.startswith((b"\x01", b"\x02"))
