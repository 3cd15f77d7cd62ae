"""An edition on a whole table of observations; what came out, and by what it can be recomputed."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from chiso.definition.model import Classes, Condition, Edition
from chiso.evaluation.change import Change, change
from chiso.evaluation.explain import Explanation, explain, score_at
from chiso.evaluation.ranking import TIE, Ranked, classes, ranks
from chiso.evaluation.result import Scored
from chiso.evaluation.score import score_columns
from chiso.tables import from_frame
from chiso.values import Floats, ObservationTable, Score, codes_of, missing_kind


def evaluate(
    edition: Edition,
    observations: ObservationTable | Any,
    *,
    groups: Mapping[str, str] | None = None,
) -> "Evaluation":
    """The evaluation of every row of ``observations`` under ``edition``.

    Args:
        edition: the definition.
        observations: (unit, period) rows × measures; or a pandas, Polars or PyArrow frame of long
            rows.
        groups: unit → ranking group; units left out, and all if None, are in the edition's own
            group.

    Raises:
        ObservationsInvalid: values that a rule cannot take, all at once.
        MissingRefused: a value is missing where the edition refuses that.
    """
    table = observations if isinstance(observations, ObservationTable) else from_frame(observations)
    columns, points = score_columns(edition, table)
    return Evaluation(edition, table, columns, points, dict(groups or {}))


def _finite(values: Floats) -> list[float | None]:
    """The numbers row by row; None for none and for an end that a rule has not."""
    flat = values.reshape(-1, order="C")
    return [
        value if there else None
        for value, there in zip(flat.tolist(), np.isfinite(flat).tolist(), strict=True)
    ]


class Evaluation(Scored):
    """The scored table with its questions: score, ranking, classes, explanation, change."""

    def score(self, unit: str, node: str, period: str | None = None) -> Score:
        """The score of a unit on a node, with its range, reason and citation."""
        return score_at(self, self.row(unit, period), self.edition.place(node))

    def ranking(self, node: str, within: Mapping[str, str] | None = None) -> tuple[Ranked, ...]:
        """Every row's rank on a node, best first within period and group; rows without points come
        last.

        ``within`` maps units to groups, in place of the groups given to ``evaluate``.
        """
        place = self.edition.place(node)
        labels, codes = self._group_codes(within)
        points = self.points[:, place]
        rank = ranks(points, codes, scale=self._scale(place))
        reduced = self.reduced(node, within)
        found = [
            Ranked(
                unit=self.table.units[row],
                period=self.table.periods[row],
                group=labels[row],
                score=None if rank[row] == 0 else float(points[row]),
                rank=int(rank[row]) or None,
                reduced=reduced[row],
            )
            for row in range(len(self.table))
        ]
        return tuple(
            sorted(
                found, key=lambda one: (one.period, one.group, one.rank is None, one.rank, one.unit)
            )
        )

    def reduced(self, node: str, within: Mapping[str, str] | None = None) -> tuple[bool, ...]:
        """Whether each row stands on a smaller base, in row order: something below the node is left
        out, or fewer points apply than to others of its period and group.
        """
        place = self.edition.place(node)
        codes, high = self._group_codes(within)[1], self.maximum[:, place]
        most = {code: high[codes == code].max() for code in set(codes.tolist())}
        left_out, slack = self._left_out(node), TIE * self._scale(place)
        return tuple(
            bool(left_out[row] or high[row] < most[int(codes[row])] - slack)
            for row in range(len(self.table))
        )

    def _group_codes(
        self, within: Mapping[str, str] | None = None
    ) -> tuple[list[str], NDArray[np.intp]]:
        groups = self.groups if within is None else within
        labels = [groups.get(unit, self.edition.rank_group.kind) for unit in self.table.units]
        pairs = [
            f"{period}\n{label}" for period, label in zip(self.table.periods, labels, strict=True)
        ]
        return labels, codes_of(pairs)[0]

    def _scale(self, place: int) -> float:
        """The node's range; where a rule below has no ends, that of the points it gave."""
        column = self.node_columns[place]
        scale = float(np.max(np.subtract(column.maximum, column.minimum)))
        if np.isfinite(scale):
            return scale
        given = column.points[~np.isnan(column.points)]
        return float(np.ptp(given)) if len(given) else 0.0

    def _left_out(self, node: str) -> NDArray[np.bool_]:
        """The rows that do without something below the node."""
        marks = np.zeros(len(self.table), bool)
        for one in self.edition.descendants(node):
            excluded = self.node_columns[self.edition.place(one.id)].excluded
            if one.id != node and excluded is not None:
                marks |= excluded
        return marks

    def classes(self, node: str) -> tuple[str | None, ...]:
        """The class of every row on a node, in row order; None without points or where the edition
        has no classes.

        Where something is left out, the edition's class for that if it has one; a condition that a
        row does not fulfil keeps the total's class down.
        """
        place = self.edition.place(node)
        by = self.edition.classes
        if by is None or self.edition.nodes[place].kind not in by.kinds:
            return (None,) * len(self.table)
        codes = self._group_codes()[1]
        places = classes(self.points[:, place], codes, by=by, scale=self._scale(place))
        if node == self.edition.root.id:
            for condition in by.conditions:
                places = self._held_down(places, condition, by)
        names = [by.classes[one].id if one >= 0 else None for one in places.tolist()]
        if by.incomplete is None:
            return tuple(names)
        left_out = self._left_out(node).tolist()
        return tuple(
            by.incomplete.id if name and out else name
            for name, out in zip(names, left_out, strict=True)
        )

    def _held_down(
        self, places: NDArray[np.intp], condition: Condition, by: Classes
    ) -> NDArray[np.intp]:
        """The places of the classes, none above the condition's best where it is not fulfilled."""
        place = self.edition.place(condition.node)
        slack = TIE * self._scale(place)
        failed = self.points[:, place] < condition.below - slack
        best = [one.id for one in by.classes].index(condition.at_best)
        return np.where(failed, np.minimum(places, best), places)

    def columns(self) -> dict[str, list[Any]]:
        """All scores as long columns, a row a (row, node), in the order that score files have.

        A score that is missing is None, as is the end of a range that has none.
        """
        labels, codes = self._group_codes()
        rank = np.empty(self.points.shape, np.intp)
        named: list[tuple[str | None, ...]] = []
        for place, node in enumerate(self.edition.nodes):
            rank[:, place] = ranks(self.points[:, place], codes, scale=self._scale(place))
            named.append(self.classes(node.id))
        rows, nodes = range(len(self.table)), self.edition.nodes
        each = [(row, place) for row in rows for place in range(len(nodes))]
        kinds = [missing_kind(code) for code in self.missing.reshape(-1, order="C").tolist()]
        return {
            "edition": [self.edition.name] * len(each),
            "period": [self.table.periods[row] for row in rows for _ in nodes],
            "unit": [self.table.units[row] for row in rows for _ in nodes],
            "node": [node.id for _ in rows for node in nodes],
            "code": [node.code for _ in rows for node in nodes],
            "kind": [node.kind for _ in rows for node in nodes],
            "score": _finite(self.points),
            "min": _finite(self.minimum),
            "max": _finite(self.maximum),
            "missing": ["" if kind is None else kind.value for kind in kinds],
            "rank_group": [labels[row] for row in rows for _ in nodes],
            "rank": [one or None for one in rank.reshape(-1, order="C").tolist()],
            "class": [named[place][row] or "" for row, place in each],
        }

    def explain(self, unit: str, node: str | None = None, period: str | None = None) -> Explanation:
        """Where a unit's points on a node (the root if None) come from, down to every
        observation.
        """
        return explain(self, row=self.row(unit, period), node=node or self.edition.root.id)

    def change(
        self, other: "Evaluation", node: str | None = None, *, across_breaks: bool = False
    ) -> Change:
        """What changed from ``other`` (the earlier) to this evaluation on a node (the root if
        None), by unit.

        Raises:
            ComparisonBroken: a declared break lies between them, unless ``across_breaks``, which
            marks it instead.
        """
        return change(other, self, node=node or self.edition.root.id, across_breaks=across_breaks)
