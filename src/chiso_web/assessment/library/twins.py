"""Which documents are the same one, entered twice: by a file's content, or by number, symbol and
day.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F

from chiso_web.assessment.models import Document
from chiso_web.files.models import Version

Reference = tuple[str, str, date]


@dataclass(frozen=True, slots=True)
class Named:
    """What tells a document from others; ``file``: the key of its file."""

    document: int
    number: str
    symbol: str
    issued_on: date | None
    file: int | None = None

    @property
    def reference(self) -> Reference | None:
        """Number, symbol and day; None where one of them is missing."""
        if not (self.number and self.symbol and self.issued_on):
            return None
        return self.number.casefold(), self.symbol.casefold(), self.issued_on


@dataclass(frozen=True, slots=True)
class Content:
    """The newest content of a file: its digest, and since when it is there."""

    sha256: str
    at: datetime


Contents = Mapping[int, Content]


def contents_of(documents: Iterable[Named]) -> Contents:
    """The newest contents of the files of documents, by the files' keys; a query."""
    files = {one.file for one in documents if one.file is not None}
    rows = Version.objects.filter(file__in=files, number=F("file__newest"))
    return {
        file: Content(sha256, at)
        for file, sha256, at in rows.values_list("file_id", "sha256", "uploaded_at")
    }


def twins_of(documents: Collection[Named], contents: Contents) -> dict[int, set[int]]:
    """The keys of the other documents that are the same one, by the key of each; two queries."""
    by_content, by_reference = _same_content(contents), _same_reference(documents)
    found: dict[int, set[int]] = {}
    for one in documents:
        content = contents.get(one.file) if one.file is not None else None
        twins = set(by_content[content.sha256]) if content else set()
        if one.reference is not None:
            twins |= by_reference[one.reference]
        found[one.document] = twins - {one.document}
    return found


def _same_content(contents: Contents) -> dict[str, set[int]]:
    digests = {one.sha256 for one in contents.values()}
    rows = Document.objects.filter(file__versions__sha256__in=digests, withdrawn_at=None)
    found: dict[str, set[int]] = defaultdict(set)
    for key, digest in rows.order_by().values_list("pk", "file__versions__sha256"):
        found[digest].add(key)
    return found


def _same_reference(documents: Iterable[Named]) -> dict[Reference, set[int]]:
    told = [one for one in documents if one.reference is not None]
    rows = Document.objects.filter(
        number__in={one.number for one in told},
        issued_on__in={one.issued_on for one in told},
        withdrawn_at=None,
    )
    found: dict[Reference, set[int]] = defaultdict(set)
    for row in rows.order_by().values_list("pk", "number", "symbol", "issued_on"):
        other = Named(*row)
        if other.reference is not None:
            found[other.reference].add(other.document)
    return found
