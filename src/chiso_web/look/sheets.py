"""Lists from XLSX and CSV files as rows of texts; what could harm is refused before it is read."""

import csv
import io
import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

MOST_BYTES = 4_000_000
MOST_UNPACKED = 60_000_000
MOST_ROWS = 5_000
MOST_COLUMNS = 40
MOST_LETTERS = 500
CHUNK = 1 << 20
_CELL = re.compile(rb"<(?:\w+:)?(?:c|row)\b[^>]*?\br=[\"']([A-Z]*)([0-9]+)[\"']")
_SHARED = re.compile(rb"<(?:\w+:)?si[\s>/]")
_SHARES = re.compile(rb"\bt=[\"']s[\"']")
_FORMULA = re.compile(rb"<(?:\w+:)?f(?:\s[^>]*)?/?>")
_MACROS = ("vbaproject.bin", "macrosheets/", "activex/", "externallinks/")
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
BROKEN = (BadZipFile, EOFError, LookupError, RuntimeError, ValueError, OSError, zlib.error)


class SheetRefused(Exception):
    """A file that is not read; ``sentence`` says why and what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row as texts, with its number in the file; ``numbers`` are the places of cells that a
    workbook holds as numbers: their texts have a decimal point in every language.
    """

    number: int
    cells: tuple[str, ...]
    numbers: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class ListSheet:
    """The header and the rows that are not blank; ``digest`` is the file's SHA-256."""

    name: str
    digest: str
    header: tuple[str, ...]
    rows: tuple[SheetRow, ...]


@dataclass(frozen=True, slots=True)
class Limits:
    """The most rows and columns that a list may have."""

    rows: int = MOST_ROWS
    columns: int = MOST_COLUMNS


USUAL = Limits()


def sheet_read(content: bytes, name: str, limits: Limits = USUAL) -> ListSheet:
    """The first filled sheet of a workbook, or a CSV text. Raises SheetRefused."""
    if len(content) > MOST_BYTES:
        raise SheetRefused(
            _("The file has %(found)s MB; expected at most %(most)s. Send the list in parts.")
            % {"found": f"{len(content) / 1e6:.0f}", "most": MOST_BYTES // 1_000_000}
        )
    if content.startswith(_OLD_EXCEL):
        raise SheetRefused(_("This is an old or locked Excel workbook. Save it as .xlsx."))
    read = _workbook_rows if content.startswith(b"PK") else _csv_rows
    rows = read(content, limits)
    filled = [row for row in rows if any(row.cells)]
    if len(filled) < 2:
        raise SheetRefused(_("The list is empty; expected a header and at least one row."))
    if len(filled) > limits.rows + 1:
        raise SheetRefused(
            _("The list has %(found)s rows; expected at most %(most)s. Send it in parts.")
            % {"found": len(filled) - 1, "most": limits.rows}
        )
    header, *body = filled
    return ListSheet(name, sha256(content).hexdigest(), header.cells, tuple(body))


def _csv_rows(content: bytes, limits: Limits) -> list[SheetRow]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SheetRefused(
            _("The file is neither an XLSX workbook nor UTF-8 text. Save it as “CSV UTF-8”.")
        ) from error
    if "\0" in text:
        raise SheetRefused(_("The file is no list: it holds zero bytes."))
    first = text.partition("\n")[0]
    separator = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows, begin = [], 1
    try:
        for cells in reader:
            rows.append(_row(begin, [one.removeprefix("'") for one in cells], limits))
            begin = reader.line_num + 1
            if len(rows) > 2 * limits.rows:
                break
    except csv.Error as error:
        sentence = _("Line %(line)s does not read as CSV. Save the list as .xlsx or anew as CSV.")
        raise SheetRefused(sentence % {"line": reader.line_num}) from error
    return rows


def _workbook_rows(content: bytes, limits: Limits) -> list[SheetRow]:
    _workbook_check(content, limits)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        for title in book.sheet_names:
            cells = book.get_sheet_by_name(title).to_python(skip_empty_area=False)
            rows = [_typed_row(place, row, limits) for place, row in enumerate(cells, 1)]
            if any(any(row.cells) for row in rows):
                return rows
    except (CalamineError, *BROKEN) as error:
        raise SheetRefused(_("The file does not read as an XLSX workbook.")) from error
    return []


def _typed_row(number: int, cells: Sequence[object], limits: Limits) -> SheetRow:
    row = _row(number, [_text(one) for one in cells], limits)
    return replace(row, numbers=frozenset(at for at, one in enumerate(cells) if _is_number(one)))


def _is_number(cell: object) -> bool:
    return isinstance(cell, int | float) and not isinstance(cell, bool)


def _row(number: int, cells: Sequence[str], limits: Limits) -> SheetRow:
    if len(cells) > limits.columns and any(cells[limits.columns :]):
        raise SheetRefused(
            _("Row %(row)s has %(found)s columns; expected at most %(most)s.")
            % {"row": number, "found": len(cells), "most": limits.columns}
        )
    texts = tuple(one.strip() for one in cells[: limits.columns])
    longest = max(map(len, texts), default=0)
    if longest > MOST_LETTERS:
        raise SheetRefused(
            _("A cell of row %(row)s has %(found)s letters; expected at most %(most)s. Shorten it.")
            % {"row": number, "found": longest, "most": MOST_LETTERS}
        )
    return SheetRow(number, texts)


def _text(cell: object) -> str:
    if isinstance(cell, datetime | date):
        return f"{cell:%Y-%m-%d}"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return str(cell)


def _workbook_check(content: bytes, limits: Limits) -> None:
    """Raises SheetRefused for what would fill the memory, run, or is no workbook.

    What the archive says of its own sizes is not believed: every part is unpacked and counted. A
    text that many cells share is read once a cell.
    """
    longest = shared = 0
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            for name, part in _parts(archive):
                _part_check(name, part, limits)
                longest = max(longest, _longest_shared(name, part))
                shared += len(_SHARES.findall(part)) if "worksheets/" in name else 0
    except BROKEN as error:
        raise SheetRefused(_("The file does not read as an XLSX workbook.")) from error
    if longest * shared > MOST_UNPACKED:
        raise SheetRefused(
            _("The workbook unpacks to over %(most)s MB. Copy the list to a new one.")
            % {"most": MOST_UNPACKED // 1_000_000}
        )


def _parts(archive: ZipFile) -> Iterator[tuple[str, bytes]]:
    unpacked = 0
    for info in archive.infolist():
        chunks = []
        with archive.open(info) as part:
            while chunk := part.read(CHUNK):
                unpacked += len(chunk)
                if unpacked > MOST_UNPACKED:
                    raise SheetRefused(
                        _("The workbook unpacks to over %(most)s MB. Copy the list to a new one.")
                        % {"most": MOST_UNPACKED // 1_000_000}
                    )
                chunks.append(chunk)
        yield info.filename, b"".join(chunks)


def _longest_shared(name: str, part: bytes) -> int:
    """The bytes of the longest text that cells share."""
    if not name.lower().endswith("sharedstrings.xml"):
        return 0
    return max(map(len, _SHARED.split(part)), default=0)


def _part_check(name: str, part: bytes, limits: Limits) -> None:
    if any(one in name.lower() for one in _MACROS):
        raise SheetRefused(
            _("The workbook carries macros or links to other files. Save it as a plain .xlsx.")
        )
    if b"<!DOCTYPE" in part[:4096]:
        raise SheetRefused(_("The file does not read as an XLSX workbook."))
    if "worksheets/" not in name:
        return
    for letters, number in _CELL.findall(part):
        if int(number) > 4 * limits.rows or _place(letters) > 4 * limits.columns:
            raise SheetRefused(
                _("The sheet has something in cell %(cell)s, far off the list. Delete it.")
                % {"cell": f"{letters.decode()}{int(number)}"}
            )
    if _FORMULA.search(part):
        raise SheetRefused(
            _("The sheet holds formulas. Paste the list as values and send it again.")
        )


def _place(letters: bytes) -> int:
    place = 0
    for letter in letters:
        place = 26 * place + letter - ord("A") + 1
    return place
