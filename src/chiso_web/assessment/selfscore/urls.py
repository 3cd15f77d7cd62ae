"""The addresses of a unit’s form."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
