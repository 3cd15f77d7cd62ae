"""A round a year on: its days moved to working days, its editions those in force then."""

from calendar import isleap
from datetime import date

from chiso.calendar import Calendar
from chiso_web.assessment.models import RankGroup, Round
from chiso_web.assessment.running.fitting import edition_on
from chiso_web.assessment.services.windows import WINDOWS
from chiso_web.look.formats import day


def round_initial(one: Round) -> dict[str, str]:
    """What the form of a copy begins with: period and days of figures a year on."""
    return {
        "period": str(int(one.period) + 1) if one.period.isdigit() else one.period,
        "reported_from": day(year_on(one.reported_from)),
        "reported_until": day(year_on(one.reported_until)),
    }


def group_initial(group: RankGroup, calendar: Calendar, until: date) -> dict[str, object]:
    """What a group's form begins with; the edition in force on the last day of the figures, none
    where the index has none then.
    """
    edition = edition_on(group.index, until)
    moved = {name: working_year_on(getattr(group, name), calendar) for name in WINDOWS}
    return {
        "chosen": True,
        "edition": edition.name if edition else "",
        **{name: day(found) for name, found in moved.items()},
    }


def working_year_on(value: date, calendar: Calendar) -> date:
    """The same day a year on, or the next working day; a day beyond the calendar stays as it is."""
    moved = year_on(value)
    if not calendar.holds(moved) or calendar.is_working(moved):
        return moved
    return calendar.next_working_day(moved)


def year_on(value: date) -> date:
    """The same day a year on; 28 February for the 29th, and the end of February for its end."""
    following = value.year + 1
    if value.month == 2 and value.day >= 28:
        ends = (value.day == 29) or not isleap(value.year)
        return date(following, 2, 29 if ends and isleap(following) else 28)
    return value.replace(year=following)
