"""Plain text and CSV: UTF-8, no control characters, no cell that calls another program."""

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO

from chiso_web.files.inspection.faults import Fault
from chiso_web.files.inspection.reading import CHUNK, is_archive_too

CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
CELL_CALLS = r"""(?:^|[,;\t\n\r])["']?[ \t]*"""
DDE_CELL = re.compile(
    CELL_CALLS + r"""(?:[=+@-][\w .'()+*/&-]{0,200}\|[^\t\n\r!]{0,400}!|=[ \t]*(?i:DDE)[ \t]*\()"""
)
OVERLAP = 800


def text_faults(file: BinaryIO) -> Iterator[Fault]:
    """What is wrong with a text. Nothing is said of its words."""
    if is_archive_too(file):
        yield Fault("two_kinds", {"content": "txt", "found": "ZIP"})
        return
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    file.seek(0)
    before, calls = "", False
    try:
        while chunk := file.read(CHUNK):
            text = decoder.decode(chunk)
            if CONTROL.search(text):
                yield Fault("unknown")
                return
            calls = calls or bool(DDE_CELL.search(before + text))
            before = (before + text)[-OVERLAP:]
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        yield Fault("text_encoding")
        return
    if calls:
        yield Fault("dde", {"part": "CSV"})
