"""The pages of the calendar, and what they show as files."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from chiso.calendar import feed, ical
from chiso_web.accounts.permissions import public
from chiso_web.look.saving import file_response, saved
from chiso_web.portal.calendar.asked import year_meant
from chiso_web.portal.calendar.windows import window_columns, window_entries, windows_facts
from chiso_web.portal.calendar.year import day_columns, named_days, year_facts
from chiso_web.workdays.selectors import office_get

YEAR, WINDOWS = "portal:calendar-year", "portal:windows"


def _site(request: HttpRequest) -> str:
    return request.build_absolute_uri("/").rstrip("/")


@public
def this_year(request: HttpRequest) -> HttpResponse:
    """The way to this year."""
    return HttpResponseRedirect(reverse(YEAR, args=[localdate().year]))


@public
def windows_now(request: HttpRequest) -> HttpResponse:
    """The way to this year's reporting windows."""
    return HttpResponseRedirect(reverse(WINDOWS, args=[localdate().year]))


@public
def year(request: HttpRequest, year: str) -> HttpResponse:
    """The working calendar of a year."""
    calendar = office_get().calendar
    number = year_meant(year, calendar, page=YEAR)
    facts = year_facts(calendar, number, today=localdate(), site=_site(request))
    return render(request, "portal/calendar.html", facts)


@public
def year_file(request: HttpRequest, year: str, kind: str) -> HttpResponse:
    """The days of a year that differ from the week."""
    calendar = office_get().calendar
    number = year_meant(year, calendar, page=YEAR)
    mark = "" if calendar.years[number].sealed else "forecast-"
    name = f"{mark}working-calendar-{number}"
    if kind == "ics":
        return saved(ical(named_days(calendar, number)).encode(), kind=kind, name=name)
    return file_response(day_columns(calendar, number), kind=kind, name=name)


@public
def windows(request: HttpRequest, year: str) -> HttpResponse:
    """The reporting windows of a year."""
    office = office_get()
    number = year_meant(year, office.calendar, page=WINDOWS)
    facts = windows_facts(office, number, today=localdate(), site=_site(request))
    return render(request, "portal/windows.html", facts)


@public
def windows_file(request: HttpRequest, year: str, kind: str) -> HttpResponse:
    """The reporting windows of a year as a file."""
    office = office_get()
    number = year_meant(year, office.calendar, page=WINDOWS)
    name = f"reporting-windows-{number}"
    if kind == "ics":
        entries = window_entries(office, [number], site=_site(request))
        return saved(feed(entries, name=_("Reports due")).encode(), kind=kind, name=name)
    return file_response(window_columns(office, number), kind=kind, name=name)


@public
def windows_feed(request: HttpRequest) -> HttpResponse:
    """This year's and next year's windows, for a calendar program that asks again and again."""
    number = localdate().year
    entries = window_entries(office_get(), [number, number + 1], site=_site(request))
    content = feed(entries, name=_("Reports due")).encode()
    return saved(content, kind="ics", name="reporting-windows")
