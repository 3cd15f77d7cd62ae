"""ZIP packages, as Word, Excel, PowerPoint and OpenDocument write them: bounded, and as listed."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from chiso_web.files.inspection.faults import Fault
from chiso_web.files.inspection.reading import CHUNK, MEGABYTE, bytes_at
from chiso_web.files.inspection.zip_records import (
    ENCRYPTED,
    MOST_DIRECTORY,
    MOST_ENTRIES,
    Entry,
    ending_of,
    entries_of,
    has_hidden_bytes,
    overlap_of,
)

MOST_UNPACKED = 400 * MEGABYTE
MOST_RATIO = 200
RATIO_FROM = MEGABYTE  # below, a part may be as repetitive as it likes
STORED, DEFLATED = 0, 8
SHOWN = 80
SYMBOLIC_LINK = 0xA000
TRICKS = re.compile(r"[\x00-\x1f\\]|\A/|\A[A-Za-z]:|(?:\A|/)\.\.?(?:/|\Z)|//")


@dataclass(frozen=True, slots=True)
class Package:
    """A ZIP whose list could be trusted; its parts by name."""

    file: BinaryIO
    entries: dict[str, Entry]

    def chunks(self, name: str) -> Iterator[bytes]:
        """The unpacked bytes of a part, never more than it says."""
        entry = self.entries[name]
        left = entry.info.file_size
        for piece in unpacked(self.file, entry):
            yield piece[:left]
            left -= len(piece)
            if left <= 0:
                return

    def read(self, name: str, most: int) -> bytes:
        """The unpacked bytes of a part, at most ``most`` of them."""
        held = bytearray()
        for piece in self.chunks(name):
            held += piece
            if len(held) >= most:
                break
        return bytes(held[:most])


def shown(name: str) -> str:
    """The name of a part, fit to be shown."""
    return "".join(sign if sign.isprintable() else "?" for sign in name)[:SHOWN]


def package_read(file: BinaryIO) -> tuple[Package | None, list[Fault]]:
    """The package and its faults; None where it cannot be looked into at all."""
    ending = ending_of(file)
    if ending is None:
        return None, [Fault("zip_structure", {"found": "END"})]
    if ending.entries > MOST_ENTRIES or ending.directory_size > MOST_DIRECTORY:
        return None, [Fault("zip_entries", {"found": ending.entries, "most": MOST_ENTRIES})]
    try:
        file.seek(0)
        with zipfile.ZipFile(file) as archive:
            listed = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError):
        return None, [Fault("zip_structure", {"found": "LIST"})]
    entries, disagreeing = entries_of(file, listed)
    if disagreeing or len(listed) != ending.entries:
        return None, [Fault("zip_structure", {"found": shown(disagreeing) or "LIST"})]
    faults = list(_listed_faults(entries))
    overlapping = overlap_of(entries, ending)
    if overlapping:
        faults.append(Fault("zip_overlap", {"part": shown(overlapping)}))
    elif has_hidden_bytes(entries, ending):
        faults.append(Fault("zip_structure", {"found": "…"}))
    package = Package(file, {entry.info.filename: entry for entry in entries})
    if not faults:  # only now is unpacking bounded
        faults += _unpacked_faults(package)
    return package, faults


def _listed_faults(entries: list[Entry]) -> Iterator[Fault]:
    """What the list alone says, before anything is unpacked."""
    seen: set[str] = set()
    total = sum(entry.info.file_size for entry in entries)
    if total > MOST_UNPACKED:
        yield Fault(
            "zip_total", {"found": -(-total // MEGABYTE), "most": MOST_UNPACKED // MEGABYTE}
        )
    for entry in entries:
        info, part = entry.info, shown(entry.info.orig_filename)
        if TRICKS.search(info.orig_filename) or info.external_attr >> 16 & 0xF000 == SYMBOLIC_LINK:
            yield Fault("zip_path", {"part": part})
        if info.filename.casefold() in seen:
            yield Fault("zip_twice", {"part": part})
        seen.add(info.filename.casefold())
        if info.flag_bits & ENCRYPTED:
            yield Fault("protected")
        if info.compress_type not in {STORED, DEFLATED}:
            yield Fault("zip_structure", {"found": part})
        ratio = info.file_size // max(1, info.compress_size)
        if info.file_size > RATIO_FROM and ratio > MOST_RATIO:
            yield Fault("zip_ratio", {"part": part, "found": ratio, "most": MOST_RATIO})


def _unpacked_faults(package: Package) -> Iterator[Fault]:
    """Unpacks each part once, a piece at a time, and holds it against its length and checksum."""
    for name, entry in package.entries.items():
        length = checksum = 0
        try:
            for piece in unpacked(package.file, entry):
                length += len(piece)
                checksum = zlib.crc32(piece, checksum)
                if length > entry.info.file_size:
                    break
        except zlib.error:
            length = -1
        if (length, checksum) != (entry.info.file_size, entry.info.CRC):
            yield Fault("zip_size", {"part": shown(name)})


def unpacked(file: BinaryIO, entry: Entry) -> Iterator[bytes]:
    """The bytes of a part in pieces. Raises zlib.error where they are not what was packed."""
    deflated = entry.info.compress_type == DEFLATED
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    for start in range(entry.data_start, entry.data_end, CHUNK):
        raw = bytes_at(file, start, min(CHUNK, entry.data_end - start))
        if not deflated:
            yield raw
            continue
        yield inflater.decompress(raw, CHUNK)
        while inflater.unconsumed_tail:
            yield inflater.decompress(inflater.unconsumed_tail, CHUNK)
    if deflated:
        yield inflater.flush()
        if not inflater.eof or inflater.unused_data:
            raise zlib.error("the stream does not end where the part does")
