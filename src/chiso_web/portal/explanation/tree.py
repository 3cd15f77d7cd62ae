"""The tree of points as lines that read like an equation: value, rule, points, median, bar."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from chiso.definition.model import Edition
from chiso.evaluation import Explanation
from chiso.values import Missing, Observation, ObservationTable
from chiso_web.look.bars import Bar, bar
from chiso_web.look.formats import DASH, language, number, signed
from chiso_web.look.rules.measured import (
    measure_name,
    median_of,
    missing_text,
    note_text,
    observed_text,
    unit_of,
    value_text,
)
from chiso_web.portal.addresses import node_address
from chiso_web.portal.explained_node import (
    DIGITS,
    counted,
    full_of,
    is_given,
    left_out_text,
    part_rule,
    points_of,
    range_read,
    reduced_text,
    rounding,
    rule_text,
    title_of,
)

HATCHED, WHOLE, PART = "bh", "bs", "bf"


@dataclass(frozen=True, slots=True)
class Country:
    """What the country's units have: their observations, and the median points of every node."""

    table: ObservationTable
    medians: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Line:
    """One line: what it is, the values read, what is done with them, and the points."""

    name: str
    address: str
    source: str
    note: str
    values: str
    rule: str
    points: str
    median_values: str
    median_points: str
    bar: Bar | None
    counted: bool


@dataclass(frozen=True, slots=True)
class Group:
    """A node with its lines; a leaf that has none carries the value read itself."""

    id: str
    name: str
    address: str
    rule: str
    note: str
    source: str
    values: str
    points: str
    reason: str
    median_values: str
    median: str
    scale: str
    bar: Bar | None
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Tree:
    """Builds the groups of one explanation in the language of the page."""

    edition: Edition
    country: Country

    def groups(self, top: Explanation) -> tuple[Group, ...]:
        """A group for each part of the node, or one of the node itself if its parts are leaves."""
        if any(child.children or child.shown or is_given(child) for child in top.children):
            return tuple(self.group(child) for child in top.children)
        return (self.group(top, on_its_own=True),)

    def group(self, item: Explanation, *, on_its_own: bool = False) -> Group:
        """A node with its lines; on its own page a leaf shows what it read."""
        points, median = points_of(item), self.country.medians.get(item.node.id)
        alone = on_its_own and not item.children and len(item.inputs) == 1
        value = alone and not is_given(item)
        whole = () if points is None else ((0, points, HATCHED if is_given(item) else WHOLE),)
        drawn = bar(whole, full=full_of(item), median=median)
        notes = (item.node.note.in_language(language()) if item.node.note else "",)
        return Group(
            id=item.node.id,
            name=title_of(item),
            address="" if on_its_own else node_address(item.period, item.unit, item.node.id),
            rule=rule_text(item),
            note=" ".join((*notes, "" if on_its_own else reduced_text(item))).strip(),
            source=self.source(item),
            values=self.values(item) if value else "",
            points=number(points, DIGITS),
            reason=self.reason(item, with_notes=alone),
            median_values=self.median_values(item) if value else "",
            median=number(median, DIGITS),
            scale=_("axis from 0") if drawn else "",
            bar=drawn,
            lines=self.lines(item, on_its_own=on_its_own),
        )

    def reason(self, item: Explanation, *, with_notes: bool) -> str:
        """Why a node has no points, or what was noted of the value that it read."""
        if not isinstance(item.score.points, Missing):
            return self.notes(item.inputs) if with_notes else ""
        text = missing_text(item.score.points)
        return f"{text}; {left_out_text()}" if item.left_out else text

    def total_bar(self, top: Explanation) -> Bar | None:
        """The bar of the whole: its parts one after the other."""
        if points_of(top) is None:
            return None
        place, pieces = top.offset, []
        for child in counted(top):
            end = place + (child.contribution or 0)
            pieces.append((place, end, HATCHED if is_given(child) else WHOLE))
            place = end
        return bar(pieces, full=full_of(top), median=self.country.medians.get(top.node.id))

    def lines(self, item: Explanation, *, on_its_own: bool) -> tuple[Line, ...]:
        """The offset, the parts, what rounding leaves, and what is shown but not counted."""
        found, place = [], item.offset
        if item.offset:
            found.append(self.offset_line(item))
        for child in item.children:
            found.append(self.part_line(child, start=place, full=full_of(item)))
            place += child.contribution or 0
        if not item.children and not (is_given(item) or (on_its_own and len(item.inputs) == 1)):
            found += [self.input_line(item, read) for read in item.inputs]
        rest = rounding(item)
        if rest:
            found.append(_rounding_line(rest))
        return (*found, *(self.shown_line(item, shown) for shown in item.shown))

    def offset_line(self, item: Explanation) -> Line:
        """The points that everybody starts with."""
        text = number(item.offset, DIGITS)
        return _line(
            name=_("Points to start with (the lower end of the scale)"),
            rule=_("fixed"),
            points=text,
            median_points=text,
            bar=bar([(0, item.offset, PART)], full=full_of(item)),
        )

    def part_line(self, item: Explanation, *, start: float, full: float | None) -> Line:
        """One part: its value, its weight, and its points."""
        share, median = item.contribution, self.country.medians.get(item.node.id)
        missing = item.score.points if isinstance(item.score.points, Missing) else None
        style = HATCHED if is_given(item) else PART
        piece = () if share is None else ((start, start + share, style),)
        return _line(
            name=title_of(item),
            address=node_address(item.period, item.unit, item.node.id),
            source=self.source(item),
            note=missing_text(missing) if missing else self.notes(item.inputs),
            values="" if is_given(item) else self.values(item),
            rule=part_rule(item),
            points=number(share, DIGITS),
            median_values="" if is_given(item) else self.median_values(item),
            median_points=number(None if median is None else item.weight * median, DIGITS),
            bar=bar(piece, full=full),
            counted=not item.left_out,
        )

    def input_line(self, item: Explanation, read: Observation) -> Line:
        """One observation that a leaf read."""
        return _line(
            name=measure_name(self.edition, read.measure),
            source=self.source(item),
            note=self.notes((read,)),
            values=observed_text(self.edition, read, scale=range_read(item)),
            points=number(points_of(item), DIGITS) if len(item.inputs) == 1 else "",
            median_values=self.median_value(read.measure, scale=range_read(item)),
        )

    def shown_line(self, item: Explanation, shown: Observation) -> Line:
        """One observation that is shown and never counted."""
        return _line(
            name=measure_name(self.edition, shown.measure),
            note=self.notes((shown,)),
            values=observed_text(self.edition, shown),
            rule=_("how it counts is not known") if is_given(item) else _("not counted"),
            points=DASH,
            median_values=self.median_value(shown.measure),
            counted=False,
        )

    def values(self, item: Explanation) -> str:
        """What a part read, or an inner part's own points where a weight follows."""
        if item.children:
            return number(points_of(item), DIGITS) if item.weight != 1 else ""
        return "; ".join(
            observed_text(self.edition, read, scale=range_read(item)) for read in item.inputs
        )

    def median_values(self, item: Explanation) -> str:
        """The country's median of what a part read."""
        scale = range_read(item)
        return "; ".join(self.median_value(read.measure, scale=scale) for read in item.inputs)

    def median_value(self, measure: str, *, scale: tuple[float, float] | None = None) -> str:
        """The country's median of one measure."""
        median = median_of(self.country.table, measure)
        unit = unit_of(self.edition, measure)
        return DASH if median is None else value_text(median, unit, scale=scale)

    def notes(self, read: tuple[Observation, ...]) -> str:
        """What the publisher or Chiso noted beside the values."""
        texts = []
        for item in read:
            if isinstance(item.value, Missing):
                texts.append(missing_text(item.value))
            elif item.note:
                texts.append(note_text(item.note))
        return "; ".join(dict.fromkeys(texts))

    def source(self, item: Explanation) -> str:
        """The place in the source; with its title where it is not the edition's main one."""
        cite, lang = item.node.cite, language()
        if cite is None:
            return ""
        place = cite.place.in_language(lang)
        if cite.source == self.edition.in_force.source:
            return place
        return f"{self.edition.sources[cite.source].title.in_language(lang)}; {place}"


def _rounding_line(rest: float) -> Line:
    return _line(
        name=_("Rounding: computed with all digits, printed with four"),
        points=signed(rest, DIGITS),
    )


def _line(
    *,
    name: str,
    address: str = "",
    source: str = "",
    note: str = "",
    values: str = "",
    rule: str = "",
    points: str = "",
    median_values: str = "",
    median_points: str = "",
    bar: Bar | None = None,
    counted: bool = True,
) -> Line:
    return Line(
        *(name, address, source, note, values, rule, points),
        *(median_values, median_points, bar, counted),
    )
