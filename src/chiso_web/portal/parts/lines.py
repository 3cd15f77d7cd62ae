"""A node over all provinces as the page shows it: lines, classes, parts, tree."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from django.utils.translation import gettext as _

from chiso.definition.model import ROOT, Node
from chiso.values import Missing, MissingKind
from chiso_web.look.axis import Axis, axis_over
from chiso_web.look.formats import DASH, language, number, signed
from chiso_web.look.interval_dots import IntervalDot, interval_dot
from chiso_web.look.rules.measured import (
    measure_name,
    missing_text,
    observed_text,
    unit_of,
    value_text,
)
from chiso_web.portal import classes
from chiso_web.portal.addresses import league_address, node_address, part_address, unit_address
from chiso_web.portal.branches import Branch, branches
from chiso_web.portal.parts.part import Part, Row, Spread

MOST_NAMED = 2


@dataclass(frozen=True, slots=True)
class Line:
    """One province: rank, links, class, points, values observed; ``opens`` is the heading of the
    class that begins with it.
    """

    rank: str
    name: str
    profile: str
    address: str
    tone: str
    class_name: str
    points: str
    against: str
    values: tuple[str, ...]
    dot: IntervalDot | None
    reason: str
    opens: str = ""


@dataclass(frozen=True, slots=True)
class ClassLine:
    """One class: colour step, word, range of points, how many provinces."""

    tone: str
    name: str
    range: str
    count: int


@dataclass(frozen=True, slots=True)
class PartLine:
    """One node with its spread: ``low``, ``width`` and ``median_place`` are shares of its printed
    scale as SVG attributes, "" where it has none.
    """

    level: str
    code: str
    name: str
    address: str
    scale: str
    median: str
    lowest: str
    lowest_name: str
    highest: str
    highest_name: str
    low: str
    width: str
    median_place: str


def axis_of(part: Part) -> Axis | None:
    """The axis that holds all points; None without any."""
    points = [row.standing.points or 0.0 for row in part.ranked]
    return axis_over(points) if points else None


def table(part: Part) -> tuple[Line, ...]:
    """Every province, most points first; those without points last, with the reason."""
    axis, found, last = axis_of(part), [], ""
    for row in (*part.ranked, *part.blank):
        line = _line(part, axis, row)
        found.append(replace(line, opens=line.class_name if line.class_name != last else ""))
        last = line.class_name
    return tuple(found)


def _line(part: Part, axis: Axis | None, row: Row) -> Line:
    own, spread = row.standing, part.spread
    points = own.points
    return Line(
        rank=str(own.rank) if own.rank and part.is_classed else "",
        name=row.unit.name(language()),
        profile=unit_address(row.unit.id_text, part.period),
        address=node_address(part.period, row.unit.code, part.node.id),
        tone=tone_of(part, own.class_id),
        class_name=class_names(part).get(own.class_id, ""),
        points=number(points, digits(part)),
        against=""
        if points is None or spread is None
        else signed(points - spread.median, digits(part)),
        values=tuple(_value(part, row, measure) for measure in part.measures),
        dot=None
        if points is None or axis is None
        else interval_dot(axis, points, interval=None, clear=False),
        reason="" if points is not None else reason(row),
    )


def digits(part: Part) -> int:
    """How many decimals show: an indicator's points are small."""
    return 2 if part.is_classed else 4


def reason(row: Row) -> str:
    """Why a province has no points."""
    kind = row.standing.missing
    return missing_text(Missing(MissingKind(kind) if kind else MissingKind.NOT_PUBLISHED))


def _value(part: Part, row: Row, measure: str) -> str:
    table = part.observed
    if table is None or not table.has(measure) or row.unit.code not in table.units:
        return DASH
    return observed_text(
        part.edition,
        table.observation(table.units.index(row.unit.code), measure),
        scale=part.range_read,
    )


def values_heads(part: Part) -> tuple[str, ...]:
    """What the columns of observed values are called."""
    return tuple(measure_name(part.edition, measure) for measure in part.measures)


def class_names(part: Part) -> dict[str, str]:
    """The names of the classes by their ids; none where the level has no classes."""
    return classes.class_names(part.edition) if part.is_classed else {}


def tone_of(part: Part, class_id: str) -> str:
    """The colour step of a class, "c1" (lowest) upwards; empty for none."""
    return classes.tone_of(part.edition, class_id) if part.is_classed else ""


def class_lines(part: Part) -> tuple[ClassLine, ...]:
    """The classes from the highest, each with its range of points."""
    found = []
    for class_id, name in reversed(class_names(part).items()):
        points = [
            row.standing.points or 0.0 for row in part.ranked if row.standing.class_id == class_id
        ]
        if points:
            span = f"{number(min(points))}–{number(max(points))}"
            found.append(ClassLine(tone_of(part, class_id), name, span, len(points)))
    return tuple(found)


def part_lines(part: Part, nodes: Sequence[Node]) -> tuple[PartLine, ...]:
    """Nodes with median, lowest and highest."""
    return tuple(_part_line(part, node) for node in nodes)


def _part_line(part: Part, node: Node) -> PartLine:
    spread = part.spreads.get(node.id)
    low, width, middle = _places(node, spread)
    classed = node.scale is not None
    shown = 2 if classed else 4
    return PartLine(
        level=node.kind,
        code=node.code or node.id,
        name=node.name.in_language(language()),
        address=league_address(part.period)
        if node.id == ROOT
        else part_address(part.period, node.id),
        scale="" if node.scale is None else _scale(node),
        median=number(spread.median if spread else None, shown),
        lowest=number(spread.lowest if spread else None, shown),
        lowest_name=_names(part, spread.lowest_units if spread else ()),
        highest=number(spread.highest if spread else None, shown),
        highest_name=_names(part, spread.highest_units if spread else ()),
        low=low,
        width=width,
        median_place=middle,
    )


def _scale(node: Node) -> str:
    low, high = node.scale or (0.0, 0.0)
    return f"{number(low, 2 if low % 1 else 0)}–{number(high, 2 if high % 1 else 0)}"


def _places(node: Node, spread: Spread | None) -> tuple[str, str, str]:
    if spread is None or node.scale is None:
        return "", "", ""
    low, high = node.scale
    start, end, middle = (
        100 * (value - low) / (high - low)
        for value in (spread.lowest, spread.highest, spread.median)
    )
    return f"{start:.1f}%", f"{end - start:.1f}%", f"{middle:.1f}%"


def _names(part: Part, units: Sequence[int]) -> str:
    """The names of few provinces, or how many they are."""
    if len(units) > MOST_NAMED:
        return _("%(count)s provinces") % {"count": len(units)}
    return ", ".join(part.name_of(unit, language()) for unit in units)


def shown_lines(part: Part) -> tuple[tuple[str, ...], ...]:
    """What is shown with the node and never counted: name, lowest, median, highest."""
    found = []
    for measure in part.node.shown:
        values = _values_of(part, measure)
        if values:
            unit = unit_of(part.edition, measure)
            middle = median(values)
            ends = (value_text(value, unit) for value in (values[0], middle, values[-1]))
            found.append((measure_name(part.edition, measure), *ends))
    return tuple(found)


def _values_of(part: Part, measure: str) -> list[float]:
    if part.observed is None or not part.observed.has(measure):
        return []
    values = part.observed.column(measure)[0].tolist()
    return sorted(value for value in values if value == value)


def tree(part: Part) -> tuple[Branch, ...]:
    """The nodes of the edition with their medians, opened down to this one."""

    def middle(node: Node) -> str:
        spread = part.spreads.get(node.id)
        return number(spread.median if spread else None, 2 if node.code else 4)

    return branches(
        part.edition,
        part.node.id,
        points=middle,
        address=lambda node: part_address(part.period, node.id),
    )
