"""The page, file and map of a year's estimates on the provinces since 1 July 2025."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from chiso_web.accounts.permissions import public
from chiso_web.look.saving import file_response
from chiso_web.portal import other_years
from chiso_web.portal.addresses import permanent, restated_address
from chiso_web.portal.choice import NAME, TOTAL, Choice, choice_read
from chiso_web.portal.league.views import map_response
from chiso_web.portal.restated import files, lines
from chiso_web.portal.restated.context import page_facts
from chiso_web.portal.restated.mapped import estimates_map
from chiso_web.portal.restated.reading import words_get
from chiso_web.portal.results import evaluation_of, years


@public
def restated(request: HttpRequest, year: str) -> HttpResponse:
    """A year's results on the provinces of today."""
    published = years()
    words = words_get(evaluation_of(published, year))
    facts = page_facts(
        words.found,
        words,
        _choice(request, words),
        years=other_years.restated_years(published, year),
        source=_source(words),
        address=permanent(request),
    )
    return render(request, "portal/restated.html", facts)


@public
def restated_file(request: HttpRequest, year: str, kind: str) -> HttpResponse:
    """The table as a file: same order."""
    words = words_get(evaluation_of(years(), year))
    rows = list(lines.ordered(words.found, _choice(request, words)))
    table = files.columns(rows, words, source=_source(words))
    return file_response(table, kind=kind, name=f"papi-{year}-34-estimate")


@public
def restated_map(request: HttpRequest, year: str) -> HttpResponse:
    """The map as a file of its own."""
    words = words_get(evaluation_of(years(), year))
    facts = {
        "map": estimates_map(words.found, words),
        "source": _("Source: %(source)s.") % {"source": _source(words)},
        "address": request.build_absolute_uri(restated_address(year)),
    }
    return map_response(request, facts, name=f"papi-{year}-34-estimate-map")


def _source(words: lines.Words) -> str:
    """Who published what was averaged, and who averaged it."""
    edition = words.found.edition
    facts = {
        "publisher": edition.sources[edition.in_force.source].publisher,
        "year": words.found.period,
    }
    if words.found.is_added_up:
        text = _(
            "%(publisher)s, PAPI %(year)s; totals added up, and estimated on 34 provinces, by Chiso"
        )
        return text % facts
    return _("%(publisher)s, PAPI %(year)s; estimate on 34 provinces by Chiso") % facts


def _choice(request: HttpRequest, words: lines.Words) -> Choice:
    return choice_read(request.GET, classes=(), orders=(TOTAL, NAME, *words.columns))
