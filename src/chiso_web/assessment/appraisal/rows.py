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
from chiso_web.assessment.library.flag_kinds import NO_DOCUMENT, Forms, LineKinds, kinds_by_line
from chiso_web.assessment.locks import SUBMITTED
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
    """One line of a form, with what it declares, how that stands to the platform's own figures, and
    what is said of its documents.
    """

    entrant: Entrant
    leaf: Node
    line: LineRow
    declared: Mapping[str, Declared]
    own: Own
    proven: LineKinds

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
    """A criterion of several forms of one ranking group, a row each."""
    if not entrants:
        return []
    group = Entrant.objects.filter(group=entrants[0].group_id, state__in=SUBMITTED)
    return _rows(entrants, edition, [edition.node(node)], among=group)


def rows_of_unit(entrant: Entrant, edition: Edition, leaves: Sequence[Node]) -> list[Row]:
    """Some criteria of one form, a row each."""
    return _rows([entrant], edition, leaves, among=[entrant.pk])


def _rows(
    entrants: Sequence[Entrant], edition: Edition, leaves: Sequence[Node], *, among: Forms
) -> list[Row]:
    """``among``: the keys of the entrants, or a query of which they are: a database reads it faster
    than five hundred keys.
    """
    nodes = [leaf.id for leaf in leaves]
    by_leaf = {leaf.id: [one.measure for one in fields_of(edition, leaf)] for leaf in leaves}
    lines = _lines(among, nodes)
    values = _values(among, {measure for one in by_leaf.values() for measure in one})
    proven = kinds_by_line(entrants, nodes, among=among)
    found = []
    for one in entrants:
        of_form = values.get(one.pk, {})
        for leaf in leaves:
            line = lines.get((one.pk, leaf.id))
            if line is not None:
                declared = {m: of_form[m] for m in by_leaf[leaf.id] if m in of_form}
                documents = proven.get((one.pk, leaf.id), NO_DOCUMENT)
                found.append(Row(one, leaf, line, declared, own_of(declared), documents))
    return found


def own_of(declared: Mapping[str, Declared]) -> Own:
    """Whether the platform has its own figures, and others."""
    told = [one for one in declared.values() if one.held is not None]
    if not told:
        return Own.NONE
    return Own.OTHER if any(one.value != one.held for one in told) else Own.SAME


def _lines(among: Forms, nodes: Collection[str]) -> dict[tuple[int, str], LineRow]:
    found = Line.objects.filter(entrant__in=among, node__in=nodes).order_by()
    rows = (LineRow(*row) for row in found.values_list(*LINE, *DECIDED))
    return {(row.entrant, row.node): row for row in rows}


def _values(among: Forms, measures: Collection[str]) -> dict[int, dict[str, Declared]]:
    found: dict[int, dict[str, Declared]] = defaultdict(dict)
    rows = Value.objects.filter(entrant__in=among, measure__in=measures)
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
