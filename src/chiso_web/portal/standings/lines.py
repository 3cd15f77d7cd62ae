"""A group's table as the page shows it: lines with their dots, links and words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import gettext as _

from chiso.values import Missing, MissingKind
from chiso_web.look.axis import Axis
from chiso_web.look.formats import language, number, short, signed
from chiso_web.look.interval_dots import CLEAR, UNCLEAR, IntervalDot
from chiso_web.look.rules.measured import missing_text
from chiso_web.portal.choice import NAME, TOTAL, UNPUBLISHED, Choice
from chiso_web.portal.classes import ClassGroup, class_names, tone_of
from chiso_web.portal.explained_node import node_title
from chiso_web.portal.lost_points import NOTHING
from chiso_web.portal.outcome.missing import address_of
from chiso_web.portal.outcome.naming import counted
from chiso_web.portal.outcome.outcome import Outcome
from chiso_web.portal.standings.pictures import axis_of
from chiso_web.portal.standings.sentences import STAR, ends_text
from chiso_web.portal.standings.short_names import short_name
from chiso_web.portal.standings.table import (
    LOST,
    Row,
    Table,
    is_downwards,
)
from chiso_web.results.contents import BONUS, PENALTY
from chiso_web.results.selectors import Placed

BEFORE = 5  # columns besides those of class, contents, bonus and penalty


@dataclass(frozen=True, slots=True)
class Cell:
    """One content's points with their link; ``most`` only where less than usual applied, ``width``
    what was got of the most points, as an SVG attribute.
    """

    text: str
    most: str
    address: str
    width: str


@dataclass(frozen=True, slots=True)
class Line:
    """One unit's line; ``star`` marks a smaller base."""

    name: str
    star: str
    address: str
    rank: str
    tone: str
    class_name: str
    total: str
    lost: str
    dot: IntervalDot | None
    reason: str
    cells: tuple[Cell, ...]
    extras: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Words:
    """The names of classes, of bonus and of penalty in the page's language."""

    classes: Mapping[str, str]
    extras: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Section:
    """Lines that stand together: a class, those without total, or all of them."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """A column's head: code, short and full name, the most points, the links to the page of that
    content ("" for none) and to the order by it, ARIA's word for the order.
    """

    code: str
    name: str
    title: str
    most: str
    part: str
    address: str
    sorted: str


@dataclass(frozen=True, slots=True)
class Tab:
    """A group to choose."""

    name: str
    address: str
    current: bool


def tabs(outcome: Outcome, table: Table) -> tuple[Tab, ...]:
    """The groups to choose from; none where there is but one."""
    groups = outcome.groups if len(outcome.groups) > 1 else ()
    own = address_of(outcome)
    return tuple(
        Tab(counted(one), f"{own}?group={one.id}" if place else own, one is table.group)
        for place, one in enumerate(groups)
    )


def heads(table: Table, choice: Choice) -> tuple[Head, ...]:
    """The heads of the contents' columns."""
    return tuple(
        Head(
            code=node.code,
            name=short_name(node),
            title=node_title(node),
            most=short(table.most[node.id], 2),
            part=address_of(table.outcome, "part", node.id),
            address=order_address(table, choice, node.id),
            sorted=sorted_word(choice, node.id),
        )
        for node in table.outcome.contents
    )


def extra_heads(table: Table, choice: Choice) -> tuple[Head, ...]:
    """The heads of bonus and penalty, where the edition has them."""
    names = extra_names()
    return tuple(
        Head(
            code="",
            name=names[kind],
            title=names[kind],
            most="",
            part="",
            address=order_address(table, choice, kind),
            sorted=sorted_word(choice, kind),
        )
        for kind in table.extra_kinds
    )


def extra_names() -> dict[str, str]:
    """What bonus and penalty are called."""
    return {BONUS: _("Bonus"), PENALTY: _("Penalty")}


def order_address(table: Table, choice: Choice, order: str) -> str:
    """The link that sorts by a column; by the present one, the other way round."""
    return f"{address_of(table.outcome)}{choice.by(order).query}#table"


def class_address(table: Table, choice: Choice, class_id: str) -> str:
    """The link that shows one class; none for all."""
    return f"{address_of(table.outcome)}{choice.of_class(class_id).query}#table"


def sorted_word(choice: Choice, order: str) -> str:
    """ARIA's word for a column head; empty where the table is not sorted by it."""
    if choice.order != order:
        return ""
    return "descending" if is_downwards(order) != choice.backwards else "ascending"


def sections(table: Table, choice: Choice) -> tuple[Section, ...]:
    """The chosen lines: by class in the order of totals, else all in one."""
    rows = table.chosen(choice)
    if choice.order != TOTAL or choice.backwards:
        return _sections(table, [("", rows)])
    groups = [
        (class_title(group), [row for row in rows if row.total.class_id == group.id])
        for group in table.classes()
    ]
    unclassed = [row for row in rows if row.points is not None and not row.total.class_id]
    blank = [row for row in rows if row.points is None]
    return _sections(table, [*groups, (_("Not classed"), unclassed), (_("No total"), blank)])


def scale_most(table: Table) -> str:
    """The most points of the scale, without bonus and penalty."""
    return short(table.most[table.outcome.scale.id], 2)


def _sections(table: Table, groups: Sequence[tuple[str, Sequence[Row]]]) -> tuple[Section, ...]:
    by_unit = lines_by_unit(table, language())
    return tuple(
        Section(title, tuple(by_unit[row.unit.pk] for row in rows))
        for title, rows in groups
        if rows
    )


@lru_cache(maxsize=128)
def lines_by_unit(table: Table, lang: str) -> Mapping[int, Line]:
    """Every line by the unit's key, in the order of totals; made once a process and language."""
    axis, words = axis_of(table), Words(class_names(table.outcome.edition), extra_names())
    return {row.unit.pk: _line(table, row, axis=axis, words=words) for row in table.rows}


def class_title(group: ClassGroup) -> str:
    """A class with its size and ends: "Tốt · 12 đơn vị, 80,31–89,40 điểm"."""
    return _("%(name)s · %(count)s, %(ends)s points") % {
        "name": group.name,
        "count": group.count,
        "ends": ends_text(group.lowest, group.highest),
    }


def _line(table: Table, row: Row, *, axis: Axis, words: Words) -> Line:
    outcome, total = table.outcome, row.total
    address = address_of(outcome, row.unit.uid)
    return Line(
        name=row.unit.name(language()),
        star=STAR if total.reduced else "",
        address=address,
        rank=str(total.rank or ""),
        tone=tone_of(outcome.edition, total.class_id),
        class_name=words.classes.get(total.class_id, ""),
        total=number(total.points),
        lost=number(row.lost),
        dot=_dot(axis, row),
        reason="" if total.points is not None else reason(row),
        cells=tuple(
            _cell(table, node.id, row.contents[node.id], f"{address}/{node.id}")
            for node in outcome.contents
        ),
        extras=tuple((words.extras[kind], _extra(row.extras[kind])) for kind in table.extra_kinds),
    )


def _dot(axis: Axis, row: Row) -> IntervalDot | None:
    """The total; hollow on a smaller base."""
    if row.points is None:
        return None
    return IntervalDot(axis.place(row.points), "", "", UNCLEAR if row.total.reduced else CLEAR)


def _cell(table: Table, node: str, own: Placed, address: str) -> Cell:
    most = own.maximum or 0.0
    less = own.points is not None and abs(most - table.most[node]) > NOTHING
    part = max(own.points or 0.0, 0.0) / most if most > 0 else 0.0
    return Cell(
        text=number(own.points),
        most=short(most, 2) if less else "",
        address=address,
        width=f"{100 * min(part, 1.0):.0f}%",
    )


def _extra(points: float) -> str:
    return signed(points) if abs(points) > NOTHING else "0"


def reason(row: Row) -> str:
    """Why a unit has no total."""
    return missing_text(Missing(MissingKind(row.total.missing)))


def filters(table: Table, choice: Choice) -> tuple[tuple[str, int, str, bool], ...]:
    """The classes to choose from: name, size, link, and whether it is the present one."""
    every = [("", _("all"), len(table.rows))]
    every += [(group.id, group.name, group.count) for group in table.classes()]
    blank = len(table.rows) - len(table.ranked)
    if blank:
        every.append((UNPUBLISHED, _("no total"), blank))
    return tuple(
        (name, count, class_address(table, choice, key), choice.class_id == key)
        for key, name, count in every
    )


def orders(table: Table, choice: Choice) -> tuple[tuple[str, str, bool], ...]:
    """What the table can be sorted by, other than a content: name, link, whether it is so now."""
    names = {TOTAL: _("total score"), NAME: _("name"), LOST: _("points lost")}
    extras = {BONUS: _("bonus"), PENALTY: _("penalty")}
    names |= {kind: extras[kind] for kind in table.extra_kinds}
    return tuple(
        (name, order_address(table, choice, order), choice.order == order)
        for order, name in names.items()
    )
