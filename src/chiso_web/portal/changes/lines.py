"""The changes as the page shows them: lines with their dots, links and words."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from chiso_web.look.axis import Axis, axis_over
from chiso_web.look.formats import language, margin, number, share, signed
from chiso_web.look.interval_dots import IntervalDot, interval_dot
from chiso_web.portal.addresses import changes_address, node_address, unit_address
from chiso_web.portal.changes import sentences
from chiso_web.portal.changes.choice import Choice
from chiso_web.results.change_table import Changes, Reading, Row, ordered

AT_MOST = 5  # in a list of changes whose errors nobody knows


@dataclass(frozen=True, slots=True)
class Line:
    """One province's change."""

    name: str
    address: str
    address_before: str
    address_after: str
    change: str
    margin: str
    before: str
    after: str
    reading: str
    strong: bool
    share: str
    rule: str
    together: str
    dot: IntervalDot


@dataclass(frozen=True, slots=True)
class Head:
    """A column's head: its words, the link that sorts by it, ARIA's word for the order."""

    name: str
    address: str
    sorted: str


@dataclass(frozen=True, slots=True)
class Listed:
    """One of the two lists: its title, its lines, and what stands there if it has none."""

    title: str
    lines: tuple[Line, ...]


def axis_of(rows: Sequence[Row]) -> Axis:
    """The axis through 0 that holds the changes with their intervals."""
    ends = [end for row in rows for end in _ends(row)]
    return axis_over([0.0, *ends])


def _ends(row: Row) -> tuple[float, ...]:
    if row.comparison is None:
        return ()
    return row.comparison.interval or (row.comparison.difference,)


def table(changes: Changes, choice: Choice) -> tuple[Line, ...]:
    """Every province that has points in both years, in the chosen order."""
    axis = axis_of(changes.compared)
    rows = ordered(changes.compared, choice.order, backwards=choice.backwards)
    return tuple(_line(changes, axis, row) for row in rows)


def listed_rows(changes: Changes) -> tuple[Sequence[Row], Sequence[Row]]:
    """The rises and the falls beyond their error; without errors the largest of each."""
    if changes.has_error:
        return changes.risen, changes.fallen
    return _largest(changes, 1), _largest(changes, -1)


def lists(changes: Changes) -> tuple[Listed, ...]:
    """The two lists as the page shows them."""
    if changes.has_error:
        titles = _("Rose by more than its error"), _("Fell by more than its error")
    else:
        titles = _("Largest rises, error not known"), _("Largest falls, error not known")
    both = listed_rows(changes)
    axis = axis_of([*both[0], *both[1]])
    return tuple(
        Listed(title, tuple(_line(changes, axis, row) for row in rows))
        for title, rows in zip(titles, both, strict=True)
    )


def _largest(changes: Changes, sign: int) -> list[Row]:
    rows = changes.compared if sign > 0 else tuple(reversed(changes.compared))
    return [row for row in rows if sign * (row.difference or 0) > 0][:AT_MOST]


def _line(changes: Changes, axis: Axis, row: Row) -> Line:
    one = row.comparison
    code = row.unit.code
    return Line(
        name=row.unit.name(language()),
        address=unit_address(row.unit.id_text, changes.later),
        address_before=node_address(changes.earlier, code, changes.node_before),
        address_after=node_address(changes.later, code, changes.node.id),
        change=signed(row.difference),
        margin=margin(row.margin),
        before=number(row.before.points),
        after=number(row.after.points),
        reading=sentences.reading_text(row),
        strong=row.is_beyond,
        share=signed_share(row),
        rule=sentences.rule_text(row),
        together=_("beyond") if row.reading is Reading.TOGETHER else _("not beyond"),
        dot=interval_dot(
            axis,
            row.difference or 0.0,
            interval=one.interval if one else None,
            clear=row.is_beyond,
        ),
    )


def signed_share(row: Row) -> str:
    """The change as a share of the earlier points: "+7,53%"."""
    if row.rule is None:
        return ""
    return ("+" if row.rule.share > 0 else "") + share(row.rule.share)


def heads(changes: Changes, choice: Choice) -> dict[str, Head]:
    """The heads that sort the table."""
    names = {
        "name": _("Province"),
        "change": _("Change"),
        "error": _("Error 95%"),
        "before": changes.earlier,
        "after": changes.later,
        "share": _("PAPI’s ±5% rule"),
    }
    own = changes_address(changes.later, changes.earlier)
    return {
        order: Head(name, f"{own}{choice.by(order).query}#table", _sorted(choice, order))
        for order, name in names.items()
    }


def _sorted(choice: Choice, order: str) -> str:
    if choice.order != order:
        return ""
    upwards = (order in {"name", "error"}) != choice.backwards
    return "ascending" if upwards else "descending"
