"""The documents that prove the lines of forms, as pages show them."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from chiso_web.assessment.library.flags import Flag, Proven, flags_of, reused_at_home
from chiso_web.assessment.library.naming import document_title
from chiso_web.assessment.library.reuse import Uses, uses_of
from chiso_web.assessment.models import Document, Entrant, Proof
from chiso_web.assessment.naming import codes_of
from chiso_web.files.addresses import file_address
from chiso_web.files.models import File, Version


@dataclass(frozen=True, slots=True)
class DocumentChip:
    """A document where it proves a line: title, abstract, where else the unit submits it, where it
    is read (``is_away``: on another site), its file with the newest version, and what an appraiser
    should look at.
    """

    uuid: UUID
    title: str
    abstract: str
    reused: str
    address: str
    is_away: bool
    file: File | None
    newest: Version | None
    flags: tuple[Flag, ...]


ByLine = Mapping[str, Sequence[DocumentChip]]


def proofs_by_line(entrant: Entrant) -> ByLine:
    """The documents of a form by its lines; at most three queries, however many there are."""
    return proofs_by_form([entrant]).get(entrant.pk, {})


def proofs_of(entrants: Collection[Entrant], node: str) -> Mapping[int, Sequence[DocumentChip]]:
    """The documents of one line of many forms, by the entrants' keys; at most three queries."""
    found = proofs_by_form(entrants, nodes=[node])
    return {key: by_line[node] for key, by_line in found.items()}


def proofs_by_form(
    entrants: Collection[Entrant], *, nodes: Collection[str] = ()
) -> Mapping[int, ByLine]:
    """The documents of many forms by entrant and line; of some lines only, where named."""
    proofs = list(_proofs(entrants, nodes))
    uses = uses_of({one.document_id: one.document for one in proofs}.values())
    found: dict[int, dict[str, list[DocumentChip]]] = defaultdict(lambda: defaultdict(list))
    for proof in proofs:
        found[proof.entrant_id][proof.node].append(_chip(proof, uses))
    return {key: dict(by_line) for key, by_line in found.items()}


def _proofs(entrants: Collection[Entrant], nodes: Collection[str]) -> QuerySet[Proof]:
    keys = [one.pk for one in entrants]
    found = Proof.objects.filter(entrant__in=keys, document__withdrawn_at=None)
    found = found.filter(node__in=nodes) if nodes else found
    return found.select_related("document__file", "entrant__round", "entrant__group")


def _chip(proof: Proof, uses: Uses) -> DocumentChip:
    document = proof.document
    proven = Proven(
        document=document,
        entrant=proof.entrant,
        node=proof.node,
        uses=uses.by_document[document.pk],
        newest=uses.newest.get(document.file_id),
    )
    codes = codes_of(proof.entrant.group.edition, proven.lines)
    return DocumentChip(
        uuid=document.uuid,
        title=document_title(document),
        abstract=document.abstract,
        reused=reused_at_home(proven, codes),
        address=read_address(document),
        is_away=document.file is None,
        file=document.file,
        newest=proven.newest,
        flags=flags_of(proven, codes=codes),
    )


def read_address(document: Document) -> str:
    """Where a document is read: the page of its file, else its link."""
    return file_address(document.file) if document.file else document.link
