"""The same arithmetic in bare NumPy: what an analyst writes for one index, without names, reasons,
ranges, checks or explanations. Columns are added in their order, as in the engine.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from chiso.values import Codes, MissingKind, ObservationTable

Block = NDArray[np.float64]
NOT_APPLICABLE = MissingKind.NOT_APPLICABLE.code
NOT_REPORTED = MissingKind.NOT_REPORTED.code
FIRST = np.arange(20)
"""The places of the twenty criteria of a kind."""


def hundred_indicators(table: ObservationTable) -> Callable[[], Block]:
    """Points of every node of the edition of 100 indicators, in its order, by whole blocks."""
    given = table.values[:, :50]
    linear = table.values[:, 50:]
    zero = np.tile([12.0, 13.0], 25)
    reach = np.tile([88.0, 87.0], 25) - zero

    def work() -> Block:
        points = np.empty((len(given), 131), order="F")
        scored = np.clip((linear - zero) / reach, 0.0, 1.0) * 2.5
        points[:, 0] = 0.0
        for field in range(5):
            top = 1 + field * 26
            points[:, top] = 0.0
            for group in range(5):
                place, pair = top + 1 + group * 5, (field * 5 + group) * 2
                points[:, place + 1 : place + 3] = given[:, pair : pair + 2]
                points[:, place + 3 : place + 5] = scored[:, pair : pair + 2]
                points[:, place] = points[:, place + 1] * 0.25
                for item in range(1, 4):
                    points[:, place] += points[:, place + 1 + item] * (0.25 + item / 8)
                points[:, place] += 1.0
                points[:, top] += points[:, place] * 0.2
            points[:, 0] += points[:, top]
        return points

    return work


Scored = tuple[Block, Codes]
"""The points of the twenty criteria of a kind, and why there are none: rows × 20 each."""


@dataclass(frozen=True)
class Blocks:
    """The observations of the edition of 300 criteria, a block of twenty columns a role."""

    values: Mapping[str, Block]
    missing: Mapping[str, Codes]

    def first_missing(self, *roles: str) -> Codes:
        """Cell by cell the first reason among the roles."""
        found = self.missing[roles[0]]
        for role in roles[1:]:
            found = np.where(found > 0, found, self.missing[role])
        return found


def blocks(table: ObservationTable) -> Blocks:
    """The table's columns by the part of their names before the number."""
    places: dict[str, list[int]] = {}
    for place, name in enumerate(table.measures):
        places.setdefault(name.rpartition(".")[0], []).append(place)
    ends = {role: slice(found[0], found[-1] + 1) for role, found in places.items()}
    return Blocks(
        {role: table.values[:, end] for role, end in ends.items()},
        {role: table.missing[:, end] for role, end in ends.items()},
    )


def three_hundred_criteria(
    table: ObservationTable, *, kinds: Sequence[str], left_out: int, periods: int
) -> Callable[[], Block]:
    """Points of every node of the edition of 300 criteria, in its order, kind by kind.

    ``kinds`` are the fields in their order; the first ``left_out`` leave out what does not apply.
    """
    given = blocks(table)

    def work() -> Block:
        points = np.zeros((len(table), 1 + 25 * len(kinds)), order="F")
        for field, kind in enumerate(kinds):
            top = 1 + 25 * field
            if kind == "requires":
                scored, missing = _requires(given, _linear(given))
            elif kind == "observed_range":
                scored, missing = _observed_range(given, periods)
            else:
                scored, missing = _RULES[kind](given)
            scored = np.where(missing == NOT_REPORTED, 0.0, scored)
            if field < left_out:
                _means(points, top, scored, missing == NOT_APPLICABLE)
            else:
                _sums(points, top, np.where(missing == NOT_APPLICABLE, _FULL[kind], scored))
            points[:, 0] += points[:, top]
        return points

    return work


WEIGHTS = 1.0 + np.arange(5) / 4


def _means(points: Block, top: int, scored: Block, left_out: NDArray[np.bool_]) -> None:
    """The field, its groups and criteria; each group is the mean of what is counted."""
    for group in range(4):
        place, own = top + 1 + group * 6, slice(group * 5, group * 5 + 5)
        points[:, place + 1 : place + 6] = scored[:, own]
        weights = np.where(left_out[:, own], 0.0, WEIGHTS)
        parts = np.where(left_out[:, own], 0.0, scored[:, own] * WEIGHTS)
        points[:, place] = parts.sum(axis=1) / weights.sum(axis=1)
        points[:, top] += points[:, place]


def _sums(points: Block, top: int, scored: Block) -> None:
    """The field, its groups and criteria; each group is the weighted sum."""
    for group in range(4):
        place, own = top + 1 + group * 6, slice(group * 5, group * 5 + 5)
        points[:, place + 1 : place + 6] = scored[:, own]
        points[:, place] = (scored[:, own] * WEIGHTS).sum(axis=1)
        points[:, top] += points[:, place]


def _given(of: Blocks) -> Scored:
    return of.values["given"], of.missing["given"]


def _linear(of: Blocks) -> Scored:
    zero = 5.0 + FIRST
    part = np.clip((of.values["linear"] - zero) / (95.0 - zero), 0.0, 1.0)
    return part * 2.0, of.missing["linear"]


def _requires(of: Blocks, linear: Scored) -> Scored:
    line = np.where(linear[1] == NOT_REPORTED, 0.0, linear[0])
    then = np.clip(of.values["requires"] / 100.0, 0.0, 1.0)
    asked = np.where(line > 0, of.missing["requires"], 0)
    missing = np.where(np.isnan(line), linear[1], asked)
    return np.where(missing > 0, np.nan, np.where(line > 0, then, 0.0)), missing


def _ratio(of: Blocks) -> Scored:
    above, below = of.values["ratio.over"], of.values["ratio.under"]
    share = above * 100.0 / np.where(below == 0, np.nan, below)
    points = np.clip(share / 90.0, 0.0, 1.0) * 1.5
    points = np.where((below == 0) & ~np.isnan(above), 1.5, points)
    return points, of.first_missing("ratio.over", "ratio.under")


def _answer_shares(of: Blocks) -> Scored:
    roles = [f"answer_shares.{one}" for one in "abcd"]
    a, b, c, d = (of.values[role] for role in roles)
    earned = 1.0 * a + 0.6 * b + 0.2 * c
    return 2.0 * earned / (a + b + c + d), of.first_missing(*roles)


def _bands(of: Blocks) -> Scored:
    values, low, high = of.values["bands"], 40.0 + FIRST, 70.0 + FIRST
    points = np.where(values >= high, 1.0, np.where(values >= low, 0.5, 0.0))
    return np.where(np.isnan(values), np.nan, points), of.missing["bands"]


def _scale(of: Blocks) -> Scored:
    return np.clip((of.values["scale"] - 1.0) / 4.0, 0.0, 1.0) * 2.0, of.missing["scale"]


def _proportional(of: Blocks) -> Scored:
    values = of.values["proportional"]
    points = np.clip(values / (80.0 + FIRST / 2), 0.0, 1.0) * 2.0
    return np.where(values < 30.0, 0.0, points), of.missing["proportional"]


def _sum_of_checks(of: Blocks) -> Scored:
    roles = [f"sum_of_checks.{one}" for one in "abc"]
    a, b, c = (of.values[role] for role in roles)
    return 0.5 * a + 0.5 * b + 0.5 * c, of.first_missing(*roles)


def _on_time(of: Blocks) -> Scored:
    days = of.values["on_time"]
    points = np.where(days <= 0.0, 1.0, np.where(days <= 5.0 + FIRST, 0.5, 0.0))
    return np.where(np.isnan(days), np.nan, points), of.missing["on_time"]


def _per_count(of: Blocks) -> Scored:
    return np.maximum(2.0 - 0.25 * of.values["per_count"], 0.0), of.missing["per_count"]


def _bonus(of: Blocks) -> Scored:
    return np.minimum(0.5 * of.values["bonus"], 2.0), of.missing["bonus"]


def _penalty(of: Blocks) -> Scored:
    return -np.minimum(0.5 * of.values["penalty"], 2.0), of.missing["penalty"]


def _observed_range(of: Blocks, periods: int) -> Scored:
    values = of.values["observed_range"]
    by_period = values.T.reshape(len(FIRST), periods, -1)
    low = np.nanmin(by_period, axis=2, keepdims=True)
    high = np.nanmax(by_period, axis=2, keepdims=True)
    points = (by_period - low) / (high - low)
    return points.reshape(len(FIRST), -1).T, of.missing["observed_range"]


def _appraised(of: Blocks) -> Scored:
    return of.values["appraised"], of.missing["appraised"]


_RULES: Mapping[str, Callable[[Blocks], Scored]] = {
    "given": _given,
    "linear": _linear,
    "ratio": _ratio,
    "answer_shares": _answer_shares,
    "bands": _bands,
    "scale": _scale,
    "proportional": _proportional,
    "sum_of_checks": _sum_of_checks,
    "on_time": _on_time,
    "per_count": _per_count,
    "bonus": _bonus,
    "penalty": _penalty,
    "appraised": _appraised,
}
_FULL = {
    "proportional": 2.0,
    "sum_of_checks": 1.5,
    "on_time": 1.0,
    "per_count": 2.0,
    "bonus": 2.0,
    "penalty": 0.0,
    "observed_range": 1.0,
    "appraised": 1.0,
}
