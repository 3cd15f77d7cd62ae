"""A person's own account, and where they are signed in."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chiso_web.accounts.acting import Acting
from chiso_web.accounts.models import User
from chiso_web.accounts.permissions import FORM, SIGNED_IN, requires
from chiso_web.accounts.roles import SECOND_FACTOR
from chiso_web.accounts.signing_in.factors import factor_of
from chiso_web.accounts.signing_in.signed_in import session_end, session_list
from chiso_web.accounts.signing_in.tokens import token_count_open

ALL_OTHERS = "others"


@requires(SIGNED_IN)
def own_account(request: HttpRequest) -> HttpResponse:
    """Who one is here: roles held today, second factor, sessions and tokens."""
    acting: Acting = request.acting  # type: ignore[attr-defined]
    user = acting.user
    facts = {
        "title": _("My account"),
        "factor": factor_of(user) if user else None,
        "needed": any(one.role in SECOND_FACTOR for one in acting.holdings),
        "sessions": session_list(user, here=request.session.session_key) if user else [],
        "tokens": token_count_open(user) if user else 0,
    }
    return render(request, "accounts/account.html", facts)


@requires(SIGNED_IN, methods=FORM)
def sessions(request: HttpRequest) -> HttpResponse:
    """Where the person is signed in; ending one of these sessions, or all others."""
    acting: Acting = request.acting  # type: ignore[attr-defined]
    user, here = acting.user, request.session.session_key
    if request.method == "POST" and user is not None:
        return _ended(request, user, request.POST.get("end", ""), here=here)
    facts = {
        "title": _("Where you are signed in"),
        "sessions": session_list(user, here=here) if user else [],
    }
    return render(request, "accounts/sessions.html", facts)


def _ended(request: HttpRequest, user: User, asked: str, *, here: str | None) -> HttpResponse:
    count = 0
    if asked == ALL_OTHERS:
        count = session_end(user, None, here=here)
    elif asked.isascii() and asked.isdecimal():
        count = session_end(user, int(asked[:18]), here=here)
    messages.success(
        request,
        ngettext("%(count)s session was ended.", "%(count)s sessions were ended.", count)
        % {"count": count},
    )
    return HttpResponseRedirect(reverse("usersessions_list"))
