"""The addresses of survey results."""

from django.urls import URLPattern, path, re_path

from chiso_web.assessment.surveying import unit_views, views

urlpatterns: list[URLPattern] = [
    path("rounds/<slug:round>/survey", views.survey, name="survey"),
    path("rounds/<slug:round>/survey/record", views.record, name="survey-record"),
    re_path(
        r"^rounds/(?P<round>[-a-zA-Z0-9_]+)/survey/(?P<group>[-a-zA-Z0-9_]+)\.(?P<kind>csv|xlsx)$",
        views.template,
        name="survey-template",
    ),
    path("rounds/<slug:round>/survey/of/<str:unit>", unit_views.unit, name="survey-unit"),
]
