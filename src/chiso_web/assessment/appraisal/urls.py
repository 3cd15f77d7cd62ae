"""The addresses of appraisal."""

from django.urls import URLPattern, path

from chiso_web.assessment.appraisal import deciding, views

MINE = "rounds/<slug:round>/appraise"
OF = f"{MINE}/of/<str:unit>"
QUEUE = f"{MINE}/<str:kind>/<str:node>"
urlpatterns: list[URLPattern] = [
    path("appraise", views.rounds_of_mine, name="appraise-mine"),
    path(MINE, views.appraise, name="appraise"),
    path(OF, views.queue_unit, name="queue-unit"),
    path(f"{OF}/accept", deciding.accept_unit, name="accept-unit"),
    path(f"{OF}/<str:node>", deciding.decide, name="decide"),
    path(f"{OF}/<str:node>/take-back", deciding.take_back, name="decision-take-back"),
    path(QUEUE, views.queue, name="queue"),
    path(f"{QUEUE}/accept", deciding.accept_rest, name="accept-rest"),
]
