"""Documents of units' libraries for tests, and lines that they prove."""

from datetime import date

from chiso_web.accounts.models import User
from chiso_web.assessment.models import Document, Entrant, Proof
from chiso_web.assessment.services.evidence import Told, document_add
from chiso_web.audit.services import SYSTEM
from chiso_web.files.models import File
from chiso_web.units.models import Unit
from tests.people import LONG_BIEN
from tests.web.files.rows import file_row

ISSUED = date(2026, 3, 10)  # within the period that the rounds of tests are of


def document_of(by: User, *, unit: str = LONG_BIEN, file: File | None = None, **told) -> Document:
    """A signed report in a unit's library: number, symbol, day, and a link or a file."""
    known = {
        "number": "127",
        "symbol": "BC-UBND",
        "issued_on": ISSUED,
        "abstract": "Kết quả giải quyết thủ tục hành chính",
        "link": "" if file else "https://longbien.hanoi.gov.vn/bao-cao",
    }
    of = Unit.objects.get(uid=unit)
    return document_add(of, Told(**(known | told)), file=file, by=by, actor=SYSTEM)


def proven(entrant: Entrant, node: str, document: Document) -> Document:
    """The document, which proves a line."""
    Proof.objects.create(entrant=entrant, node=node, document=document)
    return document


def content_of(unit: str, letter: str) -> File:
    """A file of a unit whose content is known by a letter: the same letter, the same content."""
    file = file_row(unit, f"Báo cáo {letter}")
    file.versions.update(sha256=letter * 64)
    return file
