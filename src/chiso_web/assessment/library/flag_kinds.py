"""What is to be looked at in the documents of many lines at once: the kinds of flags alone, without
the documents, for lists in which flags_of would take too long. The two agree.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Q

from chiso_web.assessment.library.flags import FlagKind
from chiso_web.assessment.library.twins import Contents, Named, contents_of, twins_of
from chiso_web.assessment.models import Entrant, Proof

USE = ("document_id", "entrant__unit_id", "entrant__round_id")
PROOF = ("entrant_id", "node", "document_id", *USE[1:], "document__number")
OF_DOCUMENT = ("document__symbol", "document__issued_on", "document__signed", "document__file_id")


class Proving(NamedTuple):
    """A document where it proves a line."""

    entrant: int
    node: str
    document: int
    unit: int
    in_round: int
    number: str
    symbol: str
    issued_on: date | None
    signed: bool
    file: int | None
    withdrawn_at: datetime | None

    @property
    def named(self) -> Named:
        """The document by what tells it from others."""
        return Named(self.document, self.number, self.symbol, self.issued_on, self.file)


@dataclass(frozen=True, slots=True)
class LineKinds:
    """How many documents a line has, and what is to be looked at in them, each once."""

    documents: int = 0
    kinds: tuple[FlagKind, ...] = ()


NO_DOCUMENT = LineKinds()
ByLine = Mapping[tuple[int, str], LineKinds]
Use = tuple[int, int]


def kinds_by_line(entrants: Collection[Entrant], nodes: Collection[str]) -> ByLine:
    """The documents of some lines of forms of one round, by entrant and line; five queries."""
    keys = [one.pk for one in entrants]
    proofs = Proof.objects.filter(entrant__in=keys, node__in=nodes, document__withdrawn_at=None)
    rows = proofs.values_list(*PROOF, *OF_DOCUMENT, "document__file__withdrawn_at")
    proving = [Proving(*row) for row in rows]
    if not proving:
        return {}
    contents = contents_of(one.named for one in proving)
    uses = _uses(proving, contents)
    forms = {one.pk: one for one in entrants}
    found: dict[tuple[int, str], list[Proving]] = defaultdict(list)
    for one in proving:
        found[one.entrant, one.node].append(one)
    return {
        line: LineKinds(len(ones), _kinds(forms[line[0]], ones, contents, uses))
        for line, ones in found.items()
    }


def _kinds(
    entrant: Entrant,
    proving: Iterable[Proving],
    contents: Contents,
    uses: Mapping[int, set[Use]],
) -> tuple[FlagKind, ...]:
    found = [kind for one in proving for kind in _of_one(entrant, one, contents, uses)]
    return tuple(dict.fromkeys(found))


def _of_one(
    entrant: Entrant,
    one: Proving,
    contents: Contents,
    uses: Mapping[int, set[Use]],
) -> list[FlagKind]:
    period = entrant.round.reported_from, entrant.round.reported_until
    content = contents.get(one.file) if one.file is not None else None
    elsewhere = uses[one.document] - {(entrant.unit_id, entrant.round_id)}
    told = {
        FlagKind.REUSED: bool(elsewhere),
        FlagKind.OUTSIDE: bool(one.issued_on and not period[0] <= one.issued_on <= period[1]),
        FlagKind.NUMBERLESS: not (one.number and one.symbol),
        FlagKind.UNDATED: one.issued_on is None,
        FlagKind.UNSIGNED: not one.signed,
        FlagKind.WITHDRAWN: one.withdrawn_at is not None,
        FlagKind.CHANGED: bool(content and entrant.signed_at and content.at > entrant.signed_at),
    }
    return [kind for kind, holds in told.items() if holds]


def _uses(proving: Sequence[Proving], contents: Contents) -> dict[int, set[Use]]:
    """The units and rounds that submit a document or one that is the same, by the document."""
    twins = twins_of({one.named for one in proving}, contents)
    alike = {key: {key, *others} for key, others in twins.items()}
    users = _users(proving, set().union(*alike.values()))
    return {one: set().union(*(users[key] for key in keys)) for one, keys in alike.items()}


def _users(proving: Sequence[Proving], documents: Collection[int]) -> dict[int, set[Use]]:
    """Who submits documents; of those that are at hand only what is elsewhere is asked for."""
    users: dict[int, set[Use]] = defaultdict(set)
    for one in proving:
        users[one.document].add((one.unit, one.in_round))
    rows = Proof.objects.filter(document__in=documents).order_by()
    elsewhere = ~Q(document__in=list(users)) | ~Q(entrant__in={one.entrant for one in proving})
    facts = rows.filter(elsewhere).values_list(*USE)
    for document, unit, in_round in facts:
        users[document].add((unit, in_round))
    return users
