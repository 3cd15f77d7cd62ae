"""What the template of a due date is given."""

from collections.abc import Mapping
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from chiso.wording import say
from chiso_web.look.formats import day, language
from chiso_web.portal.deadline import sentences
from chiso_web.portal.deadline.answer import Answer
from chiso_web.portal.deadline.files import too_long
from chiso_web.portal.deadline.form import form_of
from chiso_web.portal.deadline.lines import days_told
from chiso_web.portal.deadline.strip import strip_of
from chiso_web.portal.deadline.typed import Typed
from chiso_web.portal.weeks import weekday, weekday_heads
from chiso_web.workdays.office import Office

ICAL = "ics"
FORMATS = (("iCal", ICAL), ("CSV", "csv"), ("Excel", "xlsx"), ("JSON", "json"))


def question_facts(typed: Typed, office: Office, now: datetime) -> Mapping[str, object]:
    """The page before anything is asked, and where a field has a fault."""
    return {
        "title": _("Handed in now: when is it due, and why?"),
        "form": form_of(typed, office, now),
        "refused": bool(typed.faults),
        "canonical": reverse("portal:deadline"),
    }


def answer_facts(
    answer: Answer, typed: Typed, office: Office, *, now: datetime, site: str
) -> Mapping[str, object]:
    """The page of an answer."""
    page = reverse("portal:deadline")
    query = answer.asked.query
    due = answer.explanation.outcome.due
    refusal = too_long(answer)
    formats = [one for one in FORMATS if not refusal or one[1] == ICAL]
    address = f"{site}{page}?{query}"
    years = range(answer.asked.limit.received.year, answer.last.year + 1)
    return {
        **question_facts(typed, office, now),
        "title": sentences.title(answer),
        "due": due,
        "due_weekday": weekday(due.weekday()) if due else "",
        "due_day": day(due.date()) if due else "",
        "due_time": f"{due:%H:%M}" if due else "",
        "in_days": answer.in_days,
        "summary": say(answer.explanation.summary, language()),
        "illustrative_text": sentences.illustrative_text(answer.asked.limit),
        "asked_text": sentences.asked_text(answer),
        "counted_text": sentences.counted_text(answer),
        "forecast_text": sentences.forecast_text(answer),
        "strip": strip_of(answer, office.calendar),
        "heads": weekday_heads(),
        "days": days_told(answer),
        "grounds": [say(ground, language()) for ground in answer.explanation.grounds],
        "years": [(str(year), reverse("portal:calendar-year", args=[year])) for year in years],
        "quote": sentences.quote(answer, address=address, today=day(now.date())),
        "address": address,
        "downloads": [(name, f"{page}.{kind}?{query}") for name, kind in formats],
        "too_long": refusal,
    }
