"""The addresses of results and publication."""

from django.urls import URLPattern, path

from chiso_web.assessment.publishing import publish_views, result_views

urlpatterns: list[URLPattern] = [
    path("rounds/<slug:round>/result", result_views.result, name="result"),
    path("rounds/<slug:round>/result/<str:unit>", result_views.unit_result, name="unit-result"),
    path("rounds/<slug:round>/observations.csv", result_views.observations, name="observations"),
    path(
        "rounds/<slug:round>/observations/<slug:index>.csv",
        result_views.index_observations,
        name="index-observations",
    ),
    path(
        "rounds/<slug:round>/scores/<slug:index>.csv",
        result_views.index_scores,
        name="index-scores",
    ),
    path("rounds/<slug:round>/publish", publish_views.publish, name="publish"),
    path(
        "rounds/<slug:round>/publish/<int:number>/confirm",
        publish_views.confirm,
        name="publication-confirm",
    ),
    path(
        "rounds/<slug:round>/publish/<int:number>/withdraw",
        publish_views.withdraw,
        name="publication-withdraw",
    ),
    path("rounds/<slug:round>/correction", publish_views.correct, name="correction"),
]
