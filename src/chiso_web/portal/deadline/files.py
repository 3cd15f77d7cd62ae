"""A due date as an entry of a calendar, and its days as a table."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from chiso.calendar import Entry, feed
from chiso.wording import say
from chiso_web.look.formats import language, number
from chiso_web.portal.deadline import sentences
from chiso_web.portal.deadline.answer import Answer

MOST_DAYS = 1_500  # calendar days whose sentences are made into a file while a server waits


def too_long(answer: Answer) -> str:
    """Why the days of an answer are in no file; empty where they may be."""
    if (answer.last - answer.asked.limit.received.date()).days < MOST_DAYS:
        return ""
    return _(
        "Files of the days hold %(most)s calendar days at most. For a longer time limit run "
        "“chiso calendar explain” on your own computer."
    ) % {"most": number(MOST_DAYS, 0)}


def file_name(answer: Answer) -> str:
    """The name of a file; that of a forecast says so."""
    limit = answer.asked.limit
    mark = "forecast-" if answer.is_forecast else ""
    return f"{mark}due-{limit.received:%Y-%m-%d}-{limit.amount}-{limit.unit}"


def due_ical(answer: Answer, *, address: str) -> str:
    """The due date for any calendar program; no entry where there is none."""
    due = answer.explanation.outcome.due
    name = _("Due dates")
    if due is None:
        return feed((), name=name)
    limit = answer.asked.limit
    asked = sentences.asked_text(answer)
    heading = _("Due (forecast): %(asked)s") if answer.is_forecast else _("Due: %(asked)s")
    entry = Entry(
        key=f"due-{limit.received:%Y%m%dT%H%M}-{limit.amount}-{limit.unit}-{due:%Y%m%dT%H%M}",
        at=due,
        summary=heading % {"asked": asked.rstrip(".")},
        description=" ".join(
            [say(answer.explanation.summary, language()), sentences.forecast_text(answer)]
        ).strip(),
        address=address,
    )
    return feed([entry], name=name)


def day_columns(answer: Answer) -> Mapping[str, Sequence[object]]:
    """A line a day: what it is, whether counted, its document, and the sentence."""
    explanation = answer.explanation
    lines, outcome = explanation.lines, explanation.outcome
    totals = {one.day: one.total for one in outcome.counted}
    unit = "counted_days" if answer.in_days else "counted_minutes"
    due = outcome.due.isoformat(timespec="minutes") if outcome.due else ""
    forecast = set(outcome.forecast_years)
    return {
        "day": [line.day.isoformat() for line in lines],
        "kind": [line.kind.value for line in lines],
        unit: [totals.get(line.day) if line.kind == "counted" else None for line in lines],
        "entry": [line.entry.kind.value if line.entry else "" for line in lines],
        "document": [line.entry.document if line.entry else "" for line in lines],
        "sentence": [say(line.sentence, language()) for line in lines],
        "forecast": [line.day.year in forecast for line in lines],
        "received": [outcome.limit.received.isoformat(timespec="minutes")] * len(lines),
        "due": [due] * len(lines),
    }
