"""Where a document, or the same one entered elsewhere, is submitted too."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from django.db.models import CharField, F, Value

from chiso_web.assessment.models import Document, Proof
from chiso_web.files.models import Version
from chiso_web.look.formats import language

Reference = tuple[str, str, date]


@dataclass(frozen=True, slots=True)
class Use:
    """One line that a document proves; ``is_twin``: it is another document that is the same one, by
    its file's content or by number, symbol and day.
    """

    document: int
    entrant: int
    node: str
    round: int
    period: str
    unit: int
    unit_name: str
    is_twin: bool = False


class Used(NamedTuple):
    """A line that a document proves, with what tells whether the document is the same as others;
    ``sha256`` where it was found by the content of its file.
    """

    proof: int
    document: int
    entrant: int
    node: str
    round: int
    period: str
    unit: int
    unit_name: str
    number: str
    symbol: str
    issued_on: date | None
    sha256: str


@dataclass(frozen=True, slots=True)
class Uses:
    """All uses of some documents, by their keys, and the newest versions of their files, by
    theirs.
    """

    by_document: Mapping[int, tuple[Use, ...]]
    newest: Mapping[int | None, Version]


def uses_of(documents: Collection[Document]) -> Uses:
    """Every line that some documents or their twins prove, in two queries at most."""
    newest = _newest(documents)
    by_key: dict[int, dict[int, Use]] = defaultdict(dict)
    by_content: dict[str, set[int]] = defaultdict(set)
    by_reference: dict[Reference | None, set[int]] = defaultdict(set)
    for one in _used(documents, newest):
        by_key[one.document][one.proof] = Use(*one[1:8])
        by_content[one.sha256].add(one.document)
        by_reference[reference(one.number, one.symbol, one.issued_on)].add(one.document)
    found = {}
    for document in documents:
        twins: set[int] = set()
        if document.file_id in newest:
            twins |= by_content[newest[document.file_id].sha256]
        if (written := reference_of(document)) is not None:
            twins |= by_reference[written]
        others = _of_twins(twins - {document.pk}, by_key)
        found[document.pk] = (*_in_order(by_key[document.pk]), *others)
    return Uses(found, newest)


def _of_twins(twins: Iterable[int], by_key: Mapping[int, Mapping[int, Use]]) -> Iterable[Use]:
    for key in sorted(twins):
        yield from (replace(use, is_twin=True) for use in _in_order(by_key[key]))


def _in_order(uses: Mapping[int, Use]) -> list[Use]:
    return [uses[proof] for proof in sorted(uses)]


def _newest(documents: Iterable[Document]) -> dict[int | None, Version]:
    files = {one.file_id for one in documents if one.file_id is not None}
    rows = Version.objects.filter(file__in=files, number=F("file__newest"))
    return {one.file_id: one for one in rows.select_related("file")}


def _used(documents: Collection[Document], newest: Mapping[int | None, Version]) -> Iterable[Used]:
    """The lines that documents prove, those with the content of their files, and those of their
    numbers and days, in one query: each of the three by an index of its own.
    """
    proofs = Proof.objects.order_by()
    standing = proofs.filter(document__withdrawn_at=None)
    references = {one for one in map(reference_of, documents) if one is not None}
    columns = (
        *("pk", "document_id", "entrant_id", "node", "entrant__round_id", "entrant__round__period"),
        *("entrant__unit_id", f"entrant__unit__full_name_{language()}"),
        *("document__number", "document__symbol", "document__issued_on", "sha256"),
    )
    content = "document__file__versions__sha256"
    digests = {one.sha256 for one in newest.values()}
    of_content = standing.filter(**{f"{content}__in": digests}).annotate(sha256=F(content))
    own = proofs.filter(document__in=[one.pk for one in documents])
    of_name = standing.filter(
        document__number__in={one.number for one in documents if reference_of(one)},
        document__issued_on__in={issued for _number, _symbol, issued in references},
    )
    unnamed = Value("", output_field=CharField())
    parts = [
        of_content.values_list(*columns),
        own.annotate(sha256=unnamed).values_list(*columns),
        of_name.annotate(sha256=unnamed).values_list(*columns),
    ]
    return (Used(*row) for row in parts[0].union(*parts[1:]))


def reference_of(document: Document) -> Reference | None:
    """What tells a document from others; None where a part of it is missing."""
    return reference(document.number, document.symbol, document.issued_on)


def reference(number: str, symbol: str, issued_on: date | None) -> Reference | None:
    """The same of its parts."""
    if not (number and symbol and issued_on):
        return None
    return number.casefold(), symbol.casefold(), issued_on
