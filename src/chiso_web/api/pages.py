"""The page that describes the interface to people."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from chiso_web.accounts.permissions import public
from chiso_web.api.reference import routes, shapes
from chiso_web.look.formats import language


@public
def reference(request: HttpRequest) -> HttpResponse:
    """Every address with its parameters and columns."""
    facts = {
        "routes": routes(language()),
        "shapes": shapes(language()),
        "start": reverse("api:start"),
        "openapi": reverse("api:openapi"),
    }
    return render(request, "api/reference.html", facts)
