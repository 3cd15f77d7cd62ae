"""The addresses of the interface, each declared open to everybody in one place."""

from django.urls import URLPattern

from chiso_web.accounts.permissions import PUBLIC, requires
from chiso_web.api.assembly import ROOT_NAME, api
from chiso_web.api.middleware import METHODS


def _opened() -> list[URLPattern]:
    """The patterns that the interface makes, but for the one of its start, which answers 404.

    What it makes of an operation is a view of its own, which declares nothing.
    """
    made = [one for one in api.urls[0] if isinstance(one, URLPattern) and one.name != ROOT_NAME]
    for one in made:
        one.callback = requires(PUBLIC, methods=METHODS)(one.callback)
    return made


app_name = "api"
urlpatterns = _opened()
