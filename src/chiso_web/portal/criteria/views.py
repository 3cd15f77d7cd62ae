"""The pages and files of criteria over a group."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from chiso.definition.model import ROOT, Node
from chiso.errors import UnknownName
from chiso_web.accounts.permissions import public
from chiso_web.look.saving import file_response
from chiso_web.portal.addresses import permanent
from chiso_web.portal.criteria.context import LOST, criterion_facts, list_facts
from chiso_web.portal.criteria.criterion import criterion_of
from chiso_web.portal.criteria.files import criterion_columns, list_columns
from chiso_web.portal.outcome.missing import address_of, node_missing
from chiso_web.portal.outcome.outcome import Group, Outcome
from chiso_web.portal.outcome.reading import outcome_get
from chiso_web.portal.synthetic import file_name


@public
def criteria(request: HttpRequest, index: str, period: str) -> HttpResponse:
    """Which criteria cost a group the most points."""
    outcome = outcome_get(index, period)
    group = _groups(request, outcome)[0]
    order = LOST if request.GET.get("sort", "") == LOST else ""
    facts = list_facts(outcome, group, order=order, address=permanent(request))
    return render(request, "portal/criteria.html", facts)


@public
def criteria_file(request: HttpRequest, index: str, period: str, kind: str) -> HttpResponse:
    """The same as a file; of every group where none is asked for."""
    outcome = outcome_get(index, period)
    groups = _groups(request, outcome)
    name = file_name(outcome.evaluation, "part", *_named(groups, outcome))
    return file_response(list_columns(outcome, groups), kind=kind, name=name)


@public
def criterion(request: HttpRequest, index: str, period: str, node: str) -> HttpResponse:
    """One criterion over the units of a group."""
    outcome = outcome_get(index, period)
    known = _node(outcome, node)
    if known.id == ROOT:
        return HttpResponseRedirect(address_of(outcome))
    found = criterion_of(outcome, _groups(request, outcome)[0], known)
    facts = criterion_facts(found, address=permanent(request))
    return render(request, "portal/criterion.html", facts)


@public
def criterion_file(
    request: HttpRequest, index: str, period: str, node: str, kind: str
) -> HttpResponse:
    """The same as a file; of every group where none is asked for."""
    outcome = outcome_get(index, period)
    known = _node(outcome, node)
    if known.id == ROOT:
        return HttpResponseRedirect(f"{address_of(outcome)}.{kind}")
    groups = _groups(request, outcome)
    name = file_name(outcome.evaluation, "part", known.id, *_named(groups, outcome))
    found = [criterion_of(outcome, group, known) for group in groups]
    return file_response(criterion_columns(found), kind=kind, name=name)


def _groups(request: HttpRequest, outcome: Outcome) -> tuple[Group, ...]:
    """The group that was asked for; all of them where none was, or one that is not there."""
    asked = request.GET.get("group", "")
    return tuple(one for one in outcome.groups if one.id == asked) or outcome.groups


def _named(groups: tuple[Group, ...], outcome: Outcome) -> tuple[str, ...]:
    """The group in a file's name, where it is not all of them."""
    return () if groups == outcome.groups else (groups[0].id,)


def _node(outcome: Outcome, node: str) -> Node:
    """The node of that id. Raises PageMissing with the nearest."""
    try:
        return outcome.edition.node(node)
    except UnknownName as error:
        raise node_missing(node, outcome, unit="") from error
