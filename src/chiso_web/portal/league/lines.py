"""A league table as the page shows it: lines with their dots, links and words."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from chiso_web.look.axis import Axis, axis_over
from chiso_web.look.formats import language, margin, number
from chiso_web.look.interval_dots import IntervalDot, interval_dot
from chiso_web.portal.addresses import league_address, node_address, part_address, unit_address
from chiso_web.portal.choice import UNPUBLISHED, Choice
from chiso_web.portal.classes import ClassGroup, class_names
from chiso_web.portal.league.table import League, Row
from chiso_web.portal.papi import SHORT_NAMES
from chiso_web.portal.withheld import why_no_total


@dataclass(frozen=True, slots=True)
class Cell:
    """One dimension's score with its link, class and colour step."""

    text: str
    address: str
    tone: str
    title: str


@dataclass(frozen=True, slots=True)
class Line:
    """One unit's line: ``profile`` is the unit's own page, ``address`` explains its total."""

    code: str
    name: str
    profile: str
    address: str
    rank: str
    range: str
    tone: str
    class_name: str
    total: str
    margin: str
    dot: IntervalDot | None
    reason: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """Lines that stand together: a class, those without result, or all of them."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """A column's head: code, short and full name, the links to the page of that part and to the
    order by it, ARIA's word for the order.
    """

    code: str
    name: str | Promise
    title: str
    part: str
    address: str
    sorted: str


def axis_of(league: League) -> Axis:
    """The axis that holds every total with its interval, whatever is filtered."""
    ends = [end for row in league.ranked for end in row.interval or (row.total.points or 0,)]
    return axis_over(ends)


def heads(league: League, choice: Choice) -> tuple[Head, ...]:
    """The heads of the dimensions' columns."""
    return tuple(
        Head(
            code=node.code,
            name=SHORT_NAMES.get(node.id, node.name.in_language(language())),
            title=node.name.in_language(language()),
            part=part_address(league.period, node.id),
            address=order_address(league, choice, node.id),
            sorted=sorted_word(choice, node.id),
        )
        for node in league.columns
    )


def order_address(league: League, choice: Choice, order: str) -> str:
    """The link that sorts by a column; by the present one, the other way round."""
    return f"{league_address(league.period)}{choice.by(order).query}#table"


def class_address(league: League, choice: Choice, class_id: str) -> str:
    """The link that shows one class; none for all."""
    return f"{league_address(league.period)}{choice.of_class(class_id).query}#table"


def sorted_word(choice: Choice, order: str) -> str:
    """ARIA's word for a column head; empty where the table is not sorted by it."""
    if choice.order != order:
        return ""
    upwards = (order in {"name", "error"}) != choice.backwards
    return "ascending" if upwards else "descending"


def sections(league: League, choice: Choice) -> tuple[Section, ...]:
    """The chosen lines: by class in the order of totals, else all in one."""
    axis, lang = axis_of(league), language()
    rows = league.chosen(choice)
    if choice.order != "total" or choice.backwards:
        return _sections(league, axis, [("", rows)])
    groups = [
        (class_title(group), [row for row in rows if row.total.class_id == group.id])
        for group in league.groups(lang)
    ]
    blank = [row for row in rows if row.total.points is None]
    title = _("Not published · %(count)s") % {"count": len(blank)}
    return _sections(league, axis, [*groups, (title, blank)])


def _sections(
    league: League, axis: Axis, groups: Sequence[tuple[str, Sequence[Row]]]
) -> tuple[Section, ...]:
    return tuple(
        Section(title, tuple(_line(league, axis, row) for row in rows))
        for title, rows in groups
        if rows
    )


def class_title(group: ClassGroup) -> str:
    """A class with its size and lower end: "Cao nhất · 16 tỉnh, từ 43,95 điểm"."""
    facts = {"name": group.name, "count": group.count, "lowest": number(group.lowest)}
    return _("%(name)s · %(count)s provinces, from %(lowest)s points") % facts


def _line(league: League, axis: Axis, row: Row) -> Line:
    year, code, total = league.period, row.unit.code, row.total
    published, names = total.points is not None, class_names(league.edition)
    return Line(
        code=code,
        name=row.unit.name(language()),
        profile=unit_address(row.unit.id_text, year),
        address=node_address(year, code),
        rank=str(total.rank or ""),
        range=f"{row.ranks.lowest}–{row.ranks.highest}" if row.ranks else "",
        tone=league.tone(total.class_id),
        class_name=names.get(total.class_id, "") if published else _("Not published"),
        total=number(total.points),
        margin=_margin(league, row),
        dot=_dot(league, axis, row),
        reason="" if published else reason(league, row),
        cells=_cells(league, row),
    )


def _margin(league: League, row: Row) -> str:
    if row.margin is not None:
        return margin(row.margin)
    return _("not published") if league.has_error and row.total.points is not None else ""


def _dot(league: League, axis: Axis, row: Row) -> IntervalDot | None:
    """The total, solid where its interval leaves out the national median."""
    if row.total.points is None:
        return None
    clear = bool(row.clear_of(league.country.median))
    return interval_dot(axis, row.total.points, interval=row.interval, clear=clear)


def _cells(league: League, row: Row) -> tuple[Cell, ...]:
    found, names, unpublished = [], class_names(league.edition), _("Not published")
    whole = node_address(league.period, row.unit.code)
    for node in league.columns:
        score = row.scores[node.id]
        title = names.get(score.class_id, unpublished)
        tone = league.tone(score.class_id) or "c0"
        found.append(Cell(number(score.points), f"{whole}/{node.id}", tone, title))
    return tuple(found)


def reason(league: League, row: Row) -> str:
    """Why a unit has no total."""
    return why_no_total(league.edition, league.period, row.withheld)


def filters(league: League, choice: Choice) -> tuple[tuple[str, int, str, bool], ...]:
    """The classes to choose from: name, size, link, and whether it is the present one."""
    groups = [(group.id, group.name, group.count) for group in league.groups(language())]
    every = [("", _("all"), len(league.rows)), *groups]
    if league.unranked:
        every.append((UNPUBLISHED, _("not published"), len(league.unranked)))
    return tuple(
        (name, count, class_address(league, choice, key), choice.class_id == key)
        for key, name, count in every
    )


def orders(league: League, choice: Choice) -> tuple[tuple[str, str, bool], ...]:
    """What the table can be sorted by, other than a dimension: name, link, whether it is so now."""
    names = {"total": _("total score"), "name": _("name"), "error": _("error")}
    return tuple(
        (name, order_address(league, choice, order), choice.order == order)
        for order, name in names.items()
        if order != "error" or league.has_error
    )
