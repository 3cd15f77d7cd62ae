"""The addresses of running a round."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
