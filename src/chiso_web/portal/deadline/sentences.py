"""What the page of a due date says in words."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chiso.calendar import TimeLimit, Unit
from chiso_web.look.formats import day, listed
from chiso_web.portal.deadline.answer import Answer
from chiso_web.portal.weeks import weekday


def moment(at: datetime) -> str:
    """A moment: "17:00, Thứ Năm 26/02/2026"."""
    facts = {"time": f"{at:%H:%M}", "weekday": weekday(at.weekday()), "day": day(at.date())}
    return _("%(time)s on %(weekday)s %(day)s") % facts


def limit_text(limit: TimeLimit) -> str:
    """A time limit: "5 ngày làm việc"."""
    facts = {"count": limit.amount}
    if limit.unit is Unit.DAYS:
        return ngettext("%(count)s working day", "%(count)s working days", limit.amount) % facts
    return ngettext("%(count)s working hour", "%(count)s working hours", limit.amount) % facts


def title(answer: Answer) -> str:
    """The answer as a heading."""
    due = answer.explanation.outcome.due
    if due is None:
        return _("No due date yet: the clock is stopped")
    if answer.is_forecast:
        return _("Due (forecast): %(when)s") % {"when": moment(due)}
    return _("Due: %(when)s") % {"when": moment(due)}


def asked_text(answer: Answer) -> str:
    """What was asked, in a sentence."""
    limit = answer.asked.limit
    return _("Handed in at %(when)s; time limit: %(limit)s.") % {
        "when": moment(limit.received),
        "limit": limit_text(limit),
    }


def counted_text(answer: Answer) -> str:
    """How many days were counted, and what was passed over."""
    days, off = len(answer.explanation.outcome.counted), answer.off
    facts: dict[str, object] = {"days": days, "off": off, "named": answer.named_off}
    facts |= {"paused": answer.paused, "made_up": answer.made_up}
    parts = [ngettext("%(days)s working day counted", "%(days)s working days counted", days)]
    if answer.made_up:
        parts.append(_("%(made_up)s of them worked in exchange"))
    if off:
        parts.append(ngettext("%(off)s day off passed over", "%(off)s days off passed over", off))
    if answer.named_off:
        parts.append(_("%(named)s of these holidays or days off in exchange"))
    if answer.paused:
        parts.append(_("days with the clock stopped: %(paused)s"))
    return ", ".join(part % facts for part in parts) + "."


def forecast_text(answer: Answer) -> str:
    """That the answer is a forecast, and of which years; empty if it is none."""
    years = [str(year) for year in answer.explanation.outcome.forecast_years]
    if not years:
        return ""
    return _(
        "Forecast: the decisions on days off of %(years)s are not all read; the due date may move."
    ) % {"years": listed(years, _("and"))}


def quote(answer: Answer, *, address: str, today: str) -> str:
    """A sentence that stands alone."""
    limit = answer.asked.limit
    parts = [asked_text(answer), f"{title(answer)}."]
    documents = _documents(answer)
    if documents:
        parts.append(_("Days off by %(documents)s.") % {"documents": listed(documents, _("and"))})
    if answer.is_forecast:
        parts.append(forecast_text(answer))
    if limit.hours.illustrative or limit.rule.illustrative:
        parts.append(_illustrative(limit))
    parts.append(
        _("Computed by Chiso, %(address)s, on %(today)s.") % {"address": address, "today": today}
    )
    return " ".join(parts)


def illustrative_text(limit: TimeLimit) -> str:
    """What is illustrative in an answer, and what holds, in a line; empty where nothing is."""
    hours, rule = limit.hours.illustrative, limit.rule.illustrative
    facts = {"hours": f"{limit.hours.spans[0][0]:%H:%M}–{limit.hours.closes:%H:%M}"}
    if hours and rule:
        said = _(
            "By illustrative office hours %(hours)s and an illustrative beginning of the count; "
            "the office’s slip is what holds."
        )
    elif hours:
        said = _("By illustrative office hours %(hours)s; the office’s slip is what holds.")
    elif rule:
        said = _("By an illustrative beginning of the count; the office’s slip is what holds.")
    else:
        return ""
    return said % facts


def _illustrative(limit: TimeLimit) -> str:
    if limit.hours.illustrative and limit.rule.illustrative:
        return _("Office hours (%(hours)s) and the beginning of the count are illustrative.") % {
            "hours": limit.hours
        }
    if limit.hours.illustrative:
        return _("Office hours (%(hours)s) are illustrative.") % {"hours": limit.hours}
    return _("The beginning of the count is illustrative.")


def _documents(answer: Answer) -> list[str]:
    named = (line.entry.document for line in answer.explanation.lines if line.entry)
    return list(dict.fromkeys(document for document in named if document))
