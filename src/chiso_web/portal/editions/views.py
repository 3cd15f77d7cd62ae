"""The list of editions, each edition's page, and its files."""

from pathlib import Path

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from chiso.definition.difference import difference
from chiso_web.accounts.permissions import public
from chiso_web.look.formats import language
from chiso_web.look.saving import file_response
from chiso_web.portal.addresses import (
    downloads,
    edition_address,
    league_address,
    outcome_address,
    part_address,
)
from chiso_web.portal.editions.changes import difference_columns
from chiso_web.portal.editions.files import tree_columns
from chiso_web.portal.editions.listing import indices
from chiso_web.portal.editions.named import edition_before, edition_called, edition_missing
from chiso_web.portal.editions.page import edition_page
from chiso_web.portal.editions.unchanging import cases_html, rules_html
from chiso_web.portal.papi import INDEX
from chiso_web.portal.synthetic import mark_of
from chiso_web.results.models import Evaluation
from chiso_web.results.selectors import evaluation_list


@public
def edition_index(request: HttpRequest) -> HttpResponse:
    """All shipped editions."""
    every = indices(language())
    facts = {
        "several": [one for one in every if len(one.editions) > 1],
        "single": [one for one in every if len(one.editions) == 1],
    }
    return render(request, "portal/editions.html", facts)


@public
def edition(request: HttpRequest, name: str) -> HttpResponse:
    """How one edition computes; a year or day leads to the edition in force."""
    found = edition_called(name)
    if name != found.name:
        return HttpResponseRedirect(edition_address(found.name))
    page, address = edition_page(found.name, language()), edition_address(found.name)
    published = [one for one in evaluation_list(found.id) if one.edition == found.name]
    part_base = _part_base(published[-1]) if published else ""
    unfolded = "all" in request.GET
    facts = {
        "page": page,
        "edition": found,
        "title": _("How it is computed: %(title)s")
        % {"title": found.title.in_language(language())},
        "results": [_result(one) for one in published],
        "rules": rules_html(found.name, language(), unfolded=unfolded, part_base=part_base),
        "cases": cases_html(found.name, language(), unfolded=unfolded),
        "unfolded": unfolded,
        "address": address,
        "downloads": downloads(address),
        "change_downloads": downloads(f"{address}/changes"),
    }
    return render(request, "portal/edition.html", facts)


def _result(evaluation: Evaluation) -> tuple[str, str, str]:
    """Its period, address, and mark if it is synthetic."""
    period = evaluation.period
    is_papi = evaluation.index == INDEX
    address = league_address(period) if is_papi else outcome_address(evaluation.index, period)
    return period, address, mark_of(evaluation)


def _part_base(evaluation: Evaluation) -> str:
    """What the addresses of a criterion's results begin with."""
    if evaluation.index == INDEX:
        return part_address(evaluation.period, "")
    return outcome_address(evaluation.index, evaluation.period, "part", "")


@public
def edition_file(request: HttpRequest, name: str, kind: str) -> HttpResponse:
    """The tree of an edition as a table."""
    found = edition_called(name)
    return file_response(tree_columns(found), kind=kind, name=found.name)


@public
def change_file(request: HttpRequest, name: str, kind: str) -> HttpResponse:
    """What changed against the edition before, as a table."""
    found = edition_called(name)
    before = edition_before(found)
    if before is None:
        raise edition_missing(f"{name}/changes", [found])
    columns = difference_columns(difference(before, found))
    return file_response(columns, kind=kind, name=f"{found.name}-changes")


@public
def edition_source(request: HttpRequest, name: str, file: str) -> HttpResponse:
    """A file of the edition as it is: index.yaml or sources.yaml."""
    found = edition_called(name)
    path = Path(found.file).parent / f"{file}.yaml"
    response = HttpResponse(path.read_bytes(), content_type="text/yaml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{found.name}-{file}.yaml"'
    return response
