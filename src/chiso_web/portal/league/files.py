"""A league table as a file."""

from chiso_web.look.formats import language
from chiso_web.look.rules.measured import as_sentence, note_text
from chiso_web.look.saving import Columns
from chiso_web.portal.choice import Choice
from chiso_web.portal.league.lines import reason
from chiso_web.portal.league.sentences import no_error, range_text, ranges_text, source_text
from chiso_web.portal.league.table import League, Row


def league_columns(league: League, choice: Choice) -> Columns:
    """The chosen rows in their order, all digits; ``low`` and ``high`` are the 95% interval,
    ``rank_low`` and ``rank_high`` the ranks that sampling error leaves open.
    """
    rows, lang = league.chosen(choice), language()
    columns: Columns = {
        "edition": [league.edition.name] * len(rows),
        "period": [league.period] * len(rows),
        "unit": [row.unit.code for row in rows],
        "name": [row.unit.name_in_data(lang) for row in rows],
        "rank": [row.total.rank for row in rows],
        "rank_low": [row.ranks.lowest if row.ranks else None for row in rows],
        "rank_high": [row.ranks.highest if row.ranks else None for row in rows],
        "class": [row.total.class_id for row in rows],
        "total": [row.total.points for row in rows],
        "se": [row.se for row in rows],
        "low": [row.interval[0] if row.interval else None for row in rows],
        "high": [row.interval[1] if row.interval else None for row in rows],
        "missing": [row.total.missing for row in rows],
        "note": [_note(league, row) for row in rows],
        "source": [source_text(league)] * len(rows),
    }
    for node in league.columns:
        columns[f"{node.id}"] = [row.scores[node.id].points for row in rows]
        columns[f"{node.id} class"] = [row.scores[node.id].class_id for row in rows]
    return columns


def _note(league: League, row: Row) -> str:
    """Why a unit has no total; else what was noted beside it, and what is known of its error."""
    if row.total.points is None:
        return reason(league, row)
    return " ".join(filter(None, (as_sentence(note_text(row.published.note)), _error(league, row))))


def _error(league: League, row: Row) -> str:
    if not league.has_error:
        return no_error()
    return ranges_text(league) if row.ranks else range_text(league, row)
