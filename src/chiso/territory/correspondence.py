"""From the units of one day to those of another: whole units pass whole; what was divided needs a
key.
"""

import math
from collections.abc import Iterable
from collections.abc import Mapping as Dictionary
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import product
from operator import itemgetter

from chiso.errors import Fault, KeyInvalid, mark
from chiso.territory.keys import Key, read_key
from chiso.territory.model import Link, Unit
from chiso.territory.registry import Territory
from chiso.territory.sheets import Source
from chiso.territory.shipped import shipped
from chiso.values import Missing, MissingKind

Share = float | Missing
NO_KEY = Missing(MissingKind.NO_KEY)
WHOLE = 1.0

_NO_PAIR = mark("no part of {old} passed to {new}")
_PAIR_LACKING = mark("{old} was divided; the key lacks its share of {new}")
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Row:
    """The share of an old unit that is in a new one: 1, by key, or Missing("no_key")."""

    old: str
    new: str
    share: Share


@dataclass(frozen=True, slots=True)
class Count:
    """A count on new units: its value, and the lowest and highest it can be."""

    value: float | Missing
    lowest: float
    highest: float


@dataclass(frozen=True)
class Mapping:
    """Every pair of an old and a new unit, by old, then new; ``key`` is the source of the shares.

    ``ended`` are old units that nothing is known to have followed, such as districts.
    """

    from_date: date
    to_date: date
    rows: tuple[Row, ...]
    ended: tuple[str, ...]
    key: str | None

    @cached_property
    def by_new(self) -> Dictionary[str, tuple[Row, ...]]:
        """The rows of each new unit."""
        groups: dict[str, list[Row]] = {}
        for row in self.rows:
            groups.setdefault(row.new, []).append(row)
        return {new: tuple(rows) for new, rows in groups.items()}

    def then(self, other: "Mapping") -> "Mapping":
        """This mapping followed by another, which begins where this one ends."""
        onward: dict[str, list[Row]] = {}
        for row in other.rows:
            onward.setdefault(row.old, []).append(row)
        shares: dict[tuple[str, str], Share] = {}
        for row in self.rows:
            for after in onward.get(row.new, ()):
                pair = (row.old, after.new)
                shares[pair] = _plus(shares.get(pair), _times(row.share, after.share))
        rows = tuple(
            Row(old, new, share) for (old, new), share in sorted(shares.items(), key=itemgetter(0))
        )
        reached = {row.old for row in rows}
        lost = (row.old for row in self.rows if row.old not in reached)
        keys = [key for key in (self.key, other.key) if key]
        return Mapping(
            self.from_date,
            other.to_date,
            rows,
            (*self.ended, *dict.fromkeys(lost)),
            "; ".join(keys) or None,
        )

    def counts(self, counts: Dictionary[str, float | Missing]) -> dict[str, Count]:
        """Counts, not below 0, of all old units by id, on the new units that they touch.

        Whole units sum. Where a divided unit without a key takes part the value is
        Missing("no_key"), between what is certain and what is possible. A part that is missing, or
        not among ``counts``, makes the sum missing.
        """
        touched = {row.new for row in self.rows if row.old in counts}
        return {new: _summed(self.by_new[new], counts) for new in sorted(touched)}


def _summed(rows: Iterable[Row], counts: Dictionary[str, float | Missing]) -> Count:
    certain, open_, missing = [], [], None
    for row in rows:
        count = counts.get(row.old, Missing(MissingKind.NOT_REPORTED))
        if isinstance(count, Missing):
            missing = missing or count
        elif isinstance(row.share, Missing):
            open_.append(count)
        else:
            certain.append(count * row.share)
    if missing is not None:
        return Count(missing, math.nan, math.nan)
    lowest, highest = math.fsum(certain), math.fsum((*certain, *open_))
    return Count(NO_KEY if open_ else lowest, lowest, highest)


def mapping(
    from_date: date, to_date: date, key: Source | Key | None = None, *, kind: str | None = None
) -> Mapping:
    """Where the units of the shipped lists on one day stand on another; see ``mapping_in``."""
    return mapping_in(shipped(), from_date, to_date, key=key, kind=kind)


def mapping_in(
    territory: Territory,
    from_date: date,
    to_date: date,
    *,
    key: Source | Key | None = None,
    kind: str | None = None,
) -> Mapping:
    """Where the units of ``from_date`` stand on ``to_date``, which may be earlier.

    Args:
        territory: the lists.
        from_date: the day whose units are the old ones; those of unknown start are taken to exist.
        to_date: the day whose units are the new ones.
        key: a CSV file with the columns old, new, share, source; see ``keys.read_key``.
        kind: only old units of this kind and its sorts.

    Raises:
        KeyInvalid: the key does not read, does not add up, or names what was not divided.
    """
    read = checked_key(territory, key)
    walk = Walk(territory, to_date, read)
    rows: list[Row] = []
    ended: list[str] = []
    for unit in territory.units(from_date, kind=kind):
        shares = walk.shares(unit, from_date)
        rows += [Row(unit.id, new, shares[new]) for new in sorted(shares)]
        ended += [] if shares else [unit.id]
    refuse_lacking(walk, read)
    return Mapping(
        from_date,
        to_date,
        tuple(sorted(rows, key=lambda row: (row.old, row.new))),
        tuple(ended),
        None if read is None else read.source,
    )


class Walk:
    """Follows units link by link to one day, forwards or back, and remembers the way."""

    def __init__(self, territory: Territory, to_date: date, key: Key | None = None) -> None:
        self._territory = territory
        self.to_date = to_date
        self._key = key
        self.lacking: list[tuple[str, str]] = []
        self._known: dict[tuple[str, date], dict[str, Share]] = {}

    def shares(self, unit: Unit, day: date) -> dict[str, Share]:
        """The shares of a unit, as it was on a day, in the units of the day walked to."""
        known = self._known.get((unit.id, day))
        if known is None:
            known = self._known[unit.id, day] = self._followed(unit, day)
        return known

    def _followed(self, unit: Unit, day: date) -> dict[str, Share]:
        step, after = self._next(unit, day)
        if not step:
            return {unit.id: WHOLE} if unit.exists_on(self.to_date) else {}
        found: dict[str, Share] = {}
        divided = self._divided(unit.id, step) if len(step) > 1 else dict.fromkeys(step, WHOLE)
        for next_unit in step:
            beyond = self.shares(self._territory.unit(next_unit), after)
            for new, share in beyond.items():
                found[new] = _plus(found.get(new), _times(divided[next_unit], share))
        if len(found) == 1:  # divided on the way, but all of it came together again
            return dict.fromkeys(found, WHOLE)
        return found

    def _next(self, unit: Unit, day: date) -> tuple[list[str], date]:
        """The units that this one passes to at its next change, itself among them if it stays."""
        forward = day <= self.to_date
        links = self._territory.links_from if forward else self._territory.links_to
        between = [link for link in links.get(unit.id, ()) if _crossed(link, day, self.to_date)]
        if not between:
            return [], day
        first = (min if forward else max)(link.by for link in between)
        after = first if forward else first - _ONE_DAY
        step = {(link.new if forward else link.old) for link in between if link.by == first}
        if unit.exists_on(after):
            step.add(unit.id)
        return sorted(step), after

    def _divided(self, old: str, step: list[str]) -> dict[str, Share]:
        """The shares of a divided unit by the key; Missing where the key does not speak of it."""
        shares = dict[str, Share]() if self._key is None else _named(self._key, old, step)
        if shares and len(shares) < len(step):
            self.lacking += [(old, new) for new in step if new not in shares]
        return {new: shares.get(new, NO_KEY) for new in step}


def _named(key: Key, old: str, step: Iterable[str]) -> dict[str, Share]:
    """The shares that a key gives, whether it names units by id or by bare code."""
    found: dict[str, Share] = {}
    for new in step:
        for pair in product(_names(old), _names(new)):
            if pair in key.shares:
                found[new] = float(key.shares[pair])
    return found


def _names(id: str) -> tuple[str, str]:
    return id, id.partition("@")[0]


def _crossed(link: Link, day: date, to_date: date) -> bool:
    return min(day, to_date) < link.by <= max(day, to_date)


def _times(share: Share, other: Share) -> Share:
    if isinstance(share, Missing) or isinstance(other, Missing):
        return NO_KEY
    return share * other


def _plus(share: Share | None, other: Share) -> Share:
    if share is None or isinstance(other, Missing):
        return other
    return share if isinstance(share, Missing) else share + other


def checked_key(territory: Territory, key: Source | Key | None) -> Key | None:
    """The key, read. Raises KeyInvalid if it does not read or names a pair that never was."""
    if key is None:
        return None
    read = key if isinstance(key, Key) else read_key(key)
    pairs: set[tuple[str, str]] = set()
    for link in territory.links:
        ends = (*_names(link.old), *_names(link.new))
        pairs.update(product(ends, ends))
    faults = [
        Fault(f"{read.name}:{read.lines[pair]}", _NO_PAIR, {"old": pair[0], "new": pair[1]})
        for pair in read.shares
        if pair not in pairs
    ]
    if faults:
        raise KeyInvalid(what=read.name, faults=faults)
    return read


def refuse_lacking(walk: Walk, key: Key | None) -> None:
    """Raise KeyInvalid where a key divides a unit without a share for each that it passed to."""
    if key is None or not walk.lacking:
        return
    faults = [Fault(key.name, _PAIR_LACKING, {"old": old, "new": new}) for old, new in walk.lacking]
    raise KeyInvalid(what=key.name, faults=faults)
