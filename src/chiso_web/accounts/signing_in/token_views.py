"""Personal tokens: the list, a new one, and revoking."""

from typing import Any

from allauth.account.decorators import reauthentication_required
from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chiso_web.accounts.acting import Acting
from chiso_web.accounts.models import User
from chiso_web.accounts.permissions import ACT, FORM, SIGNED_IN, requires
from chiso_web.accounts.refusals import ActRefused
from chiso_web.accounts.signing_in.tokens import (
    LONGEST_DAYS,
    SCOPES,
    USUAL_DAYS,
    token_list,
    token_make,
    token_revoke,
)

confirmed = reauthentication_required(app="chiso_web.accounts")


class TokenForm(forms.Form):
    """What a new token is for."""

    name = forms.CharField(
        label=gettext_lazy("What is it for?"),
        max_length=100,
        help_text=gettext_lazy("For example: monthly report on the office server"),
    )
    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("It may"), widget=forms.CheckboxSelectMultiple
    )
    days = forms.IntegerField(
        label=gettext_lazy("Days that it holds"),
        min_value=1,
        max_value=LONGEST_DAYS,
        initial=USUAL_DAYS,
        help_text=gettext_lazy("at most 366"),
    )

    def __init__(self, *args: Any, acting: Acting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(name, said) for name, (needed, said) in SCOPES.items() if acting.may(needed)]
        self.fields["scopes"].choices = offered  # type: ignore[attr-defined]


@requires(SIGNED_IN, methods=FORM)
@confirmed  # type: ignore[untyped-decorator]  # the library is untyped
def tokens(request: HttpRequest) -> HttpResponse:
    """The person's tokens, and the form for a new one, which is shown this once."""
    acting: Acting = request.acting  # type: ignore[attr-defined]
    user = _person(acting)
    form = TokenForm(request.POST or None, acting=acting)
    made = None
    if request.method == "POST" and form.is_valid():
        try:
            made = token_make(user, **form.cleaned_data)
        except ActRefused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            form = TokenForm(acting=acting)
    facts = {
        "title": _("Tokens for programs"),
        "form": form,
        "made": made,
        "tokens": [(one, _scopes(one.scopes)) for one in token_list(user)],
    }
    return render(request, "accounts/tokens.html", facts)


@requires(SIGNED_IN, methods=ACT)
def token_end(request: HttpRequest, key: int) -> HttpResponse:
    """Revoke a token; that needs no password, so that it is quick where one has leaked."""
    acting: Acting = request.acting  # type: ignore[attr-defined]
    ended = token_revoke(_person(acting), key)
    if ended is not None:
        messages.success(
            request, _("The token “%(name)s” opens nothing any more.") % {"name": ended.name}
        )
    return HttpResponseRedirect(reverse("account_tokens"))


def _person(acting: Acting) -> User:
    if acting.user is None:  # the middleware lets nobody else here
        raise LookupError("no person")
    return acting.user


def _scopes(names: list[str]) -> list[str]:
    return [str(SCOPES[one][1]) for one in names if one in SCOPES]
