"""The league table's pages and files."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from chiso_web.accounts.permissions import public
from chiso_web.look.formats import language
from chiso_web.look.saving import file_response
from chiso_web.portal import other_years
from chiso_web.portal.addresses import league_address, permanent
from chiso_web.portal.choice import Choice, choice_read
from chiso_web.portal.league.context import league_facts
from chiso_web.portal.league.files import league_columns
from chiso_web.portal.league.mapped import league_map
from chiso_web.portal.league.reading import league_get
from chiso_web.portal.league.sentences import source_text
from chiso_web.portal.league.table import League
from chiso_web.portal.results import evaluation_of, years, years_with_error

ORDERS = ("total", "name", "error")


@public
def latest(request: HttpRequest) -> HttpResponse:
    """The way to the latest year."""
    published = years()
    address = league_address(published[-1].period) if published else reverse("portal:home")
    return HttpResponseRedirect(address)


@public
def league(request: HttpRequest, year: str) -> HttpResponse:
    """The league table of a year."""
    published = years()
    table = league_get(evaluation_of(published, year))
    choice = _choice(request, table)
    facts = league_facts(
        table,
        choice,
        years=other_years.league_years(published, year, years_with_error(published)),
        address=permanent(request),
    )
    return render(request, "portal/league.html", facts)


@public
def league_file(request: HttpRequest, year: str, kind: str) -> HttpResponse:
    """The rows of a league table as the page shows them: same filter, same order."""
    table = league_get(evaluation_of(years(), year))
    choice = _choice(request, table)
    return file_response(league_columns(table, choice), kind=kind, name=file_name(year, choice))


@public
def league_map_file(request: HttpRequest, year: str) -> HttpResponse:
    """The map of a league table as a file of its own, with title and source inside."""
    table = league_get(evaluation_of(years(), year))
    facts = {
        "map": league_map(table),
        "source": _("Source: %(source)s.") % {"source": source_text(table)},
        "address": request.build_absolute_uri(league_address(year)),
    }
    return map_response(request, facts, name=f"papi-{year}-map")


def map_response(request: HttpRequest, facts: Mapping[str, object], *, name: str) -> HttpResponse:
    """A map to save."""
    response = render(request, "look/map.svg", facts, content_type="image/svg+xml")
    response["Content-Disposition"] = f'attachment; filename="{name}.svg"'
    return response


def file_name(year: str, choice: Choice) -> str:
    """A part of the table must not be taken for all of it once it is saved."""
    return f"papi-{year}-filtered" if choice.is_filtered else f"papi-{year}"


def _choice(request: HttpRequest, table: League) -> Choice:
    classes = [group.id for group in table.groups(language())]
    orders = [*ORDERS, *(node.id for node in table.columns)]
    return choice_read(request.GET, classes=classes, orders=orders)
