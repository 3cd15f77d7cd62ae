"""Pages and files of standings, and the page of every index with results."""

from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from chiso_web.accounts.permissions import public
from chiso_web.look.area_map import AreaMap
from chiso_web.look.not_found import Offer, PageMissing
from chiso_web.look.saving import file_response
from chiso_web.portal.addresses import league_address, permanent
from chiso_web.portal.choice import NAME, TOTAL, Choice, choice_read
from chiso_web.portal.classes import class_names
from chiso_web.portal.outcome.missing import address_of, index_missing
from chiso_web.portal.outcome.naming import outcome_name
from chiso_web.portal.outcome.outcome import Group, Outcome
from chiso_web.portal.outcome.reading import outcome_get, outcome_list
from chiso_web.portal.results import years
from chiso_web.portal.standings.context import standings_facts
from chiso_web.portal.standings.files import standings_columns
from chiso_web.portal.standings.listing import listing_facts
from chiso_web.portal.standings.pictures import picture_of
from chiso_web.portal.standings.reading import table_get
from chiso_web.portal.standings.sentences import source_text
from chiso_web.portal.standings.single import single_facts
from chiso_web.portal.standings.table import EXTRAS, LOST
from chiso_web.portal.synthetic import file_name, mark_of


@public
def result_list(request: HttpRequest) -> HttpResponse:
    """Every index with results."""
    return render(request, "portal/results.html", listing_facts(years()))


@public
def papi_moved(request: HttpRequest, rest: str = "") -> HttpResponse:
    """PAPI's results have addresses of their own."""
    query = request.META.get("QUERY_STRING", "")
    own = league_address(quote(rest)).rstrip("/")
    return HttpResponseRedirect(f"{own}?{query}" if query else own)


@public
def latest(request: HttpRequest, index: str) -> HttpResponse:
    """The way to an index's latest period."""
    published = outcome_list()
    periods = [one.period for one in published if one.index == index]
    if not periods:
        raise index_missing(index, published)
    return HttpResponseRedirect(address_of(outcome_get(index, periods[-1])))


@public
def standings(request: HttpRequest, index: str, period: str) -> HttpResponse:
    """Who stands where; of a single unit, its result."""
    outcome = outcome_get(index, period)
    if len(outcome.units) == 1:
        facts = single_facts(table_get(outcome, outcome.groups[0]), permanent(request))
        return render(request, "portal/standings_single.html", facts)
    choice = _choice(request, outcome)
    facts = standings_facts(
        table_get(outcome, _group(outcome, choice)),
        choice,
        periods=[one for one in outcome_list() if one.index == index],
        address=permanent(request),
    )
    return render(request, "portal/standings.html", facts)


@public
def standings_file(request: HttpRequest, index: str, period: str, kind: str) -> HttpResponse:
    """All groups; those rows that the page shows where a group or a filter was chosen."""
    outcome = outcome_get(index, period)
    choice = _choice(request, outcome)
    is_part = bool(choice.group or choice.is_filtered)
    groups = [_group(outcome, choice)] if is_part else outcome.groups
    tables = [table_get(outcome, group) for group in groups]
    name = file_name(outcome.evaluation, *(_part_name(groups[0], choice) if is_part else ()))
    return file_response(standings_columns(tables, choice), kind=kind, name=name)


@public
def picture_file(request: HttpRequest, index: str, period: str) -> HttpResponse:
    """The map or the tiles as a file of its own, with title and source inside."""
    outcome = outcome_get(index, period)
    picture = picture_of(outcome)
    if picture is None:
        raise picture_missing(outcome)
    is_map = isinstance(picture, AreaMap)
    source = ". ".join(filter(None, (mark_of(outcome.evaluation), source_text(outcome))))
    facts = {
        "map" if is_map else "tiles": picture,
        "source": f"{source}.",
        "address": request.build_absolute_uri(address_of(outcome)),
    }
    template = "look/area_map.svg" if is_map else "look/tiles.svg"
    response = render(request, template, facts, content_type="image/svg+xml")
    name = file_name(outcome.evaluation, "map")
    response["Content-Disposition"] = f'attachment; filename="{name}.svg"'
    return response


def picture_missing(outcome: Outcome) -> PageMissing:
    """Units that no map is at hand for: the page with their dots."""
    return PageMissing(
        title=_("There is no map of these units"),
        sentence=_("Their totals stand as dots on one axis, and in a table:"),
        offers=[Offer(outcome_name(outcome), address_of(outcome))],
    )


def _part_name(group: Group, choice: Choice) -> tuple[str, ...]:
    """A part of the table must not be taken for all of it once it is saved."""
    return (group.id, "filtered") if choice.is_filtered else (group.id,)


def _group(outcome: Outcome, choice: Choice) -> Group:
    """The group chosen, else the first."""
    return next((one for one in outcome.groups if one.id == choice.group), outcome.groups[0])


def _choice(request: HttpRequest, outcome: Outcome) -> Choice:
    return choice_read(
        request.GET,
        classes=class_names(outcome.edition),
        orders={TOTAL, NAME, LOST, *EXTRAS, *(node.id for node in outcome.contents)},
        groups=[group.id for group in outcome.groups],
    )
