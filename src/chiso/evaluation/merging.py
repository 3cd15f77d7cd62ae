"""The arithmetic of restating, on whole tables: arrays are (new rows × measures), part after part.

Sums run over the parts in the order of their ids, so that the order of the input changes nothing.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from chiso.errors import Fault, ObservationsInvalid, mark
from chiso.evaluation.restated import BASES, Basis, Flags, Part
from chiso.values import Codes, Floats, Missing, MissingKind, ObservationTable

NOT_REPORTED = MissingKind.NOT_REPORTED.code
_NOT_APPLICABLE = MissingKind.NOT_APPLICABLE.code
_NOT_ITS_SHARE = mark("found {found}; numerator over denominator gives {expected}")
_ROUNDED = 0.006  # of the share's scale: half of a whole per cent, and a little
_CODE = {basis: place for place, basis in enumerate(BASES)}


@dataclass(frozen=True)
class Merged:
    """Values on new rows with their reasons, bounds, basis and counts; NaN where there is none."""

    values: Floats
    missing: Codes
    lowest: Floats
    highest: Floats
    basis: Codes
    numerator: Floats | None
    denominator: Floats | None
    se: Floats | None
    n: Floats | None


@dataclass(frozen=True)
class _Slot:
    """One part of each new row: its row in the table, and what is known of it."""

    rows: NDArray[np.intp]
    used: Flags
    here: Flags
    share: Floats  # of the old unit; NaN: no key
    weight: Floats

    def taken(self, layer: Floats) -> Floats:
        """The layer's values of this part; NaN where it has none."""
        return np.where(self.here[:, None], layer[self.rows], np.nan)


def _slot(groups: Sequence[Sequence[Part]], place: int) -> _Slot:
    parts = [one[place] if place < len(one) else None for one in groups]
    shares = [1.0 if part is None else part.share for part in parts]
    return _Slot(
        rows=np.array([0 if p is None or p.row is None else p.row for p in parts], np.intp),
        used=np.array([part is not None for part in parts], bool),
        here=np.array([part is not None and part.row is not None for part in parts], bool),
        share=np.array([np.nan if isinstance(one, Missing) else one for one in shares], float),
        weight=np.array([0.0 if part is None else part.weight for part in parts], float),
    )


class Merge:
    """A table, and the parts of each new row in it."""

    def __init__(
        self,
        table: ObservationTable,
        groups: Sequence[Sequence[Part]],
        *,
        counts: Collection[str],
        medians: Collection[str],
    ) -> None:
        self._table = table
        self._slots = [_slot(groups, at) for at in range(max(map(len, groups), default=0))]
        self._shape = (len(groups), len(table.measures))
        self._is_count = np.array([name in counts for name in table.measures], bool)
        self._is_median = np.array([name in medians for name in table.measures], bool)
        self.whole = np.array([len(one) == 1 and one[0].share == 1.0 for one in groups], bool)
        self._keyless = np.array(
            [any(isinstance(part.share, Missing) for part in one) for one in groups], bool
        )
        self._divided = np.array([any(part.share != 1.0 for part in one) for one in groups], bool)
        self._is_share = self._all_parts_counted() & ~self._is_count

    @property
    def averaged(self) -> Flags:
        """The new rows that hold an average."""
        rows: Flags = ~(self._is_share | self._is_count).all(axis=1) & ~self.whole
        return rows

    def _all_parts_counted(self) -> Flags:
        if self._table.numerator is None or self._table.denominator is None:
            return np.zeros(self._shape, bool)
        counted = ~np.isnan(self._table.numerator) & ~np.isnan(self._table.denominator)
        every = np.ones(self._shape, bool)
        for slot in self._slots:
            every &= ~slot.here[:, None] | counted[slot.rows]
        return every

    def merged(self, *, weighted: bool) -> Merged:
        """All values, with equal weights or those of the parts."""
        counts, shares, averages = self._counts(), self._shares(), self._averages()
        chosen = [self._choice(*three) for three in zip(counts, shares[:3], averages, strict=True)]
        values, lowest, highest = chosen
        missing = self._missing(shares[4])
        whole = self.whole[:, None]
        first = self._slots[0] if self._slots else _slot((), 0)
        values = np.where(whole, first.taken(self._table.values), values)
        unbounded = whole | (missing > 0) & (missing != MissingKind.NO_KEY.code)
        summed = self._is_count | self._is_share
        unbounded = unbounded | (summed & ~self._divided[:, None])
        unbounded = unbounded | (~summed & self._keyless[:, None])
        return Merged(
            values=np.asfortranarray(np.where(missing > 0, np.nan, values)),
            missing=np.asfortranarray(missing),
            lowest=np.where(unbounded, np.nan, lowest),
            highest=np.where(unbounded, np.nan, highest),
            basis=self._basis(weighted=weighted),
            numerator=self._count_layer(self._table.numerator, shares[3], missing),
            denominator=self._count_layer(self._table.denominator, shares[4], missing),
            se=self._layer_of_whole(self._table.se),
            n=self._respondents(),
        )

    def approximate(self, basis: Codes) -> Flags:
        """Where a value is averaged, or divided by a key."""
        averaged = (basis == _CODE[Basis.WEIGHTED]) | (basis == _CODE[Basis.EQUAL])
        flags: Flags = averaged | (self._divided & ~self.whole)[:, None]
        return flags

    def _choice(self, count: Floats, share: Floats, average: Floats) -> Floats:
        return np.where(self._is_count, count, np.where(self._is_share, share, average))

    def _counts(self) -> tuple[Floats, Floats, Floats]:
        """Sums; the certain part of them; and with all that divided units may have brought."""
        value, lowest, highest = (np.zeros(self._shape) for _ in range(3))
        for slot in self._slots:
            count = np.nan_to_num(slot.taken(self._table.values))
            value += count * np.nan_to_num(slot.share)[:, None]
            lowest += count * (slot.share == 1.0)[:, None]
            highest += count
        return value, lowest, highest

    def _shares(self) -> tuple[Floats, Floats, Floats, Floats, Floats]:
        """Shares recomputed, their bounds, and the sums of numerators and denominators.

        Of a divided unit, only failures may have come (lowest) or only successes (highest); where a
        numerator exceeds its denominator it counts no part of it, and the bounds are wider.
        """
        shape = self._shape
        above, below, sure_above, sure_below, may_above, may_below = np.zeros((6, *shape))
        within = np.ones(shape, bool)
        for slot in self._slots if self._is_share.any() else ():
            top, base = (
                self._counted(slot, self._table.numerator),
                self._counted(slot, self._table.denominator),
            )
            share, sure = np.nan_to_num(slot.share)[:, None], (slot.share == 1.0)[:, None]
            above, below = above + top * share, below + base * share
            sure_above, sure_below = sure_above + top * sure, sure_below + base * sure
            may_above, may_below = may_above + top * ~sure, may_below + base * ~sure
            within &= top <= base
        fails = np.where(within, may_below - may_above, may_below)
        wins = np.where(within, may_above, 0.0)
        factor = factors(self._table)
        with np.errstate(divide="ignore", invalid="ignore"):
            value = factor * above / below
            lowest = factor * sure_above / (sure_below + fails)
            highest = factor * (sure_above + may_above) / (sure_below + wins)
        return value, _finite(lowest), _finite(highest), above, below

    @staticmethod
    def _counted(slot: _Slot, layer: Floats | None) -> Floats:
        return np.zeros(1) if layer is None else np.nan_to_num(slot.taken(layer))

    def _averages(self) -> tuple[Floats, Floats, Floats]:
        """Weighted averages, and the lowest and highest of what is averaged."""
        total, weights = np.zeros(self._shape), np.zeros(self._shape[0])
        lowest, highest = np.full(self._shape, np.nan), np.full(self._shape, np.nan)
        for slot in self._slots:
            taken = slot.taken(self._table.values)
            weight = slot.weight * np.where(np.isnan(slot.share), 1.0, slot.share)
            total += np.nan_to_num(taken) * weight[:, None]
            weights += weight
            lowest, highest = np.fmin(lowest, taken), np.fmax(highest, taken)
        average = total / np.where(weights > 0, weights, 1.0)[:, None]
        return np.clip(average, lowest, highest), lowest, highest  # a hair outside, in binary

    def _missing(self, below: Floats) -> Codes:
        """Reasons: that of the first missing part, else why there can be no value."""
        missing = np.zeros(self._shape, np.int8)
        denominator = self._table.denominator
        for slot in self._slots:
            part = np.where(slot.here[:, None], self._table.missing[slot.rows], NOT_REPORTED)
            if denominator is not None:  # nothing arose there: it adds nothing, above or below
                nothing = (part == _NOT_APPLICABLE) & (slot.taken(denominator) == 0)
                part = np.where(nothing & self._is_share, 0, part)
            missing = np.where((missing == 0) & slot.used[:, None], part, missing)
        merged = ~self.whole[:, None] & (missing == 0)
        missing = np.where(merged & self._is_median, MissingKind.WITHHELD.code, missing)
        keyless = merged & (missing == 0) & self._keyless[:, None]
        missing = np.where(keyless, MissingKind.NO_KEY.code, missing)
        nothing = self._is_share & (missing == 0) & (below == 0)
        return np.where(nothing, _NOT_APPLICABLE, missing).astype(np.int8)

    def _basis(self, *, weighted: bool) -> Codes:
        average = _CODE[Basis.WEIGHTED if weighted else Basis.EQUAL]
        other = np.where(self._is_share, _CODE[Basis.SHARE], average)
        merged = np.where(self._is_count, _CODE[Basis.SUM], other)
        basis = np.where(self.whole[:, None], _CODE[Basis.UNCHANGED], merged)
        return basis.astype(np.int8)

    def _layer_of_whole(self, layer: Floats | None) -> Floats | None:
        if layer is None or not self._slots:
            return None
        return np.where(self.whole[:, None], self._slots[0].taken(layer), np.nan)

    def _count_layer(self, layer: Floats | None, sums: Floats, missing: Codes) -> Floats | None:
        kept = self._layer_of_whole(layer)
        if kept is None:
            return None
        told = self._is_share & (missing == 0) & ~self.whole[:, None]
        return np.where(told, sums, kept)

    def _respondents(self) -> Floats | None:
        """Respondents of all parts together; NaN where a part does not say, or is divided."""
        if self._table.n is None:
            return None
        total = np.zeros(self._shape)
        for slot in self._slots:
            part = np.where(slot.share[:, None] == 1.0, slot.taken(self._table.n), np.nan)
            total += np.where(slot.used[:, None], part, 0.0)
        return total


def _finite(numbers: Floats) -> Floats:
    return np.where(np.isfinite(numbers), numbers, np.nan)


def factors(table: ObservationTable) -> Floats:
    """By measure the power of ten that numerator over denominator is multiplied by: 100 for per
    cent.
    """
    found = np.ones(len(table.measures))
    if table.numerator is None or table.denominator is None:
        return found
    with np.errstate(divide="ignore", invalid="ignore"):
        ratios = table.values * table.denominator / table.numerator
    for place in range(len(found)):
        good = ratios[:, place][np.isfinite(ratios[:, place]) & (ratios[:, place] > 0)]
        if len(good):
            found[place] = 10.0 ** np.round(np.log10(np.median(good)))
    return found


def refuse_false_shares(table: ObservationTable) -> None:
    """Raise ObservationsInvalid for values that are not their numerator over their denominator."""
    if table.numerator is None or table.denominator is None:
        return
    factor = factors(table)
    with np.errstate(divide="ignore", invalid="ignore"):
        expected = factor * table.numerator / table.denominator
    false = np.isfinite(expected) & (np.abs(table.values - expected) > _ROUNDED * factor)
    faults = [
        Fault(
            table.where(row, table.measures[place]),
            _NOT_ITS_SHARE,
            {"found": float(table.values[row, place]), "expected": float(expected[row, place])},
        )
        for row, place in np.argwhere(false).tolist()
    ]
    if faults:
        raise ObservationsInvalid(what="observations", faults=faults)
