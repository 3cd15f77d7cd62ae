"""Registers the system checks."""

from django.apps import AppConfig
from django.core.checks import Tags, register
from django.utils.module_loading import import_string

from chiso_web.config import checks

RESULTS_CHECK = "chiso_web.config.results_check.results_are_current"  # needs the models


class ConfigConfig(AppConfig):
    """The app of the settings themselves: no models, only checks."""

    name = "chiso_web.config"
    label = "chiso_config"

    def ready(self) -> None:
        register(checks.routes_name_their_permission)
        register(checks.catalogue_is_compiled)
        register(checks.demo_stays_apart)
        register(import_string(RESULTS_CHECK), Tags.database)
