"""The page of a unit's library, and of one document in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.utils.translation import gettext as _

from chiso_web.accounts.acting import Acting
from chiso_web.assessment.library.addresses import (
    document_address,
    library_address,
    library_file_address,
)
from chiso_web.assessment.library.chips import read_address
from chiso_web.assessment.library.naming import document_title
from chiso_web.assessment.library.selectors import (
    document_list_of,
    proven_by,
    withdrawn_count,
    year_list_of,
)
from chiso_web.assessment.marking import mark_of_unit
from chiso_web.assessment.models import Document
from chiso_web.assessment.permissions import FORM_FILL
from chiso_web.files.asked import number_read
from chiso_web.files.permissions import FILES_READ
from chiso_web.look.formats import echoed, language
from chiso_web.units.models import Unit

ON_A_PAGE = 50
KINDS = ("csv", "xlsx")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader asked of a library: words, a year, those withdrawn, a page from 1."""

    words: str = ""
    year: int = 0
    withdrawn: bool = False
    page: int = 1

    @property
    def narrows(self) -> bool:
        """Whether it leaves something out."""
        return bool(self.words or self.year)

    def values(self) -> dict[str, str | int]:
        """As the address has it, without the page."""
        return {"q": self.words, "year": self.year, "withdrawn": int(self.withdrawn)}


def asked_read(typed: Mapping[str, str]) -> Asked:
    """What the address says; what it cannot mean is left out."""
    return Asked(
        words=echoed(typed.get("q", "")),
        year=number_read(typed.get("year", ""), otherwise=0),
        withdrawn=typed.get("withdrawn", "") == "1",
        page=number_read(typed.get("page", ""), otherwise=1),
    )


@dataclass(frozen=True, slots=True)
class Line:
    """One document in the list: what it proves, where it is read, whether the public may."""

    document: Document
    title: str
    address: str
    proves: Sequence[str]
    read_address: str
    read_name: str
    disclosed: str


def library_facts(unit: Unit, asked: Asked, acting: Acting) -> Mapping[str, object]:
    """Everything on the page of a unit's library."""
    found = document_list_of(unit, words=asked.words, year=asked.year, withdrawn=asked.withdrawn)
    page = Paginator(found, ON_A_PAGE).get_page(asked.page)
    documents = list(page.object_list)
    proves = proven_by(documents)
    opens = acting.may(FILES_READ, unit.uid)
    name = unit.full_name(language())
    return {
        "title": _("Evidence: %(unit)s") % {"unit": name},
        "unit": unit,
        "unit_name": name,
        "mark": mark_of_unit(unit),
        "asked": asked,
        "years": year_list_of(unit),
        "withdrawn_count": withdrawn_count(unit),
        "used_address": library_address(unit),
        "withdrawn_address": library_address(unit, withdrawn=1),
        "lines": [line_of(one, proves.get(one.pk, ()), opens=opens) for one in documents],
        "count": page.paginator.count,
        "page": page,
        "earlier": library_address(unit, **asked.values(), page=page.number - 1),
        "later": library_address(unit, **asked.values(), page=page.number + 1),
        "may_write": acting.may(FORM_FILL, unit.uid),
        "downloads": [(one, library_file_address(unit, one, **asked.values())) for one in KINDS],
    }


def line_of(document: Document, proves: Sequence[str], *, opens: bool) -> Line:
    """A document as the list has it; ``opens``: the reader may read files."""
    file = document.file
    return Line(
        document=document,
        title=document_title(document),
        address=document_address(document),
        proves=proves,
        read_address=read_address(document) if opens or file is None else "",
        read_name=file.title if file else _("link"),
        disclosed=disclosed_text(document),
    )


def disclosed_text(document: Document) -> str:
    """How far the public may read a document."""
    if document.is_cleared:
        return _("file and facts")
    if document.cleared_at is not None:
        return _("number and day; the file has changed since it was cleared")
    return _("number and day")
