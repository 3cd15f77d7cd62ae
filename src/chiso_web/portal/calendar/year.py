"""What the template of a year is given: twelve months, the days that differ, its documents."""

from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.urls import reverse
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chiso.calendar import Calendar, Day, DayKind, Year
from chiso.wording import Text
from chiso_web.look.formats import day as day_text
from chiso_web.look.formats import language, listed
from chiso_web.portal.weeks import Cell, Week, tone_of, weekday, weekday_heads, weeks_of, word_of

SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Month:
    """One month as weeks."""

    title: str
    weeks: list[Week]


@dataclass(frozen=True, slots=True)
class Row:
    """One day that differs from the week, in words."""

    day: str
    weekday: str
    kind: str
    tone: str
    name: str
    document: str


def year_facts(calendar: Calendar, number: int, *, today: date, site: str) -> Mapping[str, object]:
    """Everything on the page of a year."""
    year = calendar.years[number]
    page = reverse("portal:calendar-year", args=[number])
    days = days_of(calendar, number)
    lead = lead_text(calendar, number)
    return {
        "title": _("Working calendar of state offices, %(year)s") % {"year": number},
        "year": number,
        "sealed": year.sealed,
        "lead": lead,
        "documents": listed(year.documents, _("and")) if year.documents else "",
        "note": year.note.in_language(language()),
        "months": [_month(calendar, number, month) for month in range(1, 13)],
        "heads": weekday_heads(),
        "rows": [_row(day) for day in days],
        "years": year_links(calendar, number, "portal:calendar-year"),
        "windows_address": reverse("portal:windows", args=[number]),
        "downloads": downloads(page),
        "canonical": page,
        "quote": _quote(year, lead, f"{site}{page}", day_text(today)),
    }


def days_of(calendar: Calendar, number: int) -> list[Day]:
    """The days of a year that differ from the week."""
    return [day for day in calendar.days.values() if day.date.year == number]


def named_days(calendar: Calendar, number: int) -> list[Day]:
    """The days of a year for a calendar program; of a forecast each name says so."""
    days = days_of(calendar, number)
    if calendar.years[number].sealed:
        return days
    return [
        replace(one, name=Text(f"Dự kiến: {one.name.vi}", f"Forecast: {one.name.en}"))
        for one in days
    ]


def downloads(page: str) -> list[tuple[str, str]]:
    """For each format its name and address."""
    kinds = (("iCal", "ics"), ("CSV", "csv"), ("Excel", "xlsx"), ("JSON", "json"))
    return [(name, f"{page}.{kind}") for name, kind in kinds]


def year_links(calendar: Calendar, number: int, page: str) -> list[tuple[str, str, bool, bool]]:
    """Every year with its address, whether it is the one shown, and whether a forecast."""
    return [
        (str(one.number), reverse(page, args=[one.number]), one.number == number, not one.sealed)
        for one in reversed(tuple(calendar.years.values()))
    ]


def lead_text(calendar: Calendar, number: int) -> str:
    """How many days are worked, how many weekdays are off, how many make-up days there are."""
    first, last = date(number, 1, 1), date(number, 12, 31)
    worked = calendar.working_days_between(first, last)
    entries = days_of(calendar, number)
    off = sum(not one.kind.is_worked and one.date.weekday() < SATURDAY for one in entries)
    made_up = sum(one.kind is DayKind.MAKEUP_WORKING for one in entries)
    facts = {"worked": worked, "off": off, "made_up": made_up}
    parts = [
        ngettext("%(worked)s working day", "%(worked)s working days", worked),
        ngettext("%(off)s weekday off", "%(off)s weekdays off", off),
        ngettext("%(made_up)s make-up day", "%(made_up)s make-up days", made_up)
        if made_up
        else _("no make-up day"),
    ]
    return ", ".join(part % facts for part in parts) + "."


def kind_text(kind: DayKind) -> str:
    """A kind of day in words."""
    words = {
        DayKind.HOLIDAY: _("public holiday"),
        DayKind.COMPENSATORY_OFF: _("off in compensation"),
        DayKind.SWAPPED_OFF: _("off in exchange"),
        DayKind.MAKEUP_WORKING: _("worked in exchange"),
        DayKind.LOCAL_OFF: _("off at this office"),
        DayKind.LOCAL_WORKING: _("worked at this office"),
    }
    return words[kind]


def _month(calendar: Calendar, year: int, month: int) -> Month:
    first, last = date(year, month, 1), date(year, month, monthrange(year, month)[1])

    def told(day: date) -> Cell:
        entry = calendar.days.get(day)
        name = entry.name.in_language(language()) if entry else ""
        return Cell(str(day.day), tone_of(calendar, day), word_of(entry), name)

    title = _("%(month)s %(year)s") % {"month": MONTHS[month], "year": year}
    return Month(title, weeks_of(first, last, told))


def _row(day: Day) -> Row:
    return Row(
        day=day_text(day.date),
        weekday=weekday(day.date.weekday()),
        kind=kind_text(day.kind),
        tone="mu" if day.kind.is_worked else "hol",
        name=day.name.in_language(language()),
        document=day.document,
    )


def _quote(year: Year, lead: str, address: str, today: str) -> str:
    facts: dict[str, object] = {"year": year.number, "lead": lead, "today": today}
    facts |= {"address": address, "documents": listed(year.documents or ("",), _("and"))}
    if not year.sealed:
        text = _(
            "Forecast for %(year)s, whose decisions are not all read: %(lead)s "
            "Chiso, %(address)s, on %(today)s."
        )
    elif year.documents:
        text = _(
            "State offices in %(year)s: %(lead)s By %(documents)s. "
            "Chiso, %(address)s, on %(today)s."
        )
    else:
        text = _("State offices in %(year)s: %(lead)s Chiso, %(address)s, on %(today)s.")
    return text % facts


def day_columns(calendar: Calendar, number: int) -> Mapping[str, Sequence[object]]:
    """The days of a year as a table; each row says whether the year is a forecast."""
    days = days_of(calendar, number)
    return {
        "date": [day.date.isoformat() for day in days],
        "weekday": [f"{day.date:%a}" for day in days],
        "kind": [day.kind.value for day in days],
        "name_vi": [day.name.vi for day in days],
        "name_en": [day.name.en for day in days],
        "document": [day.document for day in days],
        "certainty": [day.certainty for day in days],
        "forecast": [not calendar.years[number].sealed] * len(days),
    }
