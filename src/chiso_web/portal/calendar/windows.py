"""What the template of reporting windows is given: four things a window, and which is next."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from chiso.calendar import Entry, Window
from chiso.calendar import windows as windows_of
from chiso_web.look.formats import DASH, language
from chiso_web.look.formats import day as day_text
from chiso_web.portal.calendar.periods import period_text
from chiso_web.portal.calendar.regimes import Regime, regimes_of
from chiso_web.portal.calendar.year import downloads, year_links
from chiso_web.portal.weeks import weekday
from chiso_web.workdays.office import Office

DECREE_SINCE = 2019
Coming = tuple[Sequence[Window], Sequence[Window]]  # closing next, due next
DayOf = Callable[[Window], date | None]


@dataclass(frozen=True, slots=True)
class Line:
    """One window in words."""

    period: str
    opens: str
    last_day: str
    deadline: str
    send_by: str
    closes_next: bool
    due_next: bool
    forecast: bool


@dataclass(frozen=True, slots=True)
class Group:
    """The windows of one regime."""

    regime: Regime
    id: str
    lines: list[Line]


def windows_facts(office: Office, year: int, *, today: date, site: str) -> Mapping[str, object]:
    """Everything on the page of a year's windows."""
    page = reverse("portal:windows", args=[year])
    regimes = regimes_of(office)
    found = windows_of(year, office.windows, office.calendar)
    known = concerning(office, (today.year, today.year + 1))
    closing = soonest(known, last_day_of, today)
    due = soonest(known, deadline_of, today)
    groups = [_group(one, place, found, (closing, due)) for place, one in enumerate(regimes, 1)]
    return {
        "title": _("When reports are due, %(year)s") % {"year": year},
        "year": year,
        "sealed": office.calendar.years[year].sealed,
        "closing": _closing_text(closing, today),
        "due": _due_text(due, today),
        "next_address": _next_address([*due, *closing], year),
        "groups": [one for one in groups if one.lines and not one.regime.example],
        "examples": [one for one in groups if one.lines and one.regime.example],
        "absent": [one.regime for one in groups if not one.lines and not one.regime.example],
        "before_decree": year < DECREE_SINCE,
        "years": year_links(office.calendar, year, "portal:windows"),
        "calendar_address": reverse("portal:calendar-year", args=[year]),
        "downloads": downloads(page),
        "feed": f"{site}{reverse('portal:windows-feed')}",
        "canonical": page,
    }


def ends(window: Window) -> date | None:
    """The day by which a window's report is sent: its deadline, else the day figures close."""
    return window.deadline or window.last_day


def concerning(office: Office, years: Iterable[int]) -> list[Window]:
    """The windows of years that concern this office: national ones and its own."""
    names = {one.name for one in regimes_of(office) if not one.example}
    return [
        window
        for year in years
        if year in office.calendar.years
        for window in windows_of(year, office.windows, office.calendar)
        if window.regime in names
    ]


def soonest(found: Iterable[Window], day_of: DayOf, today: date) -> list[Window]:
    """The windows whose day, such as the deadline, comes first from today on."""
    coming = [(day, one) for one in found if (day := day_of(one)) is not None and day >= today]
    first = min((day for day, _window in coming), default=None)
    return [one for day, one in coming if day == first]


def last_day_of(window: Window) -> date | None:
    """The day on which the figures close."""
    return window.last_day


def deadline_of(window: Window) -> date | None:
    """The day by which the report is sent."""
    return window.deadline


def _group(regime: Regime, place: int, found: Iterable[Window], coming: Coming) -> Group:
    lines = [_line(one, coming) for one in found if one.regime == regime.name]
    return Group(regime, f"regime-{place}", lines)


def _line(window: Window, coming: Coming) -> Line:
    closing, due = coming
    return Line(
        period=period_text(window.period),
        opens=_day(window.opens),
        last_day=_day(window.last_day),
        deadline=_day(window.deadline) if window.deadline else _("none given"),
        send_by=_day(window.send_by) if window.deadline_is_off else "",
        closes_next=window in closing,
        due_next=window in due,
        forecast=window.forecast,
    )


def _day(day: date | None) -> str:
    return day_text(day) if day else DASH


def _due_text(due: Sequence[Window], today: date) -> str:
    text = _("Next deadline for sending: %(weekday)s %(day)s, in %(days)s days (%(what)s).")
    return _coming_text(text, due, due[0].deadline if due else None, today)


def _closing_text(closing: Sequence[Window], today: date) -> str:
    text = _("Next day on which figures close: %(weekday)s %(day)s, in %(days)s days (%(what)s).")
    return _coming_text(text, closing, closing[0].last_day if closing else None, today)


def _coming_text(text: str, coming: Sequence[Window], end: date | None, today: date) -> str:
    if end is None:
        return ""
    by_regime: dict[str, list[str]] = {}
    for one in coming:
        by_regime.setdefault(one.regime, []).append(period_text(one.period))
    what = "; ".join(f"{regime}: {', '.join(named)}" for regime, named in by_regime.items())
    days = (end - today).days
    facts = {"what": what, "weekday": weekday(end.weekday()), "day": day_text(end), "days": days}
    return text % facts


def _next_address(coming: Sequence[Window], year: int) -> str:
    """Where the next windows are listed, if that is another page than the year's."""
    listed = coming[0].period[:4] if coming else str(year)
    return "" if listed == str(year) else reverse("portal:windows", args=[listed])


def window_columns(office: Office, year: int) -> Mapping[str, Sequence[object]]:
    """The windows of a year as a table."""
    found = windows_of(year, office.windows, office.calendar)
    examples = {one.name for one in regimes_of(office) if one.example}
    return {
        "regime": [one.regime for one in found],
        "period": [one.period for one in found],
        "opens": [_iso(one.opens) for one in found],
        "last_day": [_iso(one.last_day) for one in found],
        "deadline": [_iso(one.deadline) for one in found],
        "send_by": [_iso(one.send_by) for one in found],
        "forecast": [one.forecast for one in found],
        "example_of_another_place": [one.regime in examples for one in found],
        "citation": [one.citation for one in found],
        "note": [one.note.in_language(language()) for one in found],
    }


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def window_entries(office: Office, years: Iterable[int], *, site: str) -> list[Entry]:
    """The ends of the windows that concern this office, as entries of a calendar."""
    found = ((one, ends(one)) for one in concerning(office, years))
    return [_entry(window, end, site) for window, end in found if end is not None]


def _entry(window: Window, end: date, site: str) -> Entry:
    facts = {"period": period_text(window.period), "regime": window.regime}
    text = (
        _("Report due: %(period)s (%(regime)s)")
        if window.deadline
        else _("Figures close: %(period)s (%(regime)s)")
    )
    lines = [
        _("Opens: %(day)s") % {"day": _day(window.opens)},
        _("Last day: %(day)s") % {"day": _day(window.last_day)},
        _("Deadline: %(day)s") % {"day": _day(window.deadline)},
    ]
    if window.deadline_is_off:
        lines.append(_("Last working day before: %(day)s") % {"day": _day(window.send_by)})
    if window.forecast:
        lines.append(_("Forecast: the decisions on days off are not all read."))
    key = "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in window.regime)
    return Entry(
        key=f"window-{key}-{window.period}",
        at=end,
        summary=(_("Forecast: %(what)s") if window.forecast else "%(what)s")
        % {"what": text % facts},
        description="\n".join(lines),
        address=f"{site}{reverse('portal:windows', args=[window.period[:4]])}",
    )
