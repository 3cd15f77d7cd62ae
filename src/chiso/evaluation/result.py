"""What came out of an evaluation, as arrays: points, reasons and ranges of every node on every
row.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from chiso import __version__
from chiso.aggregation import Column
from chiso.definition.model import Edition, Node
from chiso.errors import UnknownName
from chiso.scoring import RULE_SET_VERSION
from chiso.spelling import nearest
from chiso.values import Codes, Floats, ObservationTable, period_key

Number = TypeVar("Number", np.float64, np.int8)


@dataclass(frozen=True, eq=False)
class Scored:
    """Points of every node on every row, with reasons and ranges; arrays are (rows × nodes),
    column-major.

    ``points`` are the nodes' own, before their parents' weights; NaN where missing.
    """

    edition: Edition
    table: ObservationTable
    node_columns: tuple[Column, ...] = field(repr=False)
    points: Floats = field(repr=False)
    groups: Mapping[str, str]
    rule_set_version: str = RULE_SET_VERSION
    package_version: str = __version__

    @property
    def edition_hash(self) -> str:
        """SHA-256 of the edition's index.yaml."""
        return self.edition.sha256

    @cached_property
    def missing(self) -> Codes:
        """Reason codes; a code beside points says that the policy put the points in."""
        return self._assembled(
            [0 if one.missing is None else one.missing for one in self.node_columns], np.int8
        )

    @cached_property
    def minimum(self) -> Floats:
        """The least points applicable to each row."""
        return self._assembled([column.minimum for column in self.node_columns], np.float64)

    @cached_property
    def maximum(self) -> Floats:
        """The most points applicable to each row."""
        return self._assembled([column.maximum for column in self.node_columns], np.float64)

    def _assembled(
        self, columns: Sequence[float | Floats | Codes], kind: type[Number]
    ) -> NDArray[Number]:
        whole: NDArray[Number] = np.empty((len(self.table), len(columns)), kind, order="F")
        for place, column in enumerate(columns):
            whole[:, place] = column
        return whole

    def row(self, unit: str, period: str | None = None) -> int:
        """The row of a unit in a period; in its latest if None. Raises UnknownName with the nearest
        names.
        """
        rows = self.table.rows_of(unit)
        if not rows:
            raise UnknownName(
                what="unit", name=unit, nearest=nearest(unit, dict.fromkeys(self.table.units))
            )
        periods = [self.table.periods[row] for row in rows]
        if period is None:
            return max(rows, key=lambda row: period_key(self.table.periods[row]))
        if period not in periods:
            raise UnknownName(
                what="period", name=period, nearest=nearest(period, periods) or periods
            )
        return rows[periods.index(period)]

    def note_at(self, row: int, place: int) -> str:
        """What the observation said, or which children are missing."""
        node = self.edition.nodes[place]
        if node.rule is None:
            return ", ".join(child.id for child in self.lacking(row, node.id))
        notes = [self.table.observation(row, measure).note for measure in node.rule.measures]
        return "; ".join(note for note in notes if note)

    def lacking(self, row: int, node: str) -> list[Node]:
        """The children that hold a node's points back in a row."""
        held = []
        for child in self.edition.children(node):
            column = self.node_columns[self.edition.place(child.id)]
            if np.isnan(column.points[row]) and not self.is_left_out(row, child):
                held.append(child)
        return held

    def is_left_out(self, row: int, node: Node) -> bool:
        """Whether the node's parent does without it in a row."""
        excluded = self.node_columns[self.edition.place(node.id)].excluded
        return excluded is not None and bool(excluded[row])
