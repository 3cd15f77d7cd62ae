"""Everything that waits for a person, sorted by what lapses first; mine before that of others."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from chiso.calendar import Calendar
from chiso_web.accounts.acting import Acting
from chiso_web.assessment.deadlines import Deadline, deadline_of, deadline_text
from chiso_web.desk.appraisals import appraisal_items
from chiso_web.desk.forms import form_items
from chiso_web.desk.items import Item
from chiso_web.desk.rounds import round_items
from chiso_web.look.formats import day, day_short, number, weekday

DAYS_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Row:
    """An item with its deadline in words."""

    item: Item
    when: str
    until: str
    points: str
    is_late: bool


@dataclass(frozen=True, slots=True)
class DayCell:
    """A working day in the strip: how many things fall due on it."""

    count: int
    name: str
    is_today: bool
    is_late: bool
    has_gap: bool


def items_of(acting: Acting, *, today: date) -> list[Item]:
    """Everything that waits for a person, or that they wait for; what lapses first is first."""
    found = [
        *form_items(acting, today=today),
        *appraisal_items(acting, today=today),
        *round_items(acting, today=today),
    ]
    return sorted(found, key=lambda one: (not one.is_mine, one.due, one.rank, one.what))


def rows_of(items: Sequence[Item], calendar: Calendar, *, today: date) -> list[Row]:
    """The items with their deadlines in words."""
    return [_row(one, deadline_of(calendar, one.due, today=today)) for one in items]


def _row(one: Item, deadline: Deadline) -> Row:
    return Row(
        item=one,
        when=deadline_text(deadline),
        until=day(one.due),
        points=_("whole form") if one.is_whole else number(one.points),
        is_late=deadline.is_over,
    )


def days_of(items: Sequence[Item], calendar: Calendar, *, today: date) -> list[DayCell]:
    """What is mine by day: overdue, today, and the working days that follow."""
    mine = [one.due for one in items if one.is_mine]
    late = sum(due < today for due in mine)
    cells = [DayCell(late, _("Overdue"), False, True, False)] if late else []
    cells.append(DayCell(mine.count(today), _("Today"), True, False, False))
    before, at = today, today
    for _place in range(DAYS_SHOWN - len(cells)):
        at = calendar.next_working_day(before)
        count = sum(before < due <= at for due in mine)
        gap = at - before > timedelta(1)
        cells.append(DayCell(count, f"{weekday(at)} {day_short(at)}", False, False, gap))
        before = at
    return cells
