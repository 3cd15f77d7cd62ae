"""PAPI's published figures beside what the editions give; tests and docs share it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from chiso.datasets import papi
from chiso.definition.editions import edition
from chiso.definition.model import Node
from chiso.evaluation import Evaluation, evaluate
from chiso.values import Missing, Observation

EXACT_YEARS = (2018, 2019, 2022, 2023)
PRINTED_TOTALS = (2011, 2012, 2013, 2014, 2015, 2016, *EXACT_YEARS)
PRINTED_DIMENSIONS = (*range(2011, 2020), 2022, 2023)
HA_NOI = "01"


@dataclass(frozen=True)
class Pair:
    """One published figure and the points that the edition gives for it."""

    year: int
    unit: str
    node: Node
    published: Observation
    points: float | Missing

    @property
    def error(self) -> float | None:
        """The distance; None where either is missing."""
        if isinstance(self.points, Missing) or isinstance(self.published.value, Missing):
            return None
        return abs(self.points - self.published.value)

    @property
    def rounded_at_source(self) -> bool:
        """Hà Nội's D1 of 2022 and its total: the source prints 1.3 and 1.4 with two decimals."""
        return (self.year, self.unit) == (2022, HA_NOI) and self.node.id in ("1", "total")


@cache
def evaluated(year: int, index: str = "papi") -> Evaluation:
    """The edition of a survey year on the figures that PAPI published for it."""
    return evaluate(edition(f"{index}@{year}"), papi.observations(year))


@cache
def pairs(year: int, index: str = "papi") -> tuple[Pair, ...]:
    """Every node of every province that PAPI prints a figure for, blanks included."""
    return tuple(_pairs(evaluated(year, index)))


def _pairs(evaluation: Evaluation) -> Iterator[Pair]:
    table = evaluation.table
    for node in evaluation.edition.nodes:
        measure = node.rule.measures[0] if node.rule else f"papi.{node.id}"
        if evaluation.edition.id == "papi-weighted" and node.parent is None:
            measure = "papi.total.weighted"
        for row, unit in enumerate(table.units):
            points = evaluation.score(unit, node.id).points
            published = table.observation(row, measure)
            yield Pair(int(table.periods[row]), unit, node, published, points)


def checked(year: int, *, kind: str, index: str = "papi") -> list[float]:
    """The errors on a level that the edition adds up and PAPI printed itself; Hà Nội 2022 apart."""
    return [
        pair.error
        for pair in pairs(year, index)
        if pair.node.kind == kind
        and pair.node.combine is not None
        and pair.error is not None
        and pair.published.note != papi.COMPUTED
        and not pair.rounded_at_source
    ]


def coefficients(evaluation: Evaluation, node: str) -> float:
    """The sum of the absolute coefficients of an exact sub-dimension."""
    return sum(abs(child.weight) for child in evaluation.edition.children(node))


def exact_cells() -> list[tuple[int, str]]:
    """The (year, sub-dimension) cells computed from indicators."""
    return [
        (year, node.id)
        for year in EXACT_YEARS
        for node in evaluated(year).edition.nodes
        if node.kind == "sub_dimension" and node.combine is not None
    ]
