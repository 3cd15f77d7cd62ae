"""Rows of a queue as texts, ready for the table: nothing is worked out in the template."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from chiso.definition.model import Edition
from chiso_web.assessment.appraisal.addresses import row_key
from chiso_web.assessment.appraisal.flags import words_of_row
from chiso_web.assessment.appraisal.own_figures import own_declared
from chiso_web.assessment.appraisal.rows import LineRow, Own, Row
from chiso_web.assessment.last_year import Last, LastYear, figures_told
from chiso_web.assessment.moves import DecisionKind
from chiso_web.assessment.shown import shown_values
from chiso_web.look.formats import DASH, number

POINTS = 2
BETWEEN = " = "


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a table's cell with what it is made of in small before it: 219/222, 98,65%."""

    sub: str
    main: str


@dataclass(frozen=True, slots=True)
class RowShown:
    """A row of the table."""

    name: str
    code: str
    address: str
    declared: Figure
    points: str
    own: Figure
    own_word: str
    last: Figure
    flags: list[str]
    decision: Figure
    is_open: bool
    here: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """How the rows of one table are shown: by unit or by criterion, and which is in hand."""

    edition: Edition
    base: str
    by_unit: bool
    here: str
    last: LastYear


def row_shown(row: Row, key: str, name: str, shown: Shown) -> RowShown:
    """A row in texts; ``key`` tells it from the others in its address."""
    node, unit = row.leaf.id, row.entrant.unit_id
    return RowShown(
        name=name,
        code=(row.leaf.code or node) if shown.by_unit else "",
        address=f"{shown.base}{row_key(key)}",
        declared=figure(shown_values(shown.edition, node, row.declared)),
        points=number(row.line.points, POINTS),
        own=own_figure(shown.edition, row),
        own_word=own_word(row),
        last=last_figure(shown.last, shown.last.lines.get((unit, node))),
        flags=words_of_row(row),
        decision=decision_figure(row.line),
        is_open=row.is_open,
        here=key == shown.here,
    )


def figure(text: str) -> Figure:
    """A figure out of its text: "219/222 = 98,65%"."""
    sub, between, main = text.rpartition(BETWEEN)
    return Figure(sub, main) if between else Figure("", text)


def own_figure(edition: Edition, row: Row) -> Figure:
    """The platform's own figures, where they are others than those declared."""
    if row.own != Own.OTHER:
        return Figure("", "")
    return figure(shown_values(edition, row.leaf.id, own_declared(row.declared)))


def own_word(row: Row) -> str:
    """How the platform's own figures stand to the declared ones, where they are not shown."""
    if row.own == Own.NONE:
        return _("none")
    return _("agrees") if row.own == Own.SAME else ""


def last_figure(last: LastYear, line: Last | None) -> Figure:
    """What a unit had in the last result."""
    if line is None:
        return Figure("", DASH)
    return Figure(figure(figures_told(last, line)).main, number(line.points, POINTS))


def decision_figure(line: LineRow) -> Figure:
    """What was decided on a line, in a word with the points."""
    if line.decision == DecisionKind.RETURN:
        return Figure(_("returned, the unit’s turn"), "")
    if line.decision == DecisionKind.CHANGE:
        return Figure(_("changed to"), number(line.appraised, POINTS))
    if line.decision:
        return Figure(_("accepted"), number(line.appraised, POINTS))
    return Figure(_("not yet"), "")
