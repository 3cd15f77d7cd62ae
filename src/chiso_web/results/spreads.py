"""How the points of every node lie over the units that are ranked together."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from statistics import fmean, median

from chiso_web.results.models import Evaluation
from chiso_web.results.selectors import Placed, placed_list


@dataclass(frozen=True, slots=True)
class NodeSpread:
    """A node over one group: units with points and without, and how the points lie; ``lost`` is
    the mean of what units lack of the most that applies to each.
    """

    group: str
    node: str
    units: int
    without: int
    lowest: float | None
    median: float | None
    mean: float | None
    highest: float | None
    most: float | None
    lost: float | None


@lru_cache(maxsize=32)
def spread_list(evaluation: Evaluation) -> tuple[NodeSpread, ...]:
    """Every node of an evaluation in tree order, group by group; one query, once a process."""
    placed: dict[tuple[str, str], list[Placed]] = {}
    for one in placed_list(evaluation):
        placed.setdefault((one.group, one.node), []).append(one)
    groups = sorted({group for group, _node in placed})
    return tuple(
        _spread(group, node, rows)
        for wanted in groups
        for (group, node), rows in placed.items()
        if group == wanted
    )


def _spread(group: str, node: str, rows: list[Placed]) -> NodeSpread:
    there = [one for one in rows if one.points is not None]
    points = [one.points for one in there if one.points is not None]
    return NodeSpread(
        group=group,
        node=node,
        units=len(points),
        without=len(rows) - len(points),
        lowest=min(points, default=None),
        median=median(points) if points else None,
        mean=fmean(points) if points else None,
        highest=max(points, default=None),
        most=max((one.maximum for one in there if one.maximum is not None), default=None),
        lost=_lost(there),
    )


def _lost(there: Iterable[Placed]) -> float | None:
    lost = [
        one.maximum - one.points
        for one in there
        if one.maximum is not None and one.points is not None
    ]
    return fmean(lost) if lost else None
