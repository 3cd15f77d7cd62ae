"""A person's own account."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from chiso_web.accounts.permissions import SIGNED_IN, requires


@requires(SIGNED_IN)
def own_account(request: HttpRequest) -> HttpResponse:
    """Who one is here: the roles held today."""
    return render(request, "accounts/account.html", {"title": _("My account")})
