"""Error pages: what happened, what is safe, what to do, and the code that finds it in the logs."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from chiso_web.look.not_found import PageMissing


def _page(request: HttpRequest, *, status: int, title: str, sentence: str) -> HttpResponse:
    facts = {"title": title, "sentence": sentence, "code": code_of(request), "offers": ()}
    return render(request, "look/error.html", facts, status=status)


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
    """403."""
    return _page(
        request,
        status=403,
        title=_("This page is not open to you"),
        sentence=_("You lack the permission that this page asks for. Nothing was changed."),
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404, with the nearest pages where the view knew them."""
    if isinstance(exception, PageMissing):
        facts = {
            "title": exception.title,
            "sentence": exception.sentence,
            "code": code_of(request),
            "offers": exception.offers,
        }
        return render(request, "look/error.html", facts, status=404)
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
