"""What is to be looked at in the documents of many lines at once: the kinds of flags alone, without
the documents, for lists in which flags_of would take too long. The two agree.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, QuerySet

from chiso_web.assessment.library.flags import FlagKind
from chiso_web.assessment.library.reuse import Reference, reference
from chiso_web.assessment.models import Entrant, Proof

OF_DOCUMENT = ("number", "symbol", "issued_on", "signed", "file__withdrawn_at")
PROOF = (
    *("entrant_id", "node", *(f"document__{name}" for name in OF_DOCUMENT)),
    *("newest__uploaded_at", "is_elsewhere", "has_namesake"),
)


class Proving(NamedTuple):
    """A document where it proves a line: what is said of it, since when its file is as it is,
    whether another form submits it or the same content, or one of the same number and day.
    """

    entrant: int
    node: str
    number: str
    symbol: str
    issued_on: date | None
    signed: bool
    withdrawn_at: datetime | None
    changed_at: datetime | None
    is_elsewhere: bool
    has_namesake: bool

    @property
    def reference(self) -> Reference | None:
        """What tells the document from others; None where a part of it is missing."""
        return reference(self.number, self.symbol, self.issued_on)


@dataclass(frozen=True, slots=True)
class LineKinds:
    """How many documents a line has, and what is to be looked at in them, each once."""

    documents: int = 0
    kinds: tuple[FlagKind, ...] = ()


NO_DOCUMENT = LineKinds()
Forms = Collection[int] | QuerySet[Entrant]
ByLine = Mapping[tuple[int, str], LineKinds]
Namesakes = Mapping[Reference, set[int]]


def kinds_by_line(entrants: Collection[Entrant], nodes: Collection[str], *, among: Forms) -> ByLine:
    """The documents of some lines of forms of one round, by entrant and line; two queries at most.

    ``among``: the keys of the forms, or the forms of which they are as a query.
    """
    proofs = _with_uses(Proof.objects.filter(entrant__in=among, node__in=nodes))
    forms = {one.pk: one for one in entrants}
    rows = (Proving(*row) for row in proofs.values_list(*PROOF))
    found: dict[tuple[int, str], list[Proving]] = defaultdict(list)
    for one in rows:
        if one.entrant in forms:
            found[one.entrant, one.node].append(one)
    namesakes = _namesakes([one for ones in found.values() for one in ones if one.has_namesake])
    return {
        line: LineKinds(len(ones), _kinds(forms[line[0]], ones, namesakes))
        for line, ones in found.items()
    }


def _with_uses(proofs: QuerySet[Proof]) -> QuerySet[Proof]:
    """Proofs with the newest content of their files, and whether another form has the same."""
    others = Proof.objects.exclude(entrant=OuterRef("entrant_id")).order_by()
    standing = others.filter(document__withdrawn_at=None)
    newest = Q(document__file__versions__number=F("document__file__newest"))
    same = {"document__file__versions__sha256": OuterRef("newest__sha256")}
    named = {f"document__{name}": OuterRef(f"document__{name}") for name in ("number", "issued_on")}
    return (
        proofs.filter(document__withdrawn_at=None)
        .annotate(newest=FilteredRelation("document__file__versions", condition=newest))
        .annotate(
            is_elsewhere=Exists(others.filter(document=OuterRef("document_id")))
            | Exists(standing.filter(**same)),
            has_namesake=Exists(standing.filter(**named)),
        )
    )


def _namesakes(proving: Iterable[Proving]) -> Namesakes:
    """The forms that submit a document of such a number, symbol and day."""
    whole = [one for one in proving if one.reference is not None]
    wanted = {one.reference for one in whole}
    found: dict[Reference, set[int]] = defaultdict(set)
    if not wanted:
        return found
    rows = Proof.objects.filter(
        document__number__in={one.number for one in whole},
        document__issued_on__in={one.issued_on for one in whole},
        document__withdrawn_at=None,
    ).order_by()
    columns = ("entrant_id", *(f"document__{name}" for name in OF_DOCUMENT[:3]))
    for entrant, number, symbol, issued in rows.values_list(*columns):
        written = reference(number, symbol, issued)
        if written is not None and written in wanted:
            found[written].add(entrant)
    return found


def _kinds(
    entrant: Entrant, proving: Iterable[Proving], namesakes: Namesakes
) -> tuple[FlagKind, ...]:
    found = [kind for one in proving for kind in _of_one(entrant, one, namesakes)]
    return tuple(dict.fromkeys(found))


def _of_one(entrant: Entrant, one: Proving, namesakes: Namesakes) -> list[FlagKind]:
    first, last = entrant.round.reported_from, entrant.round.reported_until
    told = {
        FlagKind.REUSED: one.is_elsewhere or _is_named_elsewhere(one, namesakes),
        FlagKind.OUTSIDE: bool(one.issued_on and not first <= one.issued_on <= last),
        FlagKind.NUMBERLESS: not (one.number and one.symbol),
        FlagKind.UNDATED: one.issued_on is None,
        FlagKind.UNSIGNED: not one.signed,
        FlagKind.WITHDRAWN: one.withdrawn_at is not None,
        FlagKind.CHANGED: bool(
            one.changed_at and entrant.signed_at and one.changed_at > entrant.signed_at
        ),
    }
    return [kind for kind, holds in told.items() if holds]


def _is_named_elsewhere(one: Proving, namesakes: Namesakes) -> bool:
    written = one.reference if one.has_namesake else None
    return written is not None and bool(namesakes.get(written, set()) - {one.entrant})
