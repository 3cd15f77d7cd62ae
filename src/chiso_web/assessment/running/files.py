"""The units of a round as a file."""

from collections.abc import Sequence

from chiso.synthesis import FILE_MARK, MARK
from chiso_web.assessment.models import Round
from chiso_web.assessment.naming import kind_name
from chiso_web.assessment.progress import Standing
from chiso_web.look.formats import language
from chiso_web.look.saving import Columns


def units_columns(one: Round, standings: Sequence[Standing]) -> Columns:
    """A row a unit; days as 2026-11-20, numbers with all their digits."""
    lang = language()
    columns: Columns = {
        "unit": [seen.unit.uid for seen in standings],
        "name": [seen.unit.full_name(lang) for seen in standings],
        "rank_group": [seen.group.kind for seen in standings],
        "rank_group_name": [kind_name(seen.group.kind) for seen in standings],
        "step": [seen.step.value for seen in standings],
        "step_name": [str(seen.step.label) for seen in standings],
        "lines_done": [seen.counts.done for seen in standings],
        "lines": [seen.counts.total for seen in standings],
        "last_day": [seen.deadline.last.isoformat() for seen in standings],
        "working_days_left": [seen.deadline.left for seen in standings],
        "working_days_late": [seen.deadline.late if seen.is_late else 0 for seen in standings],
        "lines_a_day": [seen.pace for seen in standings],
        "lines_a_day_needed": [seen.needed if not seen.is_submitted else 0 for seen in standings],
        "hard_to_make": [seen.is_hard for seen in standings],
        "signed_on": [_signed(seen) for seen in standings],
        "lines_appraised": [seen.counts.decided for seen in standings],
        "lines_returned": [seen.counts.returned for seen in standings],
    }
    if one.synthetic:
        columns["note"] = [f"{MARK.vi} / {MARK.en}"] * len(standings)
    return columns


def _signed(seen: Standing) -> str:
    signed = seen.entrant.signed_at
    return f"{signed:%Y-%m-%d}" if signed else ""


def file_name(one: Round, what: str) -> str:
    """The name of a file of a round, with the mark of synthetic figures."""
    name = f"{one.slug}-{what}"
    return f"{FILE_MARK}{name}" if one.synthetic else name
