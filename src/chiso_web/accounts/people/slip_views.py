"""Slips to print: for whom, what that does, and the sheet."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from chiso_web.accounts.models import Invitation, User
from chiso_web.accounts.people.asking import asker, refusal_record
from chiso_web.accounts.people.names import name_key
from chiso_web.accounts.people.scope import people_of, units_reached
from chiso_web.accounts.people.slips import MOST, slip_list_make
from chiso_web.accounts.people.states import ACTIVATED
from chiso_web.accounts.permissions import FORM, PEOPLE, requires
from chiso_web.accounts.refusals import ActRefused


@dataclass(frozen=True, slots=True)
class Choice:
    """One person who may get a slip, until when what they were given lets them in, and whether they
    are chosen: whoever was named, else only those who have nothing that a new code would end.
    """

    person: User
    until: datetime | None
    chosen: bool


@requires(PEOPLE, methods=FORM)
def people_slips(request: HttpRequest) -> HttpResponse:
    """Who gets a slip: those named in the address, or everybody who has not activated yet."""
    people = _people(request)
    if request.method != "POST":
        return _page(request, people)
    acting = asker(request)
    try:
        slips = slip_list_make(acting, people, timezone.localdate())
    except ActRefused as refused:
        refusal_record(acting, None, refused, "slips")
        return _page(request, people, refusal=refused.sentence)
    facts = {
        "title": _("Slips to sign in for the first time"),
        "slips": slips,
        "address": request.build_absolute_uri(reverse("account_slip")),
    }
    return render(request, "people/slips.html", facts)


def _people(request: HttpRequest) -> list[User]:
    """The people meant, as far as they are reached; by name."""
    sent = request.POST if request.method == "POST" else request.GET
    keys = [int(one) for one in sent.getlist("person") if one.isascii() and one.isdigit()]
    keys = [one for one in keys if one < 2**63]
    every = people_of(units_reached(asker(request))).filter(is_active=True)
    if keys or request.method == "POST":
        found = every.filter(pk__in=keys[: 2 * MOST])
    else:
        found = every.exclude(ACTIVATED)
    return sorted(found.defer("email"), key=lambda one: (name_key(one.full_name), one.username))


def _choices(request: HttpRequest, people: list[User]) -> list[Choice]:
    """Those who are chosen first."""
    now = timezone.now()
    open_now = Invitation.objects.filter(used_at=None, revoked_at=None, expires_at__gt=now)
    own = open_now.filter(user__in=people).order_by("expires_at")
    until = dict(own.values_list("user_id", "expires_at"))
    named = request.method == "POST" or "person" in request.GET
    found = [Choice(one, until.get(one.pk), named or one.pk not in until) for one in people]
    return sorted(found, key=lambda one: not one.chosen)


def _page(request: HttpRequest, people: list[User], refusal: str = "") -> HttpResponse:
    choices = _choices(request, people)[:MOST]
    facts = {
        "title": _("Print slips"),
        "choices": choices,
        "chosen": sum(one.chosen for one in choices),
        "invited": sum(one.until is not None for one in choices),
        "more": max(0, len(people) - MOST),
        "most": MOST,
        "refusal": refusal or ("" if people or request.method != "POST" else _("Choose somebody.")),
    }
    return render(request, "people/slips_ask.html", facts, status=409 if refusal else 200)
