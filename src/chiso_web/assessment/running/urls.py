"""The addresses of running a round."""

from django.urls import URLPattern, path, re_path

from chiso_web.assessment.running import exception_views, setup_views, views

urlpatterns: list[URLPattern] = [
    path("rounds", views.rounds, name="rounds"),
    path("rounds/new", setup_views.round_new, name="round-new"),
    path("rounds/<slug:round>", views.round_page, name="round"),
    re_path(
        r"^rounds/(?P<round>[-a-zA-Z0-9_]+)/units\.(?P<kind>csv|xlsx)$",
        views.round_file,
        name="round-file",
    ),
    path("rounds/<slug:round>/copy", setup_views.round_copy, name="round-copy"),
    path("rounds/<slug:round>/open", setup_views.round_opened, name="round-open"),
    path("rounds/<slug:round>/discard", setup_views.round_discarded, name="round-discard"),
    path("rounds/<slug:round>/windows/<slug:kind>", exception_views.windows, name="round-windows"),
    path("rounds/<slug:round>/of/<str:unit>/reopen", exception_views.reopen, name="form-reopen"),
]
