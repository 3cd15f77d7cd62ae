"""The addresses of results and publication."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
