"""That the points of a line hang on those of another: what an appraiser changes moves both."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from chiso.definition.model import Edition, Node
from chiso_web.assessment.appraisal.rows import Row
from chiso_web.assessment.models import Line
from chiso_web.assessment.moves import DecisionKind
from chiso_web.look.formats import number

POINTS = 2


def hanging_sentences(edition: Edition, row: Row) -> list[str]:
    """What hangs on a line, and what it hangs on itself; a query where it hangs on something."""
    codes = ", ".join(_code(leaf) for leaf in _hanging_on(edition, row.leaf.id))
    found = []
    if codes:
        text = _("The points of %(codes)s hang on this criterion and are computed anew with it.")
        found.append(text % {"codes": codes})
    return found + [_changed(edition, line) for line in _changed_before(edition, row)]


def _hanging_on(edition: Edition, node: str) -> Iterator[Node]:
    """The leaves whose rules read the points of a line, or of a node above it."""
    for leaf in edition.leaves:
        if leaf.id != node and node in _lines_of(edition, leaf):
            yield leaf


def _lines_of(edition: Edition, leaf: Node) -> set[str]:
    lines = leaf.rule.lines if leaf.rule else ()
    return {below.id for line in lines for below in edition.descendants(line)}


def _changed_before(edition: Edition, row: Row) -> list[Line]:
    lines = _lines_of(edition, row.leaf)
    if not lines:
        return []
    changed = Line.objects.filter(entrant=row.entrant.pk, node__in=lines)
    return list(changed.filter(decision=DecisionKind.CHANGE).order_by("place"))


def _changed(edition: Edition, line: Line) -> str:
    text = _(
        "It hangs on %(code)s, which was changed to %(points)s: its points are computed anew in "
        "the result, unless you change them."
    )
    facts = {"code": _code(edition.node(line.node)), "points": number(line.decided_points, POINTS)}
    return text % facts


def _code(leaf: Node) -> str:
    return leaf.code or leaf.id
