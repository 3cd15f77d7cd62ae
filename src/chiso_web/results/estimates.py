"""PAPI on the provinces since 1 July 2025: averages weighted by people; queries nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np

from chiso.definition.model import ROOT, Classes, Edition
from chiso.evaluation import Restated, restate
from chiso.evaluation.ranking import classes
from chiso.evaluation.restated import RestatedValue
from chiso.spelling import sort_key
from chiso.territory import census_2019, shipped
from chiso.values import Missing, table_from_columns
from chiso_web.look.formats import language
from chiso_web.units.other_names import SHOWN

DAY = date(2025, 7, 1)
NAN = float("nan")

Cell = tuple[str, str, str, float | None, str]  # period, unit's code, node, points, reason


@dataclass(frozen=True, slots=True)
class Part:
    """A province of before: its code, people by the census of 2019 and share of the new one."""

    code: str
    people: float
    share: float


@dataclass(frozen=True)
class Estimate:
    """One province of today with its points on every node, and what they were made of."""

    uid: str
    values: Mapping[str, RestatedValue]
    parts: tuple[Part, ...]
    class_ids: Mapping[str, str]

    @property
    def is_merged(self) -> bool:
        return len(self.parts) > 1

    @property
    def total(self) -> float | None:
        return self.points(ROOT)

    def points(self, node: str) -> float | None:
        """The points on a node; None where they are missing."""
        value = self.values[node].value
        return None if isinstance(value, Missing) else value

    @property
    def name(self) -> str:
        """The short name in the page's language."""
        return short_name(self.uid)

    @property
    def sort_key(self) -> str:
        return sort_key(short_name(self.uid, "vi"))


@dataclass(frozen=True)
class Estimates:
    """One year on the provinces of today, in the order of their ids; ``before`` holds the points
    of the old ones by (code, node), ``is_added_up`` says that Chiso added up their totals.
    """

    edition: Edition
    period: str
    rows: tuple[Estimate, ...]
    before: Mapping[tuple[str, str], float | None]
    is_added_up: bool

    @property
    def ranked(self) -> tuple[Estimate, ...]:
        """Those with a total, highest first."""
        there = [row for row in self.rows if row.total is not None]
        return tuple(sorted(there, key=lambda row: -(row.total or 0)))

    @property
    def blank(self) -> tuple[Estimate, ...]:
        """Those without a total, by name."""
        rows = [row for row in self.rows if row.total is None]
        return tuple(sorted(rows, key=lambda row: row.sort_key))


def short_name(uid: str, lang: str | None = None) -> str:
    """A unit's name without the word for its kind: "Tuyên Quang"."""
    lang = lang or language()
    unit = shipped().unit(uid)
    if unit.code in SHOWN and unit.level == "province":
        return SHOWN[unit.code].in_language(lang)
    title = shipped().kind(unit.kind).title.in_language(lang)
    name = unit.name.in_language(lang)
    return name.removeprefix(f"{title} ").removesuffix(f" {title}")


@lru_cache(maxsize=64)
def restated_cells(cells: tuple[Cell, ...], day: date = DAY) -> Restated:
    """Points of PAPI's provinces on the units of a day, weighted by the census of 2019."""
    periods, units, nodes, points, reasons = zip(*cells, strict=True)
    table = table_from_columns(
        unit=units,
        period=periods,
        measure=nodes,
        value=np.array([NAN if one is None else one for one in points], float),
        missing=reasons,
    )
    return restate(table, day, weights=census_2019())


def estimates_of(
    edition: Edition, period: str, cells: tuple[Cell, ...], *, is_added_up: bool
) -> Estimates:
    """One year's points of the root and its children on the provinces of today."""
    before = {(code, node): points for _, code, node, points, _ in cells}
    rows = _rows(period, cells, edition.classes)
    return Estimates(edition, period, rows, before, is_added_up)


@lru_cache(maxsize=32)
def _rows(period: str, cells: tuple[Cell, ...], by: Classes | None) -> tuple[Estimate, ...]:
    found = restated_cells(cells)
    nodes = found.table.measures
    class_ids = {node: _class_ids(found, node, by) for node in nodes}
    return tuple(
        Estimate(
            uid=uid,
            values={node: found.value(uid, period, node) for node in nodes},
            parts=_parts(found, row),
            class_ids={node: class_ids[node][row] for node in nodes},
        )
        for row, uid in enumerate(found.table.units)
    )


def _class_ids(found: Restated, node: str, by: Classes | None) -> list[str]:
    """Quarters of the estimates, as the edition forms those of the published scores."""
    if by is None:
        return [""] * len(found.table)
    points = found.table.values[:, found.table.place(node)]
    groups = np.zeros(len(points), np.intp)
    places = classes(points, groups, by=by, scale=1.0)
    known = by.classes
    return [known[place].id if place >= 0 else "" for place in places.tolist()]


def _parts(found: Restated, row: int) -> tuple[Part, ...]:
    parts, people = found.parts[row], census_2019()
    counts = [people.of(part.unit) or 0.0 for part in parts]
    return tuple(
        Part(part.unit.partition("@")[0], count, count / sum(counts))
        for part, count in zip(parts, counts, strict=True)
    )
