"""Ranks and classes of one node within groups: ties within 1e-9 of the scale, found by sorting
once.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from chiso.definition.model import Classes
from chiso.values import Floats

TIE = 1e-9
"""Scores closer than this part of the node's scale are equal (DESIGN.md, decision 6)."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """One unit's place on a node in one period.

    ``rank`` is None where there is no score; ``reduced`` says that something below was left out
    for it, or that its range is smaller than the group's largest: it was scored on another basis.
    """

    unit: str
    period: str
    group: str
    score: float | None
    rank: int | None
    reduced: bool


def ranks(points: Floats, groups: NDArray[np.intp], *, scale: float) -> NDArray[np.intp]:
    """Ranks from 1 for the highest within each group; equal ranks skip (1, 1, 3); 0 where points
    are NaN.

    A score is tied with the next higher one if they differ by at most 1e-9 × ``scale``.
    """
    order = np.lexsort((-points, groups))
    sorted_points, sorted_groups = points[order], groups[order]
    place = np.arange(len(points))
    new_group = np.ones(len(points), bool)
    new_group[1:] = sorted_groups[1:] != sorted_groups[:-1]
    start = np.maximum.accumulate(np.where(new_group, place, 0))
    lower = np.ones(len(points), bool)
    lower[1:] = new_group[1:] | ~(sorted_points[:-1] - sorted_points[1:] <= TIE * scale)
    first = np.maximum.accumulate(np.where(lower, place, 0))
    result = np.zeros(len(points), np.intp)
    result[order] = np.where(np.isnan(sorted_points), 0, first - start + 1)
    return result


def classes(
    points: Floats, groups: NDArray[np.intp], *, by: Classes, scale: float
) -> NDArray[np.intp]:
    """The place of each row's class in ``by.classes``, -1 where points are NaN; ``>=`` at each cut.

    Percentile cuts are those of the group's own scores with linear interpolation (Hyndman and Fan
    1996, type 7).
    """
    result = np.full(len(points), -1, np.intp)
    for group in set(groups.tolist()):
        here = (groups == group) & ~np.isnan(points)
        if here.any():
            cuts = _cuts(points[here], by)
            result[here] = np.searchsorted(cuts - TIE * scale, points[here], side="right")
    return result


def _cuts(points: Floats, by: Classes) -> Floats:
    ends = np.array([one.lowest for one in by.classes[1:]], float)
    return np.percentile(points, ends) if by.by == "percentile" else ends
