"""How far the appraisal of a round is, by ranking group."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from chiso.calendar import Calendar
from chiso_web.assessment.deadlines import deadline_of, deadline_text
from chiso_web.assessment.models import RankGroup
from chiso_web.assessment.naming import group_name
from chiso_web.assessment.progress import Standing
from chiso_web.look.formats import day


@dataclass(frozen=True, slots=True)
class AppraisalLine:
    """A group's forms that were submitted, their lines decided, and those appraised to the end."""

    name: str
    units: int
    submitted: int
    lines: int
    decided: int
    returned: int
    finished: int
    percent: int
    until: str
    when: str


def appraisal_lines(
    groups: Iterable[RankGroup],
    standings: Sequence[Standing],
    *,
    calendar: Calendar,
    today: date,
    running: bool,
) -> list[AppraisalLine]:
    """A line a ranking group; no days are left of a round that is not ``running``."""
    found = []
    for group in groups:
        here = [one for one in standings if one.group.pk == group.pk]
        signed = [one for one in here if one.entrant.signed_at is not None]
        lines, decided = sum(s.counts.total for s in signed), sum(s.counts.decided for s in signed)
        deadline = deadline_of(calendar, group.appraisal_until, today=today)
        found.append(
            AppraisalLine(
                name=group_name(group),
                units=len(here),
                submitted=len(signed),
                lines=lines,
                decided=decided,
                returned=sum(one.counts.returned for one in signed),
                finished=sum(is_finished(one) for one in here),
                percent=round(100 * decided / lines) if lines else 0,
                until=day(group.appraisal_until),
                when=deadline_text(deadline) if running else "",
            )
        )
    return found


def is_finished(one: Standing) -> bool:
    """Whether a form is submitted and every line of it decided."""
    return one.is_submitted and one.counts.decided == one.counts.total > 0
