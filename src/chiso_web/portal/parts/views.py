"""The pages and files of dimensions, sub-dimensions and indicators."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from chiso.definition.model import ROOT, Node
from chiso.errors import UnknownName
from chiso_web.accounts.permissions import public
from chiso_web.look.saving import file_response
from chiso_web.portal import missing_pages, other_years
from chiso_web.portal.addresses import (
    league_address,
    part_address,
    part_list_address,
    permanent,
)
from chiso_web.portal.parts.context import part_facts, tree_facts
from chiso_web.portal.parts.files import part_columns, tree_columns
from chiso_web.portal.parts.reading import part_get, tree_get
from chiso_web.portal.results import evaluation_of, years
from chiso_web.results.models import Evaluation
from chiso_web.results.selectors import edition_named


@public
def part_list(request: HttpRequest, year: str) -> HttpResponse:
    """The dimensions and sub-dimensions of a year, with their medians."""
    published = years()
    part = tree_get(evaluation_of(published, year))
    links = other_years.years_at(published, year, address=part_list_address, with_error=set())
    return render(
        request, "portal/parts.html", tree_facts(part, years=links, address=permanent(request))
    )


@public
def part_list_file(request: HttpRequest, year: str, kind: str) -> HttpResponse:
    """The same as a file."""
    part = tree_get(evaluation_of(years(), year))
    return file_response(tree_columns(part), kind=kind, name=f"papi-{year}-parts")


@public
def part(request: HttpRequest, year: str, node: str) -> HttpResponse:
    """A dimension, sub-dimension or indicator over all provinces."""
    published = years()
    evaluation, known = _asked(published, year, node)
    if known.id == ROOT:
        return HttpResponseRedirect(league_address(year))
    if known.id != node:
        return HttpResponseRedirect(part_address(year, known.id))
    found = part_get(evaluation, known, published)
    links = other_years.part_years(published, known, year)
    facts = part_facts(
        found,
        years=links,
        absent=other_years.absent_years(published, links),
        address=permanent(request),
    )
    return render(request, "portal/part.html", facts)


@public
def part_file(request: HttpRequest, year: str, node: str, kind: str) -> HttpResponse:
    """The same as a file."""
    evaluation, known = _asked(years(), year, node)
    if known.id == ROOT:
        return HttpResponseRedirect(f"{league_address(year)}.{kind}")
    found = part_get(evaluation, known, ())
    return file_response(part_columns(found), kind=kind, name=f"papi-{year}-part-{known.id}")


def _asked(published: Sequence[Evaluation], year: str, node: str) -> tuple[Evaluation, Node]:
    """The evaluation and the node. Raises PageMissing with the nearest parts."""
    evaluation = evaluation_of(published, year)
    edition = edition_named(evaluation.edition)
    try:
        return evaluation, edition.node(node)
    except UnknownName as error:
        raise missing_pages.part_missing(node, edition, year=year) from error
