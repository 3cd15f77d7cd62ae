"""The address of the demonstration's people."""

from django.urls import URLPattern, path

from chiso_web.assessment.demo import views

urlpatterns: list[URLPattern] = [path("demo", views.demo, name="demo")]
