"""The pages and files that explain one number."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from chiso.definition.model import ROOT
from chiso.errors import UnknownName
from chiso_web.accounts.permissions import public
from chiso_web.look.saving import file_response
from chiso_web.portal import missing_pages, other_years
from chiso_web.portal.addresses import node_address, permanent
from chiso_web.portal.explanation.context import explanation_facts
from chiso_web.portal.explanation.files import explanation_columns
from chiso_web.portal.explanation.reading import Explained, explained_get
from chiso_web.portal.results import evaluation_of, years
from chiso_web.results.models import Evaluation
from chiso_web.results.selectors import edition_named
from chiso_web.units.models import Unit
from chiso_web.units.selectors import unit_called, unit_list_provinces


class Moved(Exception):
    """The address names a page by another name; ``address`` is its own."""

    def __init__(self, address: str) -> None:
        self.address = address
        super().__init__(address)


@public
def explanation(request: HttpRequest, year: str, unit: str, node: str = ROOT) -> HttpResponse:
    """Where one unit's points on a node come from."""
    published = years()
    try:
        found = _explained(published, year, name=unit, node=node)
    except Moved as moved:
        return HttpResponseRedirect(moved.address)
    links = other_years.node_years(published, found.subject)
    facts = explanation_facts(
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


def _explained(published: Sequence[Evaluation], year: str, *, name: str, node: str) -> Explained:
    """What a page of one number shows. Raises PageMissing, or Moved for a province by its name."""
    evaluation = evaluation_of(published, year)
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
