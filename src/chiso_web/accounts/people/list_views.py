"""The list of people: of everybody reached, of one unit, and as a file."""

from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from chiso_web.accounts.acting import Acting
from chiso_web.accounts.passing import holding_list_waiting
from chiso_web.accounts.people.asking import asker
from chiso_web.accounts.people.choice import ORDERS, Choice, choice_read
from chiso_web.accounts.people.files import file_saved, people_columns
from chiso_web.accounts.people.listing import line_list_chosen, listing
from chiso_web.accounts.people.scope import units_reached, units_under
from chiso_web.accounts.people.states import State
from chiso_web.accounts.people.typed_unit import UnitUnclear, unit_typed
from chiso_web.accounts.permissions import PEOPLE, requires
from chiso_web.accounts.roles import Role
from chiso_web.audit.services import record
from chiso_web.look.formats import language
from chiso_web.units.models import Unit
from chiso_web.units.selectors import unit_get


def unit_of(unit: str) -> str:
    """The unit of an address. Raises Http404 where there is none."""
    if unit_get(unit) is None:
        raise Http404
    return unit


@requires(PEOPLE)
def people(request: HttpRequest) -> HttpResponse:
    """Everybody who holds or held a role in the units that one administers."""
    choice = choice_read(request.GET)
    acting, found, fault = asker(request), None, None
    if choice.unit:
        found, fault = _unit_chosen(acting, choice.unit)
    facts = {"title": _("People and roles"), "unit_fault": fault, "of": None}
    return _page(request, choice, facts, chosen=found)


@requires(PEOPLE, of=unit_of)
def people_of_unit(request: HttpRequest, unit: str) -> HttpResponse:
    """Everybody who holds or held a role in one unit or under it."""
    found = unit_get(unit)
    if found is None:
        raise Http404
    title = _("People of %(unit)s") % {"unit": found.full_name(language())}
    return _page(request, choice_read(request.GET), {"title": title, "of": found}, chosen=found)


@requires(PEOPLE)
def people_file(request: HttpRequest, kind: str) -> HttpResponse:
    """The chosen people and roles as a file, without e-mail addresses; recorded."""
    choice, acting, today = choice_read(request.GET), asker(request), timezone.localdate()
    chosen = _unit_chosen(acting, choice.unit)[0] if choice.unit else None
    narrowed = units_under([chosen.pk]) if chosen else None
    lines = line_list_chosen(units_reached(acting), choice, today, narrowed=narrowed)
    with transaction.atomic():
        record(
            app="accounts",
            unit=chosen.uid if chosen else "",
            actor=acting.actor(PEOPLE),
            action="people.exported",
            subject="people",
            after={"people": len(lines), "kind": kind, "choice": choice.query},
        )
    name = f"people_{today:%Y-%m-%d}"
    return file_saved(people_columns(lines), kind=kind, name=name)


def _page(
    request: HttpRequest, choice: Choice, facts: dict[str, Any], *, chosen: Unit | None
) -> HttpResponse:
    acting, today = asker(request), timezone.localdate()
    reached = units_reached(acting)
    narrowed = units_under([chosen.pk]) if chosen else None
    found = listing(reached, choice, today, narrowed=narrowed)
    states = [(state, state.label, found.counts[state]) for state in State]
    return render(
        request,
        "people/list.html",
        {
            **facts,
            "choice": choice,
            "listing": found,
            "tabs": [
                (choice.of_state(state).query, label, count, state == choice.state)
                for state, label, count in states
                if count
            ],
            "everybody": choice.of_state("").query,
            "headings": [
                (order, choice.by(order).query, _direction(choice, order)) for order in ORDERS
            ],
            "pages": [(page, choice.on(page).query) for page in _near(found.page, found.pages)],
            "roles": Role.choices,
            "waiting": holding_list_waiting(today).filter(unit__in=reached.values("pk")).count(),
        },
    )


def _direction(choice: Choice, order: str) -> str:
    """How a column is sorted, as assistive programs are told it."""
    if choice.order != order:
        return "none"
    return "descending" if choice.backwards else "ascending"


def _near(page: int, pages: int) -> list[int]:
    """The first, the last and the pages around one."""
    return sorted({1, pages, *range(max(1, page - 2), min(pages, page + 2) + 1)})


def _unit_chosen(acting: Acting, text: str) -> tuple[Unit | None, UnitUnclear | None]:
    """The unit that a filter names; the fault to show where it names none."""
    reached = set(units_reached(acting).values_list("pk", flat=True))
    try:
        return unit_typed(text, on=timezone.localdate(), reached=reached), None
    except UnitUnclear as unclear:
        return None, unclear
