"""How far off a deadline is in working days: today is not counted, the last day is."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chiso.calendar import Calendar
from chiso_web.look.formats import day, weekday

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Deadline:
    """A last day as seen from a day: the working days that are left, and those since."""

    last: date
    today: date
    left: int
    late: int

    @property
    def is_over(self) -> bool:
        """Whether the last day has passed."""
        return self.today > self.last


def deadline_of(calendar: Calendar, last: date, *, today: date) -> Deadline:
    """The deadline on a day."""
    return Deadline(
        last=last,
        today=today,
        left=working_days(calendar, today + ONE_DAY, last),
        late=working_days(calendar, last + ONE_DAY, today),
    )


def working_days(calendar: Calendar, first: date, last: date) -> int:
    """The working days from one day to another, both counted, as far as the calendar goes."""
    begins, ends = max(first, calendar.first), min(last, calendar.last)
    return calendar.working_days_between(begins, ends) if begins <= ends else 0


def days_back(calendar: Calendar, today: date, count: int) -> date:
    """The first of the last ``count`` working days, today among them if it is one."""
    found, left = today, count
    while found > calendar.first:
        left -= calendar.is_working(found) if found <= calendar.last else 0
        if left <= 0:
            break
        found -= ONE_DAY
    return found


def deadline_text(deadline: Deadline) -> str:
    """The distance in words: overdue by 2 days, today, 3 days left."""
    if deadline.is_over:
        if not deadline.late:
            return _("Overdue")
        text = ngettext("Overdue by %(count)s day", "Overdue by %(count)s days", deadline.late)
        return text % {"count": deadline.late}
    if deadline.last == deadline.today:
        return _("Today")
    text = ngettext("%(count)s day left", "%(count)s days left", deadline.left)
    return text % {"count": deadline.left}


def day_text(value: date) -> str:
    """A day with its weekday: thứ Sáu 20/11/2026."""
    return f"{weekday(value)} {day(value)}"


def window_text(calendar: Calendar, first: date, last: date) -> str:
    """A window told back: its ends, the working days in it, days off on weekdays, and the years
    whose days off are a forecast.
    """
    count = working_days(calendar, first, last)
    told = ngettext(
        "%(first)s to %(last)s, %(count)s working day",
        "%(first)s to %(last)s, %(count)s working days",
        count,
    ) % {"first": day_text(first), "last": day_text(last), "count": count}
    off = _days_off(calendar, first, last)
    if off:
        told = _("%(window)s; off: %(days)s") % {"window": told, "days": ", ".join(off)}
    forecast = calendar.forecast_years(first, last)
    if forecast:
        years = ", ".join(map(str, forecast))
        told = _("%(window)s; days off of %(years)s are a forecast") % {
            "window": told,
            "years": years,
        }
    return told


def _days_off(calendar: Calendar, first: date, last: date) -> list[str]:
    """The weekdays of a window on which nobody works."""
    span = (last - first).days + 1
    found = (first + timedelta(place) for place in range(max(span, 0)))
    return [
        day(one)
        for one in found
        if one.weekday() < 5 and one in calendar.days and not calendar.days[one].kind.is_worked
    ]
