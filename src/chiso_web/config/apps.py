"""Registers the system checks."""

from django.apps import AppConfig
from django.core.checks import register

from chiso_web.config import checks


class ConfigConfig(AppConfig):
    """The app of the settings themselves: no models, only checks."""

    name = "chiso_web.config"
    label = "chiso_config"

    def ready(self) -> None:
        register(checks.routes_name_their_permission)
        register(checks.catalogue_is_compiled)
