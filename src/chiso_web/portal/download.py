"""What a page shows, as a file."""

from collections.abc import Mapping, Sequence

from django.http import HttpResponse

from chiso import tables
from chiso.evaluation import Explanation
from chiso.values import Missing, Observation
from chiso_web.look.formats import language
from chiso_web.portal.choice import Choice
from chiso_web.portal.league import League
from chiso_web.portal.results import Explained
from chiso_web.portal.tree import title_of

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}
Columns = dict[str, list[object]]


def file_response(columns: Mapping[str, Sequence[object]], *, kind: str, name: str) -> HttpResponse:
    """The table as a file to save."""
    response = HttpResponse(tables.encoded(columns, kind), content_type=TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response


def league_columns(league: League, choice: Choice) -> Columns:
    """The chosen rows in their order, all digits; ``low`` and ``high`` are the 95% interval."""
    rows, lang = league.chosen(choice), language()
    columns: Columns = {
        "edition": [league.edition.name] * len(rows),
        "period": [league.period] * len(rows),
        "unit": [row.unit.code for row in rows],
        "name": [row.unit.name_in_data(lang) for row in rows],
        "rank": [row.total.rank for row in rows],
        "class": [row.total.class_id for row in rows],
        "total": [row.total.points for row in rows],
        "se": [row.se for row in rows],
        "low": [row.interval[0] if row.interval else None for row in rows],
        "high": [row.interval[1] if row.interval else None for row in rows],
        "missing": [row.total.missing for row in rows],
        "note": [row.published.note for row in rows],
    }
    for node in league.columns:
        columns[f"{node.id}"] = [row.scores[node.id].points for row in rows]
        columns[f"{node.id} class"] = [row.scores[node.id].class_id for row in rows]
    return columns


def explanation_columns(found: Explained) -> Columns:
    """The tree line by line: every node, then what it read and what it only shows."""
    rows = _rows(found.subject.explanation, found)
    return {name: [row[name] for row in rows] for name in rows[0]}


def _rows(item: Explanation, found: Explained) -> list[dict[str, object]]:
    rows = [_node_row(item, found)]
    for child in item.children:
        rows += _rows(child, found)
    read = [_observation_row(item, one, found, counted=True) for one in item.inputs]
    return [
        *rows,
        *read,
        *(_observation_row(item, one, found, counted=False) for one in item.shown),
    ]


def _node_row(item: Explanation, found: Explained) -> dict[str, object]:
    missing = isinstance(item.score.points, Missing)
    return {
        "edition": found.subject.edition.name,
        "period": item.period,
        "unit": item.unit,
        "node": item.node.id,
        "measure": "",
        "name": title_of(item),
        "value": None,
        "counted": True,
        "points": None if missing else item.score.points,
        "weight": item.weight,
        "contribution": item.contribution,
        "offset": item.offset,
        "min": item.score.minimum,
        "max": item.score.maximum,
        "missing": item.score.points.kind.value if isinstance(item.score.points, Missing) else "",
        "median": found.country.medians.get(item.node.id),
        "source": _place(item),
    }


def _observation_row(
    item: Explanation, read: Observation, found: Explained, *, counted: bool
) -> dict[str, object]:
    known = found.subject.edition.measures.get(read.measure)
    blank: dict[str, object] = dict.fromkeys(_node_row(item, found))
    return blank | {
        "edition": found.subject.edition.name,
        "period": read.period,
        "unit": read.unit,
        "node": item.node.id,
        "measure": read.measure,
        "name": known.name.in_language(language()) if known else read.measure,
        "value": None if isinstance(read.value, Missing) else read.value,
        "counted": counted,
        "missing": read.value.kind.value if isinstance(read.value, Missing) else "",
        "source": read.source,
    }


def _place(item: Explanation) -> str:
    cite = item.node.cite
    return f"{cite.source}: {cite.place.in_language(language())}" if cite else ""
