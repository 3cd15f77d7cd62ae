"""The trail's addresses."""

from django.urls import path, re_path

from chiso_web.accounts.trail import views

app_name = "trail"
urlpatterns = [
    path("trail", views.trail, name="list"),
    re_path(r"^trail\.(?P<kind>csv|xlsx|json)$", views.trail_file, name="file"),
    re_path(r"^trail/(?P<entry>[0-9]{1,18})$", views.trail_entry, name="entry"),
    path("trail/verify", views.trail_verify, name="verify"),
    path("trail/manifests", views.manifests, name="manifests"),
    re_path(r"^trail/manifests/(?P<day>[0-9-]{10})\.json$", views.manifest, name="manifest"),
]
