"""Days of the demonstration, counted from today in working days, so that it is always under way."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from chiso_web.workdays.selectors import office_get

MOST_BACK = 400


def working_day(today: date, step: int) -> date:
    """The working day so many after (before, if below 0) a day; at 0 the day itself."""
    calendar, day, left = office_get().calendar, today, abs(step)
    one = timedelta(days=1 if step > 0 else -1)
    for _each in range(MOST_BACK):
        if not left:
            break
        day += one
        left -= calendar.is_working(day)
    return day


def moment(day: date, hour: int = 9, minute: int = 0) -> datetime:
    """A moment of a day by the clock of the office; not after now."""
    made = timezone.make_aware(datetime.combine(day, time(hour, minute)))
    return min(made, timezone.now())
