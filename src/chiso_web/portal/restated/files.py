"""The estimates as a file."""

from chiso.definition.model import ROOT
from chiso.territory import census_2019
from chiso_web.look.saving import Columns
from chiso_web.portal.restated.lines import Words, lacking_text, made_of
from chiso_web.portal.restated.sentences import why_no_rank
from chiso_web.results.estimates import Estimate


def columns(rows: list[Estimate], words: Words, *, source: str) -> Columns:
    """The rows with all digits; ``parts`` names the former provinces with their weights."""
    found = words.found
    table: Columns = {
        "edition": [found.edition.name] * len(rows),
        "period": [found.period] * len(rows),
        "unit": [row.uid for row in rows],
        "name": [row.name for row in rows],
        "basis": [row.values[ROOT].basis.value for row in rows],
        "approximate": [row.values[ROOT].approximate for row in rows],
        "total": [row.total for row in rows],
        "lowest_part": [row.values[ROOT].lowest for row in rows],
        "highest_part": [row.values[ROOT].highest for row in rows],
        "quarter": [row.class_ids[ROOT] for row in rows],
        "parts": [_parts(row) for row in rows],
        "weights": [census_2019().source if row.is_merged else "" for row in rows],
        "note": [_note(row, words) for row in rows],
        "source": [source] * len(rows),
    }
    for node in words.columns:
        table[node] = [row.points(node) for row in rows]
        table[f"{node} quarter"] = [row.class_ids[node] for row in rows]
    return table


def _parts(row: Estimate) -> str:
    return "; ".join(f"{part.code} {part.share:.10g}" for part in row.parts)


def _note(row: Estimate, words: Words) -> str:
    if row.total is None:
        return lacking_text(row, ROOT, words)
    return f"{made_of(row, words)}. {why_no_rank()}" if row.is_merged else ""
