"""The libraries of the four wards: documents with a real file each, and what they prove."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.files.base import ContentFile

from chiso.spelling import fold
from chiso_web.accounts.models import User
from chiso_web.assessment.demo.days import moment
from chiso_web.assessment.demo.papers import paper
from chiso_web.assessment.models import Document, Entrant, Proof
from chiso_web.assessment.services.evidence import fold_of
from chiso_web.files.models import File, Version
from chiso_web.files.storage import files_storage, place_new
from chiso_web.units.models import Unit


@dataclass(frozen=True, slots=True)
class Kind:
    """A document that every ward of the four has: its number, symbol and abstract (``{year}``),
    its day (month and day of the year), the criteria that it proves; ``open``: its file may be
    published; ``same``: of one number in every ward, which appraisers are told of.
    """

    number: str
    symbol: str
    abstract: str
    month: int
    day: int
    proves: tuple[str, ...]
    open: bool = True
    same: bool = False
    signed: bool = True

    def issued(self, year: int) -> date:
        """Its day in a year."""
        return date(year, self.month, self.day)


KINDS = (
    Kind("02", "KH-UBND", "Kế hoạch cải cách hành chính năm {year}", 7, 8, ("1.1",)),
    Kind("127", "BC-UBND", "Báo cáo cải cách hành chính năm {year}", 11, 20, ("1.2", "1.3", "2.1")),
    Kind("88", "BC-UBND", "Báo cáo tự kiểm tra cải cách hành chính", 10, 14, ("1.4", "1.5")),
    Kind("61", "TB-UBND", "Thông báo kết luận đối thoại với người dân", 9, 25, ("1.6",), same=True),
    Kind("104", "BC-UBND", "Báo cáo rà soát văn bản năm {year}", 11, 5, ("2.2", "2.3", "2.4")),
    Kind("45", "QĐ-UBND", "Quyết định công khai thủ tục hành chính", 8, 3, ("3.1", "3.6")),
    Kind("131", "BC-TTPVHCC", "Báo cáo tiếp nhận, giải quyết hồ sơ", 10, 28, ("3.2", "3.3", "3.4")),
    Kind("77", "BC-UBND", "Báo cáo xử lý phản ánh, kiến nghị", 11, 12, ("3.5",)),
    Kind("19", "QĐ-UBND", "Quyết định ban hành quy chế làm việc", 7, 15, ("4.1", "4.4")),
    Kind("93", "BC-UBND", "Danh sách công chức và kết quả bồi dưỡng", 10, 30, ("5.1",), open=False),
    Kind("", "", "Ảnh chụp niêm yết công khai ngân sách", 7, 20, ("6.1",), signed=False),
    Kind("139", "BC-UBND", "Báo cáo chuyển đổi số năm {year}", 10, 30, ("7.1", "7.2", "7.3")),
)
"""One has neither number nor signature: what appraisers are told of is seen too."""


def documents_make(unit: Unit, *, year: int, by: User) -> list[Document]:
    """A ward's documents of a year, each with its file; those who are there stay."""
    return [_document(unit, one, year=year, by=by) for one in KINDS]


def _document(unit: Unit, kind: Kind, *, year: int, by: User) -> Document:
    issued, abstract = kind.issued(year), kind.abstract.format(year=year)
    found = Document.objects.filter(unit=unit, abstract=abstract, issued_on=issued).first()
    if found is not None:
        return found
    made = Document(
        unit=unit,
        number=_number(unit, kind),
        symbol=kind.symbol,
        issued_on=issued,
        abstract=abstract,
        signed=kind.signed,
        file=_file(unit, f"{abstract} {unit.name_vi}", issued=issued, by=by),
        added_by=by,
    )
    made.fold = fold_of(made)
    if kind.open and year < 2026:
        made.cleared_by, made.cleared_at = by, moment(date(year + 1, 1, 20))
    made.full_clean()
    made.save()
    return made


def _number(unit: Unit, kind: Kind) -> str:
    """Each ward counts its own documents: the numbers of two are the same by accident alone."""
    if not kind.number or kind.same:
        return kind.number
    return f"{int(kind.number) + int(unit.code) % 29:02d}"


def _file(unit: Unit, title: str, *, issued: date, by: User) -> File:
    """A file with one version, its content in the storage."""
    lines = [f"{unit.kind} {unit.name_vi}", issued.strftime("%d/%m/%Y")]
    content = paper(title, lines)
    name = f"gia-lap_{fold(title).replace(' ', '-')[:100]}.pdf"
    file = File.objects.create(
        unit=unit,
        title=title[:200],
        fold=fold(f"{title} {name}"),
        kind="pdf",
        changed_at=moment(issued, 11),
    )
    made = Version.objects.create(
        file=file,
        number=1,
        name=name,
        kind="pdf",
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        place=files_storage().save(place_new(), ContentFile(content)),
        pages=1,
        uploaded_by=by,
    )
    Version.objects.filter(pk=made.pk).update(uploaded_at=moment(issued, 11))
    return file


def proofs_of(
    entrant: Entrant, documents: Sequence[Document], nodes: Iterable[str], *, by: User | None
) -> list[Proof]:
    """That the documents prove those of the criteria that the form has filled."""
    there = set(nodes)
    return [
        Proof(entrant=entrant, node=node, document=document, by=by)
        for document, kind in zip(documents, KINDS, strict=True)
        for node in kind.proves
        if node in there
    ]
