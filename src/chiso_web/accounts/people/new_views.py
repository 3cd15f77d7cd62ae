"""Entering one person, with the first role and the way in."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from chiso_web.accounts.acting import Acting
from chiso_web.accounts.models import User
from chiso_web.accounts.people.asking import asker, refusal_record
from chiso_web.accounts.people.doubles import doubles
from chiso_web.accounts.people.forms import PersonForm
from chiso_web.accounts.people.inviting import MAIL, SLIP, person_mail, ways
from chiso_web.accounts.people.names import sign_in_name_suggested
from chiso_web.accounts.people.roles_given import reach_check, role_give
from chiso_web.accounts.people.scope import units_reached
from chiso_web.accounts.people.services import person_make
from chiso_web.accounts.permissions import FORM, PEOPLE, requires
from chiso_web.accounts.refusals import ActRefused
from chiso_web.accounts.roles import Role
from chiso_web.accounts.signing_in.mailing import mail_is_on
from chiso_web.units.selectors import unit_get


class NewForm(PersonForm):
    """A new person, and how they are invited."""

    way = forms.ChoiceField(widget=forms.RadioSelect)

    def __init__(self, *args: Any, **facts: Any) -> None:
        super().__init__(*args, **facts)
        self.fields["way"] = forms.ChoiceField(
            label=_("Invitation"),
            choices=ways(mail_is_on()),
            widget=forms.RadioSelect,
            initial=SLIP,
        )

    def clean(self) -> dict[str, Any]:
        """By e-mail only where there is an address."""
        facts = super().clean()
        if facts.get("way") == MAIL and not facts.get("email"):
            self.add_error("email", _("Expected an address to send the link to."))
        return facts


@requires(PEOPLE, methods=FORM)
def person_new(request: HttpRequest) -> HttpResponse:
    """The form; once it holds, the person's page or the slip."""
    acting = asker(request)
    reached = set(units_reached(acting).values_list("pk", flat=True))
    if request.method != "POST":
        unit = unit_get(request.GET.get("unit", ""))
        initial = {"unit": unit.uid} if unit else {}
        return _page(request, NewForm(reached=reached, initial=initial))
    form = NewForm(request.POST, reached=reached)
    if not form.is_valid():
        return _page(request, form)
    double = _doubles(acting, form.cleaned_data)
    if double and request.POST.get("another") != _keys(double):
        return _page(request, form, double=double)
    try:
        made = _made(acting, form.cleaned_data)
    except ActRefused as refused:
        refusal_record(acting, None, refused, "new")
        return _page(request, form, refused.sentence)
    return _invited(request, made, form.cleaned_data["way"])


def _doubles(acting: Acting, facts: dict[str, Any]) -> list[User]:
    return doubles(
        acting,
        full_name=facts["full_name"],
        email=facts["email"],
        role=Role(facts["role"]),
        unit=facts["unit"],
        day=timezone.localdate(),
    )


def _keys(people: Sequence[User]) -> str:
    """Whom one has seen when one says that it is somebody else."""
    return "-".join(str(one.pk) for one in people)


@transaction.atomic
def _made(acting: Acting, facts: dict[str, Any]) -> User:
    unit = facts["unit"]
    reach_check(acting, unit)
    username = facts["username"] or _suggested(facts["full_name"])
    by = acting.actor(PEOPLE, unit.uid)
    made = person_make(
        full_name=facts["full_name"], username=username, email=facts["email"], unit=unit.uid, by=by
    )
    role_give(
        acting,
        made,
        Role(facts["role"]),
        unit,
        since=facts["since"],
        until=facts["until"],
        criteria=facts["criteria"],
    )
    return made


def _suggested(full_name: str) -> str:
    stem = sign_in_name_suggested(full_name, ())
    taken = User.objects.filter(username__istartswith=stem).values_list("username", flat=True)
    return sign_in_name_suggested(full_name, {name.lower() for name in taken})


def _invited(request: HttpRequest, made: User, way: str) -> HttpResponse:
    told = {"person": made.full_name, "name": made.username}
    messages.success(request, _("%(person)s was entered; sign-in name: %(name)s.") % told)
    if way == SLIP:
        return HttpResponseRedirect(f"{reverse('people-slips')}?person={made.pk}")
    if way == MAIL:
        try:
            messages.success(request, person_mail(request, made))
        except ActRefused as refused:
            messages.error(request, refused.sentence)
    return HttpResponseRedirect(reverse("person", kwargs={"key": made.pk}))


def _page(
    request: HttpRequest, form: NewForm, refusal: str = "", double: Sequence[User] = ()
) -> HttpResponse:
    facts = {
        "title": _("Enter a person"),
        "form": form,
        "refusal": refusal,
        "double": double,
        "another": _keys(double),
    }
    return render(request, "people/new.html", facts, status=409 if refusal or double else 200)
