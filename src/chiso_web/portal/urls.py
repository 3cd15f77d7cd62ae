"""The portal's addresses. A file's address is the page's with .csv, .xlsx or .json."""

from django.urls import path, re_path

from chiso_web.portal.beside import views as beside
from chiso_web.portal.calendar import views as calendar
from chiso_web.portal.card import views as card
from chiso_web.portal.changes import views as changes
from chiso_web.portal.compare import views as compare
from chiso_web.portal.criteria import views as criteria
from chiso_web.portal.deadline import views as deadline
from chiso_web.portal.derivation import views as derivation
from chiso_web.portal.editions import views as editions
from chiso_web.portal.explanation import views as explanation
from chiso_web.portal.finding import views as finding
from chiso_web.portal.home import views as home
from chiso_web.portal.league import views as league
from chiso_web.portal.losses import views as losses
from chiso_web.portal.opendata import views as opendata
from chiso_web.portal.parts import views as parts
from chiso_web.portal.place import views as place
from chiso_web.portal.restated import views as restated
from chiso_web.portal.standings import views as standings
from chiso_web.portal.texts import views as texts

app_name = "portal"
FORMAT = r"\.(?P<kind>csv|xlsx|json)$"
WITH_ICAL = r"\.(?P<kind>csv|xlsx|json|ics)$"
urlpatterns = [
    path("", home.home, name="home"),
    path("search", finding.search, name="search"),
    path("deadline", deadline.deadline, name="deadline"),
    re_path(rf"^deadline{WITH_ICAL}", deadline.deadline_file, name="deadline-file"),
    path("calendar", calendar.this_year, name="calendar"),
    path("calendar/windows", calendar.windows_now, name="windows-now"),
    path("calendar/windows.ics", calendar.windows_feed, name="windows-feed"),
    re_path(rf"^calendar/(?P<year>[^/]+)/windows{WITH_ICAL}", calendar.windows_file),
    path("calendar/<str:year>/windows", calendar.windows, name="windows"),
    re_path(rf"^calendar/(?P<year>[^/.]+){WITH_ICAL}", calendar.year_file, name="calendar-file"),
    path("calendar/<str:year>", calendar.year, name="calendar-year"),
    path("units", place.unit_list, name="units"),
    re_path(
        rf"^unit/(?P<unit>[^/]+)/(?P<year>[^/.]+){FORMAT}", place.results_file, name="results-file"
    ),
    re_path(rf"^unit/(?P<unit>[^/]+){FORMAT}", place.unit_file, name="lineage-file"),
    path("unit/<str:unit>", place.unit, name="place"),
    path("unit/<str:unit>/<str:year>", place.unit, name="place-year"),
    path("about/accessibility", texts.accessibility, name="accessibility"),
    path("method", texts.method_list, name="methods"),
    path("method/<str:name>", texts.method, name="method"),
    path("glossary", texts.glossary, name="glossary"),
    path("about/corrections", texts.corrections, name="corrections"),
    path("data", opendata.data, name="data"),
    path("data/api", texts.api_guide, name="api-guide"),
    path("data/index.json", opendata.data_index),
    path("data/papi.zip", opendata.papi_whole_package),
    path("data/units.zip", opendata.unit_package),
    re_path(r"^data/papi-(?P<year>[^/]+)\.zip$", opendata.papi_year_package),
    re_path(
        rf"^data/papi-(?P<year>[^/]+)/(?P<table>observations|scores){FORMAT}", opendata.table_file
    ),
    re_path(
        r"^data/(?:gia-lap_)?(?P<index>[a-z0-9-]+)-(?P<period>[^/-]+)\.zip$", opendata.outcome_zip
    ),
    path("editions", editions.edition_index, name="editions"),
    re_path(rf"^editions/(?P<name>[^/]+)/changes{FORMAT}", editions.change_file),
    re_path(r"^editions/(?P<name>[^/]+)/(?P<file>index|sources)\.yaml$", editions.edition_source),
    re_path(rf"^editions/(?P<name>[^/.]+){FORMAT}", editions.edition_file),
    path("editions/<str:name>", editions.edition, name="edition"),
    path("papi", league.latest, name="latest"),
    re_path(rf"^papi/(?P<year>[^/.]+){FORMAT}", league.league_file, name="league-file"),
    re_path(
        rf"^papi/(?P<year>[^/]+)/since/(?P<earlier>[^/.]+){FORMAT}",
        changes.changes_file,
        name="changes-file",
    ),
    re_path(rf"^papi/(?P<year>[^/]+)/compare{FORMAT}", compare.compare_file, name="compare-file"),
    re_path(rf"^papi/(?P<year>[^/]+)/part{FORMAT}", parts.part_list_file, name="parts-file"),
    re_path(
        rf"^papi/(?P<year>[^/]+)/part/(?P<node>[^/]+?){FORMAT}", parts.part_file, name="part-file"
    ),
    re_path(rf"^papi/(?P<year>[^/]+)/restated{FORMAT}", restated.restated_file),
    re_path(
        rf"^papi/(?P<year>[^/]+)/(?P<unit>[^/.]+){FORMAT}", explanation.node_file, name="unit-file"
    ),
    re_path(
        rf"^papi/(?P<year>[^/]+)/(?P<unit>[^/]+)/(?P<node>[^/]+?){FORMAT}",
        explanation.node_file,
        name="node-file",
    ),
    path("papi/<str:year>/restated", restated.restated, name="restated"),
    path("papi/<str:year>/restated/map.svg", restated.restated_map),
    path("papi/<str:year>/map.svg", league.league_map_file, name="league-map"),
    path("papi/<str:year>", league.league, name="league"),
    path("papi/<str:year>/since", changes.changes_latest, name="changes-latest"),
    path("papi/<str:year>/since/<str:earlier>", changes.changes, name="changes"),
    path("papi/<str:year>/compare", compare.compare, name="compare"),
    path("papi/<str:year>/part", parts.part_list, name="parts"),
    path("papi/<str:year>/part/<str:node>", parts.part, name="part"),
    path("papi/<str:year>/<str:unit>", explanation.explanation, name="unit"),
    path("papi/<str:year>/<str:unit>/<str:node>", explanation.explanation, name="node"),
    path("results", standings.result_list, name="results"),
    path("results/papi", standings.papi_moved),
    path("results/papi/<path:rest>", standings.papi_moved),
    path("results/<str:index>", standings.latest),
    re_path(
        rf"^results/(?P<index>[^/]+)/(?P<period>[^/]+?){FORMAT}",
        standings.standings_file,
        name="standings-file",
    ),
    path("results/<str:index>/<str:period>", standings.standings, name="standings"),
    path("results/<str:index>/<str:period>/map.svg", standings.picture_file),
    re_path(rf"^results/(?P<index>[^/]+)/(?P<period>[^/]+)/part{FORMAT}", criteria.criteria_file),
    path("results/<str:index>/<str:period>/part", criteria.criteria, name="criteria"),
    re_path(
        rf"^results/(?P<index>[^/]+)/(?P<period>[^/]+)/part/(?P<node>[^/]+?){FORMAT}",
        criteria.criterion_file,
    ),
    path("results/<str:index>/<str:period>/part/<str:node>", criteria.criterion, name="criterion"),
    re_path(rf"^results/(?P<index>[^/]+)/(?P<period>[^/]+)/compare{FORMAT}", beside.beside_file),
    path("results/<str:index>/<str:period>/compare", beside.beside, name="beside"),
    # after "part", "compare" and "map.svg", which are no units
    path("results/<str:index>/<str:period>/<str:unit>/card", card.card, name="card"),
    re_path(
        rf"^results/(?P<index>[^/]+)/(?P<period>[^/]+)/(?P<unit>[^/]+)/(?P<node>[^/]+?){FORMAT}",
        derivation.derivation_file,
    ),
    path(
        "results/<str:index>/<str:period>/<str:unit>/<str:node>",
        derivation.derivation,
        name="derivation",
    ),
    re_path(
        rf"^results/(?P<index>[^/]+)/(?P<period>[^/]+)/(?P<unit>[^/]+){FORMAT}",
        losses.losses_file,
        name="losses-file",
    ),
    path("results/<str:index>/<str:period>/<str:unit>", losses.losses, name="losses"),
]
