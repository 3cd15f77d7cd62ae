"""The answer to a question asked of the calendar, or why there is none."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from chiso.calendar import DayKind, Explanation, LineKind, Unit, explain
from chiso.errors import DateOutsideCalendar, YearNotSealed
from chiso.wording import tell
from chiso_web.look.formats import day as day_text
from chiso_web.look.formats import language
from chiso_web.portal.deadline import typed as fields
from chiso_web.portal.deadline.asked import Asked
from chiso_web.portal.deadline.typed import Typed
from chiso_web.workdays.office import Office


@dataclass(frozen=True, slots=True)
class Answer:
    """An explained due date, and how its days were told apart."""

    asked: Asked
    explanation: Explanation
    off: int
    """Days off passed over, weekends among them."""
    named_off: int
    """Of these, days off that the calendar names: holidays, compensation, exchange."""
    made_up: int
    """Make-up days that were counted."""
    paused: int

    @property
    def is_forecast(self) -> bool:
        """Whether a year on the way is not sealed."""
        return bool(self.explanation.outcome.forecast_years)

    @property
    def last(self) -> date:
        """The last day that was looked at."""
        return self.explanation.lines[-1].day

    @property
    def in_days(self) -> bool:
        """Whether days were counted, not hours."""
        return self.asked.limit.unit is Unit.DAYS


def answer_get(asked: Asked, office: Office, typed: Typed) -> Answer | None:
    """The explained due date; None where the calendar refuses, with the fault in ``typed``."""
    calendar, limit = office.calendar, asked.limit
    received = limit.received.date()
    try:
        explanation = explain(calendar, limit)
        if asked.sealed_only:
            calendar.refuse_forecast(received, explanation.lines[-1].day)
    except DateOutsideCalendar:
        facts = {"first": day_text(calendar.first), "last": day_text(calendar.last)}
        if calendar.holds(received):
            sentence = _("The due date would fall after %(last)s, where the calendar ends.")
            typed.fault(fields.NUMBER, sentence % facts)
        else:
            sentence = _("The calendar holds the days from %(first)s to %(last)s only.")
            typed.fault(fields.DAY, sentence % facts)
        return None
    except YearNotSealed as error:
        typed.fault(fields.SEALED, tell(error, language()))
        return None
    return _answer(asked, explanation)


def _answer(asked: Asked, explanation: Explanation) -> Answer:
    told = Counter[str]()
    for line in explanation.lines:
        kind = line.entry.kind if line.entry else None
        told[line.kind] += 1
        told["named"] += line.kind is LineKind.OFF and kind is not None
        told["made up"] += line.kind is LineKind.COUNTED and kind is DayKind.MAKEUP_WORKING
    return Answer(
        asked=asked,
        explanation=explanation,
        off=told[LineKind.OFF],
        named_off=told["named"],
        made_up=told["made up"],
        paused=len({one.day for one in explanation.lines if one.kind is LineKind.PAUSE}),
    )
