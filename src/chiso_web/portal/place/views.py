"""The pages of units."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.timezone import localdate

from chiso_web.accounts.permissions import public
from chiso_web.look.saving import file_response
from chiso_web.portal.addresses import unit_address
from chiso_web.portal.missing_pages import nothing_published
from chiso_web.portal.place.browse import browse_facts
from chiso_web.portal.place.context import unit_facts
from chiso_web.portal.place.files import lineage_columns
from chiso_web.portal.place.resolving import unit_meant
from chiso_web.portal.profile.context import profile_facts
from chiso_web.portal.profile.files import profile_columns
from chiso_web.portal.restated.unit import series_facts
from chiso_web.portal.results import evaluation_of, years
from chiso_web.units.lineage import lineage_of


@public
def unit_list(request: HttpRequest) -> HttpResponse:
    """All provinces, today's and those of before."""
    return render(request, "portal/units.html", browse_facts(localdate()))


@public
def unit(request: HttpRequest, unit: str, year: str = "") -> HttpResponse:
    """Any unit, with its results of a year where it has any."""
    found = unit_meant(unit, year=year)
    if found.uid != unit:
        return HttpResponseRedirect(unit_address(found.uid, year))
    site = request.build_absolute_uri("/").rstrip("/")
    profile = profile_facts(found, year or None, site=site)
    published = years()
    if year and profile is None:
        evaluation_of(published, year)  # there is no such page for a year without results
    facts = unit_facts(
        found,
        lineage_of(found),
        profile=profile,
        year=year or (published[-1].period if published else ""),
        today=localdate(),
    )
    restated = None if profile else series_facts(found.uid, published)
    return render(request, "portal/unit.html", {**facts, "restated": restated})


@public
def unit_file(request: HttpRequest, unit: str, kind: str) -> HttpResponse:
    """The lineage of a unit."""
    found = unit_meant(unit)
    if found.uid != unit:
        return HttpResponseRedirect(f"{unit_address(found.uid)}.{kind}")
    columns = lineage_columns(lineage_of(found))
    return file_response(columns, kind=kind, name=f"lineage-{found.uid}")


@public
def results_file(request: HttpRequest, unit: str, year: str, kind: str) -> HttpResponse:
    """The results of a unit over the years."""
    found = unit_meant(unit, year=year)
    if found.uid != unit:
        return HttpResponseRedirect(f"{unit_address(found.uid, year)}.{kind}")
    columns = profile_columns(found, year)
    if columns is None:
        raise nothing_published()
    return file_response(columns, kind=kind, name=f"papi-{found.code}")
