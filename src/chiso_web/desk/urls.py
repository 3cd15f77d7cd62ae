"""The addresses of the desk."""

from django.urls import path

from chiso_web.desk import views

urlpatterns = [
    path("desk", views.desk, name="desk"),
    path("desk/deadlines.ics", views.deadlines, name="desk-deadlines"),
]
