"""Search."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from chiso_web.accounts.permissions import public
from chiso_web.portal.finding.asked import asked_read
from chiso_web.portal.finding.context import search_facts
from chiso_web.portal.outcome.reading import outcome_list
from chiso_web.portal.results import years


@public
def search(request: HttpRequest) -> HttpResponse:
    """Units, parts of the index, editions and pages with a name that has what was typed."""
    published = years()
    if not published:
        return render(request, "portal/empty.html")
    facts = search_facts(asked_read(request.GET), published, outcome_list())
    return render(request, "portal/search.html", facts)
