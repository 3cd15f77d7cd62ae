"""The pages and files that explain one number of a reform index."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from chiso.errors import UnknownName
from chiso_web.accounts.permissions import public
from chiso_web.look.saving import file_response
from chiso_web.portal.addresses import outcome_address, permanent
from chiso_web.portal.derivation.context import derivation_facts
from chiso_web.portal.derivation.derived import Derived, derived_get
from chiso_web.portal.derivation.files import derivation_columns
from chiso_web.portal.outcome.missing import node_missing
from chiso_web.portal.outcome.reading import outcome_get, unit_get
from chiso_web.portal.synthetic import file_name


@public
def derivation(request: HttpRequest, index: str, period: str, unit: str, node: str) -> HttpResponse:
    """Why a unit has its points on a node."""
    found = _found(index, period, unit, node)
    if unit != found.unit.uid:
        return HttpResponseRedirect(_address(found))
    facts = derivation_facts(found, address=permanent(request))
    return render(request, "portal/derivation.html", facts)


@public
def derivation_file(
    request: HttpRequest, index: str, period: str, unit: str, node: str, kind: str
) -> HttpResponse:
    """The same as a file."""
    found = _found(index, period, unit, node)
    if unit != found.unit.uid:
        return HttpResponseRedirect(f"{_address(found)}.{kind}")
    name = file_name(found.outcome.evaluation, found.unit.uid, found.node.id)
    return file_response(derivation_columns(found), kind=kind, name=name)


def _address(found: Derived) -> str:
    return outcome_address(found.outcome.index, found.outcome.period, found.unit.uid, found.node.id)


def _found(index: str, period: str, unit: str, node: str) -> Derived:
    """What an address names. Raises PageMissing with the nearest."""
    outcome = outcome_get(index, period)
    scored = unit_get(outcome, unit)
    try:
        return derived_get(outcome, scored, outcome.edition.node(node).id)
    except UnknownName as error:
        raise node_missing(node, outcome, unit=scored.uid) from error
