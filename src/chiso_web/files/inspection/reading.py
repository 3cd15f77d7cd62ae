"""Reading parts of a seekable file without holding all of it."""

import zipfile
from typing import BinaryIO

CHUNK = 1 << 18
TAIL = 1 << 16
MEGABYTE = 1_000_000


def size_of(file: BinaryIO) -> int:
    """How many bytes it has."""
    return file.seek(0, 2)


def head_of(file: BinaryIO, length: int) -> bytes:
    """Its first bytes."""
    file.seek(0)
    return file.read(length)


def bytes_at(file: BinaryIO, start: int, length: int) -> bytes:
    """The bytes from ``start``; fewer where it ends before."""
    file.seek(start)
    return file.read(length)


def tail_of(file: BinaryIO, length: int = TAIL) -> bytes:
    """Its last bytes."""
    return bytes_at(file, max(0, size_of(file) - length), length)


def is_archive_too(file: BinaryIO) -> bool:
    """Whether an unpacking program would find a ZIP archive at its end."""
    file.seek(0)
    return zipfile.is_zipfile(file)
