"""The cells of a workbook that hold an error such as #DIV/0!, which calamine reads as blank."""

import io
import posixpath
import re
import zlib
from collections.abc import Iterator
from xml.etree import ElementTree
from zipfile import BadZipFile, ZipFile

_BOOK = "xl/workbook.xml"
_LINKS = "xl/_rels/workbook.xml.rels"
_ERROR = re.compile(
    r"""<(?:\w+:)?c\s([^>]*\bt=["']e["'][^>/]*)>.*?<(?:\w+:)?v>([^<]*)<""", re.DOTALL
)
_PLACE = re.compile(r"""\br=["']([A-Z]+)([0-9]+)["']""")

BROKEN = (
    BadZipFile,
    EOFError,
    ElementTree.ParseError,
    LookupError,
    RuntimeError,  # encrypted, or compressed in another way
    ValueError,
    zlib.error,
)
"""What reading a file that is no whole XLSX file may raise."""

ErrorCell = tuple[str, int, int, str]  # sheet, row, column (both counted from 0), the error


def error_cells(content: bytes) -> list[ErrorCell]:
    """Every error cell of an XLSX file. Raises one of ``BROKEN`` if it is none."""
    with ZipFile(io.BytesIO(content)) as archive:
        return [
            (title, *cell)
            for title, path in _sheets(archive)
            for cell in _errors_in(archive.read(path).decode())
        ]


def _sheets(archive: ZipFile) -> Iterator[tuple[str, str]]:
    """Each sheet's title and the part of the archive that holds it."""
    links = {link.get("Id"): link.get("Target", "") for link in _parsed(archive, _LINKS)}
    for element in _parsed(archive, _BOOK).iter():
        if element.tag.endswith("}sheet"):
            link = next(value for name, value in element.items() if name.endswith("}id"))
            path = posixpath.normpath(posixpath.join("/xl", links[link]))
            yield element.get("name", ""), path.lstrip("/")


def _parsed(archive: ZipFile, part: str) -> ElementTree.Element:
    text = archive.read(part)
    if b"<!DOCTYPE" in text.replace(b"\0", b""):  # in UTF-16 too
        raise ValueError(part)
    # without a DOCTYPE no entity can be declared, which is what the two ids warn of
    return ElementTree.fromstring(text)  # noqa: S314  # nosec B314


def _errors_in(sheet: str) -> Iterator[tuple[int, int, str]]:
    for attributes, error in _ERROR.findall(sheet):
        place = _PLACE.search(attributes)
        if place is None:
            raise ValueError(error)
        column = 0
        for letter in place[1]:
            column = 26 * column + ord(letter) - ord("A") + 1
        yield int(place[2]) - 1, column - 1, error
