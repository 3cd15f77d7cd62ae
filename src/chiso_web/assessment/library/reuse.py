"""Where a document, or the same one entered elsewhere, is submitted too."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from chiso_web.assessment.library.twins import Content, Named, contents_of, twins_of
from chiso_web.assessment.models import Document, Proof
from chiso_web.look.formats import language


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
class Uses:
    """All uses of some documents, by their keys, and the newest contents of their files, by
    theirs.
    """

    by_document: Mapping[int, tuple[Use, ...]]
    contents: Mapping[int, Content]


def uses_of(documents: Collection[Document]) -> Uses:
    """Every line that some documents or their twins prove, in four queries at most."""
    named = [_named(one) for one in documents]
    contents = contents_of(named)
    twins = twins_of(named, contents)
    known = {one.pk for one in documents}.union(*twins.values())
    by_key: dict[int, list[Use]] = defaultdict(list)
    for use in _uses(known):
        by_key[use.document].append(use)
    found = {one.pk: (*by_key[one.pk], *_of_twins(twins[one.pk], by_key)) for one in documents}
    return Uses(found, contents)


def _of_twins(twins: Iterable[int], by_key: Mapping[int, list[Use]]) -> Iterable[Use]:
    for key in sorted(twins):
        for use in by_key.get(key, ()):
            yield replace(use, is_twin=True)


def _named(document: Document) -> Named:
    return Named(
        document.pk, document.number, document.symbol, document.issued_on, document.file_id
    )


def _uses(documents: Collection[int]) -> Iterable[Use]:
    rows = Proof.objects.filter(document__in=documents).values_list(
        *("document_id", "entrant_id", "node", "entrant__round_id", "entrant__round__period"),
        *("entrant__unit_id", f"entrant__unit__full_name_{language()}"),
    )
    return (Use(*row) for row in rows.order_by("pk"))
