"""An explanation's tree as a file."""

from chiso.datasets.papi import COMPUTED, source_text
from chiso.definition.model import Edition
from chiso.evaluation import Explanation
from chiso.values import Missing, Observation
from chiso_web.look.formats import language
from chiso_web.look.rules.measured import as_sentence, missing_text, note_text
from chiso_web.look.saving import Columns
from chiso_web.portal.explained_node import left_out_text, reduced_text, title_of
from chiso_web.portal.explanation.reading import Explained


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
        "left_out": item.left_out,
        "note": as_sentence(_node_note(item, found)),
        "source": _place(item, found.subject.edition),
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
        "note": as_sentence(_observation_note(read)),
        "source": source_text(read.source).in_language(language()),
    }


def _node_note(item: Explanation, found: Explained) -> str:
    """Why a node has no points, or what is to be known of those it has."""
    if not isinstance(item.score.points, Missing):
        whole = item is found.subject.explanation and found.subject.is_added_up
        return note_text(COMPUTED) if whole else reduced_text(item)
    text = missing_text(item.score.points)
    return f"{text}; {left_out_text()}" if item.left_out else text


def _observation_note(read: Observation) -> str:
    return missing_text(read.value) if isinstance(read.value, Missing) else note_text(read.note)


def _place(item: Explanation, edition: Edition) -> str:
    """The citation of a node: the source's title and the place in it."""
    cite, lang = item.node.cite, language()
    if cite is None:
        return ""
    return f"{edition.sources[cite.source].title.in_language(lang)}; {cite.place.in_language(lang)}"
