from django.apps import AppConfig


class LookConfig(AppConfig):
    """What every page shares."""

    name = "chiso_web.look"
