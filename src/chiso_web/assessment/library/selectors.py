"""Finding documents of a unit's library, and what they prove."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from chiso.spelling import fold
from chiso_web.assessment.models import Document, Event, Proof
from chiso_web.assessment.moves import Step
from chiso_web.assessment.naming import codes_of
from chiso_web.files.models import File, Version
from chiso_web.look.not_found import PageMissing
from chiso_web.units.models import Unit
from chiso_web.units.selectors import unit_found

MOST_FILES = 300


def unit_of_library(unit: str, **_others: object) -> str:
    """The id of the unit whose library it is, for permissions."""
    return unit_found(unit).uid


def document_list_of(
    unit: Unit, *, words: str = "", year: int = 0, withdrawn: bool = False
) -> QuerySet[Document]:
    """The documents of a unit that have every word, of a year where one is named, newest first."""
    found = Document.objects.filter(unit=unit, withdrawn_at__isnull=not withdrawn)
    for word in fold(words).split():
        found = found.filter(fold__contains=word)
    if year:
        found = found.filter(issued_on__year=year)
    return found.select_related("file", "unit").order_by("-issued_on", "-pk")


def document_get(unit: str, uuid: UUID) -> Document:
    """A document of a unit's library. Raises PageMissing where it has no such one."""
    found = Document.objects.select_related("unit__parent", "file", "cleared_by", "added_by")
    document = found.filter(unit__uid=unit, uuid=uuid).first()
    if document is None:
        raise PageMissing(
            title=_("There is no such document"),
            sentence=_("The library of the unit has no such document."),
            offers=[],
        )
    return document


def year_list_of(unit: Unit) -> list[int]:
    """The years that a unit has documents of, the newest first."""
    days = Document.objects.filter(unit=unit, issued_on__isnull=False, withdrawn_at=None)
    return [one.year for one in days.dates("issued_on", "year", order="DESC")]


def withdrawn_count(unit: Unit) -> int:
    """How many documents a unit has withdrawn."""
    return Document.objects.filter(unit=unit, withdrawn_at__isnull=False).count()


def files_to_choose(unit: Unit) -> list[File]:
    """The files in use that a document can have, the newest change first."""
    return list(File.objects.filter(unit=unit, withdrawn_at=None)[:MOST_FILES])


def proven_by(documents: Iterable[Document]) -> Mapping[int, Sequence[str]]:
    """What each document proves: "2026: 1.1, 3.2", a text a round."""
    proofs = Proof.objects.filter(document__in=list(documents)).select_related(
        "entrant__round", "entrant__group"
    )
    nodes: dict[int, dict[tuple[str, str], set[str]]] = defaultdict(lambda: defaultdict(set))
    for one in proofs.order_by("-entrant__round__period"):
        place = one.entrant.round.period, one.entrant.group.edition
        nodes[one.document_id][place].add(one.node)
    return {
        key: [
            f"{period}: {', '.join(codes_of(edition, found))}"
            for (period, edition), found in by_round.items()
        ]
        for key, by_round in nodes.items()
    }


def document_disclosed(uuid: UUID) -> Version:
    """What the public reads of a document: the newest version of a file that is cleared, where it
    proves a line that was published; not of a unit that was left out. Raises PageMissing for any
    other.
    """
    found = Document.objects.select_related("file").filter(uuid=uuid, file__isnull=False).first()
    if found is None or found.file is None or not found.is_cleared:
        raise _not_disclosed()
    published = Event.objects.filter(
        entrant=OuterRef("entrant"), node=OuterRef("node"), step=Step.PUBLISHED
    )
    if not Proof.objects.filter(Exists(published), document=found).exists():
        raise _not_disclosed()
    version: Version = found.file.versions.get(number=found.file.newest)
    return version


def _not_disclosed() -> PageMissing:
    return PageMissing(
        title=_("There is no such file"),
        sentence=_("The address names no file, or one that is not open to everybody."),
        offers=[],
    )
