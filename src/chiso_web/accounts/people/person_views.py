"""One person: facts, roles now and before, and what an administrator may do."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from chiso_web.accounts.acting import Acting
from chiso_web.accounts.models import Holding, User
from chiso_web.accounts.people.acts import ACTS, GiveForm
from chiso_web.accounts.people.asking import (
    asker,
    person_asked_for,
    refusal_record,
    unit_of_record,
)
from chiso_web.accounts.people.forms import ChangeForm, EndForm, ReasonForm
from chiso_web.accounts.people.history import history
from chiso_web.accounts.people.inviting import MAIL, person_mail
from chiso_web.accounts.people.scope import holdings_of, is_over, units_beyond, units_reached
from chiso_web.accounts.people.seen import seen_check, seen_now
from chiso_web.accounts.people.services import email_read
from chiso_web.accounts.people.states import State, with_state
from chiso_web.accounts.permissions import FORM, PEOPLE, requires
from chiso_web.accounts.refusals import ActRefused
from chiso_web.accounts.signing_in.invitations import open_invitations
from chiso_web.accounts.signing_in.mailing import mail_is_on
from chiso_web.units.models import Unit

CONFLICT = 409
EMAIL = "email"


@dataclass(frozen=True, slots=True)
class RoleLine:
    """One role of a person: whether it is over, whether it can be ended here, and the form."""

    holding: Holding
    over: bool
    form: forms.Form | None
    is_open: bool


@dataclass(frozen=True, slots=True)
class Attempt:
    """What was sent and did not go through: the act, its form as typed, and why."""

    act: str
    form: forms.Form
    refusal: str = ""

    def form_of(self, act: str) -> forms.Form | None:
        """The form of an act, if it was that one."""
        return self.form if act == self.act else None


@requires(PEOPLE, methods=FORM)
def person(request: HttpRequest, key: int) -> HttpResponse:
    """The page of a person; what is sent names the act."""
    found = person_asked_for(request, key)
    if request.method != "POST":
        return _page(request, found)
    act = request.POST.get("act", "")
    if act == EMAIL:
        acting, unit = asker(request), unit_of_record(asker(request), found)
        shown = email_read(found, unit=unit, by=acting.actor(PEOPLE, unit))
        return _page(request, found, email=shown)
    if act == MAIL:
        return _mailed(request, found)
    if act not in ACTS:
        return HttpResponseBadRequest()
    return _acted(request, found, act)


def _mailed(request: HttpRequest, found: User) -> HttpResponse:
    try:
        messages.success(request, person_mail(request, found))
    except ActRefused as refused:
        refusal_record(asker(request), found, refused, MAIL)
        messages.error(request, refused.sentence)
    return HttpResponseRedirect(reverse("person", kwargs={"key": found.pk}))


def _acted(request: HttpRequest, found: User, act: str) -> HttpResponse:
    acting = asker(request)
    reached = set(units_reached(acting).values_list("pk", flat=True)) if act == "give" else set()
    form = ACTS[act].form(request.POST, reached)
    if not form.is_valid():
        return _page(request, found, Attempt(act, form))
    try:
        with transaction.atomic():
            locked = User.objects.select_for_update().get(pk=found.pk)
            seen_check(locked, request.POST.get("seen", ""))
            said = ACTS[act].do(acting, locked, form.cleaned_data)
    except ActRefused as refused:
        refusal_record(acting, found, refused, act)
        found.refresh_from_db()
        return _page(request, found, Attempt(act, form, refused.sentence))
    messages.success(request, said)
    return HttpResponseRedirect(reverse("person", kwargs={"key": found.pk}))


def _page(
    request: HttpRequest, found: User, attempt: Attempt | None = None, email: str | None = None
) -> HttpResponse:
    acting, today = asker(request), timezone.localdate()
    roles = [_line(acting, one, attempt, today) for one in holdings_of(found)]
    facts = {
        "title": found.full_name,
        "person": found,
        "state": _state(found, today),
        "now": [one for one in roles if not one.over],
        "before": [one for one in roles if one.over],
        "beyond": units_beyond(acting, found, today),
        "attempt": attempt,
        "email": email,
        "seen": seen_now(found),
        "invitations": open_invitations(found),
        "moment": timezone.now(),
        "history": history(found),
        "mail": mail_is_on() and bool(found.email_digest),
        "is_self": acting.user is not None and acting.user.pk == found.pk,
        **_forms(found, attempt),
    }
    status = CONFLICT if attempt and attempt.refusal else 200
    return render(request, "people/person.html", facts, status=status)


def _forms(found: User, attempt: Attempt | None) -> dict[str, Any]:
    """A form for each act, as typed where it did not go through."""

    def typed(act: str) -> forms.Form | None:
        return attempt.form_of(act) if attempt else None

    reason = "deactivate" if found.is_active else "reactivate"
    return {
        "give": typed("give") or GiveForm(reached=()),
        "change": typed("change") or ChangeForm(initial={"full_name": found.full_name}),
        "reason": typed(reason) or ReasonForm(prefix=None),
        "reason_act": reason,
    }


def _line(acting: Acting, held: Holding, attempt: Attempt | None, today: date) -> RoleLine:
    over = is_over(held, today) and held.until is not None
    may = not over and acting.may(PEOPLE, held.unit.uid)
    typed = attempt.form_of("end") if attempt else None
    mine = typed is not None and typed.data.get("holding") == str(held.pk)
    fresh = EndForm(initial={"holding": held.pk, "until": max(today, held.since)})
    return RoleLine(held, over, (typed if mine else fresh) if may else None, mine)


def _state(found: User, today: date) -> State:
    """By all roles of the person, wherever they are held."""
    every = with_state(User.objects.filter(pk=found.pk), Unit.objects.order_by(), today)
    facts: dict[str, str] = every.values("state").get()  # type: ignore[misc]  # is annotated
    return State(facts["state"])
