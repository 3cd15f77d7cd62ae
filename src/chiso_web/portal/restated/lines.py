"""The table of estimates as the page shows it: a line a province of today, its parts folded."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from chiso.definition.model import ROOT
from chiso.values import Missing
from chiso_web.look.axis import Axis, axis_over
from chiso_web.look.formats import DASH, language, listed, number, share
from chiso_web.portal.addresses import (
    node_address,
    part_address,
    restated_address,
    unit_address,
)
from chiso_web.portal.choice import Choice
from chiso_web.portal.league.lines import sorted_word
from chiso_web.portal.papi import SHORT_NAMES
from chiso_web.results.estimates import Estimate, Estimates, Part


@dataclass(frozen=True, slots=True)
class Dots:
    """Where the total stands; for an average also its parts and the line that joins them."""

    place: str
    style: str
    low: str
    high: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """One number with its link, colour step and tooltip."""

    text: str
    address: str
    tone: str
    title: str


@dataclass(frozen=True, slots=True)
class PartLine:
    """A province of before within one of today."""

    name: str
    address: str
    people: str
    share: str
    total: str
    cells: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One province of today."""

    code: str
    name: str
    address: str
    count: int
    tone: str
    class_name: str
    total: Cell
    dots: Dots | None
    reason: str
    cells: tuple[Cell, ...]
    parts: tuple[PartLine, ...]
    made_of: str


@dataclass(frozen=True, slots=True)
class Head:
    """A column's head: code, names, the links to that part and to the order by it."""

    code: str
    name: str | Promise
    title: str
    part: str
    address: str
    sorted: str


class Words:
    """Names and colour steps that every line of one table needs."""

    def __init__(self, found: Estimates, names: dict[str, str]) -> None:
        known = found.edition.classes.classes if found.edition.classes else ()
        self.found = found
        self.names = names  # of the provinces of before, by code
        self.tones = {one.id: f"c{step}" for step, one in enumerate(known, start=1)}
        self.classes = {one.id: one.name.in_language(language()) for one in known}
        self.columns = [node.id for node in found.edition.children(ROOT)]


def axis_of(found: Estimates) -> Axis:
    """The axis that holds every total, of today's provinces and of those before."""
    before = [points for (_, node), points in found.before.items() if node == ROOT]
    return axis_over(points for points in before if points is not None)


def ordered(found: Estimates, choice: Choice) -> Sequence[Estimate]:
    """The rows in the chosen order; those without the value come last, by name."""
    if choice.order == "name":
        return sorted(found.rows, key=lambda row: row.sort_key, reverse=choice.backwards)
    value = _value(ROOT if choice.order == "total" else choice.order)
    there = [row for row in found.rows if value(row) is not None]
    blank = sorted((row for row in found.rows if value(row) is None), key=lambda row: row.sort_key)
    downwards = not choice.backwards
    return [*sorted(there, key=lambda row: value(row) or 0, reverse=downwards), *blank]


def _value(node: str) -> Callable[[Estimate], float | None]:
    return lambda row: row.points(node)


def heads(found: Estimates, choice: Choice) -> tuple[Head, ...]:
    """The heads of the dimensions' columns."""
    return tuple(
        Head(
            code=node.code,
            name=SHORT_NAMES.get(node.id, node.name.in_language(language())),
            title=node.name.in_language(language()),
            part=part_address(found.period, node.id),
            address=order_address(found.period, choice, node.id),
            sorted=sorted_word(choice, node.id),
        )
        for node in found.edition.children(ROOT)
    )


def order_address(year: str, choice: Choice, order: str) -> str:
    """The link that sorts by a column; by the present one, the other way round."""
    turned = Choice(order=choice.order, backwards=choice.backwards).by(order)
    return f"{restated_address(year)}{turned.query}#table"


def line(row: Estimate, words: Words, axis: Axis) -> Line:
    """One province of today."""
    found, class_id = words.found, row.class_ids[ROOT]
    return Line(
        code=row.uid.partition("@")[0],
        name=row.name,
        address=unit_address(row.uid, found.period),
        count=len(row.parts),
        tone=words.tones.get(class_id, "off"),
        class_name=words.classes.get(class_id, _("No estimate")),
        total=cell(row, ROOT, words),
        dots=_dots(row, axis, found),
        reason="" if row.total is not None else lacking_text(row, ROOT, words),
        cells=tuple(cell(row, node, words) for node in words.columns),
        parts=tuple(_part(part, words) for part in row.parts) if row.is_merged else (),
        made_of=made_of(row, words) if row.is_merged else "",
    )


def text_of(row: Estimate, node: str) -> str:
    """A value as it is shown: with ≈ where it is an average."""
    points = row.points(node)
    if points is None:
        return DASH
    return f"{'≈' if row.values[node].approximate else ''}{number(points)}"


def cell(row: Estimate, node: str, words: Words) -> Cell:
    """One number; an average leads to its parts, another to its explanation."""
    year, code = words.found.period, row.parts[0].code
    leads_to = (
        f"#of-{row.uid.partition('@')[0]}" if row.is_merged else node_address(year, code, node)
    )
    if row.points(node) is None:
        return Cell(DASH, leads_to, "c0", lacking_text(row, node, words))
    class_id = row.class_ids[node]
    title = words.classes.get(class_id, "")
    return Cell(text_of(row, node), leads_to, words.tones.get(class_id, "c0"), title)


def lacking_text(row: Estimate, node: str, words: Words) -> str:
    """Why there is no value: which of the old provinces have none."""
    names = [words.names[uid.partition("@")[0]] for uid in row.values[node].lacking]
    if not row.is_merged:
        return _("PAPI did not publish this province’s score; no reason is given.")
    return _(
        "No estimate: PAPI did not publish the score of %(names)s, and an average over the rest "
        "would not be this province's."
    ) % {"names": listed(names, _("and"))}


def made_of(row: Estimate, words: Words) -> str:
    """The old provinces with their shares of the people, and between what their totals lie."""
    facts: dict[str, object] = {"count": len(row.parts), "parts": parts_text(row, words)}
    value = row.values[ROOT]
    if isinstance(value.value, Missing) or value.lowest is None or value.highest is None:
        return _("Of %(count)s former provinces: %(parts)s") % facts
    facts |= {"low": number(value.lowest), "high": number(value.highest)}
    text = _("Of %(count)s former provinces: %(parts)s; their totals: %(low)s to %(high)s")
    return text % facts


def parts_text(row: Estimate, words: Words) -> str:
    """The old provinces with their shares of the people: "Hà Giang 52,1%, Tuyên Quang 47,9%"."""
    return ", ".join(f"{words.names[part.code]} {share(part.share, 1)}" for part in row.parts)


def _part(part: Part, words: Words) -> PartLine:
    year, before = words.found.period, words.found.before
    return PartLine(
        name=words.names[part.code],
        address=node_address(year, part.code),
        people=number(part.people, 0),
        share=share(part.share, 2),
        total=number(before[part.code, ROOT]),
        cells=tuple(
            (number(before[part.code, node]), node_address(year, part.code, node))
            for node in words.columns
        ),
    )


def _dots(row: Estimate, axis: Axis, found: Estimates) -> Dots | None:
    if row.total is None:
        return None
    if not row.is_merged:
        return Dots(axis.place(row.total), "dot", "", "", ())
    totals = [found.before[part.code, ROOT] or 0.0 for part in row.parts]
    return Dots(
        place=axis.place(row.total),
        style="dot o",
        low=axis.place(min(totals)),
        high=axis.place(max(totals)),
        parts=tuple(axis.place(total) for total in totals),
    )
