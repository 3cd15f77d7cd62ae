"""The page and files of units side by side."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from chiso_web.accounts.permissions import public
from chiso_web.look.not_found import Offer, PageMissing
from chiso_web.look.saving import file_response
from chiso_web.portal.addresses import outcome_compare_address
from chiso_web.portal.beside.called import called
from chiso_web.portal.beside.context import beside_facts, choosing_facts
from chiso_web.portal.beside.files import beside_columns
from chiso_web.portal.beside.side_by_side import side_by_side
from chiso_web.portal.compare.choice import Chosen, chosen_read
from chiso_web.portal.outcome.outcome import Outcome
from chiso_web.portal.outcome.reading import outcome_get
from chiso_web.portal.synthetic import file_name


@public
def beside(request: HttpRequest, index: str, period: str) -> HttpResponse:
    """Two to six units side by side; the form where fewer are chosen."""
    outcome = outcome_get(index, period)
    chosen = _chosen(request, outcome)
    facts = {**choosing_facts(outcome, chosen)}
    if chosen.units and not chosen.is_enough:
        facts["lacking"] = _("A comparison needs two to six units: name one more.")
    if chosen.is_enough:
        site = request.build_absolute_uri("/").rstrip("/")
        facts |= beside_facts(side_by_side(outcome, chosen.units), site=site)
    return render(request, "portal/beside.html", facts)


@public
def beside_file(request: HttpRequest, index: str, period: str, kind: str) -> HttpResponse:
    """The same as a file."""
    outcome = outcome_get(index, period)
    chosen = _chosen(request, outcome)
    if not chosen.is_enough:
        raise _too_few(outcome)
    name = file_name(outcome.evaluation, *(unit.uid for unit in chosen.units))
    table = side_by_side(outcome, chosen.units)
    return file_response(beside_columns(table), kind=kind, name=name)


def _chosen(request: HttpRequest, outcome: Outcome) -> Chosen:
    units = list(outcome.units.values())
    return chosen_read(request.GET.getlist("unit"), units, called=called)


def _too_few(outcome: Outcome) -> PageMissing:
    """A file that names fewer than two units: the page to choose them."""
    address = outcome_compare_address(outcome.index, outcome.period)
    return PageMissing(
        title=_("Fewer than two units are named"),
        sentence=_("A comparison needs two to six units:"),
        offers=[Offer(_("Compare units side by side"), address)],
    )
