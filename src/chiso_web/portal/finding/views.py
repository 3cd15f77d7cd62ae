"""Search."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from chiso_web.accounts.permissions import public
from chiso_web.look.formats import echoed
from chiso_web.portal.addresses import node_address
from chiso_web.portal.home.page import links
from chiso_web.portal.results import years
from chiso_web.units.selectors import unit_called, unit_list_provinces, units_named, units_nearest


@public
def search(request: HttpRequest) -> HttpResponse:
    """A province by a part of its name; straight to it if only one is meant."""
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
        "units": links(found or nearest or units, year),
    }
    return render(request, "portal/search.html", facts)
