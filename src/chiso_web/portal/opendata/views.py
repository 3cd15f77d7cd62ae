"""The page of open data, and its files."""

from functools import lru_cache

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from chiso_web.accounts.permissions import public
from chiso_web.look.saving import encoded, saved
from chiso_web.portal.missing_pages import nothing_published
from chiso_web.portal.opendata.outcome_package import outcome_package
from chiso_web.portal.opendata.page import data_facts, packages
from chiso_web.portal.opendata.papi_package import papi_package
from chiso_web.portal.opendata.units_package import units_package
from chiso_web.portal.outcome.reading import outcome_get, outcome_list
from chiso_web.portal.papi import INDEX
from chiso_web.portal.results import evaluation_of, years
from chiso_web.portal.synthetic import file_name
from chiso_web.results.models import Evaluation
from chiso_web.results.records import observation_columns, score_columns


@public
def data(request: HttpRequest) -> HttpResponse:
    """What can be downloaded."""
    return render(request, "portal/data.html", data_facts(request, years(), outcome_list()))


@public
def data_index(request: HttpRequest) -> HttpResponse:
    """The packages, for machines."""
    return JsonResponse({"packages": packages(years(), outcome_list())})


@public
def table_file(request: HttpRequest, year: str, table: str, kind: str) -> HttpResponse:
    """A year's observations or scores as one table."""
    evaluation = evaluation_of(years(), year)
    return saved(_table(evaluation, table, kind), kind=kind, name=f"papi-{year}-{table}")


@lru_cache(maxsize=12)
def _table(evaluation: Evaluation, table: str, kind: str) -> bytes:
    """Built once: a workbook of ten thousand rows takes half a second."""
    if table == "observations":
        return encoded(observation_columns(INDEX, evaluation.period), kind)
    return encoded(score_columns(evaluation), kind)


@public
def papi_year_package(request: HttpRequest, year: str) -> HttpResponse:
    """The data package of a year."""
    evaluation = evaluation_of(years(), year)
    return saved(papi_package((evaluation,)), kind="zip", name=f"papi-{year}")


@public
def papi_whole_package(request: HttpRequest) -> HttpResponse:
    """The data package of all years."""
    published = years()
    if not published:
        raise nothing_published()
    return saved(papi_package(tuple(published)), kind="zip", name="papi")


@public
def unit_package(request: HttpRequest) -> HttpResponse:
    """The data package of the administrative units and their lineage."""
    return saved(units_package(), kind="zip", name="vietnam-units")


@public
def outcome_zip(request: HttpRequest, index: str, period: str) -> HttpResponse:
    """The data package of a reform index's result."""
    evaluation = outcome_get(index, period).evaluation
    return saved(outcome_package(evaluation), kind="zip", name=file_name(evaluation))
