"""Days as people type them into a window: a date, or a number of working days."""

import re
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.forms import DateField
from django.utils.translation import gettext as _

from chiso.calendar import Calendar
from chiso.errors import ChisoError
from chiso_web.look.formats import day, echoed

FORMATS = ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y")
COUNT = re.compile(r"\d{1,3}")


def day_typed(text: str, calendar: Calendar) -> date:
    """The day of a text such as 20/11/2026. Raises ValidationError for what is none, and for a
    day that the working calendar does not know.
    """
    fault = _("Found “%(found)s”; expected a day such as 20/11/2026.") % {"found": echoed(text)}
    field = DateField(input_formats=FORMATS, error_messages={"invalid": fault, "required": fault})
    found: date = field.clean(text.strip())
    _known_check(found, calendar)
    return found


def last_typed(text: str, first: date | None, calendar: Calendar) -> date:
    """The last day of a window that begins on ``first``: a day, or how many working days it has,
    both ends counted. Raises ValidationError.
    """
    if not COUNT.fullmatch(text.strip()):
        return _until(text, calendar)
    count = int(text)
    if not count:
        raise ValidationError(_("Found 0 working days; expected at least 1."))
    if first is None:
        raise ValidationError(_("The number is counted from the first day: enter that first."))
    try:
        return calendar.due_day(first - timedelta(1), count)
    except ChisoError as error:
        raise ValidationError(_beyond(calendar)) from error


def _until(text: str, calendar: Calendar) -> date:
    try:
        return day_typed(text, calendar)
    except ValidationError as error:
        if any(sign.isdigit() for sign in text) and "/" in text:
            raise
        raise ValidationError(
            _(
                "Found “%(found)s”; expected a day such as 20/11/2026, or a number of working "
                "days such as 15."
            )
            % {"found": echoed(text)}
        ) from error


def _known_check(found: date, calendar: Calendar) -> None:
    if not calendar.holds(found):
        raise ValidationError(_beyond(calendar))


def _beyond(calendar: Calendar) -> str:
    return _("The working calendar knows the days from %(first)s to %(last)s.") % {
        "first": day(calendar.first),
        "last": day(calendar.last),
    }
