"""The portal's addresses. A file's address is the page's with .csv, .xlsx or .json."""

from django.urls import path, re_path

from chiso_web.portal import views

app_name = "portal"
FORMAT = r"\.(?P<kind>csv|xlsx|json)$"
urlpatterns = [
    path("", views.home, name="home"),
    path("search", views.search, name="search"),
    path("about/accessibility", views.accessibility, name="accessibility"),
    path("method", views.method_list, name="methods"),
    path("method/<str:name>", views.method, name="method"),
    path("papi", views.latest, name="latest"),
    re_path(rf"^papi/(?P<year>[^/.]+){FORMAT}", views.league_file, name="league-file"),
    re_path(rf"^papi/(?P<year>[^/]+)/(?P<unit>[^/.]+){FORMAT}", views.node_file, name="unit-file"),
    re_path(
        rf"^papi/(?P<year>[^/]+)/(?P<unit>[^/]+)/(?P<node>[^/]+?){FORMAT}",
        views.node_file,
        name="node-file",
    ),
    path("papi/<str:year>", views.league, name="league"),
    path("papi/<str:year>/<str:unit>", views.explanation, name="unit"),
    path("papi/<str:year>/<str:unit>/<str:node>", views.explanation, name="node"),
]
