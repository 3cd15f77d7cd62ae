"""The page of one unit's result, and its file."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from chiso_web.accounts.permissions import public
from chiso_web.look.saving import file_response
from chiso_web.portal.addresses import outcome_address, permanent
from chiso_web.portal.losses.context import result_facts
from chiso_web.portal.losses.files import result_columns
from chiso_web.portal.losses.result import result_of
from chiso_web.portal.outcome.reading import outcome_get, unit_get
from chiso_web.portal.synthetic import file_name


@public
def losses(request: HttpRequest, index: str, period: str, unit: str) -> HttpResponse:
    """Where a unit lost points, and how many."""
    outcome = outcome_get(index, period)
    found = unit_get(outcome, unit)
    if found.uid != unit:
        return HttpResponseRedirect(outcome_address(index, period, found.uid))
    facts = result_facts(result_of(outcome, found), permanent(request))
    return render(request, "portal/losses.html", facts)


@public
def losses_file(
    request: HttpRequest, index: str, period: str, unit: str, kind: str
) -> HttpResponse:
    """Every node of a unit's result."""
    outcome = outcome_get(index, period)
    found = unit_get(outcome, unit)
    if found.uid != unit:
        return HttpResponseRedirect(f"{outcome_address(index, period, found.uid)}.{kind}")
    columns = result_columns(result_of(outcome, found))
    return file_response(columns, kind=kind, name=file_name(outcome.evaluation, found.uid))
