from django.apps import AppConfig


class UnitsConfig(AppConfig):
    """Administrative units."""

    name = "chiso_web.units"
