"""The rows of a queue: one line of one form each, with all that it is judged by."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from chiso.definition.model import Edition, Node
from chiso.values import MissingKind
from chiso_web.assessment.asked import fields_of
from chiso_web.assessment.library.flag_kinds import NO_DOCUMENT, LineKinds, kinds_by_line
from chiso_web.assessment.models import Entrant, Line, Value
from chiso_web.assessment.moves import DecisionKind
from chiso_web.assessment.points import Declared, needs_no_proof

LINE = ("entrant_id", "node", "points", "missing", "decision", "decided_points", "reason")
DECIDED = ("decision_version", "decided_by_id", "decided_by__full_name", "decided_at")
VALUE = ("measure", "value", "missing", "ground", "typed", "note", "held", "difference")


class LineRow(NamedTuple):
    """A line as it is stored, without its account."""

    entrant: int
    node: str
    points: float | None
    missing: str
    decision: str
    decided_points: float | None
    reason: str
    version: int
    decided_by: int | None
    decided_name: str | None
    decided_at: datetime | None

    @property
    def appraised(self) -> float | None:
        """The points after appraisal."""
        return self.points if self.decided_points is None else self.decided_points


class Own(StrEnum):
    """How the figures of a line stand to the platform's own."""

    NONE = "none"
    SAME = "same"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a form, with what it declares and what is said of its documents."""

    entrant: Entrant
    leaf: Node
    line: LineRow
    declared: Mapping[str, Declared]
    proven: LineKinds

    @property
    def own(self) -> Own:
        """Whether the platform has its own figures, and others."""
        told = [one for one in self.declared.values() if one.held is not None]
        if not told:
            return Own.NONE
        return Own.OTHER if any(one.value != one.held for one in told) else Own.SAME

    @property
    def is_unproven(self) -> bool:
        """Whether there is an account alone for what neither a document nor the platform shows."""
        unproven = not self.proven.documents and self.own != Own.SAME
        return unproven and not needs_no_proof(self.leaf, self.line.points, self.line.missing)

    @property
    def is_unarisen(self) -> bool:
        """Whether it did not arise, so that what it is given rests on a ground in words alone."""
        return self.line.missing == MissingKind.NOT_APPLICABLE

    @property
    def ground(self) -> str:
        """The ground on which it did not arise; empty where it did."""
        return next((one.ground for one in self.declared.values() if one.ground), "")

    @property
    def needs_look(self) -> bool:
        """Whether something is to be looked at before it is accepted."""
        told = self.own == Own.OTHER or self.is_unproven or self.is_unarisen
        return told or bool(self.proven.kinds)

    @property
    def is_open(self) -> bool:
        """Whether nobody has decided on it."""
        return not self.line.decision

    @property
    def is_returned(self) -> bool:
        """Whether it is the unit's turn."""
        return self.line.decision == DecisionKind.RETURN


def rows_of_node(entrants: Sequence[Entrant], edition: Edition, node: str) -> list[Row]:
    """A criterion of several forms, a row each."""
    leaf = edition.node(node)
    return _rows(entrants, edition, [leaf])


def rows_of_unit(entrant: Entrant, edition: Edition, leaves: Sequence[Node]) -> list[Row]:
    """Some criteria of one form, a row each."""
    return _rows([entrant], edition, leaves)


def _rows(entrants: Sequence[Entrant], edition: Edition, leaves: Sequence[Node]) -> list[Row]:
    keys, nodes = [one.pk for one in entrants], [leaf.id for leaf in leaves]
    by_leaf = {leaf.id: [one.measure for one in fields_of(edition, leaf)] for leaf in leaves}
    lines = _lines(keys, nodes)
    values = _values(keys, {measure for one in by_leaf.values() for measure in one})
    proven = kinds_by_line(entrants, nodes)
    return [
        Row(
            one,
            leaf,
            lines[one.pk, leaf.id],
            {m: values[one.pk][m] for m in by_leaf[leaf.id] if m in values[one.pk]},
            proven.get((one.pk, leaf.id), NO_DOCUMENT),
        )
        for one in entrants
        for leaf in leaves
        if (one.pk, leaf.id) in lines
    ]


def _lines(keys: Collection[int], nodes: Collection[str]) -> dict[tuple[int, str], LineRow]:
    found = Line.objects.filter(entrant__in=keys, node__in=nodes).order_by()
    rows = (LineRow(*row) for row in found.values_list(*LINE, *DECIDED))
    return {(row.entrant, row.node): row for row in rows}


def _values(keys: Collection[int], measures: Collection[str]) -> dict[int, dict[str, Declared]]:
    found: dict[int, dict[str, Declared]] = defaultdict(dict)
    rows = Value.objects.filter(entrant__in=keys, measure__in=measures)
    for entrant, *row in rows.values_list("entrant_id", *VALUE):
        measure, value, missing, ground, typed, note, held, difference = row
        found[entrant][measure] = Declared(
            measure=measure,
            value=value,
            ground=ground if missing else "",
            typed=typed,
            note=note,
            held=held,
            difference=difference,
        )
    return found
