"""Standings as a picture: the map of a city, tiles for units without one, else dots on an axis."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import TypedDict

from django.utils.translation import gettext as _

from chiso_web.look.area_map import AreaMap, drawn
from chiso_web.look.axis import Axis, axis_over
from chiso_web.look.city_shapes import ha_noi_2025
from chiso_web.look.dot_strip import DotStrip, dot_strip
from chiso_web.look.dots import stacked
from chiso_web.look.formats import language, number
from chiso_web.look.maps import KeyLine, Mark
from chiso_web.look.tiles import Tiles, layout, tiled
from chiso_web.portal.classes import class_names, tone_of
from chiso_web.portal.outcome.missing import address_of
from chiso_web.portal.outcome.naming import outcome_name, ranked_among, unit_within
from chiso_web.portal.outcome.outcome import Outcome
from chiso_web.portal.outcome.reading import outcome_of
from chiso_web.portal.standings.reading import table_list
from chiso_web.portal.standings.sentences import ends_text
from chiso_web.portal.standings.table import Row, Table
from chiso_web.portal.synthetic import mark_of
from chiso_web.results.models import Evaluation

DRAWN_SINCE = date(2025, 7, 1)  # the first day of the units that ha_noi_2025 draws
NO_BREAK = "\u00a0"  # a count stays beside what it counts


def picture_of(outcome: Outcome) -> AreaMap | Tiles | None:
    """The map or the tiles of all groups; None for units that neither is at hand for."""
    return _picture(outcome.evaluation, language())


@lru_cache(maxsize=32)
def _picture(evaluation: Evaluation, lang: str) -> AreaMap | Tiles | None:
    """Drawn once a process and language: a published evaluation never changes."""
    outcome = outcome_of(evaluation)
    tables = table_list(outcome)
    places = layout(outcome.index)
    if places:
        return tiled(places, _marks(tables), **_facts(outcome, tables))
    if not _is_drawn(outcome):
        return None
    return drawn(ha_noi_2025(), _marks(tables), notes=_notes(tables), **_facts(outcome, tables))


def _is_drawn(outcome: Outcome) -> bool:
    units, known = outcome.units.values(), ha_noi_2025().units
    return all(unit.valid_from == DRAWN_SINCE and unit.code in known for unit in units)


class _Facts(TypedDict):
    title: str
    finding: str
    key: list[KeyLine]
    missing: str
    stamp: str


def _facts(outcome: Outcome, tables: Sequence[Table]) -> _Facts:
    """What both kinds of picture are given."""
    return _Facts(
        title=_("%(name)s: classes of the total") % {"name": outcome_name(outcome)},
        finding=" ".join((*map(_finding, tables), _("All figures stand in the table."))),
        key=_key(outcome, tables),
        missing=_missing(tables),
        stamp=mark_of(outcome.evaluation),
    )


def _finding(table: Table) -> str:
    """The ends of a group in words."""
    if not table.ranked:
        return ""
    best, last = table.ranked[0], table.ranked[-1]
    return _("Of %(units)s, %(best)s is highest (%(high)s), %(last)s lowest (%(low)s).") % {
        "units": ranked_among(table.outcome, table.group),
        "best": unit_within(best.unit),
        "high": number(best.points),
        "last": unit_within(last.unit),
        "low": number(last.points),
    }


def _marks(tables: Sequence[Table]) -> list[Mark]:
    return [_mark(table, row) for table in tables for row in table.rows]


def _mark(table: Table, row: Row) -> Mark:
    outcome = table.outcome
    names, class_id = class_names(outcome.edition), row.total.class_id
    return Mark(
        code=row.unit.code,
        name=row.unit.name(language()),
        address=address_of(outcome, row.unit.uid),
        tone=tone_of(outcome.edition, class_id),
        class_name=names.get(class_id, ""),
        value="" if row.points is None else number(row.points),
    )


def _notes(tables: Sequence[Table]) -> Mapping[str, str]:
    """The best and the last unit of each group."""
    found: dict[str, str] = {}
    for table in tables:
        for row, word in _ends(table):
            facts = {"total": number(row.points), "word": word}
            found[row.unit.code] = _("%(total)s, %(word)s") % facts
    return found


def _ends(table: Table) -> list[tuple[Row, str]]:
    if not table.ranked:
        return []
    facts = {"units": table.group.name(language())}
    best = (table.ranked[0], _("highest of %(units)s") % facts)
    return [best, (table.ranked[-1], _("lowest of %(units)s") % facts)]


def _key(outcome: Outcome, tables: Sequence[Table]) -> list[KeyLine]:
    """The classes from highest to lowest with their ranges and sizes in each group."""
    found = []
    for key, name in reversed(class_names(outcome.edition).items()):
        rows = [[row for row in one.ranked if row.total.class_id == key] for one in tables]
        totals = [row.points or 0.0 for own in rows for row in own]
        counts = [
            table.group.counted(len(own), language())
            for table, own in zip(tables, rows, strict=True)
        ]
        if totals:
            ends = ends_text(min(totals), max(totals))
            found.append(KeyLine(tone_of(outcome.edition, key), name, ends, ", ".join(counts)))
    return found


def _missing(tables: Sequence[Table]) -> str:
    names = [unit_within(row.unit) for one in tables for row in one.rows if row.points is None]
    return _("No total: %(names)s.") % {"names": ", ".join(names)} if names else ""


def strip_of(table: Table) -> DotStrip | None:
    """The dots of a group's totals; None without any."""
    if not table.ranked:
        return None
    axis = axis_of(table)
    return dot_strip(
        axis,
        stacked(axis, (_dot(table, row) for row in table.ranked)),
        median=table.middle.median,
        finding=_finding(table),
        stamp=mark_of(table.outcome.evaluation),
    )


def axis_of(table: Table) -> Axis:
    """The axis that holds every total of a group, whatever is filtered."""
    return axis_over([row.points or 0.0 for row in table.ranked] or [0.0])


def _dot(table: Table, row: Row) -> tuple[float, str, str]:
    edition, points = table.outcome.edition, row.points or 0.0
    text = f"{row.unit.name(language())}: {number(points)}"
    return points, tone_of(edition, row.total.class_id), text
