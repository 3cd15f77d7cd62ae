"""Roles of units that have ended: where they go by the rule, what waits, and passing on."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from chiso_web.accounts.acting import Acting
from chiso_web.accounts.holdings import holding_end
from chiso_web.accounts.passing import (
    Outcome,
    Passing,
    holdings_pass,
    passing_list,
    successor_list_offered,
)
from chiso_web.accounts.people.asking import asker
from chiso_web.accounts.people.files import file_saved
from chiso_web.accounts.people.forms import day_field
from chiso_web.accounts.people.passing_words import outcome_text, passing_columns
from chiso_web.accounts.people.scope import units_reached
from chiso_web.accounts.permissions import FORM, PEOPLE, requires
from chiso_web.accounts.refusals import ActRefused
from chiso_web.units.models import Unit

MOST_SHOWN = 500
END = "end"
KEY = re.compile(r"[0-9]{1,18}")
CHOICE = re.compile(rf"unit-({KEY.pattern})")
UNDECIDED = frozenset({Outcome.DIVIDED, Outcome.NO_SUCCESSOR, Outcome.EXCLUDED})


@requires(PEOPLE, methods=FORM)
def people_passing(request: HttpRequest) -> HttpResponse:
    """Who holds a role in a unit that has ended by a day, and where it goes; POST passes on."""
    acting, day = asker(request), _day(request)
    if request.method != "POST":
        return _page(request, day, _listed(acting, day, {}))
    decided, ending = _decisions(request.POST)
    if day > timezone.localdate():
        return _page(request, day, _listed(acting, day, {}), refusal=_("That day is not over."))
    listed = _listed(acting, day, decided)
    done = [*_ended(acting, listed, ending), *_passed(acting, listed, ending)]
    messages.success(request, _said(done))
    return _page(request, day, done, done=True)


@requires(PEOPLE)
def people_passing_file(request: HttpRequest, kind: str) -> HttpResponse:
    """The same as a file."""
    day = _day(request)
    columns = passing_columns(_listed(asker(request), day, {}))
    return file_saved(columns, kind=kind, name=f"roles-passing_{day:%Y-%m-%d}")


def _decisions(sent: QueryDict) -> tuple[dict[int, int], set[int]]:
    """The successors chosen, by the ended unit, and the units whose roles end with them."""
    texts = {name: sent.get(name, "") for name in sent}
    chosen = {found[1]: new for name, new in texts.items() if (found := CHOICE.fullmatch(name))}
    decided = {int(old): int(new) for old, new in chosen.items() if KEY.fullmatch(new)}
    return decided, {int(old) for old, new in chosen.items() if new == END}


def _listed(acting: Acting, day: date, decided: dict[int, int]) -> list[Passing]:
    """The roles of ended units that the administrator reaches."""
    listed = passing_list(day, units=units_reached(acting), decided=decided)
    return [_with_reach(acting, one) for one in listed]


def _with_reach(acting: Acting, one: Passing) -> Passing:
    """What the rule says, and that it goes beyond the administrator's units where it does."""
    if one.unit is None or acting.may(PEOPLE, one.unit.uid):
        return one
    refusal = _("goes to a unit that you do not administer; whoever administers both passes it on")
    return replace(one, refusal=refusal)


def _passed(acting: Acting, listed: Sequence[Passing], ending: set[int]) -> list[Passing]:
    """Pass on what goes to units that the administrator reaches; the rest stays."""
    going = [one for one in listed if one.holding.unit_id not in ending]
    mine = [one for one in going if not one.refusal]
    theirs = [one for one in going if one.refusal]
    return [*holdings_pass(mine, by=acting.actor(PEOPLE)), *theirs]


def _ended(acting: Acting, listed: Sequence[Passing], ending: set[int]) -> list[Passing]:
    """End what was decided to end with its unit."""
    found = [one for one in listed if one.unit is None and one.holding.unit_id in ending]
    for one in found:
        last = max(one.holding.unit.last_day, one.holding.since)
        by = acting.actor(PEOPLE, one.holding.unit.uid)
        try:
            with transaction.atomic():
                holding_end(one.holding, until=last, by=by, reason=_("ended with its unit"))
        except ActRefused:  # another administrator was faster
            continue
    return found


def _day(request: HttpRequest) -> date:
    """The day of the address; today where it has none."""
    field = day_field("", required=False)
    sent = request.POST if request.method == "POST" else request.GET
    try:
        return field.clean(sent.get("on", "")) or timezone.localdate()
    except ValidationError:
        return timezone.localdate()


def _said(done: Sequence[Passing]) -> str:
    waiting = sum(bool(one.refusal) or one.outcome in UNDECIDED for one in done)
    passed = len(done) - waiting
    sentence = _("Roles passed on: %(passed)s; ended or still waiting: %(waiting)s.")
    return sentence % {"passed": passed, "waiting": waiting}


def _page(
    request: HttpRequest,
    day: date,
    listed: Sequence[Passing],
    *,
    done: bool = False,
    refusal: str = "",
) -> HttpResponse:
    by_rule = [one for one in listed if one.unit is not None]
    undecided = [one for one in listed if one.unit is None]
    facts: dict[str, Any] = {
        "title": _("Roles of units that have ended"),
        "day": day,
        "done": done,
        "refusal": refusal,
        "by_rule": [(one, outcome_text(one)) for one in by_rule[:MOST_SHOWN]],
        "more": max(0, len(by_rule) - MOST_SHOWN),
        "count": len(by_rule),
        "undecided": _by_unit(undecided, day),
        "undecided_count": len(undecided),
        "units": len({one.holding.unit_id for one in listed}),
    }
    return render(request, "people/passing.html", facts, status=409 if refusal else 200)


def _by_unit(
    undecided: Sequence[Passing], day: date
) -> list[tuple[Unit, list[Passing], list[Unit]]]:
    """The roles without a successor by their unit, with the units to choose from."""
    units = {one.holding.unit_id: one.holding.unit for one in undecided}
    return [
        (
            unit,
            [one for one in undecided if one.holding.unit_id == key],
            successor_list_offered(unit, day),
        )
        for key, unit in units.items()
    ]
