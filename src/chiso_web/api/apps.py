"""The app of the open interface: no models."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The open interface under /api/v1/."""

    name = "chiso_web.api"
    label = "chiso_api"
