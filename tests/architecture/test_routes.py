"""Every route names its permission; those open to everybody are listed here by hand."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import RequestFactory
from django.utils.translation import override

from chiso_web.accounts.middleware import PermissionMiddleware
from chiso_web.accounts.permissions import PUBLIC, permission_of, public
from chiso_web.config.routes import routes

OPEN_TO_EVERYBODY = {
    "account/sign-in",
    "account/sign-out",
    "account/closed",
    "account/none",
    "account/factor/give",
    "account/forgotten",
    "account/first",
    "account/slip",
    "account/invitation",
    "account/invitation/<secret>",
    "health",
    "robots.txt",
    "api/v1/",
    "api/v1/openapi.json",
    "api/v1/kinds",
    "api/v1/units",
    "api/v1/units/<unit>",
    "api/v1/units/<unit>/lineage",
    "api/v1/units/<unit>/results",
    "api/v1/editions",
    "api/v1/editions/<name>",
    "api/v1/editions/<name>/nodes",
    "api/v1/editions/<name>/cases",
    "api/v1/editions/<name>/changes",
    "api/v1/measures",
    "api/v1/measures/<measure>",
    "api/v1/results",
    "api/v1/results/<index>/<period>",
    "api/v1/results/<index>/<period>/scores",
    "api/v1/results/<index>/<period>/classes",
    "api/v1/results/<index>/<period>/ranks",
    "api/v1/results/<index>/<period>/spreads",
    "api/v1/results/<index>/<period>/changes",
    "api/v1/results/<index>/<period>/restated",
    "api/v1/results/<index>/<period>/observations",
    "api/v1/results/<index>/<period>/explanations/<unit>",
    "api/v1/results/<index>/<period>/explanations/<unit>/<node>",
    "api/v1/results/<index>/<period>/data-values",
    "api/v1/results/<index>/<period>/sdmx.csv",
    "",
    "demo",  # there in a demonstration only
    "documents/<uuid:document>/file",
    "search",
    "deadline",
    r"^deadline\.(?P<kind>csv|xlsx|json|ics)$",
    "calendar",
    "calendar/windows",
    "calendar/windows.ics",
    "calendar/<str:year>",
    r"^calendar/(?P<year>[^/.]+)\.(?P<kind>csv|xlsx|json|ics)$",
    "calendar/<str:year>/windows",
    r"^calendar/(?P<year>[^/]+)/windows\.(?P<kind>csv|xlsx|json|ics)$",
    "units",
    "unit/<str:unit>",
    "unit/<str:unit>/<str:year>",
    r"^unit/(?P<unit>[^/]+)\.(?P<kind>csv|xlsx|json)$",
    r"^unit/(?P<unit>[^/]+)/(?P<year>[^/.]+)\.(?P<kind>csv|xlsx|json)$",
    "about/accessibility",
    "method",
    "method/<str:name>",
    "glossary",
    "about/corrections",
    "data",
    "data/api",
    "data/api/reference",
    "data/index.json",
    "data/papi.zip",
    "data/units.zip",
    r"^data/papi-(?P<year>[^/]+)\.zip$",
    r"^data/papi-(?P<year>[^/]+)/(?P<table>observations|scores)\.(?P<kind>csv|xlsx|json)$",
    r"^data/(?:gia-lap_)?(?P<index>[a-z0-9-]+)-(?P<period>[^/-]+)\.zip$",
    "trail/manifests",
    r"^trail/manifests/(?P<day>[0-9-]{10})\.json$",
    "editions",
    "editions/<str:name>",
    r"^editions/(?P<name>[^/]+)/changes\.(?P<kind>csv|xlsx|json)$",
    r"^editions/(?P<name>[^/]+)/(?P<file>index|sources)\.yaml$",
    r"^editions/(?P<name>[^/.]+)\.(?P<kind>csv|xlsx|json)$",
    "papi",
    "papi/<str:year>/map.svg",
    "papi/<str:year>/restated",
    "papi/<str:year>/restated/map.svg",
    r"^papi/(?P<year>[^/]+)/restated\.(?P<kind>csv|xlsx|json)$",
    "papi/<str:year>",
    "papi/<str:year>/since",
    "papi/<str:year>/since/<str:earlier>",
    r"^papi/(?P<year>[^/]+)/since/(?P<earlier>[^/.]+)\.(?P<kind>csv|xlsx|json)$",
    "papi/<str:year>/compare",
    r"^papi/(?P<year>[^/]+)/compare\.(?P<kind>csv|xlsx|json)$",
    "papi/<str:year>/part",
    "papi/<str:year>/part/<str:node>",
    r"^papi/(?P<year>[^/]+)/part\.(?P<kind>csv|xlsx|json)$",
    r"^papi/(?P<year>[^/]+)/part/(?P<node>[^/]+?)\.(?P<kind>csv|xlsx|json)$",
    "results/<str:index>/<str:period>/<str:unit>/card",
    "results/<str:index>/<str:period>/compare",
    r"^results/(?P<index>[^/]+)/(?P<period>[^/]+)/compare\.(?P<kind>csv|xlsx|json)$",
    "results/<str:index>/<str:period>/part",
    r"^results/(?P<index>[^/]+)/(?P<period>[^/]+)/part\.(?P<kind>csv|xlsx|json)$",
    "results/<str:index>/<str:period>/part/<str:node>",
    r"^results/(?P<index>[^/]+)/(?P<period>[^/]+)/part/(?P<node>[^/]+?)\.(?P<kind>csv|xlsx|json)$",
    "results/<str:index>/<str:period>/<str:unit>/<str:node>",
    r"^results/(?P<index>[^/]+)/(?P<period>[^/]+)/(?P<unit>[^/]+)/(?P<node>[^/]+?)\.(?P<kind>csv|xlsx|json)$",
    "papi/<str:year>/<str:unit>",
    "papi/<str:year>/<str:unit>/<str:node>",
    r"^papi/(?P<year>[^/.]+)\.(?P<kind>csv|xlsx|json)$",
    r"^papi/(?P<year>[^/]+)/(?P<unit>[^/.]+)\.(?P<kind>csv|xlsx|json)$",
    r"^papi/(?P<year>[^/]+)/(?P<unit>[^/]+)/(?P<node>[^/]+?)\.(?P<kind>csv|xlsx|json)$",
    "results",
    "results/papi",
    "results/papi/<path:rest>",
    "results/<str:index>",
    "results/<str:index>/<str:period>",
    "results/<str:index>/<str:period>/map.svg",
    r"^results/(?P<index>[^/]+)/(?P<period>[^/]+?)\.(?P<kind>csv|xlsx|json)$",
    "results/<str:index>/<str:period>/<str:unit>",
    r"^results/(?P<index>[^/]+)/(?P<period>[^/]+)/(?P<unit>[^/]+)\.(?P<kind>csv|xlsx|json)$",
}


def test_every_route_names_its_permission() -> None:
    assert [route for route, view in routes() if permission_of(view) is None] == []


@pytest.mark.parametrize("language", ["vi", "en"])
def test_public_routes_are_those_listed_here(language: str) -> None:
    with override(language):
        listed = {route for route, view in routes() if permission_of(view) == PUBLIC}
    assert listed == OPEN_TO_EVERYBODY


def test_view_without_permission_is_closed() -> None:
    door = PermissionMiddleware(lambda request: None)
    with pytest.raises(PermissionDenied):
        door.process_view(RequestFactory().get("/"), lambda request: None, (), {})


def test_view_declared_public_is_open() -> None:
    door = PermissionMiddleware(lambda request: None)
    assert (
        door.process_view(RequestFactory().get("/"), public(lambda request: None), (), {}) is None
    )
