"""The portal's views: find, read, render."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from chiso.definition.model import ROOT
from chiso.errors import UnknownName
from chiso_web.accounts.permissions import public
from chiso_web.look.formats import echoed, language
from chiso_web.portal import contexts, home_page, method_pages, missing_pages, other_years
from chiso_web.portal.addresses import league_address, node_address, permanent
from chiso_web.portal.choice import Choice, choice_read
from chiso_web.portal.download import explanation_columns, file_response, league_columns
from chiso_web.portal.league import League
from chiso_web.portal.results import Explained, explained_get, league_get, years, years_with_error
from chiso_web.results.models import Evaluation
from chiso_web.results.selectors import edition_named
from chiso_web.units.models import Unit
from chiso_web.units.selectors import unit_called, unit_list_provinces, units_named, units_nearest


class Moved(Exception):
    """The address names a page by another name; ``address`` is its own."""

    def __init__(self, address: str) -> None:
        self.address = address
        super().__init__(address)


@public
def home(request: HttpRequest) -> HttpResponse:
    """What there is: the latest results, every year, every province."""
    published = years()
    if not published:
        return render(request, "portal/empty.html")
    facts = home_page.facts(published, unit_list_provinces())
    return render(request, "portal/home.html", facts)


@public
def latest(request: HttpRequest) -> HttpResponse:
    """The way to the latest year."""
    published = years()
    address = league_address(published[-1].period) if published else reverse("portal:home")
    return HttpResponseRedirect(address)


@public
def search(request: HttpRequest) -> HttpResponse:
    """A province by a part of its name; straight to it if only one is meant."""
    published = years()
    if not published:
        return render(request, "portal/empty.html")
    published = years()
    if not published:
        return render(request, "portal/empty.html")
    name, year = echoed(request.GET.get("q", "")), published[-1].period
    units = unit_list_provinces()
    exact = unit_called(units, name)
    found = [exact] if exact else units_named(units, name)
    year = published[-1].period
    if len(found) == 1:
        return HttpResponseRedirect(node_address(year, found[0].code))
    nearest = [] if found else units_nearest(units, name)
    facts = {
        "name": name,
        "found": bool(found),
        "nearest": bool(nearest),
        "units": home_page.links(found or nearest or units, year),
    }
    return render(request, "portal/search.html", facts)


@public
def league(request: HttpRequest, year: str) -> HttpResponse:
    """The league table of a year."""
    published = years()
    table = league_get(_evaluation(published, year))
    choice = _choice(request, table)
    facts = contexts.league_facts(
        table,
        choice,
        years=other_years.league_years(published, year, years_with_error(published)),
        address=permanent(request),
    )
    return render(request, "portal/league.html", facts)


@public
def league_file(request: HttpRequest, year: str, kind: str) -> HttpResponse:
    """The rows of a league table as the page shows them: same filter, same order."""
    table = league_get(_evaluation(years(), year))
    choice = _choice(request, table)
    return file_response(league_columns(table, choice), kind=kind, name=f"papi-{year}")


def _choice(request: HttpRequest, table: League) -> Choice:
    classes = [group.id for group in table.groups(language())]
    columns = [node.id for node in table.columns]
    return choice_read(request.GET, classes=classes, columns=columns)


@public
def explanation(request: HttpRequest, year: str, unit: str, node: str = ROOT) -> HttpResponse:
    """Where one unit's points on a node come from."""
    published = years()
    try:
        found = _explained(published, year, name=unit, node=node)
    except Moved as moved:
        return HttpResponseRedirect(moved.address)
    links = other_years.node_years(published, found.subject)
    facts = contexts.explanation_facts(
        found,
        years=links,
        absent=other_years.absent_years(published, links),
        address=permanent(request),
    )
    return render(request, "portal/explanation.html", facts)


@public
def node_file(
    request: HttpRequest, year: str, unit: str, kind: str, node: str = ROOT
) -> HttpResponse:
    """The tree of points as the explanation shows it."""
    try:
        found = _explained(years(), year, name=unit, node=node)
    except Moved as moved:
        return HttpResponseRedirect(f"{moved.address}.{kind}")
    code = found.subject.unit.code
    return file_response(explanation_columns(found), kind=kind, name=f"papi-{year}-{code}-{node}")


def _evaluation(published: Sequence[Evaluation], year: str) -> Evaluation:
    """The evaluation of a year. Raises PageMissing with the nearest years."""
    for evaluation in published:
        if evaluation.period == year:
            return evaluation
    raise missing_pages.year_missing(year, [one.period for one in published])


def _explained(published: Sequence[Evaluation], year: str, *, name: str, node: str) -> Explained:
    """What a page of one number shows. Raises PageMissing, or Moved for a province by its name."""
    evaluation = _evaluation(published, year)
    units = unit_list_provinces()
    unit = _unit(units, name, year=year)
    edition = edition_named(evaluation.edition)
    try:
        known = edition.node(node).id
    except UnknownName as error:
        raise missing_pages.node_missing(node, edition, year=year, unit=unit) from error
    if name != unit.code:
        raise Moved(node_address(year, unit.code, known))
    return explained_get(evaluation, unit=unit, node=known)


def _unit(units: Sequence[Unit], name: str, *, year: str) -> Unit:
    unit = unit_called(units, name)
    if unit is None:
        raise missing_pages.unit_missing(name, units, year=year)
    return unit


@public
def method_list(request: HttpRequest) -> HttpResponse:
    """The pages on method."""
    return render(request, "portal/methods.html", {"pages": method_pages.page_list()})


@public
def method(request: HttpRequest, name: str) -> HttpResponse:
    """One page on method."""
    page = method_pages.page_named(name)
    if page is None:
        known = [(item.title, item.address) for item in method_pages.page_list()]
        raise missing_pages.page_missing(name, known)
    return render(request, "portal/method.html", {"page": page, "title": page.title})


@public
def accessibility(request: HttpRequest) -> HttpResponse:
    """What works for everybody, and what falls short."""
    return render(request, "portal/accessibility.html", {"title": _("Accessibility statement")})
