"""The tree of points as lines that read like an equation: value, rule, points, median, bar."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from chiso.definition.model import Combination, Edition
from chiso.evaluation import Explanation
from chiso.values import Missing, Observation, ObservationTable
from chiso.wording import say
from chiso_web.look.bars import Bar, segment, tick
from chiso_web.look.formats import DASH, language, number, short, signed
from chiso_web.portal.addresses import node_address
from chiso_web.portal.measured import (
    measure_name,
    median_of,
    missing_text,
    note_text,
    observed_text,
    unit_of,
    value_text,
)

DIGITS = 4
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
    """A node with its lines."""

    id: str
    name: str
    address: str
    rule: str
    note: str
    source: str
    points: str
    reason: str
    median: str
    scale: str
    bar: Bar | None
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One term of the sum."""

    points: str
    name: str


def full_of(item: Explanation) -> float:
    """The upper end of a node's bar: its printed scale, or the most points it can have."""
    return item.node.scale[1] if item.node.scale else item.score.maximum


def title_of(item: Explanation) -> str:
    """A node's code and name."""
    return f"{item.node.code} {item.node.name.in_language(language())}".strip()


def points_of(item: Explanation) -> float | None:
    """A node's own points; None where missing."""
    return None if isinstance(item.score.points, Missing) else item.score.points


def is_given(item: Explanation) -> bool:
    """Whether a published score was taken as it stands."""
    return item.node.rule is not None and item.node.rule.kind == "given" and item.weight == 1


def adds_up(item: Explanation) -> bool:
    """Whether a node is the plain sum of its parts and offset, so that a sum may be shown."""
    return item.node.combine in {Combination.SUM, Combination.WEIGHTED_SUM}


def parts(item: Explanation) -> tuple[Part, ...]:
    """The terms that add up to the node's points; none if they do not add, or some are missing."""
    shares = [child.contribution for child in item.children]
    if not item.children or not adds_up(item) or None in shares or points_of(item) is None:
        return ()
    start = [Part(number(item.offset, DIGITS), _("Points to start with"))] if item.offset else []
    return (
        *start,
        *(Part(number(child.contribution, DIGITS), title_of(child)) for child in item.children),
    )


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
        points, full = points_of(item), full_of(item)
        median = self.country.medians.get(item.node.id)
        style = HATCHED if is_given(item) else WHOLE
        missing = item.score.points if isinstance(item.score.points, Missing) else None
        return Group(
            id=item.node.id,
            name=title_of(item),
            address="" if on_its_own else node_address(item.period, item.unit, item.node.id),
            rule=rule_text(item),
            note=item.node.note.in_language(language()) if item.node.note else "",
            source=self.source(item),
            points=number(points, DIGITS),
            reason=missing_text(missing) if missing else "",
            median=number(median, DIGITS),
            scale="" if points is None else f"0–{short(full, 2)}",
            bar=None
            if points is None
            else Bar((segment(0, points, full=full, style=style),), tick(median, full=full)),
            lines=self.lines(item, on_its_own=on_its_own),
        )

    def total_bar(self, top: Explanation) -> Bar | None:
        """The bar of the whole: its parts one after the other."""
        full, place, segments = full_of(top), top.offset, []
        for child in top.children:
            style = HATCHED if is_given(child) else WHOLE
            end = place + (child.contribution or 0)
            segments.append(segment(place, end, full=full, style=style))
            place = end
        if points_of(top) is None or not adds_up(top):
            return None
        return Bar(tuple(segments), tick(self.country.medians.get(top.node.id), full=full))

    def lines(self, item: Explanation, *, on_its_own: bool) -> tuple[Line, ...]:
        """The offset, the parts, what rounding leaves, and what is shown but not counted."""
        found, place = [], item.offset
        if item.offset:
            found.append(self.offset_line(item))
        for child in item.children:
            found.append(self.part_line(child, start=place, full=full_of(item)))
            place += child.contribution or 0
        if (on_its_own and not item.children) or (not item.children and not is_given(item)):
            found += [self.input_line(item, read) for read in item.inputs]
        rest = rounding(item)
        if rest:
            found.append(_rounding_line(rest))
        return (*found, *(self.shown_line(item, shown) for shown in item.shown))

    def offset_line(self, item: Explanation) -> Line:
        """The points that everybody starts with."""
        bar = Bar((segment(0, item.offset, full=full_of(item), style=PART),), "")
        text = number(item.offset, DIGITS)
        return _line(
            name=_("Points to start with (the lower end of the scale)"),
            rule=_("fixed"),
            points=text,
            median_points=text,
            bar=bar,
        )

    def part_line(self, item: Explanation, *, start: float, full: float) -> Line:
        """One part: its value, its weight, and its points."""
        share, median = item.contribution, self.country.medians.get(item.node.id)
        missing = item.score.points if isinstance(item.score.points, Missing) else None
        style = HATCHED if is_given(item) else PART
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
            bar=None
            if share is None
            else Bar((segment(start, start + share, full=full, style=style),), ""),
        )

    def input_line(self, item: Explanation, read: Observation) -> Line:
        """One observation that a leaf read."""
        return _line(
            name=measure_name(self.edition, read.measure),
            source=self.source(item),
            note=self.notes((read,)),
            values=observed_text(self.edition, read),
            points=number(points_of(item), DIGITS) if len(item.inputs) == 1 else "",
            median_values=self.median_value(read.measure),
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
        return "; ".join(observed_text(self.edition, read) for read in item.inputs)

    def median_values(self, item: Explanation) -> str:
        """The country's median of what a part read."""
        return "; ".join(self.median_value(read.measure) for read in item.inputs)

    def median_value(self, measure: str) -> str:
        """The country's median of one measure."""
        median = median_of(self.country.table, measure)
        return DASH if median is None else value_text(median, unit_of(self.edition, measure))

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


def rule_text(item: Explanation) -> str:
    """The rule as a sentence of its own."""
    text = say(item.rule, language())
    return text[:1].upper() + text[1:]


def part_rule(item: Explanation) -> str:
    """What is done with a part's value, in few words."""
    if points_of(item) is None:
        return ""
    if is_given(item):
        return _("as published")
    weight = _("× %(weight)s points") % {"weight": short(item.weight)}
    if item.node.rule is None or item.node.rule.kind == "given":
        return weight if item.weight != 1 or item.node.rule else ""
    text = say(item.rule, language())
    return f"{text}; {weight}" if item.weight != 1 else text


def rounding(item: Explanation) -> float:
    """What the printed parts miss of the printed sum; 0 if nothing, or if they are no sum."""
    points, shares = points_of(item), [child.contribution for child in item.children]
    if points is None or None in shares or not shares or not adds_up(item):
        return 0.0
    printed = [round(item.offset, DIGITS), *(round(share or 0, DIGITS) for share in shares)]
    return round(round(points, DIGITS) - sum(printed), DIGITS)


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
