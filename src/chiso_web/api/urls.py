"""The addresses of the interface, each declared with the permission that its operation names."""

from django.urls import URLPattern

from chiso_web.accounts.permissions import PUBLIC, requires
from chiso_web.api.assembly import ROOT_NAME, api
from chiso_web.api.middleware import METHODS
from chiso_web.api.reading import needed


def _opened() -> list[URLPattern]:
    """The patterns that the interface makes, but for the one of its start, which answers 404.

    What it makes of an operation is a view of its own, which declares nothing: it is open to
    everybody unless its operation asked for a permission (``reads``).
    """
    made = [one for one in api.urls[0] if isinstance(one, URLPattern) and one.name != ROOT_NAME]
    for one in made:
        asked = needed.get(f"/{one.pattern}", PUBLIC)
        one.callback = requires(asked, methods=METHODS)(one.callback)
    return made


app_name = "api"
urlpatterns = _opened()
