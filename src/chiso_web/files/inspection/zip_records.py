"""The records of a ZIP file, read by hand: programs that trust only one of the two lists differ.

The central directory says what parts there are; before each part's bytes stands a local header that
says it again. Where both disagree, one program sees another file than the next.
"""

import struct
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO

from chiso_web.files.inspection.reading import bytes_at, size_of, tail_of

END = struct.Struct("<4s4H2LH")
END_MAGIC = b"PK\x05\x06"
LOCATOR_MAGIC, LOCATOR_SIZE = b"PK\x06\x07", 20
LOCAL = struct.Struct("<4s5H3L2H")
LOCAL_MAGIC = b"PK\x03\x04"
MOST_ENTRIES = 5_000
MOST_DIRECTORY = 4_000_000
HAS_DESCRIPTOR, ENCRYPTED = 0x8, 0x1
DESCRIPTOR_SIZES = (12, 16, 20, 24)
GAP_ALLOWED = 64


@dataclass(frozen=True, slots=True)
class Ending:
    """What the end of the file says of its list of parts."""

    entries: int
    directory_size: int
    directory_start: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One part and where its bytes lie."""

    info: zipfile.ZipInfo
    data_start: int

    @property
    def data_end(self) -> int:
        """Where its bytes end."""
        return self.data_start + self.info.compress_size


def ending_of(file: BinaryIO) -> Ending | None:
    """The end record, where it stands at the very end and needs no 64-bit extension."""
    tail = tail_of(file)
    at = tail.rfind(END_MAGIC)
    if at < 0 or len(tail) - at < END.size:
        return None
    _magic, disk, start_disk, here, entries, size, start, comment = END.unpack_from(tail, at)
    if at + END.size + comment != len(tail) or disk or start_disk or here != entries:
        return None
    if tail[max(0, at - LOCATOR_SIZE) :].startswith(LOCATOR_MAGIC):
        return None
    if start + size != size_of(file) - len(tail) + at:  # something stands before or between
        return None
    return Ending(entries, size, start)


def entries_of(file: BinaryIO, listed: Sequence[zipfile.ZipInfo]) -> tuple[list[Entry], str]:
    """The parts in the order of their bytes, and the name of one whose two headers disagree."""
    entries: list[Entry] = []
    for info in sorted(listed, key=lambda one: one.header_offset):
        start = _data_start(file, info)
        if start is None:
            return entries, info.filename
        entries.append(Entry(info, start))
    return entries, ""


def _data_start(file: BinaryIO, info: zipfile.ZipInfo) -> int | None:
    raw = bytes_at(file, info.header_offset, LOCAL.size)
    if len(raw) < LOCAL.size:
        return None
    magic, _version, flags, method, _time, _day, crc, packed, size, name, extra = LOCAL.unpack(raw)
    start = info.header_offset + LOCAL.size
    agrees = (
        magic == LOCAL_MAGIC
        and method == info.compress_type
        and (flags ^ info.flag_bits) & ~HAS_DESCRIPTOR & 0x2041 == 0
        and bytes_at(file, start, name) == _raw_name(info)
        and _agree(flags, (crc, packed, size), info)
    )
    return start + name + extra if agrees else None


def _raw_name(info: zipfile.ZipInfo) -> bytes:
    return info.orig_filename.encode("utf-8" if info.flag_bits & 0x800 else "cp437", "replace")


def _agree(flags: int, local: tuple[int, int, int], info: zipfile.ZipInfo) -> bool:
    """A part written in one go has its sizes behind it, and zeros in its local header."""
    listed = (info.CRC, info.compress_size, info.file_size)
    if local == listed:
        return True
    absent = {0, 0xFFFFFFFF}
    if flags & HAS_DESCRIPTOR:
        return all(one == other or one in absent for one, other in zip(local, listed, strict=True))
    return local[0] == listed[0] and all(
        one in (other, 0xFFFFFFFF) for one, other in zip(local[1:], listed[1:], strict=True)
    )


def overlap_of(entries: Sequence[Entry], ending: Ending) -> str:
    """The name of a part that lies on the bytes of the one before or of the list; or ""."""
    reached = 0
    for entry in entries:
        if entry.info.header_offset < reached:
            return entry.info.filename
        reached = entry.data_end
        if reached > ending.directory_start:
            return entry.info.filename
    return ""


def has_hidden_bytes(entries: Sequence[Entry], ending: Ending) -> bool:
    """Whether bytes that no part names stand before, between or behind the parts."""
    reached = 0
    for entry in entries:
        spare = max(DESCRIPTOR_SIZES) if reached else 0
        if entry.info.header_offset - reached > spare + (GAP_ALLOWED if reached else 0):
            return True
        reached = entry.data_end
    return ending.directory_start - reached > max(DESCRIPTOR_SIZES) + GAP_ALLOWED
