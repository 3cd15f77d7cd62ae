"""Whether the trail is whole: every chain from its beginning to its head, against the manifests."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby

from django.utils.translation import gettext as _

from chiso_web.audit.canonical import BEGINNING
from chiso_web.audit.diagnosis import Break, diagnosed
from chiso_web.audit.faults import Fault, Kind
from chiso_web.audit.manifests import Pin, Pins, Published, manifest_faults, pins_by_chain
from chiso_web.audit.models import Head
from chiso_web.audit.rows import Row, rows_in_order
from chiso_web.audit.words import entry_words

STEP = 5_000

Chain = tuple[str, str]
Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """How much was read, since when, and the first fault of each broken chain."""

    entries: int
    chains: int
    manifests: int
    since: datetime | None
    faults: tuple[Fault, ...]


def verify(
    *,
    published: Sequence[Published] = (),
    progress: Progress = lambda done: None,
    units: Collection[str] | None = None,
) -> Verification:
    """Read the whole trail, or the chains of some ``units``, and compare it with heads and
    manifests; ``published`` are manifests that somebody kept elsewhere.

    Entries that are written meanwhile are left to the next time: heads are read first, and a chain
    is read at least that far.
    """
    manifests, faults = manifest_faults(published)
    pins = {
        chain: found
        for chain, found in pins_by_chain(manifests, len(manifests) - len(published)).items()
        if units is None or chain[1] in units
    }
    walk = _Walk(_heads(units), pins, progress, units)
    faults = [*faults, *walk.faults()]
    return Verification(
        entries=walk.entries,
        chains=walk.chains,
        manifests=len(manifests),
        since=walk.since,
        faults=tuple(faults),
    )


def _heads(units: Collection[str] | None) -> dict[Chain, Head]:
    of_units = {} if units is None else {"unit__in": units}
    return {(head.app, head.unit): head for head in Head.objects.filter(**of_units)}


@dataclass(slots=True)
class _Walk:
    """One reading of all chains, with what it counts."""

    heads: dict[Chain, Head]
    pins: Mapping[Chain, Pins]
    progress: Progress
    units: Collection[str] | None
    entries: int = 0
    chains: int = 0
    since: datetime | None = None
    seen: set[Chain] = field(default_factory=set)

    def faults(self) -> Iterator[Fault]:
        """The first fault of each broken chain."""
        for chain, rows in groupby(
            self._counted(rows_in_order(self.units)), key=lambda row: row.chain
        ):
            self.seen.add(chain)
            fault = self._fault(chain, rows)
            if fault is not None:
                yield fault
        for chain in sorted({*self.heads, *self.pins} - self.seen):
            fault = self._fault(chain, ())
            if fault is not None:
                yield fault
        self.chains = len(self.seen)
        self.progress(self.entries)

    def _counted(self, rows: Iterable[Row]) -> Iterator[Row]:
        for row in rows:
            self.entries += 1
            if self.since is None or row.recorded_at < self.since:
                self.since = row.recorded_at
            if self.entries % STEP == 0:
                self.progress(self.entries)
            yield row

    def _fault(self, chain: Chain, rows: Iterable[Row]) -> Fault | None:
        return chain_fault(chain, iter(rows), self.heads.get(chain), self.pins.get(chain, {}))


def chain_fault(chain: Chain, rows: Iterator[Row], head: Head | None, pins: Pins) -> Fault | None:
    """The first fault of a chain, None if it is whole."""
    last: Row | None = None
    before = 0  # the key of the row before the last
    for row in rows:
        if not _follows(row, last):
            return diagnosed(_break(chain, last, row, next(rows, None), head))
        fault = (
            _key_fault(row, last, before)
            or _words_fault(row)
            or _pin_fault(row, pins.get(row.number, ()))
        )
        if fault is not None:
            return fault
        before, last = last.id if last else 0, row
    return _end_fault(chain, last, head, pins)


def _follows(row: Row, last: Row | None) -> bool:
    number, previous = (last.number, last.digest) if last else (0, BEGINNING)
    return row.number == number + 1 and row.previous == previous and row.computed == row.digest


def _break(
    chain: Chain, last: Row | None, row: Row | None, behind: Row | None, head: Head | None
) -> Break:
    ends = head.digest if head and row and row.number == head.number else ""
    return Break(
        app=chain[0],
        unit=chain[1],
        number=last.number + 1 if last else 1,
        previous=last.digest if last else BEGINNING,
        row=row,
        after=behind.previous if behind else ends,
        last=head.number if head else 0,
    )


def _key_fault(row: Row, last: Row | None, before: int) -> Fault | None:
    """What no digest shows: the order in which the database has the rows, which pages follow."""
    if last is None or row.id > last.id:
        return None
    wrong, other = (last, row) if row.id > before else (row, last)
    found = _("row %(row)s") % {"row": wrong.id}
    expected = _("a row that fits %(row)s beside it") % {"row": other.id}
    return _fault_of(wrong, Kind.REORDERED, found, expected)


def _words_fault(row: Row) -> Fault | None:
    words = entry_words(row)
    return None if words == row.words else _fault_of(row, Kind.WORDS, row.words, words)


def _fault_of(row: Row, kind: Kind, found: str, expected: str, day: str = "") -> Fault:
    where = {"app": row.app, "unit": row.unit, "day": day}
    return Fault(kind=kind, number=row.number, found=found, expected=expected, **where)


def _pin_fault(row: Row, told: tuple[Pin, ...]) -> Fault | None:
    pin = next((one for one in told if one.digest != row.digest), None)
    if pin is None:
        return None
    return _fault_of(row, Kind.REWRITTEN, row.digest, pin.digest, pin.day)


def _end_fault(chain: Chain, last: Row | None, head: Head | None, pins: Pins) -> Fault | None:
    """A tail that was cut off or is not there yet, or a head that was moved."""
    reached = last.number if last else 0
    known = [number for number, told in pins.items() if any(pin.stored for pin in told)]
    most = max([head.number if head else 0, *known])
    if reached < most:
        pinned = Head(app=chain[0], unit=chain[1], number=most, digest="")
        return diagnosed(_break(chain, last, None, None, pinned))
    if head is not None and reached > head.number:  # written since the heads were read?
        head = Head.objects.filter(app=chain[0], unit=chain[1]).first()
        if head is not None and head.number > reached:
            return None
    found = f"{head.number} {head.digest}" if head else _("no head")
    expected = f"{reached} {last.digest if last else BEGINNING}"
    if found == expected or (head is None and last is None):
        return _behind(chain, reached, pins)
    if head is not None and last is not None and head.number == reached:
        return _fault_of(last, Kind.LINK, last.digest, head.digest)
    where = {"app": chain[0], "unit": chain[1]}
    return Fault(kind=Kind.HEAD, number=reached, found=found, expected=expected, **where)


def _behind(chain: Chain, reached: int, pins: Pins) -> Fault | None:
    """A chain that is whole and ends before a manifest kept elsewhere: from an older backup?"""
    most = max(pins, default=0)
    if most <= reached:
        return None
    return Fault(
        kind=Kind.BEHIND,
        app=chain[0],
        unit=chain[1],
        number=reached,
        found=str(most - reached),
        expected=str(most),
        day=pins[most][0].day,
    )
