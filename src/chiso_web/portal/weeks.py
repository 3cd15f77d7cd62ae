"""Days as weeks in a small picture: what the calendar says of each, in a word and a tone."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from chiso.calendar import Calendar, Day, DayKind
from chiso.wording import Message, say
from chiso_web.look.formats import language

_ONE_DAY = timedelta(days=1)
_TET = "Tết Nguyên đán"
WEEKDAYS = (
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
)  # as chiso.wording says them


@dataclass(frozen=True, slots=True)
class Cell:
    """One day: the number it shows, its tone (a class of the style sheet), a word, all of it."""

    label: str
    tone: str
    word: str = ""
    said: str = ""


Week = tuple[Cell | None, ...]
Told = Callable[[date], Cell | None]


def weekday_heads() -> tuple[tuple[str, str], ...]:
    """The seven days, short and in full, from Monday."""
    short = (_("Mo"), _("Tu"), _("We"), _("Th"), _("Fr"), _("Sa"), _("Su"))
    return tuple(zip(short, (weekday(place) for place in range(7)), strict=True))


def weekday(place: int) -> str:
    """A weekday's name; 0 is Monday."""
    return say(Message(WEEKDAYS[place]), language())


def weeks_of(first: date, last: date, told: Told) -> list[Week]:
    """The weeks from Monday to Sunday that hold the days from ``first`` to ``last``."""
    day = first - timedelta(days=first.weekday())
    weeks = []
    while day <= last:
        cells = []
        for _place in range(7):
            cells.append(told(day) if first <= day <= last else None)
            day += _ONE_DAY
        weeks.append(tuple(cells))
    return weeks


def tone_of(calendar: Calendar, day: date) -> str:
    """The tone of a day by what the calendar says of it alone."""
    entry = calendar.days.get(day)
    if entry is None:
        return "wk" if calendar.is_working(day) else "we"
    return "mu" if entry.kind.is_worked else "hol"


def word_of(entry: Day | None) -> str:
    """What a day's picture says of it: Tết, a holiday, off in exchange, worked in exchange."""
    if entry is None:
        return ""
    if entry.kind is DayKind.HOLIDAY:
        return "Tết" if entry.name.vi.startswith(_TET) else _("hol.")
    return _("work") if entry.kind.is_worked else _("off")
