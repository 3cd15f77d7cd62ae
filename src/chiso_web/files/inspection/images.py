"""PNG and JPEG: whole, not too large, and nothing behind their end."""

import re
import struct
import warnings
from collections.abc import Iterator
from typing import BinaryIO

from PIL import Image

from chiso_web.files.inspection.faults import Fault
from chiso_web.files.inspection.reading import CHUNK, bytes_at, is_archive_too, size_of

MOST_MILLION = 64
MOST_PIXELS = MOST_MILLION * 1_000_000
DRAFT = (512, 512)
FOREIGN = re.compile(rb"(?i)<(?:html|script|!doctype|\?php)|%PDF-|PK\x03\x04|Rar!\x1a|7z\xbc\xaf")
PHONE = re.compile(rb"SEF[TH]|\A\0\0[\x01-\xff]\n")  # what Samsung's phones write behind a photo
END_OF_IMAGE, START_OF_SCAN = 0xD9, 0xDA
BARE = {0x01, *range(0xD0, 0xD8)}  # markers without a length
PNG_START = 8
UNREADABLE = (
    *(OSError, SyntaxError, ValueError, EOFError),
    *(struct.error, IndexError, KeyError, TypeError, OverflowError),
)  # what Pillow's readers raise on odd bytes


def image_faults(file: BinaryIO, kind: str) -> list[Fault]:
    """What is wrong with a picture of a kind."""
    faults = list(_picture_faults(file, kind))
    end = _png_end(file) if kind == "png" else _jpeg_end(file)
    if end is None:
        return faults or [Fault("damaged", {"content": kind})]
    faults += _behind(file, end)
    if is_archive_too(file):
        faults.append(Fault("two_kinds", {"content": kind, "found": "ZIP"}))
    return faults


def _picture_faults(file: BinaryIO, kind: str) -> Iterator[Fault]:
    file.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(file, formats=[kind.upper()]) as picture:
                width, height = picture.size
                if width * height > MOST_PIXELS:
                    yield Fault("pixels", {"width": width, "height": height, "most": MOST_MILLION})
                    return
                picture.draft("RGB", DRAFT)  # a JPEG is decoded at an eighth of its size
                picture.load()
    except Image.DecompressionBombError:
        yield Fault("pixels", {"width": "?", "height": "?", "most": MOST_MILLION})
    except UNREADABLE:
        yield Fault("damaged", {"content": kind})


def _png_end(file: BinaryIO) -> int | None:
    """Where the last chunk ends."""
    at = PNG_START
    while len(head := bytes_at(file, at, 8)) == 8:
        length, name = struct.unpack(">I4s", head)
        at += 12 + length
        if name == b"IEND":
            return at if at <= size_of(file) else None
    return None


def _jpeg_end(file: BinaryIO) -> int | None:
    """Where the picture ends: segments have lengths, and a scan ends at the next marker."""
    at = 2
    while len(head := bytes_at(file, at, 4)) >= 2:
        if head[0] != 0xFF:
            return None
        marker = head[1]
        if marker == END_OF_IMAGE:
            return at + 2
        if marker in BARE or marker == 0xFF:
            at += 1 if marker == 0xFF else 2
            continue
        if len(head) < 4:
            return None
        at += 2 + max(2, int.from_bytes(head[2:], "big"))
        if marker == START_OF_SCAN:
            found = _marker_after(file, at)
            if found is None:
                return None
            at = found
    return None


MARKER = re.compile(rb"\xff+[^\x00\xff\xd0-\xd7]", re.DOTALL)


def _marker_after(file: BinaryIO, at: int) -> int | None:
    """Where the next marker stands behind the bytes of a scan."""
    while piece := bytes_at(file, at, CHUNK):
        found = MARKER.search(piece)
        if found:
            return at + found.end() - 2
        if len(piece) < CHUNK:
            return None
        at += len(piece) - 1
    return None


def _behind(file: BinaryIO, end: int) -> list[Fault]:
    """Zeros, the further pictures of a phone's photo and its maker's notes may stand there."""
    count = size_of(file) - end
    if count <= 0:
        return []
    behind = bytes_at(file, end, count)
    known = behind.startswith(b"\xff\xd8\xff") or PHONE.search(behind)
    if not behind.strip(b"\0\r\n") or (known and not FOREIGN.search(behind)):
        return []
    return [Fault("trailing", {"count": count})]
