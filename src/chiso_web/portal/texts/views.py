"""Pages of text: method, glossary, corrections, and what works for everybody."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from chiso_web.accounts.permissions import public
from chiso_web.look.formats import language
from chiso_web.portal import missing_pages
from chiso_web.portal.texts import glossary as words
from chiso_web.portal.texts import method_pages
from chiso_web.portal.texts.api_guide import api_guide as guide


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
def api_guide(request: HttpRequest) -> HttpResponse:
    """How programs read what the pages show."""
    page = guide(request.build_absolute_uri("/").rstrip("/"))
    return render(request, "portal/api_guide.html", {"page": page, "title": page.title})


@public
def accessibility(request: HttpRequest) -> HttpResponse:
    """What works for everybody, and what falls short."""
    return render(request, "portal/accessibility.html", {"title": _("Accessibility statement")})


@public
def glossary(request: HttpRequest) -> HttpResponse:
    """What the words on these pages mean."""
    facts = {"terms": words.terms(language()), "code_words": words.code_words()}
    return render(request, "portal/glossary.html", facts)


@public
def corrections(request: HttpRequest) -> HttpResponse:
    """Published figures that were corrected."""
    return render(request, "portal/corrections.html", {"title": _("Corrections")})
