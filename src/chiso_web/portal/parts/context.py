"""What the templates of parts are given."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from chiso.definition.model import ROOT, Node
from chiso_web.look.dots import stacked
from chiso_web.look.formats import language, number
from chiso_web.look.multiples import Frame, Panel, Point, Series, common_span, panel
from chiso_web.portal.addresses import (
    changes_address,
    downloads,
    league_address,
    part_address,
    part_list_address,
)
from chiso_web.portal.explanation.subject import scale_text
from chiso_web.portal.other_years import YearLink
from chiso_web.portal.parts import lines, sentences
from chiso_web.portal.parts.part import Part
from chiso_web.portal.sources import publisher, source_lines

LEAST_YEARS = 2


def part_facts(
    part: Part, *, years: tuple[YearLink, ...], absent: str, address: str
) -> Mapping[str, object]:
    """Everything on the page of a node."""
    own = part_address(part.period, part.node.id)
    cuts = cuts_of(part)
    return {
        **_place(part),
        "title": sentences.title(part),
        "part": part,
        "years": years,
        "absent": absent,
        "lead": sentences.lead(part),
        "facts": facts(part),
        "measures": sentences.measures_text(part),
        "cite": sentences.cite(part),
        "note": part.node.note.in_language(language()) if part.node.note else "",
        "no_indicators": sentences.no_indicators(part),
        "strip": strip(part),
        "classes": lines.class_lines(part),
        "axis": lines.axis_of(part),
        "median_place": _median_place(part),
        "lines": lines.table(part),
        "value_heads": lines.values_heads(part),
        "children": lines.part_lines(part, part.children),
        "shown": lines.shown_lines(part),
        "panel": trend(part, cuts),
        "trend_text": sentences.trend_text(part, cuts),
        "medians": [
            (year, number(value, lines.digits(part))) for year, value in part.medians.items()
        ],
        "changes_address": _changes(part, years),
        "quote": sentences.quote(part, address),
        "downloads": downloads(own),
        "sources": source_lines(part.edition),
    }


def _place(part: Part) -> Mapping[str, object]:
    """Where the node stands: breadcrumb and tree."""
    above = [one for one in part.edition.ancestors(part.node.id) if one.id != ROOT]
    return {
        "league_address": league_address(part.period),
        "tree_address": part_list_address(part.period),
        "path": [
            (one.code or one.id, part_address(part.period, one.id)) for one in reversed(above)
        ],
        "node_id": part.node.code or part.node.id,
        "branches": lines.tree(part),
    }


def facts(part: Part) -> list[tuple[str, str, str]]:
    """The figures beside the node: name, value, note."""
    spread = part.spread
    if spread is None:
        return []
    places = lines.digits(part)
    middle = number(spread.median, places)
    ends = f"{number(spread.lowest, places)}–{number(spread.highest, places)}"
    counted = _("of %(count)s provinces") % {"count": spread.count}
    found = [
        (sentences.level(part), part.node.code or part.node.id, sentences.weight_text(part)),
        (_("National median"), middle, counted),
        (_("Lowest–highest"), ends, scale_text(part.node)),
        (_("Error (95%)"), _("not published"), _("that is not certainty")),
    ]
    return found


def strip(part: Part) -> Mapping[str, object] | None:
    """The picture of how the points lie: stacked dots with the median; None without points."""
    axis, spread = lines.axis_of(part), part.spread
    if axis is None or spread is None:
        return None
    dots = stacked(
        axis,
        [
            (
                row.standing.points or 0.0,
                lines.tone_of(part, row.standing.class_id),
                row.unit.name(language()),
            )
            for row in part.ranked
        ],
    )
    return {
        "dots": dots,
        "axis": axis,
        "median": number(spread.median, lines.digits(part)),
        "median_place": axis.place(spread.median),
        "height": max(dot.height for dot in dots) + 12,
        "finding": sentences.lead(part)[0] + ".",
    }


def _median_place(part: Part) -> str:
    axis, spread = lines.axis_of(part), part.spread
    return "" if axis is None or spread is None else axis.place(spread.median)


def cuts_of(part: Part) -> tuple[int, ...]:
    """The years from which on the node is not compared with earlier ones."""
    bound = {part.node.id, *(one.id for one in part.edition.ancestors(part.node.id))}
    years = [int(year) for year in part.medians]
    return tuple(
        sorted(
            {
                one.from_year
                for one in part.edition.breaks
                if one.node in bound and years and years[0] < one.from_year <= years[-1]
            }
        )
    )


def trend(part: Part, cuts: tuple[int, ...]) -> Panel | None:
    """The national median over the years; None for a single year."""
    if len(part.medians) < LEAST_YEARS:
        return None
    points = tuple(Point(int(year), value) for year, value in part.medians.items())
    years = [one.year for one in points]
    frame = Frame(
        first=years[0],
        last=years[-1],
        width=370,
        height=160,
        right=56,
        labelled=tuple(range(years[0], years[-1] + 1, 2 if len(years) > 7 else 1)),
    )
    series = Series(own=points, median=(), cuts=cuts)
    return panel(series, frame, span=common_span([series]), names=("", ""), word=_("break"))


def _changes(part: Part, years: tuple[YearLink, ...]) -> str:
    """The way to the node's changes since the year before; empty where that is another time."""
    names = [one.year for one in years]
    place = names.index(part.period)
    if place == 0 or years[place].gap:
        return ""
    return changes_address(part.period, names[place - 1]) + f"?part={part.node.id}"


def tree_facts(part: Part, *, years: tuple[YearLink, ...], address: str) -> Mapping[str, object]:
    """Everything on the page of the whole tree."""
    own = part_list_address(part.period)
    nodes = tree_nodes(part)
    return {
        "title": _("PAPI %(year)s: dimensions and sub-dimensions") % {"year": part.period},
        "part": part,
        "years": years,
        "league_address": league_address(part.period),
        "lines": lines.part_lines(part, nodes),
        "dimensions": sum(1 for node in nodes if node.kind == "dimension"),
        "count": sum(1 for node in nodes if node.kind != "dimension"),
        "no_error": sentences.no_error(),
        "downloads": downloads(own),
        "address": address,
        "publisher": publisher(part.edition),
        "sources": source_lines(part.edition),
    }


def tree_nodes(part: Part) -> list[Node]:
    """The dimensions, each followed by its sub-dimensions."""
    return [node for node in part.edition.nodes if node.id in part.spreads and node.id != ROOT]
