"""Pages of text: method, and what works for everybody."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from chiso_web.accounts.permissions import public
from chiso_web.portal import missing_pages
from chiso_web.portal.texts import method_pages


@public
def method_list(request: HttpRequest) -> HttpResponse:
    """The pages on method."""
    return render(request, "portal/methods.html", {"pages": method_pages.page_list()})


@public
def method(request: HttpRequest, name: str) -> HttpResponse:
    """One page on method."""
    page = method_pages.page_named(name)
    if page is None:
        known = [(item.title, item.address) for item in method_pages.page_list()]
        raise missing_pages.page_missing(name, known)
    return render(request, "portal/method.html", {"page": page, "title": page.title})


@public
def accessibility(request: HttpRequest) -> HttpResponse:
    """What works for everybody, and what falls short."""
    return render(request, "portal/accessibility.html", {"title": _("Accessibility statement")})
