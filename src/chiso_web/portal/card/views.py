"""The page of a result card."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from chiso_web.accounts.permissions import public
from chiso_web.portal.addresses import outcome_address, permanent
from chiso_web.portal.card.context import card_facts
from chiso_web.portal.losses.result import result_of
from chiso_web.portal.outcome.reading import outcome_get, unit_get


@public
def card(request: HttpRequest, index: str, period: str, unit: str) -> HttpResponse:
    """A unit's result on one page."""
    outcome = outcome_get(index, period)
    found = unit_get(outcome, unit)
    if found.uid != unit:
        return HttpResponseRedirect(outcome_address(index, period, found.uid, "card"))
    facts = card_facts(result_of(outcome, found), permanent(request))
    return render(request, "portal/card.html", facts)
