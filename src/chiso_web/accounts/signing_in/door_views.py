"""Coming in by an invitation: by its link, by a printed slip, and after forgetting a password."""

import time
from collections.abc import Callable
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from allauth.core.internal.ratelimit import consume as consume_reading
from allauth.core.ratelimit import consume
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.password_validation import password_validators_help_texts
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from chiso_web.accounts.models import Invitation, User
from chiso_web.accounts.permissions import FORM, PUBLIC, READING, requires
from chiso_web.accounts.refusals import ActRefused
from chiso_web.accounts.signing_in import happenings
from chiso_web.accounts.signing_in.door_forms import ForgottenForm, NewPasswordForm, SlipForm
from chiso_web.accounts.signing_in.factors import factor_is_needed, factor_is_set_up
from chiso_web.accounts.signing_in.first_administrator import first_administrator_make
from chiso_web.accounts.signing_in.first_form import FirstForm
from chiso_web.accounts.signing_in.forgotten import link_ask
from chiso_web.accounts.signing_in.invitations import (
    InvitationRefused,
    invitation_check,
    invitation_kept,
    invitation_redeem,
)
from chiso_web.accounts.signing_in.mailing import mail_is_on
from chiso_web.accounts.signing_in.waiting import LIMITS, too_many

KEPT = "invitation"
ANSWER_SECONDS = 0.3  # an answer takes at least so long, whoever is asked about
View = Callable[..., HttpResponse]
SLIP_REFUSED = gettext_lazy(  # whatever the cause
    "The sign-in name or the code is wrong, or the slip was used already or is too old. The "
    "sign-in name is written in one word without marks, as printed on the slip. If it still fails, "
    "ask the administrator of your unit for a new slip."
)


def untold(view: View) -> View:
    """The view with an answer that is kept nowhere, and what was typed in no report of a fault."""
    return never_cache(sensitive_post_parameters()(view))


@requires(PUBLIC, methods=READING)
@untold
def invitation_open(request: HttpRequest, secret: str) -> HttpResponse:
    """Take an invitation from its link, so that the secret leaves the address at once.

    No other address learns of this one. (With no-referrer a form would come back as from nowhere
    and be refused, so that the pages behind have none of it.)
    """
    response = _opened(request, secret)
    response["Referrer-Policy"] = "no-referrer"
    return response


def _opened(request: HttpRequest, secret: str) -> HttpResponse:
    if not consume_reading(request, app=LIMITS, action="invitation", limit_get=True):
        return _too_many(request, "", what="invitation")
    try:
        found = invitation_check(secret)
    except InvitationRefused as refusal:
        return _refused(request, refusal)
    request.session[KEPT] = found.pk
    return HttpResponseRedirect(reverse("account_invitation_password"))


@requires(PUBLIC, methods=FORM)
@untold
def slip(request: HttpRequest) -> HttpResponse:
    """A sign-in name and the code of a printed slip."""
    form = SlipForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        name = form.cleaned_data["name"]
        if not consume(request, action="slip", key=name.strip().casefold()):
            return _too_many(request, name, what="slip")
        try:
            found = invitation_check(form.cleaned_data["code"], username=name)
        except InvitationRefused:
            form.add_error(None, SLIP_REFUSED)
        else:
            request.session[KEPT] = found.pk
            return HttpResponseRedirect(reverse("account_invitation_password"))
    return render(request, "accounts/slip.html", {"title": _("Sign in with a slip"), "form": form})


@requires(PUBLIC, methods=FORM)
@untold
def invitation_password(request: HttpRequest) -> HttpResponse:
    """Choose a password for an invitation that was taken; then one is signed in."""
    if KEPT not in request.session:
        return _refused(request, InvitationRefused())
    try:
        found = invitation_kept(int(request.session[KEPT]))
    except InvitationRefused as refusal:
        request.session.pop(KEPT, None)
        return _refused(request, refusal)
    if found.user is None:
        return HttpResponseRedirect(reverse("account_first"))
    form = NewPasswordForm(request.POST or None, user=found.user)
    if request.method == "POST" and form.is_valid():
        try:
            return _came_in(request, found, form.cleaned_data["password"])
        except ValidationError as error:
            form.add_error("password", error)
    facts = {
        "title": _("Choose your password"),
        "form": form,
        "person": found.user,
        "rules": password_validators_help_texts(),
    }
    return render(request, "accounts/new_password.html", facts)


@requires(PUBLIC, methods=FORM)
@untold
def first(request: HttpRequest) -> HttpResponse:
    """Who the first administrator is; then they are signed in, and on to the second factor."""
    if KEPT not in request.session:
        return _refused(request, InvitationRefused())
    try:
        found = invitation_kept(int(request.session[KEPT]))
    except InvitationRefused as refusal:
        return _refused(request, refusal)
    form = FirstForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and found.user is None:
        try:
            person = first_administrator_make(found, **_first_facts(form))
        except ValidationError as error:
            form.add_error("password", error.messages)
        except InvitationRefused as refusal:
            return _refused(request, refusal)
        except ActRefused as refusal:
            form.add_error("username", refusal.sentence)
        else:
            request.session.pop(KEPT, None)
            return sign_in(request, person)
    return render(request, "accounts/first.html", {"title": _("First administrator"), "form": form})


def _first_facts(form: FirstForm) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in ("full_name", "username", "unit", "password")}


def _came_in(request: HttpRequest, found: Invitation, password: str) -> HttpResponse:
    try:
        person = invitation_redeem(found, password=password)
    except InvitationRefused as refusal:
        return _refused(request, refusal)
    finally:
        request.session.pop(KEPT, None)
    happenings.happened(
        "password.set", f"person {person.username}", actor=happenings.actor_of(person)
    )
    return sign_in(request, person)


def sign_in(request: HttpRequest, person: User) -> HttpResponse:
    """Sign a person in who has proved who they are; a second factor of theirs is asked for too."""
    if request.user.is_authenticated:  # somebody else's browser, or an older session
        logout(request)
    record_authentication(request, person, "password", username=person.username)
    onward = settings.LOGIN_REDIRECT_URL
    if factor_is_needed(person) and not factor_is_set_up(person):
        onward = "mfa_activate_totp"
    response: HttpResponse = perform_login(request, person, redirect_url=reverse(onward))
    request.session.set_expiry(0)
    return response


@requires(PUBLIC, methods=FORM)
@untold
def forgotten(request: HttpRequest) -> HttpResponse:
    """Ask for a new link; the answer is the same whoever is asked about."""
    began = time.monotonic()
    form = ForgottenForm(request.POST or None)
    facts = {"title": _("Forgotten password"), "form": form, "mail": mail_is_on(), "asked": False}
    if request.method == "POST" and mail_is_on() and form.is_valid():
        name = form.cleaned_data["name"]
        if not consume(request, action="forgotten", key=name.strip().casefold()):
            return _too_many(request, name, what="forgotten")
        link_ask(name, address_of_link=lambda secret: link_address(request, secret))
        facts["asked"] = True
        time.sleep(max(0.0, ANSWER_SECONDS - (time.monotonic() - began)))
    return render(request, "accounts/forgotten.html", facts)


def link_address(request: HttpRequest, secret: str) -> str:
    """The whole link of an invitation, under the name that the site was asked by."""
    return request.build_absolute_uri(reverse("account_invitation", kwargs={"secret": secret}))


def _refused(request: HttpRequest, refusal: InvitationRefused) -> HttpResponse:
    facts = {"title": _("The invitation does not work"), "sentence": refusal.sentence}
    return render(request, "accounts/refused.html", facts, status=410)


def _too_many(request: HttpRequest, name: str, *, what: str) -> HttpResponse:
    happenings.throttled(request, name, what=what)
    return too_many(request, {what: name.strip().casefold()})
