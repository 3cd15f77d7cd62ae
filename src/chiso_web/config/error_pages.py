"""Error pages: what happened, what is safe, what to do, and the code that finds it in the logs."""

from collections.abc import Iterable, Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chiso_web.accounts.acting import Acting
from chiso_web.accounts.refusals import UnitEnded
from chiso_web.accounts.signing_in.waiting import LEAST_SECONDS, WAIT
from chiso_web.look.formats import language
from chiso_web.look.not_found import Offer, PageMissing
from chiso_web.units.models import Unit


def _page(
    request: HttpRequest, *, status: int, title: str, sentence: str, offers: Sequence[Offer] = ()
) -> HttpResponse:
    """The page; no-store since its code belongs to one request only."""
    facts = {"title": title, "sentence": sentence, "code": code_of(request), "offers": offers}
    response = render(request, "look/error.html", facts, status=status)
    response["Cache-Control"] = "no-store"
    return response


def code_of(request: HttpRequest) -> str:
    """The id of the request, as the logs carry it."""
    return str(request.META.get("chiso.request_id", ""))


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400."""
    return _page(
        request,
        status=400,
        title=_("The request cannot be read"),
        sentence=_("Something in the address or the form is not as expected. Nothing was changed."),
    )


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403, with the roles of a signed-in person; whose unit has ended is told so."""
    if isinstance(exception, UnitEnded):
        return _unit_ended(request, exception.unit)
    acting = getattr(request, "acting", None)
    sentence = _("You lack the permission that this page asks for. Nothing was changed.")
    offers = []
    if isinstance(acting, Acting) and acting.user is not None:
        sentence = f"{sentence} {_roles_held(acting)}"
        offers = [Offer(_("My account"), reverse("account"))]
    return _page(
        request,
        status=403,
        title=_("This page is not open to you"),
        sentence=sentence,
        offers=offers,
    )


def _unit_ended(request: HttpRequest, unit: Unit) -> HttpResponse:
    sentence = _(
        "%(unit)s has ended, and with it every role held in it. Nothing was changed. What it "
        "entered is kept and read by its successor; ask the administrator who finishes it, and for "
        "a role in the successor."
    )
    return _page(
        request,
        status=403,
        title=_("The unit has ended"),
        sentence=sentence % {"unit": unit.full_name(language())},
        offers=[Offer(_("My account"), reverse("account"))],
    )


def _roles_held(acting: Acting) -> str:
    lang = language()
    held = [f"{one.get_role_display()}, {one.unit.full_name(lang)}" for one in acting.holdings]
    if not held:
        return _("You hold no role today. The administrator of your unit gives roles.")
    return _("Today you hold: %(roles)s.") % {"roles": "; ".join(held)}


def form_stale(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 of a form without the token that this site gave it."""
    return _page(
        request,
        status=403,
        title=_("This form has to be opened again"),
        sentence=_(
            "It was not sent from a page of this site, or that page stood open too long. "
            "Nothing was changed. Open the page again and repeat."
        ),
    )


def method_refused(request: HttpRequest, allowed: Iterable[str]) -> HttpResponse:
    """405, naming the methods that the page takes."""
    response = _page(
        request,
        status=405,
        title=_("This page can only be read"),
        sentence=_("It takes no %(method)s requests. Nothing was changed.")
        % {"method": request.method},
    )
    response["Allow"] = ", ".join(allowed)
    return response


def too_many(request: HttpRequest) -> HttpResponse:
    """429, with the time to wait, and the way back."""
    seconds = int(request.META.get(WAIT, LEAST_SECONDS))
    minutes = -(-seconds // 60)
    response = _page(
        request,
        status=429,
        title=_("Too many attempts"),
        sentence=ngettext(
            "For safety nothing is tried for a while. Wait %(count)s minute, then try again. "
            "If you have forgotten your password, ask for a new link or slip.",
            "For safety nothing is tried for a while. Wait %(count)s minutes, then try again. "
            "If you have forgotten your password, ask for a new link or slip.",
            minutes,
        )
        % {"count": minutes},
        offers=[
            Offer(_("Sign in with a password"), reverse("account_login")),
            Offer(_("Forgotten password"), reverse("account_forgotten")),
        ],
    )
    response["Retry-After"] = str(seconds)
    return response


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404, with the nearest pages where the view knew them."""
    if isinstance(exception, PageMissing):
        return _page(
            request,
            status=404,
            title=exception.title,
            sentence=exception.sentence,
            offers=exception.offers,
        )
    return _page(
        request,
        status=404,
        title=_("There is no such page"),
        sentence=_("The address is not one of this site. It may have been mistyped."),
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """500."""
    return _page(
        request,
        status=500,
        title=_("Something went wrong here"),
        sentence=_(
            "The fault is ours, and it was recorded. The published results are safe. "
            "Please try again in a few minutes."
        ),
    )
