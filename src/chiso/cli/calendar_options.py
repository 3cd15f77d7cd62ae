"""Options of ``chiso calendar``, and the calendar and time limit that they ask for."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from chiso.errors import OptionsInvalid, mark
from chiso.wording import Message

if TYPE_CHECKING:
    from chiso.calendar import Calendar, CountingRule, TimeLimit

_ONE_LIMIT = mark("name one time limit, --days or --hours")


class Begin(StrEnum):
    """The first day of the count, as ``calendar.Begins`` says it."""

    DAY_AFTER = "day-after"
    SAME_DAY = "same-day"


class Late(StrEnum):
    """What a receipt after hours counts as, as ``calendar.AfterHours`` says it."""

    NEXT_DAY = "next-day"
    SAME_DAY = "same-day"


Received = Annotated[
    datetime,
    typer.Argument(
        metavar="RECEIVED",
        formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%d"],
        help="When the file was handed in: 2026-02-12T16:50, or a day (at 00:00).",
        show_default=False,
    ),
]
DaysOption = Annotated[
    int | None,
    typer.Option("--days", metavar="N", min=1, help="Working days.", show_default=False),
]
HoursOption = Annotated[
    int | None,
    typer.Option("--hours", metavar="N", min=1, help="Working hours.", show_default=False),
]
OfficeHoursOption = Annotated[
    str | None,
    typer.Option(
        "--office-hours",
        metavar="SPANS",
        help="Such as 07:30-11:30,13:00-17:00. Default: 08:00-12:00,13:00-17:00, illustrative.",
        show_default=False,
    ),
]
BeginOption = Annotated[
    Begin, typer.Option("--begin", help="The first day of the count; the default is illustrative.")
]
LateOption = Annotated[
    Late,
    typer.Option(
        "--after-hours", help="A receipt after hours counts as so; the default is illustrative."
    ),
]
RuleOption = Annotated[
    str,
    typer.Option(
        "--rule",
        metavar="DOCUMENT",
        help="The document that says when counting begins; without one it is illustrative.",
        show_default=False,
    ),
]
PausesOption = Annotated[
    str | None,
    typer.Option(
        "--pauses",
        metavar="FILE",
        help="A CSV list of pauses: since, until, document, author, reason.",
        show_default=False,
    ),
]
DecisionOption = Annotated[
    list[str] | None,
    typer.Option(
        "--decision",
        metavar="YEAR=FILE",
        help="Seal a year by its list of days, CSV or .ics; may be given again.",
        show_default=False,
    ),
]
LocalOption = Annotated[
    str | None,
    typer.Option(
        "--local",
        metavar="FILE",
        help="The office's own days off and days worked, CSV or .ics.",
        show_default=False,
    ),
]
SealedOnlyOption = Annotated[
    bool, typer.Option("--sealed-only", help="Refuse where a year on the way is a forecast.")
]
_YEAR_FILE = mark("--decision {found}: expected a year and a file, such as 2027=2027.csv")


def calendar_for(decisions: list[str] | None, local: str | None) -> "Calendar":
    """The shipped calendar, with the decisions and local exceptions of an office."""
    from chiso.calendar import read_days, seal, shipped, with_local

    found = shipped()
    for decision in decisions or ():
        year, _, file = decision.partition("=")
        if not (year.isdecimal() and len(year) == 4 and file):
            raise OptionsInvalid(reason=Message(_YEAR_FILE, {"found": decision}))
        found = seal(found, int(year), read_days(file))
    return with_local(found, read_days(local)) if local else found


@dataclass(frozen=True, slots=True)
class Asked:
    """A time limit as the options ask for it: exactly one of ``days`` and ``hours``."""

    received: datetime
    days: int | None
    hours: int | None
    office_hours: str | None
    counting: "CountingRule"
    pauses: str | None


def counting_rule(begin: Begin, after_hours: Late, *, document: str) -> "CountingRule":
    """When counting begins, and the document that says so."""
    from chiso.calendar import AfterHours, Begins, CountingRule

    return CountingRule(
        begins=Begins(begin), after_hours=AfterHours(after_hours), document=document
    )


def time_limit(asked: Asked) -> "TimeLimit":
    """The time limit that the options ask for. Raises OptionsInvalid unless it is one."""
    from chiso.calendar import ILLUSTRATIVE_HOURS, TimeLimit, Unit, read_hours, read_pauses

    if (asked.days is None) == (asked.hours is None):
        raise OptionsInvalid(reason=Message(_ONE_LIMIT))
    return TimeLimit(
        received=asked.received,
        amount=asked.days or asked.hours or 0,
        unit=Unit.DAYS if asked.hours is None else Unit.HOURS,
        hours=read_hours(asked.office_hours) if asked.office_hours else ILLUSTRATIVE_HOURS,
        rule=asked.counting,
        pauses=read_pauses(asked.pauses) if asked.pauses else (),
    )
