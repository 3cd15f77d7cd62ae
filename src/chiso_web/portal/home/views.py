"""The first page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from chiso_web.accounts.permissions import public
from chiso_web.portal.home import page
from chiso_web.portal.results import years
from chiso_web.units.selectors import unit_list_provinces


@public
def home(request: HttpRequest) -> HttpResponse:
    """What there is: the latest results, every year, every province."""
    published = years()
    if not published:
        return render(request, "portal/empty.html")
    facts = page.facts(published, unit_list_provinces())
    return render(request, "portal/home.html", facts)
