"""The page and files of provinces side by side."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from chiso_web.accounts.permissions import public
from chiso_web.look.saving import file_response
from chiso_web.portal import missing_pages, other_years
from chiso_web.portal.addresses import compare_address, permanent
from chiso_web.portal.compare.choice import chosen_read
from chiso_web.portal.compare.context import choosing_facts, comparison_facts
from chiso_web.portal.compare.files import comparison_columns
from chiso_web.portal.compare.reading import side_by_side_get
from chiso_web.portal.results import evaluation_of, years, years_with_error
from chiso_web.units.selectors import unit_list_provinces


@public
def compare(request: HttpRequest, year: str) -> HttpResponse:
    """Two to six provinces side by side; the form where fewer are chosen."""
    published = years()
    evaluation = evaluation_of(published, year)
    units = unit_list_provinces()
    chosen = chosen_read(request.GET.getlist("unit"), units)
    codes = [unit.code for unit in chosen.units]
    links = other_years.years_at(
        published,
        year,
        address=lambda one: compare_address(one, codes),
        with_error=years_with_error(published),
    )
    facts = {**choosing_facts(chosen, units, year=year, years=links)}
    if chosen.is_enough:
        table = side_by_side_get(evaluation, chosen.units)
        facts |= comparison_facts(table, address=permanent(request))
    return render(request, "portal/compare.html", facts)


@public
def compare_file(request: HttpRequest, year: str, kind: str) -> HttpResponse:
    """The same as a file."""
    evaluation = evaluation_of(years(), year)
    chosen = chosen_read(request.GET.getlist("unit"), unit_list_provinces())
    if not chosen.is_enough:
        raise missing_pages.too_few_units(year)
    table = side_by_side_get(evaluation, chosen.units)
    name = "-".join([f"papi-{year}", *(unit.code for unit in chosen.units)])
    return file_response(comparison_columns(table), kind=kind, name=name)
