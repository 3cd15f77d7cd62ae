"""Where a document, or the same one entered elsewhere, is submitted too."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F

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


@dataclass(frozen=True, slots=True)
class Content:
    """The newest content of a file: its digest, and since when it is there."""

    sha256: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Uses:
    """All uses of some documents, by their keys, and the newest contents of their files, by
    theirs.
    """

    by_document: Mapping[int, tuple[Use, ...]]
    contents: Mapping[int, Content]


def uses_of(documents: Collection[Document]) -> Uses:
    """Every line that some documents or their twins prove, in four queries at most."""
    contents = _contents(documents)
    twins = _twins(documents, contents)
    known = {one.pk for one in documents}.union(*twins.values())
    by_key: dict[int, list[Use]] = defaultdict(list)
    for use in _uses(known):
        by_key[use.document].append(use)
    found = {one.pk: (*by_key[one.pk], *_of_twins(twins[one.pk], by_key)) for one in documents}
    return Uses(found, contents)


def _of_twins(twins: Iterable[int], by_key: Mapping[int, list[Use]]) -> Iterable[Use]:
    for key in sorted(twins):
        for use in by_key.get(key, ()):
            yield Use(
                use.document,
                use.entrant,
                use.node,
                use.round,
                use.period,
                use.unit,
                use.unit_name,
                is_twin=True,
            )


def _contents(documents: Iterable[Document]) -> dict[int, Content]:
    files = {one.file_id for one in documents if one.file_id is not None}
    rows = Version.objects.filter(file__in=files, number=F("file__newest"))
    return {
        file: Content(sha256, at)
        for file, sha256, at in rows.values_list("file_id", "sha256", "uploaded_at")
    }


def _twins(documents: Collection[Document], contents: Mapping[int, Content]) -> dict[int, set[int]]:
    """The keys of documents that are the same ones, by the key of each."""
    by_content, by_reference = _same_content(contents), _same_reference(documents)
    found: dict[int, set[int]] = {}
    for one in documents:
        content = contents.get(one.file_id) if one.file_id else None
        twins = set(by_content[content.sha256]) if content else set()
        reference = reference_of(one)
        if reference is not None:
            twins |= by_reference[reference]
        found[one.pk] = twins - {one.pk}
    return found


def _same_content(contents: Mapping[int, Content]) -> dict[str, set[int]]:
    digests = {one.sha256 for one in contents.values()}
    rows = Document.objects.filter(file__versions__sha256__in=digests, withdrawn_at=None)
    found: dict[str, set[int]] = defaultdict(set)
    for key, digest in rows.values_list("pk", "file__versions__sha256"):
        found[digest].add(key)
    return found


def _same_reference(documents: Iterable[Document]) -> dict[Reference, set[int]]:
    wanted = {reference for one in documents if (reference := reference_of(one)) is not None}
    rows = Document.objects.filter(
        number__in={number for number, _symbol, _day in wanted},
        issued_on__in={issued for _number, _symbol, issued in wanted},
        withdrawn_at=None,
    )
    found: dict[Reference, set[int]] = defaultdict(set)
    for one in rows.only("number", "symbol", "issued_on"):
        reference = reference_of(one)
        if reference is not None:
            found[reference].add(one.pk)
    return found


def reference_of(document: Document) -> Reference | None:
    """What tells a document from others; None where a part of it is missing."""
    if not (document.number and document.symbol and document.issued_on):
        return None
    return document.number.casefold(), document.symbol.casefold(), document.issued_on


def _uses(documents: Collection[int]) -> Iterable[Use]:
    rows = Proof.objects.filter(document__in=documents).values_list(
        *("document_id", "entrant_id", "node", "entrant__round_id", "entrant__round__period"),
        *("entrant__unit_id", f"entrant__unit__full_name_{language()}"),
    )
    return (Use(*row) for row in rows.order_by("pk"))
